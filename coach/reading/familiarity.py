"""How many of a text's words a listener can be expected not to know."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache

from wordfreq import zipf_frequency

from coach.lexicon import words
from coach.reading.annotated import Annotated
from coach.reading.explained import explained

# Zipf frequency is the log10 of a word's uses in a billion words of general English (van Heuven and others, QJEP 67, 2014).
# Below RARE_ZIPF a word is used less than once in 25 million words: nobody is expected to know it.
RARE_ZIPF = 1.6

# Half of the listeners are taken not to know a word used once in ten million words (Zipf 2), and fewer by a logistic curve
# the more usual it is; words from Zipf 4.5 on, the 2,500 or so most usual ones, everybody knows. Set by hand.
HALF_KNOWN_ZIPF = 2.0
SLOPE = 0.7
EVERYBODYS_ZIPF = 4.5

# From here on it is worth looking whether the text explains the word.
DOUBTFUL = 0.2


@lru_cache(maxsize=1)
def _notation() -> re.Pattern:
    return re.compile("|".join(words("terms")["notation"]))


def frequency(token) -> float:
    """The Zipf frequency of a spaCy token: that of its most usual form, British or American, or of the everyday word that
    it is plainly derived from ("springiness"), less one."""
    forms = {token.text.lower(), token.lemma_.lower()}
    forms |= {f.replace("isation", "ization").replace("is", "iz", 1) if f.endswith(("ise", "ised", "ises", "ising", "isation", "isations"))
              else f for f in forms}
    best = max(zipf_frequency(f, "en") for f in forms)
    lists = words("terms")
    for form in tuple(forms):
        for prefix in lists["prefixes"]:
            if form.startswith(prefix):
                best = max(best, zipf_frequency(form[len(prefix):].lstrip("-"), "en") - 1)
        for suffix in lists["suffixes"]:
            if form.endswith(suffix):
                stem = form[:-len(suffix)]
                stem = stem[:-1] + "y" if stem.endswith("i") else stem
                best = max(best, zipf_frequency(stem, "en") - 1)
    return best


def unknown_words(draft: Annotated, terms: Sequence) -> float:
    """How many of the draft's running words its audience can be expected not to know: each of the unexplained `terms`
    (coach.reading.terms.Use) once, statistics in specialists' notation, and each other word by the share of listeners who
    would not know one of its frequency. Names and figures count for nothing; to an engineer, only the terms count.
    """
    audience = draft.draft.audience
    if audience in (None, "engineer"):
        return len(terms)
    taken = [(u.start, u.end) for u in terms]
    total = float(len(taken) + len(_notation().findall(draft.plain)))
    explains: dict[str, bool] = {}
    for token in draft.doc:
        if not token.is_alpha or token.pos_ in ("PROPN", "NUM", "SYM") or any(a <= token.idx < b for a, b in taken):
            continue
        zipf = frequency(token)
        if zipf >= EVERYBODYS_ZIPF:
            continue
        unknown = 1 / (1 + math.exp((zipf - HALF_KNOWN_ZIPF) / SLOPE))
        word = token.lower_
        if unknown > DOUBTFUL and word not in explains:
            explains[word] = explained(draft.plain, token.text, token.idx)
        if not explains.get(word):
            total += unknown
    return total
