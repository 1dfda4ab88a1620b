"""Drafts against the prompts of the catalog: a score in 0..1, and the sentences that speak for it.

A prompt is known by its wordings, by the example sentences of its talking points, and by what the project's own
graded stories taught: two ridge regressions to their grades, one from the vectors of a story's parts, one from its
words and pairs of words. The score is a product of two logistic functions of these. `python -m training.matching`
fits and writes the weights.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from coach import coverage
from coach.coverage import Covered, Known
from coach.draft import Draft
from coach.reading import Reading
from coach.reading.chosen import Chosen, Point
from coach.trained import FOLDER, read_json, read_tables
from coach.words import Words
from prompts import Prompt, load_prompts

WEIGHTS = FOLDER / "matching.json"
VECTORS = FOLDER / "catalog.safetensors"
TAUGHT = FOLDER / "taught.safetensors"

Encode = Callable[[Sequence[str]], np.ndarray]


@dataclass(frozen=True)
class Match:
    """A prompt's score for a draft. `start` and `end` mark the sentence that speaks for it; `points` tells of each
    of its talking points, in the catalog's order, which sentence covers it."""

    prompt: str
    score: float
    usable: bool
    start: int
    end: int
    points: tuple[Covered, ...]


@dataclass(frozen=True, eq=False)
class Embedded:
    """The catalog's vectors: per prompt its wordings, unit rows, and its talking points, shape (points, 3, dimension),
    by example, name and follow-up."""

    prompts: tuple[Prompt, ...]
    wordings: tuple[np.ndarray, ...]
    points: tuple[np.ndarray, ...]


@lru_cache(maxsize=2)
def known(encode: Encode) -> Known:
    """What is known of the catalog's talking points."""
    catalog = embedded(encode)
    covering = coverage.covering(getattr(encode, "identity", None))
    return coverage.know(catalog.prompts, catalog.points, taught_words(), covering)


@lru_cache(maxsize=2)
def embedded(encode: Encode) -> Embedded:
    """The catalog encoded by `encode`; kept, so that a second call costs nothing. The installed encoder's
    vectors are stored with the weights and used where they were made from these very texts."""
    vectors = _stored(texts(), getattr(encode, "identity", None))
    if vectors is None:
        vectors = encode(texts())
    wordings, points, at = [], [], 0
    for prompt in load_prompts():
        first, second = _texts(prompt)
        wordings.append(vectors[at:at + len(first)])
        at += len(first)
        points.append(vectors[at:at + len(second)].reshape(-1, 3, vectors.shape[1]))
        at += len(second)
    return Embedded(load_prompts(), tuple(wordings), tuple(points))


def _in_order(table: np.ndarray) -> np.ndarray:
    """A regression's columns in the order of the catalog; zeros for a prompt that was not taught."""
    place = {id: i for i, id in enumerate(_weights()["prompts"])}
    return np.stack([table[:, place[p.id]] if p.id in place else np.zeros(len(table), table.dtype)
                     for p in load_prompts()], axis=1)


def _texts(prompt: Prompt) -> tuple[list[str], list[str]]:
    """What a prompt is known by: its wordings; and its talking points, each by example, name and follow-up."""
    points = prompt.talking_points
    return [*prompt.wordings, prompt.asks], [text for t in points for text in (t.example, t.point, t.follow_up)]


def texts() -> list[str]:
    """All texts of the catalog that are encoded, in order."""
    return [text for prompt in load_prompts() for part in _texts(prompt) for text in part]


def digest(texts: Sequence[str], identity: str) -> str:
    """What the stored vectors were made from."""
    return hashlib.sha256("\0".join([identity, *texts]).encode()).hexdigest()


def _stored(texts: Sequence[str], identity: str | None) -> np.ndarray | None:
    from safetensors import safe_open

    if identity is None or not VECTORS.is_file():
        return None
    with safe_open(VECTORS, "numpy") as file:
        if (file.metadata() or {}).get("digest") != digest(texts, identity):
            return None
        return file.get_tensor("vectors").astype(np.float32)


@lru_cache(maxsize=1)
def _weights() -> dict:
    return read_json(WEIGHTS)


@lru_cache(maxsize=1)
def _lessons() -> dict[str, np.ndarray]:
    return read_tables(TAUGHT)


# The parts whose vectors the taught regression sees, beside that of the whole.
PARTS = (("situation", "task"), ("action",), ("result", "reflection"))


def parts_vector(vectors: np.ndarray, labels: Sequence[str]) -> np.ndarray:
    """Unit vectors of the whole and of each of PARTS (zeros where it is not told), and 1; shape (4 · dimension + 1,)."""
    found = [whole(vectors)]
    for part in PARTS:
        rows = [v for v, label in zip(vectors, labels, strict=True) if label in part]
        found.append(_unit(np.mean(rows, axis=0)) if rows else np.zeros(vectors.shape[1]))
    return np.concatenate([*found, [1.0]])


