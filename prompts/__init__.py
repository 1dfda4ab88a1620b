"""The catalog: behavioural prompts, concepts, listeners, terms and initialisms, as data with a loader that validates."""

from prompts.audiences import Audience, load_audiences
from prompts.behavioral import GROUPS, Prompt, TalkingPoint, find_prompt, load_prompts
from prompts.concepts import Analogy, Concept, find_concept, load_concepts
from prompts.errors import CatalogError
from prompts.guide import GUIDE_SECTIONS, TECHNICAL_SECTIONS
from prompts.memory import load_memory, memory_questions
from prompts.words import Initialism, Term, load_initialisms, load_terms

__all__ = [
    "GROUPS", "GUIDE_SECTIONS", "TECHNICAL_SECTIONS", "Analogy", "Audience", "CatalogError", "Concept", "Initialism", "Prompt",
    "TalkingPoint", "Term", "find_concept", "find_prompt", "load_audiences", "load_concepts", "load_initialisms",
    "load_memory", "load_prompts", "load_terms", "memory_questions",
]
