"""What can be said of a draft before any model is loaded: the app shows it in the first seconds."""

from __future__ import annotations

import re

from coach import checks
from coach.draft import Draft
from coach.lexicon import words
from coach.reading import Reading, delivery, terms
from coach.reading.annotated import skimmed
from coach.report import Finding

# Fewer words than this tell no language; of more, an English text has this share of the commonest ones.
LEAST_WORDS, LEAST_COMMON = 8, 0.15


def skim(draft: Draft) -> tuple[Finding, ...]:
    """The findings that patterns and word lists alone can make, by place; none in a text that may not be English.

    Each of them `critique` makes too; it makes many more.
    """
    if not _seems_english(draft.text):
        return ()
    annotated = skimmed(draft)
    told, used = delivery.read(annotated), terms.initialisms(annotated)
    return checks.run_plain(Reading(annotated, None, (), (), (), (), told, used, 0.0, None, None))


def _seems_english(text: str) -> bool:
    found = re.findall(r"[^\W\d_]+", text.lower())
    common = sum(word in words("skim")["common"] for word in found)
    return len(found) < LEAST_WORDS or common >= LEAST_COMMON * len(found)
