"""Drafts against the prompts of the catalog: a score in 0..1, and the sentence that speaks for it.

A prompt is known by its wordings and by the example sentences of its talking points. The score is a product of two
logistic functions of cosines between the draft's sentences and these, fitted on the project's own graded stories
(`python -m training.matching` writes coach/weights/matching.json and catalog.safetensors).
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
from coach.reading.annotated import Annotated
from prompts import Prompt, load_prompts

WEIGHTS = Path(__file__).parent / "weights" / "matching.json"
VECTORS = Path(__file__).parent / "weights" / "catalog.safetensors"

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
    """The catalog's vectors: per prompt its wordings and its talking points, unit rows."""

    prompts: tuple[Prompt, ...]
    wordings: tuple[np.ndarray, ...]
    points: tuple[np.ndarray, ...]


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
    return Embedded(load_prompts(), tuple(parts[::2]), tuple(parts[1::2]))


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


def features(vectors: np.ndarray, catalog: Embedded) -> tuple[np.ndarray, np.ndarray]:
    """What the score is made of: how well the whole and the best sentence meet the wordings, and how well the
    sentences cover the talking points, shape (prompts, 5), each less its mean over the prompts; and these means,
    shape (5,), low for a text that no interviewer asks for."""
    whole = vectors.mean(axis=0)
    whole = whole / (np.linalg.norm(whole) or 1.0)
    rows = []
    for wordings, points in zip(catalog.wordings, catalog.points, strict=True):
        cover = (vectors @ points.T).max(axis=0)
        rows.append([
            float((wordings @ whole).max()), float((vectors @ wordings.T).max()), float(cover.mean()),
            float(np.sort(cover)[-3:].mean()), float((points @ whole).mean()),
        ])
    table = np.array(rows)
    mean = table.mean(axis=0)
    return table - mean, mean


def combine(table: np.ndarray, mean: np.ndarray, weights: dict) -> np.ndarray:
    """The score of each prompt from `features`, shape (prompts,): the probability that the text is an interview
    answer at all, times the probability that such an answer serves the prompt."""
    serves = _logistic(table @ np.array(weights["coef"]) + weights["intercept"])
    return serves * _logistic(mean @ np.array(weights["answer_coef"]) + weights["answer_intercept"])


def _logistic(x):
    return 1 / (1 + np.exp(-x))


def match(draft: Annotated, encode: Encode) -> tuple[Match, ...]:
    """All prompts for an encoded draft, best first; ties by id."""
    catalog, weights = embedded(encode), _weights()
    found = []
    for prompt, points, score in zip(catalog.prompts, catalog.points,
                                     combine(*features(draft.vectors, catalog), weights), strict=True):
        best = int((draft.vectors @ points.T).max(axis=1).argmax())
        sentence = draft.sentences[best]
        score = round(float(score), 3)
        found.append(Match(prompt.id, score, score >= weights["threshold"], sentence.start, sentence.end))
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
