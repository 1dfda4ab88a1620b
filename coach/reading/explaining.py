"""How an explanation explains: analogy, business outcome, and the level for its audience."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from coach.lexicon import words
from coach.reading.annotated import Annotated
from coach.reading.terms import LOST_DENSITY, Use


@dataclass(frozen=True)
class Explaining:
    """`analogy_at` and `outcome_at` are the sentences (indices) that hold one, None where there is none; `level`
    is lay, mixed or technical."""

    analogy_at: int | None
    outcome_at: int | None
    level: str

    @property
    def analogy(self) -> bool:
        return self.analogy_at is not None

    @property
    def outcome(self) -> bool:
        return self.outcome_at is not None


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern]:
    lists = words("explaining")
    return {
        "analogy": re.compile("|".join(lists["analogy"]), re.IGNORECASE),
        "no_analogy": re.compile("|".join(lists["no_analogy"]), re.IGNORECASE),
        "nouns": re.compile(r"[$€£]|(?<![\w-])(?:" + "|".join(lists["outcome_nouns"]) + r")(?![\w-])", re.IGNORECASE),
        "verbs": re.compile(r"(?<![\w-])(?:" + "|".join(lists["outcome_verbs"]) + r")(?!-)", re.IGNORECASE),
    }


def read(draft: Annotated, terms: Sequence[Use]) -> Explaining:
    """Analogy, outcome and level of an explanation; `terms` are those that the audience would not know."""
    patterns = _patterns()
    analogy = outcome = None
    for s in draft.sentences:
        text = draft.plain[s.start:s.end]
        if analogy is None and patterns["analogy"].search(patterns["no_analogy"].sub(" ", text)):
            analogy = s.index
        if outcome is None and _tells_outcome(text):
            outcome = s.index
    words_in_all = sum(t.is_alpha for t in draft.doc) or 1
    density = len(terms) / words_in_all
    level = "lay" if not terms else "technical" if density >= LOST_DENSITY else "mixed"
    return Explaining(analogy, outcome, level)


def _tells_outcome(sentence: str) -> bool:
    """Whether the sentence names something that somebody answers for and, in other words, a change to it."""
    patterns = _patterns()
    things = [m.span() for m in patterns["nouns"].finditer(sentence)]
    return any(not any(a < change.end() and change.start() < b for a, b in things)
               for change in patterns["verbs"].finditer(sentence)) if things else False
