"""Whether a text explains a term, or spells out an initialism, where it first uses it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coach.lexicon import words


def fold(name: str) -> str:
    """A term's name without regard to case, hyphens, and British or American spelling."""
    return re.sub(r"[\s-]+", " ", name.lower()).replace("isation", "ization").replace("ise", "ize").replace("our", "or")


def spelled_out(text: str, name: str, at: int, full_names: Iterable[str]) -> bool:
    """Whether the words that it stands for stand within the two sentences around its first use. `full_names` are those the
    catalog knows, where one has two senses parted by " / "."""
    near = text[max(0, at - 160):at + 160].lower()
    if any(fold(full.strip()) in fold(near) for names in full_names for full in re.split(r" / ", names)):
        return True
    letters = [c for c in name.lower() if c.isalpha()]
    before = re.findall(r"[a-z]+", text[max(0, at - 120):at].lower())[-len(letters) - 2:]
    after = re.findall(r"[a-z]+", text[at + len(name):at + len(name) + 120].lower())[:len(letters) + 2]
    bracketed = text[at - 1:at] == "(" or re.match(r"s?\s*\(|s? stands? for|, (?:short for|for short)|,? that is",
                                                   text[at + len(name):])
    return bool(bracketed) and (_initials(before, letters) or _initials(after, letters))


def _initials(sequence: list[str], letters: list[str]) -> bool:
    """Whether the words begin with the letters in order, small words passed over."""
    left = "".join(letters)
    for word in sequence:
        if word == left:  # "explainable AI (XAI)"
            return True
        if word[0] == left[0] or (left[0] == "x" and word.startswith("ex")):
            left = left[1:]
            if not left:
                return True
    return False


def explained(text: str, term: str, at: int, lists: tuple[str, ...] = ("explains", "apposes", "bracketed")) -> bool:
    """Whether the text explains the term at its first use, by one of the ways in the word lists."""
    near = re.sub(r"\s+", " ", text[max(0, at - 120):at + len(term) + 100])
    if _leads_up(re.split(r"[.!?]\s+|\n", text[:at])[-1]):
        lists = tuple(name for name in lists if name != "apposes")
    body = re.escape(term) + "s?[\"')]*"
    return any(re.search(way.replace("{t}", body), near, re.IGNORECASE) for name in lists for way in words("terms")[name])


def _leads_up(before: str) -> bool:
    """Whether the sentence, as far as it goes, is still in a clause or phrase that leads up to the main clause."""
    first, *rest = before.lower().split() or [""]
    if "," in before:
        return False
    lists = words("terms")
    return first in lists["leads_up"] or (first in lists["leads_up_bare"] and not {"i", "we", "it", "they"} & set(rest))