def _unit(vector: np.ndarray) -> np.ndarray:
    return vector / (np.linalg.norm(vector) or 1.0)


def by_parts(vectors: np.ndarray, labels: Sequence[str], encode: Encode) -> np.ndarray:
    """The expected gain of each prompt by the vectors of the parts, shape (prompts,); zeros for vectors of an encoder
    that it was not taught with."""
    if _weights()["encoder"] != getattr(encode, "identity", None):
        return np.zeros(len(load_prompts()))
    return parts_vector(vectors, labels) @ _parts()


@lru_cache(maxsize=1)
def _parts() -> np.ndarray:
    return _in_order(_lessons()["parts"])


@lru_cache(maxsize=1)
def taught_words() -> Words:
    """The words that the graded answers hold."""
    return Words(_weights()["words"])


@lru_cache(maxsize=1)
def _by_words() -> tuple[np.ndarray, np.ndarray]:
    """What each word says of each prompt, and what is said of a text without any."""
    table = _in_order(_lessons()["words"].astype(np.float32))
    return table[:-1], table[-1]


def by_words(text: str) -> np.ndarray:
    """The expected gain of each prompt by the words of the text, shape (prompts,)."""
    table, base = _by_words()
    at, weight = taught_words().places(text)
    return weight @ table[at] + base


def cosines(vectors: np.ndarray, catalog: Embedded) -> np.ndarray:
    """How well the whole and the best sentence meet the wordings, and how well the sentences cover the talking
    points, shape (prompts, 5)."""
    text = whole(vectors)
    rows = []
    for wordings, points in zip(catalog.wordings, catalog.points, strict=True):
        known = points[:, :2].reshape(-1, points.shape[-1])
        cover = (vectors @ known.T).max(axis=0)
        rows.append([
            float((wordings @ text).max()), float((vectors @ wordings.T).max()), float(cover.mean()),
            float(np.sort(cover)[-3:].mean()), float((known @ text).mean()),
        ])
    return np.array(rows)


def combine(near: np.ndarray, taught: np.ndarray, weights: dict) -> np.ndarray:
    """The score of each prompt, shape (prompts,), from `cosines` and what the regressions say, shape (prompts, 2): the
    probability that the text is an interview answer at all, low for cosines that are low throughout, times the
    probability that such an answer serves the prompt."""
    mean = near.mean(axis=0)
    table = np.hstack([near - mean, taught - taught.mean(axis=0)])
    serves = _logistic(table @ np.array(weights["coef"]) + weights["intercept"])
    return serves * _logistic(mean @ np.array(weights["answer_coef"]) + weights["answer_intercept"])


def _logistic(x):
    return 1 / (1 + np.exp(-x))


def match(reading: Reading, encode: Encode) -> tuple[Match, ...]:
    """All prompts for a story that was read with `encode`, best first; ties by id. None is usable where there is
    too little text to judge. Empty for an explanation, and for a text that is not in English."""
    vectors = reading.annotated.vectors
    if reading.draft.kind != "story" or vectors is None or not reading.sentences:
        return ()
    catalog, weights, judged = embedded(encode), _weights(), reading.is_whole()
    taught = np.stack([by_parts(vectors, [c.label for c in reading.components], encode),
                       by_words(reading.annotated.plain)], axis=1)
    found = []
    for prompt, score, points in zip(catalog.prompts, combine(cosines(vectors, catalog), taught, weights),
                                     coverage.read(reading, known(encode)), strict=True):
        score = round(float(score), 3)
        best = max(points, key=lambda p: p.probability)
        found.append(Match(prompt.id, score, judged and score >= weights["threshold"], best.start, best.end, points))
    return ranked(found)


def ranked(matches: Sequence[Match]) -> tuple[Match, ...]:
    """Best first, ties by id."""
    return tuple(sorted(matches, key=lambda m: (-m.score, m.prompt)))


def whole(vectors: np.ndarray) -> np.ndarray:
    """The unit vector of a text from those of its sentences."""
    return _unit(vectors.mean(axis=0))


def chosen(prompt: str, matches: Sequence[Match]) -> Chosen:
    """How a story serves the prompt that was chosen for it, from all its `matches`, best first."""
    titles = {p.id: p for p in load_prompts()}
    own = next(m for m in matches if m.prompt == prompt)
    return Chosen(
        titles[prompt].asks, own.score < _weights()["off"],
        tuple(titles[m.prompt].title for m in matches[:2]),
        tuple(Point(t.point, t.follow_up, c.probability, c.lacking)
              for t, c in zip(titles[prompt].talking_points, own.points, strict=True)),
    )


def stories_for(prompt: str, drafts: Sequence[Draft], matches: Sequence[Sequence[Match]]) -> list[tuple[Draft, Match]]:
    """The drafts with their match for `prompt`, best first; ties keep their order."""
    rows = [(d, next(m for m in found if m.prompt == prompt)) for d, found in zip(drafts, matches, strict=True)]
    return sorted(rows, key=lambda row: -row[1].score)
