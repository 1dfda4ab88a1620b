"""How the answer would sound: words, speaking time, fillers, hedges, false starts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from coach.language import plain
from coach.lexicon import words
from coach.reading.annotated import Annotated

# Conversational English runs at about 150 words a minute (Tauroza and Allison, Applied Linguistics 11, 1990:
# the interview's range for British English is 140 to 180 with a mean of 160, below it for non-native listeners).
WORDS_PER_MINUTE = 150

_WORD = re.compile(r"[^\W_]+(?:['’.,:/@-][^\W_]+)*", re.UNICODE)
_NUMBER = re.compile(r"(?P<sign>[$€£~<>+-])?(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<unit>[^\W\d_]+|%)?")


@dataclass(frozen=True)
class Mark:
    """A stretch of the draft."""

    start: int
    end: int


@dataclass(frozen=True)
class Delivery:
    """`words` as written; `spoken` words once numbers and units are said aloud; `seconds` to say them."""

    words: int
    spoken: int
    seconds: int
    fillers: tuple[Mark, ...]
    hedges: tuple[Mark, ...]
    false_starts: tuple[Mark, ...]


def spoken_words(text: str) -> int:
    """How many words it takes to say `text`: "8ms" is two, "1,900" is four, "0.81" is four."""
    total = 0
    for piece in text.split():
        numbers = list(_NUMBER.finditer(piece))
        if not numbers:
            total += len(re.findall(r"[^\W_]+(?:['’][^\W_]+)*", piece))
            continue
        rest = _NUMBER.sub(" ", piece)
        total += len(re.findall(r"[^\W\d_]+", rest))
        for n in numbers:
            total += _number_words(n["digits"]) + bool(n["unit"]) + (n["sign"] is not None)
    return total


def _number_words(digits: str) -> int:
    whole, _, decimals = digits.replace(",", "").partition(".")
    if len(whole) == 4 and not decimals and "," not in digits and whole[0] in "12" and whole[1] in "098":
        return 2
    count, groups = 0, []
    value = int(whole[:18])
    while value:
        groups.append(value % 1000)
        value //= 1000
    for place, group in enumerate(groups):
        if group:
            count += 2 * (group >= 100) + (1 if group % 100 < 21 or group % 10 == 0 else 2) * (group % 100 > 0) + (place > 0)
    return max(count, 1) + (1 + len(decimals) if decimals else 0)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern]:
    lists = words("delivery")
    def body(name):
        return "|".join(re.escape(w) for w in sorted(lists[name], key=len, reverse=True))
    return {
        "fillers": re.compile(rf"(?<![\w'-])(?:{body('fillers')})(?![\w'-])", re.IGNORECASE),
        "set_off": re.compile(rf"(?:(?<=, )|(?<=^))(?:{body('set_off')})(?=,)|(?<=, )(?:{body('set_off')})(?=[.?!…]|$)"
                              r"|(?<=\w )like(?=,)|(?<= )like(?= (?:really|totally|super|maybe|literally|\d))", re.IGNORECASE),
        # "this kind of index" is no hedge.
        "hedges": re.compile(rf"(?:\b(?:an?|the|this|that|these|those|what|which|some|any|every|each|same|other)\s(?:kind|sort) of"
                             rf"|(?<![\w'])(?P<hit>{body('hedges')})(?!\w))", re.IGNORECASE),
        "false_starts": re.compile(r"(?<![\w'])(\w+(?:'\w+)?(?: \w+){0,2}), \1(?![\w'])(?! and)", re.IGNORECASE),
    }


def read(draft: Annotated) -> Delivery:
    """The delivery of the whole draft."""
    found: dict[str, list[Mark]] = {name: [] for name in _patterns()}
    for s in draft.sentences:
        text = draft.plain[s.start:s.end]
        for name, pattern in _patterns().items():
            found[name] += [Mark(s.start + m.start(), s.start + m.end()) for m in pattern.finditer(text)
                            if name != "hedges" or m["hit"]]
    fillers = sorted({*found["fillers"], *found["set_off"]}, key=lambda m: (m.start, m.end))
    taken = {(m.start, m.end) for m in fillers}
    hedges = [m for m in found["hedges"] if (m.start, m.end) not in taken]
    spoken = spoken_words(draft.plain)
    return Delivery(_written_words(draft.plain), spoken, _seconds(spoken),
                    tuple(fillers), tuple(hedges), tuple(found["false_starts"]))


def measure(text: str) -> tuple[int, int]:
    """The words of any stretch of text as written, and the seconds to say it, counted as `read` counts them."""
    text = plain(text)
    return _written_words(text), _seconds(spoken_words(text))


def _written_words(text: str) -> int:
    return len(_WORD.findall(text))


def _seconds(spoken: int) -> int:
    return round(spoken * 60 / WORDS_PER_MINUTE)
