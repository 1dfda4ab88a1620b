"""Numbers in words and in digits, and what they are worth."""

from __future__ import annotations

import math
import re

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_BIG = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1e3,
    "grand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "k": 1e3,
    "m": 1e6,
    "mm": 1e6,
    "mn": 1e6,
    "mio": 1e6,
    "bn": 1e9,
    "b": 1e9,
    "lakh": 1e5,
    "crore": 1e7,
}
_SMALL = {word: float(n) for n, word in enumerate(_ONES)} | {
    word: 20.0 + 10 * n for n, word in enumerate(_TENS)
}

DIGITS = r"[0-9]{1,3}(?:[,'\u202f ][0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:[.,][0-9]+)?|\.[0-9]+"
WORD = (
    "(?:"
    + "|".join(
        sorted(
            (*_ONES[1:], *_TENS, "hundred", "thousand", "million", "billion", "dozen", "grand"),
            key=len,
            reverse=True,
        )
    )
    + r")\b"
)
WORDED = rf"(?:(?:\ba )?(?:couple of |few )?\b{WORD}(?:(?:[ -]| and ){WORD}){{0,7}}(?: and a half)?)"
SCALE = (
    r"(?:[ -]?(?:million|billion|trillion|thousand|hundred|grand|dozen|lakh|crore|mio|mn|bn|k|K"
    r"|m|M|B)(?![A-Za-z²]))"
)


def worth(words: str) -> float | None:
    """The value of a number in words or digits ("two hundred and forty", "1.2M"), None if there is none."""
    words = words.strip().lower()
    head = re.match(r"[0-9][0-9,.' \u202f]*|\.[0-9]+", words)
    if head:
        digits = head.group().rstrip(",.' ")
        plain = re.sub(r"[,' \u202f](?=[0-9]{3})", "", digits).replace(",", ".")
        try:
            value = float(plain)
        except ValueError:
            return None
        tail = words[head.end() :].strip(" -")
        value *= _BIG.get(tail, 1)
        return value if math.isfinite(value) else None
    total, part, seen = 0.0, 0.0, False
    for word in re.findall(r"[a-z]+", words):
        if word in _SMALL:
            part, seen = part + _SMALL[word], True
        elif word == "couple":
            part, seen = 2.0, True
        elif word == "few":
            part, seen = 3.0, True
        elif word in ("hundred", "dozen"):
            part, seen = (part or 1) * _BIG[word], True
        elif word in _BIG:
            total, part, seen = total + (part or 1) * _BIG[word], 0.0, True
        elif word == "half" and seen:
            part += 0.5 if not total else 0.0
    return total + part if seen else None
