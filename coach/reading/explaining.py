"""How an explanation explains: likenesses, business outcomes, whom it speaks to, and the level for its audience."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from coach.lexicon import words
from coach.reading.annotated import Annotated
from coach.reading.terms import LOST_DENSITY, Use
from prompts import Analogy, find_concept, load_audiences


@dataclass(frozen=True)
class Explaining:
    """`analogies` and `outcomes` are the sentences (indices) that hold one, in order; `level` is lay, mixed or technical.

    `known_likeness` is the catalog's analogy that the text draws, with its sentence, where the text does not say how far it
    goes; `has_concept` tells whether the catalog knows the concept. `opens` is the sentence in which the explanation begins,
    a greeting passed over, and `addressed` are the sentences that speak of the listener or of the listener's own work.
    """

    analogies: tuple[int, ...]
    outcomes: tuple[int, ...]
    addressed: tuple[int, ...]
    opens: int
    level: str
    has_concept: bool
    known_likeness: tuple[int, Analogy] | None

    @property
    def analogy(self) -> bool:
        return bool(self.analogies)

    @property
    def outcome(self) -> bool:
        return bool(self.outcomes)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern]:
    lists = words("explaining")
    return {
        "analogy": re.compile("|".join(lists["analogy"]), re.IGNORECASE),
        "no_analogy": re.compile("|".join(lists["no_analogy"]), re.IGNORECASE),
        "nouns": re.compile(r"[$€£]|(?<![\w-])(?:" + "|".join(lists["outcome_nouns"]) + r")(?![\w-])", re.IGNORECASE),
        "verbs": re.compile(r"(?<![\w-])(?:" + "|".join(lists["outcome_verbs"]) + r")(?!-)", re.IGNORECASE),
        "goes_so_far": re.compile("|".join(lists["goes_so_far"]), re.IGNORECASE),
        "greets": re.compile("|".join(lists["greets"]), re.IGNORECASE),
    }


@lru_cache(maxsize=16)
def _work(audience: str) -> re.Pattern:
    body = "|".join(re.escape(w).replace(r"\*", r"\w*") for w in load_audiences()[audience].work)
    return re.compile(rf"(?<![\w'])(?:you|your|yours|{body})(?!\w)", re.IGNORECASE)


def read(draft: Annotated, terms: Sequence[Use]) -> Explaining:
    """The reading of an explanation; `terms` are those that the audience would not know."""
    patterns = _patterns()
    texts = [draft.plain[s.start:s.end] for s in draft.sentences]
    analogies = tuple(i for i, text in enumerate(texts) if patterns["analogy"].search(patterns["no_analogy"].sub(" ", text)))
    outcomes = tuple(i for i, text in enumerate(texts) if _tells_outcome(text))
    work = _work(draft.draft.audience or "customer")
    addressed = tuple(i for i, text in enumerate(texts) if work.search(text))
    opens = next((i for i, text in enumerate(texts) if not patterns["greets"].fullmatch(text.strip())), 0)
    concept = find_concept(draft.draft.concept)
    known = None
    if concept and analogies and not any(patterns["goes_so_far"].search(text) for text in texts):
        known = _known_likeness(texts, analogies, concept.analogies)
    words_in_all = sum(t.is_alpha for t in draft.doc) or 1
    density = len(terms) / words_in_all
    level = "lay" if not terms else "technical" if density >= LOST_DENSITY else "mixed"
    return Explaining(analogies, outcomes, addressed, opens, level, concept is not None, known)


def _known_likeness(texts: Sequence[str], at: Sequence[int], analogies: Sequence[Analogy]) -> tuple[int, Analogy] | None:
    """The catalog's likeness that is drawn in one of the sentences `at` or in the one after, and that sentence."""
    for i in at:
        near = " ".join(texts[i:i + 2])
        for analogy in analogies:
            if re.search(r"(?<!\w)(?:" + "|".join(map(re.escape, analogy.cues)) + r")s?(?!\w)", near, re.IGNORECASE):
                return i, analogy
    return None


def _tells_outcome(sentence: str) -> bool:
    """Whether the sentence names something that somebody answers for and, in other words, a change to it."""
    patterns = _patterns()
    things = [m.span() for m in patterns["nouns"].finditer(sentence)]
    return any(not any(a < change.end() and change.start() < b for a, b in things)
               for change in patterns["verbs"].finditer(sentence)) if things else False
