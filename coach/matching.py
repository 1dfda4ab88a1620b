"""Drafts against the prompts of the catalog: a score in 0..1, and the sentence that speaks for it.

A prompt is known by its wordings, by the example sentences of its talking points, and by what the project's own
graded stories taught: a ridge regression from the vectors of a story's parts to its grades. The score is a product of
two logistic functions of these (`python -m training.matching` fits and writes the weights).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from coach.draft import Draft
from coach.errors import DataError
from coach.reading import Reading
from prompts import Prompt, load_prompts

WEIGHTS = Path(__file__).parent / "weights" / "matching.json"
VECTORS = Path(__file__).parent / "weights" / "catalog.safetensors"
TAUGHT = Path(__file__).parent / "weights" / "taught.safetensors"

Encode = Callable[[Sequence[str]], np.ndarray]


@dataclass(frozen=True)
class Match:
    """A prompt's score for a draft; `start` and `end` mark the sentence that speaks for it."""

    prompt: str
    score: float
    usable: bool
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Embedded:
    """The catalog's vectors: per prompt its wordings and its talking points, unit rows; and `taught`, shape
    (4 · dimension + 1, prompts), from `parts_vector` to expected gain, None for an encoder it was not taught with."""

    prompts: tuple[Prompt, ...]
    wordings: tuple[np.ndarray, ...]
    points: tuple[np.ndarray, ...]
    taught: np.ndarray | None


@lru_cache(maxsize=2)
def embedded(encode: Encode) -> Embedded:
    """The catalog encoded by `encode`; kept, so that a second call costs nothing. The installed encoder's
    vectors are stored with the weights and used where they were made from these very texts."""
    vectors = _stored(texts(), getattr(encode, "identity", None))
    if vectors is None:
        vectors = encode(texts())
    parts, at = [], 0
    for prompt in load_prompts():
        for part in _texts(prompt):
            parts.append(vectors[at:at + len(part)])
            at += len(part)
    return Embedded(load_prompts(), tuple(parts[::2]), tuple(parts[1::2]), _taught(getattr(encode, "identity", None)))


def _taught(identity: str | None) -> np.ndarray | None:
    """The regression's columns in the order of the catalog; zeros for a prompt that was not taught."""
    from safetensors.numpy import load_file

    weights = _weights()
    if weights.get("encoder") != identity:
        return None
    table = load_file(TAUGHT)["table"]
    place = {id: i for i, id in enumerate(weights["prompts"])}
    return np.stack([table[:, place[p.id]] if p.id in place else np.zeros(len(table)) for p in load_prompts()], axis=1)


def _texts(prompt: Prompt) -> tuple[list[str], list[str]]:
    """What a prompt is known by: its wordings, and its talking points by example and by name."""
    points = prompt.talking_points
    return [*prompt.wordings, prompt.asks], [t.example for t in points] + [t.point for t in points]


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
        return file.get_tensor("vectors")


@lru_cache(maxsize=1)
def _weights() -> dict:
    try:
        return json.loads(WEIGHTS.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError("weights", f"The weights {WEIGHTS.name} can't be read: {error}; reinstall star-coach.") from error


# The parts whose vectors the taught regression sees, beside that of the whole.
PARTS = (("situation", "task"), ("action",), ("result", "reflection"))


def parts_vector(vectors: np.ndarray, labels: Sequence[str]) -> np.ndarray:
    """Unit vectors of the whole and of each of PARTS (zeros where it is not told), and 1; shape (4 · dimension + 1,)."""
    found = [_unit(vectors.mean(axis=0))]
    for part in PARTS:
        rows = [v for v, label in zip(vectors, labels, strict=True) if label in part]
        found.append(_unit(np.mean(rows, axis=0)) if rows else np.zeros(vectors.shape[1]))
    return np.concatenate([*found, [1.0]])


def _unit(vector: np.ndarray) -> np.ndarray:
    return vector / (np.linalg.norm(vector) or 1.0)


def features(reading: Reading, catalog: Embedded) -> tuple[np.ndarray, np.ndarray]:
    """What the score is made of: how well the whole and the best sentence meet the wordings, how well the
    sentences cover the talking points, and what the graded stories taught, shape (prompts, 6), each less its mean
    over the prompts; and the means of the first five, shape (5,), low for a text that no interviewer asks for."""
    vectors = reading.annotated.vectors
    whole = _unit(vectors.mean(axis=0))
    taught = np.zeros(len(catalog.prompts))
    if catalog.taught is not None:
        taught = parts_vector(vectors, [c.label for c in reading.components]) @ catalog.taught
    rows = []
    for wordings, points, gain in zip(catalog.wordings, catalog.points, taught, strict=True):
        cover = (vectors @ points.T).max(axis=0)
        rows.append([
            float((wordings @ whole).max()), float((vectors @ wordings.T).max()), float(cover.mean()),
            float(np.sort(cover)[-3:].mean()), float((points @ whole).mean()), float(gain),
        ])
    table = np.array(rows)
    mean = table.mean(axis=0)
    return table - mean, mean[:5]


def combine(table: np.ndarray, mean: np.ndarray, weights: dict) -> np.ndarray:
    """The score of each prompt from `features`, shape (prompts,): the probability that the text is an interview
    answer at all, times the probability that such an answer serves the prompt."""
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
    catalog, weights, whole = embedded(encode), _weights(), reading.is_whole()
    found = []
    for prompt, points, score in zip(catalog.prompts, catalog.points,
                                     combine(*features(reading, catalog), weights), strict=True):
        best = int((vectors @ points.T).max(axis=1).argmax())
        sentence = reading.sentences[best]
        score = round(float(score), 3)
        found.append(Match(prompt.id, score, whole and score >= weights["threshold"], sentence.start, sentence.end))
    return tuple(sorted(found, key=lambda m: (-m.score, m.prompt)))


@dataclass(frozen=True)
class QuestionMatch:
    """A prompt's score for an interviewer's free question."""

    prompt: str
    score: float
    usable: bool


def match_question(question: str, encode: Encode) -> tuple[QuestionMatch, ...]:
    """All prompts for a free question, best first: the cosine of the question and the nearest wording, in 0..1."""
    catalog, weights = embedded(encode), _weights()
    vector = encode([question])[0]
    found = []
    for prompt, wordings, points in zip(catalog.prompts, catalog.wordings, catalog.points, strict=True):
        score = 0.8 * float((wordings @ vector).max()) + 0.2 * float((points @ vector).max())
        score = round(min(1.0, max(0.0, score)), 3)
        found.append(QuestionMatch(prompt.id, score, score >= weights["question_threshold"]))
    return tuple(sorted(found, key=lambda m: (-m.score, m.prompt)))


def stories_for(prompt: str, drafts: Sequence[Draft], matches: Sequence[Sequence[Match]]) -> list[tuple[Draft, Match]]:
    """The drafts with their match for `prompt`, best first; ties keep their order."""
    rows = [(d, next(m for m in found if m.prompt == prompt)) for d, found in zip(drafts, matches, strict=True)]
    return sorted(rows, key=lambda row: -row[1].score)
