"""An interviewer's free question against the prompts of the catalog.

Two regressions learned from the project's own questions, in many interviewers' words: a multinomial logistic one on the
question's vector, and a ridge regression on its words and pairs of words. The score is the probability that their sum
gives a prompt, among all prompts and "none of them". `python -m training.questions` fits and writes the weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from coach.matching import Encode
from coach.trained import FOLDER, read_json, read_tables
from coach.words import Words

WEIGHTS = FOLDER / "questions.json"
TABLES = FOLDER / "questions.safetensors"


@dataclass(frozen=True)
class QuestionMatch:
    """A prompt's score for an interviewer's free question; `usable` where it means that prompt."""

    prompt: str
    score: float
    usable: bool


@lru_cache(maxsize=1)
def _weights() -> tuple[dict, Words, dict[str, np.ndarray]]:
    weights = read_json(WEIGHTS)
    tables = {name: table.astype(np.float32) for name, table in read_tables(TABLES).items()}
    return weights, Words(weights["words"]), tables


def logits(vectors: np.ndarray, rows: np.ndarray, tables: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """What the two regressions say, each of shape (questions, prompts + 1), from the questions' unit vectors and the
    weights of their words, each with a last column of ones."""
    by_vector = vectors @ tables["vectors"]
    return by_vector - _log_sum(by_vector), rows @ tables["words"]


def probabilities(by_vector: np.ndarray, by_words: np.ndarray, weights: dict) -> np.ndarray:
    """The probability of each prompt, and of none in the last column, shape (questions, prompts + 1)."""
    total = weights["by_vector"] * by_vector + weights["by_words"] * by_words
    return np.exp(total - _log_sum(total))


def _log_sum(table: np.ndarray) -> np.ndarray:
    most = table.max(axis=1, keepdims=True)
    return most + np.log(np.exp(table - most).sum(axis=1, keepdims=True))


def match_question(question: str, encode: Encode) -> tuple[QuestionMatch, ...]:
    """All taught prompts for a free question, best first, ties by id. Where the encoder is not the one that they were
    taught with, its words alone decide."""
    weights, words, tables = _weights()
    at, weight = words.places(question)
    rows = (weight @ tables["words"][at] + tables["words"][-1])[None]
    by_vector = np.zeros_like(rows)
    if weights["encoder"] == getattr(encode, "identity", None):
        vector = np.append(encode([question])[0], 1.0)[None]
        by_vector = vector @ tables["vectors"]
        by_vector -= _log_sum(by_vector)
    found = probabilities(by_vector, rows, weights)[0]
    ranked = [QuestionMatch(id, round(float(p), 3), bool(p >= weights["threshold"]))
              for id, p in zip(weights["prompts"], found, strict=False)]
    return tuple(sorted(ranked, key=lambda m: (-m.score, m.prompt)))
