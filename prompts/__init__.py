"""The catalog: behavioural prompts, terms and initialisms, as data with a loader that validates."""

from prompts.behavioral import GROUPS, Prompt, TalkingPoint, find_prompt, load_prompts
from prompts.errors import CatalogError
from prompts.guide import GUIDE_SECTIONS
from prompts.words import Initialism, Term, load_initialisms, load_terms

__all__ = [
    "GROUPS", "GUIDE_SECTIONS", "CatalogError", "Initialism", "Prompt", "TalkingPoint", "Term",
    "find_prompt", "load_initialisms", "load_prompts", "load_terms",
]
