"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

# A word with what is inside it ("don't", "0.81"), a run of white space, or a run of other marks.
_WORD = re.compile(r"\w(?:\S*\w)?|\s+|[^\w\s]+")
_SENTENCE = re.compile(r".+?(?:[.!?…][\"'”’)\]]*\s+|\n\s*)|.+$", re.DOTALL)

# Comparing takes time by the product of both lengths: over this, in words, a passage is replaced whole.
MOST = 9_000_000

# So few words that stayed between longer changes are chance ("the", "of"), and marking around them is hard to read.
CHANCE = 2


@dataclass(frozen=True)
class Change:
    """A stretch of both texts: where they differ, `new` stands in place of `old`; either may be empty."""

    old: str
    new: str

    @property
    def same(self) -> bool:
        return self.old == self.new


def word_changes(old: str, new: str) -> list[Change]:
    """The stretches in order, the same and the changed by turns; joined, they are `old` and `new` again."""
    found: list[Change] = []
    for before, after in _aligned(_SENTENCE.findall(old), _SENTENCE.findall(new)):
        if before == after:
            found.append(Change("".join(before), "".join(after)))
            continue
        a, b = (_WORD.findall("".join(part)) for part in (before, after))
        pairs = _aligned(a, b) if len(a) * len(b) <= MOST else [(a, b)]
        found += [Change("".join(x), "".join(y)) for x, y in pairs]
    return _merged(_without_chance(_merged(found)))


def _aligned(a: list[str], b: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    matcher = SequenceMatcher(str.isspace, a, b)  # in long texts frequent words are no anchors, which bounds the time
    for _, a0, a1, b0, b1 in matcher.get_opcodes():
        yield a[a0:a1], b[b0:b1]


def _without_chance(changes: list[Change]) -> list[Change]:
    """The changes with what stayed by chance between two of them, or is only white space, made part of the change."""
    found = list(changes)
    for i in range(1, len(found) - 1):
        if not found[i].same:
            continue
        words = len(found[i].old.split())
        around = min(_length(found[i - 1]), _length(found[i + 1]))
        if not words or (words <= CHANCE and around > words):
            found[i - 1:i + 2] = [Change("", ""), Change("", ""), Change(
                "".join(c.old for c in found[i - 1:i + 2]), "".join(c.new for c in found[i - 1:i + 2]))]
    return found


def _length(change: Change) -> int:
    return max(len(change.old.split()), len(change.new.split()))


def _merged(changes: list[Change]) -> list[Change]:
    """Neighbours of the same sort made one, and what is empty left out."""
    found: list[Change] = []
    for change in changes:
        if not change.old and not change.new:
            continue
        if found and found[-1].same == change.same:
            found[-1] = Change(found[-1].old + change.old, found[-1].new + change.new)
        else:
            found.append(change)
    return found
