"""Claims: effects, harms and sizes of a problem that the text asserts, and whether a figure stands for them.

A claim has a head (a verb of change, a comparative, a noun of change or success, an amount, a word of
liking) that the parse finds where it tells what came about, and the words of degree beside it. Heads in the
scope of a goal, a negation, a question, a condition or the speaker's own lessons assert nothing and are
dropped.

Where the draft is encoded, a logistic regression on the sentence's vector has a say as well: it drops a
find in a sentence that reads nothing like a claim, and lets the grammar guess where one reads much like it.
Its weights are trained by `python -m training.claims`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from coach.errors import DataError
from coach.reading.annotated import Annotated, Sentence
from coach.reading.claim_grammar import KINDS, NOUNS, VERBS, clause_of, object_of, subject_of
from coach.reading.claim_scan import Scan
from coach.reading.quantities import Quantity

__all__ = ["KINDS", "Claim", "read"]

WEIGHTS = Path(__file__).parents[1] / "weights" / "claims.json"

# Probabilities below which a find is dropped and above which the grammar guesses.
UNLIKE, ALIKE = 0.12, 0.78


@dataclass(frozen=True)
class Claim:
    """The words that claim, with offsets in the draft; `about` is what they are claimed of, "" if unknown."""

    start: int
    end: int
    text: str
    sentence: int
    about: str
    kind: str
    vague: bool


def read(draft: Annotated, quantities: Sequence[Quantity]) -> tuple[Claim, ...]:
    """All claims of the draft in order of place."""
    within = {q.sentence for q in quantities if q.is_metric}
    after = {q.sentence - 1 for q in quantities if q.is_metric and q.role != "target"}
    alike = _alike(draft)
    found = []
    for sentence in draft.sentences:
        vague = sentence.index not in within and sentence.index not in after
        scan = Scan(draft, sentence)
        claims = scan.claims()
        if alike is not None and vague:
            if alike[sentence.index] < UNLIKE:
                claims = []
            elif not claims and alike[sentence.index] > ALIKE and (guess := scan.guess()):
                claims = [guess]
        for first, last, head, kind in claims:
            start, end = draft.doc[first].idx, draft.doc[last].idx + len(draft.doc[last])
            found.append(
                Claim(
                    start,
                    end,
                    draft.quote(start, end),
                    sentence.index,
                    _about(draft, sentence, head),
                    kind,
                    vague,
                )
            )
    return tuple(found)


@lru_cache(maxsize=1)
def _weights() -> tuple[np.ndarray, float]:
    try:
        stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))
        return np.array(stored["coef"], dtype=np.float64), float(stored["intercept"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            "weights", f"The weights {WEIGHTS.name} can't be read: {error}; reinstall star-coach."
        ) from error


def _alike(draft: Annotated) -> np.ndarray | None:
    """How much each sentence reads like a claim, 0 to 1; None without vectors or with another encoder's."""
    if draft.vectors is None:
        return None
    coef, intercept = _weights()
    if draft.vectors.shape[1] != len(coef):
        return None
    return 1 / (1 + np.exp(-(draft.vectors.astype(np.float64) @ coef + intercept)))


def _about(draft: Annotated, sentence: Sentence, head) -> str:
    """What the claim is made of, as the draft words it: the object of a change, else its subject."""
    clause = clause_of(head)
    for token in (
        object_of(clause),
        subject_of(head) if head.pos_ in (*VERBS, "ADJ") else None,
        subject_of(clause),
    ):
        if token is None or token.pos_ not in NOUNS or token == head:
            continue
        left = min(t.i for t in token.subtree)
        inside = [
            t.i
            for t in token.children
            if t.dep_ in ("relcl", "acl", "punct", "cc", "conj", "appos") and t.i > token.i
        ]
        right = min([*inside, max(t.i for t in token.subtree) + 1]) - 1
        if sentence.first <= left <= right < sentence.last:
            return draft.quote(draft.doc[left].idx, draft.doc[right].idx + len(draft.doc[right]))
    return ""
