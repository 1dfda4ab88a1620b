"""Texts as weighted words and pairs of words, for the regressions that are taught by examples."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_WORD = re.compile(r"\w[\w'-]*")


def word_counts(text: str) -> Counter[str]:
    """How often each word, and each pair of neighbours, stands in the text, in lower case."""
    found = _WORD.findall(text.lower().replace("’", "'"))
    return Counter([*found, *(f"{a} {b}" for a, b in pairwise(found))])


class Words:
    """Weights of words as they count in a text: logarithm of the count times the inverse document frequency, to unit
    length (Salton and Buckley, Information Processing & Management 24, 1988)."""

    def __init__(self, idf: dict[str, float]):
        self._place = {word: i for i, word in enumerate(idf)}
        self._idf = np.array(list(idf.values()))

    @classmethod
    def of(cls, texts: Sequence[str], least: int) -> Words:
        """With the words that at least `least` of the texts hold."""
        counts = Counter(word for text in texts for word in word_counts(text))
        number = len(texts)
        return cls({word: round(math.log((1 + number) / (1 + n)) + 1, 3) for word, n in sorted(counts.items()) if n >= least})

    def as_dict(self) -> dict[str, float]:
        return dict(zip(self._place, self._idf.tolist(), strict=True))

    def places(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """Which of the words the text holds, and the weight of each."""
        held = [(self._place[word], 1 + math.log(n)) for word, n in word_counts(text).items() if word in self._place]
        if not held:
            return np.zeros(0, int), np.zeros(0)
        at, weight = np.array([i for i, _ in held]), np.array([w for _, w in held])
        weight = weight * self._idf[at]
        return at, weight / np.linalg.norm(weight)

    def table(self, texts: Sequence[str]) -> csr_array:
        """The weights of the words of each text, shape (texts, words)."""
        from scipy.sparse import csr_array

        rows = [self.places(text) for text in texts]
        return csr_array((np.concatenate([w for _, w in rows]), np.concatenate([at for at, _ in rows]),
                          np.cumsum([0, *(len(at) for at, _ in rows)])), shape=(len(rows), len(self._idf)))
