"""Claims: effects, harms and sizes of a problem that the text asserts, and whether a figure stands for them.

A claim has a head (a verb of change, a comparative, a noun of change or success, an amount, a word of
liking) that the parse finds where it tells what came about, and the words of degree beside it. Heads in the
scope of a goal, a negation, a question, a condition or the speaker's own lessons assert nothing and are
dropped.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from coach.reading.annotated import Annotated, Sentence
from coach.reading.claim_finders import Found
from coach.reading.claim_grammar import KINDS, NOUNS, VERBS, clause_of, object_of, subject_of
from coach.reading.claim_scan import Scan
from coach.reading.quantities import Quantity

__all__ = ["KINDS", "Claim", "read"]

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
    """All claims of the draft that the grammar finds, in order of place."""
    figured = answered(quantities)
    return tuple(claim for sentence in draft.sentences
                 for claim in claims_of(draft, sentence, Scan(draft, sentence).claims(), figured))


def answered(quantities: Sequence[Quantity]) -> set[int]:
    """The sentences with a figure in them or in the sentence right after."""
    within = {q.sentence for q in quantities if q.is_metric}
    return within | {q.sentence - 1 for q in quantities if q.is_metric and q.role != "target"}


def claims_of(draft: Annotated, sentence: Sentence, found: Sequence[Found], figured: Collection[int]) -> list[Claim]:
    """The claims for what was found in a sentence; vague unless the sentence is among the figured ones."""
    claims = []
    for first, last, head, kind in found:
        start, end = draft.doc[first].idx, draft.doc[last].idx + len(draft.doc[last])
        claims.append(Claim(start, end, draft.quote(start, end), sentence.index, _about(draft, sentence, head), kind,
                            sentence.index not in figured))
    return claims


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
