"""Fits the matching score: `python -m training.matching` writes coach/weights/matching.json, what the graded answers
taught, and the catalog's vectors beside it.

`python -m training.matching --folds` prints nDCG at 5 and recall at 3 with each writer's answers held out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression, Ridge

from coach import matching
from coach.draft import Draft
from coach.embedding import encoder
from coach.evaluation import ndcg, recall
from coach.reading import read
from coach.words import Words
from prompts import load_prompts
from training.answers import load

SEED = 7
# Chosen by the folds: the ridge's penalties for vectors and for words, and in how many answers a word must stand.
PENALTY_PARTS = 2.0
PENALTY_WORDS = 0.5
LEAST = 3
# A score is usable from where on so many of the prompts that reach it are served by the answer.
PRECISION = 0.75
# Under the score that so many of the direct answers stay below, a story is told to be off the question.
OFF = 0.025
OTHERS = Path(__file__).parent / "others.txt"


@dataclass(frozen=True)
class Measured:
    """What is known of texts before weights: the texts, `matching.cosines`, shape (texts, prompts, 5), and the vectors
    of their parts, shape (texts, 4 · dimension + 1)."""

    texts: np.ndarray
    near: np.ndarray
    parts: np.ndarray

    def __getitem__(self, rows) -> Measured:
        return Measured(self.texts[rows], self.near[rows], self.parts[rows])


@dataclass(frozen=True)
class Taught:
    """The two regressions from texts to gains 2^grade - 1: by parts, shape (4 · dimension + 1, prompts), and by words,
    shape (words + 1, prompts), the intercept last."""

    parts: np.ndarray
    words: Words
    table: np.ndarray

    def gains(self, measured: Measured) -> np.ndarray:
        """What both say, shape (texts, prompts, 2)."""
        return np.stack([measured.parts @ self.parts, wide(self.words, measured.texts) @ self.table], axis=-1)


def measure(texts: Sequence[str]) -> Measured:
    catalog, near, parts = matching.embedded(encoder()), [], []
    for text in texts:
        reading = read(Draft(text), encoder())
        vectors = reading.annotated.vectors
        near.append(matching.cosines(vectors, catalog))
        parts.append(matching.parts_vector(vectors, [c.label for c in reading.components]))
    return Measured(np.array(texts, object), np.array(near), np.array(parts))


def wide(words: Words, texts: Sequence[str]) -> np.ndarray:
    """The weights of the words of each text, and 1; shape (texts, words + 1)."""
    rows = np.zeros((len(texts), len(words.as_dict()) + 1))
    rows[:, -1] = 1
    for row, text in zip(rows, texts, strict=True):
        at, weight = words.places(text)
        row[at] = weight
    return rows


def teach(measured: Measured, grades: np.ndarray) -> Taught:
    gains = 2.0**grades - 1
    words = Words.of(measured.texts, LEAST)
    return Taught(ridge(measured.parts, gains, PENALTY_PARTS), words,
                  ridge(wide(words, measured.texts), gains, PENALTY_WORDS))


def ridge(rows: np.ndarray, wanted: np.ndarray, penalty: float) -> np.ndarray:
    """The ridge regression from `rows`, whose last column is 1, to `wanted`; shape (columns of rows, of wanted)."""
    model = Ridge(alpha=penalty, solver="cholesky").fit(rows[:, :-1], wanted)
    return np.vstack([model.coef_.T, model.intercept_])


def unseen(answers: Measured, grades: np.ndarray, writers: np.ndarray) -> np.ndarray:
    """What regressions say of writers that they were not taught, shape (texts, prompts, 2)."""
    gains = np.zeros((*grades.shape, 2))
    for writer in np.unique(writers):
        held = writers == writer
        gains[held] = teach(answers[~held], grades[~held]).gains(answers[held])
    return gains


def fit(near: np.ndarray, gains: np.ndarray, grades: np.ndarray, others: np.ndarray) -> dict:
    """The weights of `matching.combine`. Whether an answer serves a prompt is learned from what regressions say of
    answers that they were not taught, a direct answer weighing double; whether a text is an interview answer at all,
    from the means of the cosines of answers and of `others`."""
    centred = np.concatenate([near - near.mean(axis=1, keepdims=True), gains - gains.mean(axis=1, keepdims=True)], axis=-1)
    wanted = grades.ravel()
    serves = LogisticRegression(C=10, max_iter=3000, random_state=SEED).fit(
        centred.reshape(-1, centred.shape[-1]), wanted > 0, sample_weight=np.where(wanted == 2, 2.0, 1.0))
    means, odd = near.mean(axis=1), others.mean(axis=1)
    answer = LogisticRegression(C=1000, max_iter=3000, class_weight="balanced", random_state=SEED).fit(
        np.concatenate([means, odd]), [True] * len(means) + [False] * len(odd))
    return {"coef": _rounded(serves.coef_[0]), "intercept": _rounded(serves.intercept_)[0],
            "answer_coef": _rounded(answer.coef_[0]), "answer_intercept": _rounded(answer.intercept_)[0]}


def _rounded(values) -> list[float]:
    return [round(float(v), 4) for v in values]


def scores(near: np.ndarray, gains: np.ndarray, weights: dict) -> np.ndarray:
    """The scores of texts, shape (texts, prompts)."""
    return np.array([matching.combine(n, g, weights) for n, g in zip(near, gains, strict=True)])


def lowest_threshold(scores: np.ndarray, grades: np.ndarray) -> float:
    """The lowest score from which on so many of the prompts as PRECISION says are served."""
    return float(min(t for t in np.round(np.arange(0.05, 0.95, 0.01), 2) if (grades[scores >= t] > 0).mean() >= PRECISION))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", action="store_true", help="print held-out figures and write nothing")
    arguments = parser.parse_args()
    if not arguments.folds:
        write_vectors()
    labelled = load()
    ids = [p.id for p in load_prompts()]
    grades = np.array([[a.prompts.get(i, 0) for i in ids] for a in labelled])
    writers = np.array([a.id.split("-")[0] for a in labelled])
    answers = measure([a.text for a in labelled])
    others = measure(OTHERS.read_text(encoding="utf-8").strip().split("\n\n"))

    gains, found = unseen(answers, grades, writers), np.zeros(grades.shape)
    for writer in np.unique(writers):
        held = writers == writer
        found[held] = scores(answers.near[held], gains[held], fit(answers.near[~held], gains[~held], grades[~held], others.near))
    threshold = lowest_threshold(found, grades)
    if arguments.folds:
        ranked = [[ids[j] for j in np.argsort(-row)] for row in found]
        taken, wanted = found >= threshold, grades > 0
        hit = (taken & wanted).sum()
        print(f"{len(labelled)} answers, each writer held out: "
              f"nDCG@5 {np.mean([ndcg(r, a.prompts) for r, a in zip(ranked, labelled, strict=True)]):.3f}, "
              f"recall@3 {np.nanmean([recall(r, a.prompts) for r, a in zip(ranked, labelled, strict=True)]):.3f}; "
              f"at {threshold:.2f} precision {hit / taken.sum():.2f}, recall {hit / wanted.sum():.2f}, "
              f"of direct answers {(taken & (grades == 2)).sum() / (grades == 2).sum():.2f}")
        off = np.quantile(found[grades == 2], OFF)
        print(f"told as off the question: {(found[grades == 2] < off).mean():.3f} of direct answers, "
              f"{(found[grades == 1] < off).mean():.2f} of answers with a change of emphasis, "
              f"{(found[grades == 0] < off).mean():.2f} of the others")
        taught, odd = teach(answers, grades), 0
        for i in range(len(others.texts)):
            weights = fit(answers.near, gains, grades, np.delete(others.near, i, axis=0))
            odd += scores(others.near[[i]], taught.gains(others[[i]]), weights).max() >= threshold
        print(f"{len(others.texts)} texts that answer no prompt, each held out: {odd} with a usable prompt")
        return
    taught = teach(answers, grades)
    weights = fit(answers.near, gains, grades, others.near)
    matching.WEIGHTS.write_text(json.dumps(weights | {
        "threshold": threshold, "off": round(float(np.quantile(found[grades == 2], OFF)), 3), "encoder": encoder().identity, "prompts": ids, "words": taught.words.as_dict(),
        }, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    save_file({"parts": np.ascontiguousarray(taught.parts, np.float32),
               "words": np.ascontiguousarray(taught.table, np.float16)}, matching.TAUGHT)
    print(f"{matching.WEIGHTS.name}: fitted on {len(labelled)} answers and {len(others.texts)} other texts, "
          f"threshold {threshold}")


def write_vectors() -> None:
    matching.WEIGHTS.parent.mkdir(exist_ok=True)
    texts = matching.texts()
    save_file({"vectors": encoder()(texts).astype(np.float16)}, matching.VECTORS, {"digest": matching.digest(texts, encoder().identity)})


if __name__ == "__main__":
    main()
