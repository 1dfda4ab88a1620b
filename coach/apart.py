"""A free text taken apart: which sentence goes into which part, as the coach reads it and as the writer decides.

A choice of the writer is a list of the sentence, its number among equal sentences (from 0), and the part; choices are
plain JSON, so that they can be kept with an unfinished draft.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from coach.draft import SECTION_NAMES
from coach.report import Report

LEFT_OUT = "other"
PLACES = (*SECTION_NAMES, LEFT_OUT)

# Under this confidence the coach says that it is unsure. On 764 sentences of held-out answers one in seven is; of
# these a third are told wrong, of the others one in sixty.
SURE = 0.8

# A sentence is the edited form of another from this share of equal characters on, or where one begins with the other.
ALIKE = 0.7
BEGINNING = 12

# So many choices for sentences that are gone are kept, for they may come back.
KEPT_CHOICES = 20


@dataclass(frozen=True)
class Piece:
    """A sentence at `start` to `end` of the text, and the white space after it. `place` is where it goes, `read` where the
    coach would put it."""

    start: int
    end: int
    text: str
    gap: str
    number: int
    read: str
    place: str
    sure: bool
    chosen: bool


def pieces(report: Report, choices: Sequence[Sequence] = ()) -> tuple[Piece, ...]:
    """The report's sentences in their order, each with its place; `choices` must be `carried` to this report."""
    wanted = {(text, number): part for text, number, part in choices}
    found, seen = [], Counter()
    rows = report.sentences
    for row, after in zip(rows, [*(r["start"] for r in rows[1:]), len(report.text)], strict=True):
        text = report.text[row["start"]:row["end"]]
        number = seen[text]
        seen[text] += 1
        chosen = wanted.get((text, number))
        found.append(Piece(
            row["start"], row["end"], text, report.text[row["end"]:after], number, row["component"],
            chosen or row["component"], row["confidence"] >= SURE, chosen is not None,
        ))
    return tuple(found)


def choose(choices: Sequence[Sequence], piece: Piece, place: str) -> list[list]:
    """The choices with `place` for that piece. Raises ValueError for a place that there is not."""
    if place not in PLACES:
        raise ValueError(f"{place!r} is none of {', '.join(PLACES)}")
    others = [list(c) for c in choices if (c[0], c[1]) != (piece.text, piece.number)]
    return [*others, [piece.text, piece.number, place]]


def carried(choices: Sequence[Sequence], report: Report) -> list[list]:
    """The choices with the sentences as the report has them now, after small edits; those whose sentence is gone stay."""
    if not choices:
        return []
    now = [(p.text, p.number) for p in pieces(report)]
    there = [list(c) for c in choices if (c[0], c[1]) in set(now)]
    gone = [list(c) for c in choices if (c[0], c[1]) not in set(now)]
    free = [n for n in now if n not in {(c[0], c[1]) for c in there}]
    for choice in list(gone):
        likeness, best = max(((_likeness(choice[0], text), (text, number)) for text, number in free), default=(0.0, None))
        if likeness >= ALIKE:
            gone.remove(choice)
            free.remove(best)
            there.append([*best, choice[2]])
    return [*gone[-KEPT_CHOICES:], *there]


def _likeness(old: str, new: str) -> float:
    shorter, longer = sorted((old, new), key=len)
    if len(shorter) >= BEGINNING and longer.startswith(shorter.rstrip(".!?")):
        return 1.0
    match = SequenceMatcher(None, old, new, autojunk=False)
    return 0.0 if min(match.real_quick_ratio(), match.quick_ratio()) < ALIKE else match.ratio()


def parts_of(found: Sequence[Piece]) -> dict[str, str]:
    """The parts that the pieces make, in the order of SECTION_NAMES, each in the order of the text and in its words."""
    parts: dict[str, str] = {}
    for piece in found:
        if piece.place != LEFT_OUT:
            before = parts.get(piece.place, "")
            parts[piece.place] = before + ("" if not before or before[-1].isspace() else " ") + piece.text + piece.gap
    return {name: parts[name].strip() for name in SECTION_NAMES if name in parts}


def left_out(found: Sequence[Piece]) -> list[str]:
    """The sentences that go into no part, in the order of the text."""
    return [piece.text for piece in found if piece.place == LEFT_OUT]
