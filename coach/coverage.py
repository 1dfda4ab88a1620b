"""Which talking points of a prompt a story covers, each with the sentence that does it.

A logistic regression over sentence and point sees how near the sentence is to the point's example, name and follow-up,
in vectors and in words, and to sentences that were labelled as covering it; its part of the answer beside the part that
the point belongs to; whether it has a figure where the point asks for one; and its place. A second one turns the best
sentence's score into the probability that the point is covered. `python -m training.covering` fits and writes both.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from coach.reading import Reading
from coach.reading.components import LABELS
from coach.trained import FOLDER, read_json, read_tables
from coach.words import Words
from prompts import Prompt
from prompts.behavioral import PARTS

if TYPE_CHECKING:
    from scipy.sparse import csr_array

WEIGHTS = FOLDER / "coverage.json"
COVERING = FOLDER / "coverage.safetensors"

# A point counts as covered from this probability, and as lacking under the other; between them nothing is said.
COVERED = 0.6
LACKING = 0.4


class Covered(NamedTuple):
    """How likely a talking point is covered, and where the sentence lies that comes nearest to it."""

    probability: float
    start: int
    end: int

    @property
    def told(self) -> bool:
        return self.probability >= COVERED

    @property
    def lacking(self) -> bool:
        return self.probability < LACKING


@dataclass(frozen=True, eq=False)
class Known:
    """What is known of all points of some prompts, one after another; `starts` says where each prompt's points begin.

    `vectors` are unit vectors of their texts, shape (points, 3, dimension), by example, name and follow-up; `texts` the
    same texts' words, shape (3 · points, words); `covering` unit vectors of sentences that cover them, shape (sentences,
    dimension), of which point `owners` says; `parts` the part of each, shape (points, 5); `figure` whether it asks for
    one; `order` its place among the prompt's points, in 0..1.
    """

    starts: np.ndarray
    vectors: np.ndarray
    words: Words
    texts: csr_array
    covering: np.ndarray
    owners: np.ndarray
    parts: np.ndarray
    figure: np.ndarray
    order: np.ndarray


def know(prompts: Sequence[Prompt], vectors: Sequence[np.ndarray], words: Words,
         covering: Mapping[str, np.ndarray]) -> Known:
    """What is known of the points of `prompts`, from their texts' `vectors` and those of sentences that cover them, by
    "prompt/number"."""
    numbers = [len(p.talking_points) for p in prompts]
    points = [t for p in prompts for t in p.talking_points]
    none = np.zeros((0, vectors[0].shape[-1]), np.float32)
    rows = [covering.get(f"{p.id}/{i}", none) for p in prompts for i in range(len(p.talking_points))]
    return Known(
        np.cumsum([0, *numbers[:-1]]), np.concatenate(vectors), words,
        words.table([text for t in points for text in (t.example, t.point, t.follow_up)]),
        np.concatenate(rows), np.repeat(np.arange(len(rows)), [len(r) for r in rows]),
        np.array([[t.part == part for part in PARTS] for t in points], float),
        np.array([float(t.figure) for t in points]),
        np.concatenate([np.arange(n) / max(n - 1, 1) for n in numbers]),
    )


def features(reading: Reading, known: Known) -> np.ndarray:
    """What the regression sees, shape (sentences, points, features)."""
    vectors, n, m = reading.annotated.vectors, len(reading.sentences), len(known.figure)
    near = np.einsum("sd,pkd->spk", vectors, known.vectors)
    texts = known.words.table([reading.annotated.plain[s.start:s.end] for s in reading.sentences])
    in_words = (known.texts @ texts.T).toarray().reshape(m, 3, n).transpose(2, 0, 1)
    told = np.array([[c.label == label for label in LABELS] for c in reading.components], float)
    figures = {q.sentence for q in reading.quantities if q.is_metric}
    figure = np.array([float(s.index in figures) for s in reading.sentences])
    own = np.array([float(a.label in ("I", "mixed")) for a in reading.agency])
    place = np.arange(n) / max(n - 1, 1)
    apart = place[:, None] - known.order
    pairs = [
        figure[:, None] + 0 * known.figure, 0 * figure[:, None] + known.figure, figure[:, None] * known.figure,
        figure[:, None] * known.parts[:, PARTS.index("result")], own[:, None] + 0 * known.figure,
        own[:, None] * known.parts[:, PARTS.index("action")], apart**2, np.abs(apart),
    ]
    return np.concatenate([
        _beside(near, known.starts), _beside(_likeness(vectors, known), known.starts), in_words,
        np.einsum("si,pj->spij", told, known.parts).reshape(n, m, -1),
        place[:, None, None] * known.parts, (place**2)[:, None, None] * known.parts, np.stack(pairs, axis=-1),
    ], axis=-1)


def _beside(near: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Values in themselves, and beside those of the other sentences and of the prompt's other points."""
    numbers = np.diff([*starts, near.shape[1]])
    others = np.repeat(np.add.reduceat(near, starts, axis=1) / numbers[:, None], numbers, axis=1)
    return np.concatenate([near, near - near.max(axis=0), near - near.mean(axis=0), near - others], axis=-1)


def _likeness(vectors: np.ndarray, known: Known) -> np.ndarray:
    """The highest and the mean cosine of each sentence with those that cover a point, shape (sentences, points, 2)."""
    found = np.zeros((len(vectors), len(known.figure), 2))
    if len(known.owners):
        cosines = vectors @ known.covering.T
        points, firsts, numbers = np.unique(known.owners, return_index=True, return_counts=True)
        found[:, points, 0] = np.maximum.reduceat(cosines, firsts, axis=1)
        found[:, points, 1] = np.add.reduceat(cosines, firsts, axis=1) / numbers
    return found


@lru_cache(maxsize=1)
def _weights() -> dict:
    return read_json(WEIGHTS)


def covering(identity: str | None) -> dict[str, np.ndarray]:
    """Unit vectors of sentences that cover a point, by "prompt/number"; none for another encoder than theirs."""
    if _weights()["encoder"] != identity:
        return {}
    return {name: rows.astype(np.float32) for name, rows in read_tables(COVERING).items()}


def read(reading: Reading, known: Known) -> list[tuple[Covered, ...]]:
    """For each prompt and each of its points how likely the story covers it, and by which sentence."""
    weights = _weights()
    scores = features(reading, known) @ np.array(weights["coef"]) + weights["intercept"]
    best = scores.argmax(axis=0)
    covered = []
    for point, s in enumerate(best):
        odds = weights["slope"] * scores[s, point] + weights["shift"]
        sentence = reading.sentences[s]
        covered.append(Covered(round(1 / (1 + math.exp(-odds)), 3), sentence.start, sentence.end))
    bounds = [*known.starts, len(covered)]
    return [tuple(covered[a:b]) for a, b in pairwise(bounds)]
