"""Fits the matching score: `python -m training.matching` writes coach/weights/matching.json, and the catalog's
vectors beside it.

`python -m training.matching --folds` prints nDCG at 5 and recall at 3 on answers held out in six folds.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import KFold

from coach import matching
from coach.draft import Draft
from coach.embedding import encoder
from coach.evaluation import ndcg, recall
from coach.reading import read
from prompts import load_prompts
from training.answers import load

SEED = 7
STRENGTH = 1.0  # the ridge's penalty, chosen by the folds
# Cosine above which a free question means a prompt; from the wordings of each prompt, left out in turn.
QUESTION_THRESHOLD = 0.45
OTHERS = Path(__file__).parent / "others.txt"


@dataclass(frozen=True)
class Measured:
    """What is known of texts before weights: cosines, shape (texts, prompts, 5), their means, shape (texts, 5),
    and the vectors of their parts, shape (texts, 4 · dimension + 1)."""

    cosines: np.ndarray
    means: np.ndarray
    parts: np.ndarray

    def __getitem__(self, rows) -> Measured:
        return Measured(self.cosines[rows], self.means[rows], self.parts[rows])


def measure(texts: Sequence[str]) -> Measured:
    catalog = replace(matching.embedded(encoder()), taught=None)
    found = []
    for text in texts:
        reading = read(Draft(text), encoder())
        table, mean = matching.features(reading, catalog)
        labels = [c.label for c in reading.components]
        found.append((table[:, :5], mean, matching.parts_vector(reading.annotated.vectors, labels)))
    return Measured(*map(np.array, zip(*found, strict=True)))


def teach(parts: np.ndarray, grades: np.ndarray) -> np.ndarray:
    """The ridge regression from parts to gains 2^grade - 1, shape (4 · dimension + 1, prompts)."""
    model = Ridge(alpha=STRENGTH).fit(parts[:, :-1], 2.0**grades - 1)
    return np.vstack([model.coef_.T, model.intercept_])


def table(measured: Measured, taught: np.ndarray) -> np.ndarray:
    """The features of `matching.features`, shape (texts, prompts, 6), from `taught`, shape (texts, prompts)."""
    return np.concatenate([measured.cosines, (taught - taught.mean(axis=1, keepdims=True))[..., None]], axis=-1)


def fit(answers: Measured, grades: np.ndarray, others: np.ndarray) -> tuple[dict, np.ndarray]:
    """The weights and the taught regression. Whether an answer serves a prompt is learned from what a regression
    says of answers that it was not taught, a direct answer weighing double; whether a text is an interview answer
    at all, from the means of answers and of `others`."""
    told = np.zeros(grades.shape)
    for train, test in KFold(6, shuffle=True, random_state=SEED).split(grades):
        told[test] = answers.parts[test] @ teach(answers.parts[train], grades[train])
    rows, wanted = table(answers, told), grades.ravel()
    serves = LogisticRegression(C=10, max_iter=2000, random_state=SEED).fit(
        rows.reshape(-1, rows.shape[-1]), wanted > 0, sample_weight=np.where(wanted == 2, 2.0, 1.0))
    answer = LogisticRegression(C=1000, max_iter=2000, class_weight="balanced", random_state=SEED).fit(
        np.concatenate([answers.means, others]), [True] * len(answers.means) + [False] * len(others))
    return {"coef": _rounded(serves.coef_[0]), "intercept": _rounded(serves.intercept_)[0],
            "answer_coef": _rounded(answer.coef_[0]), "answer_intercept": _rounded(answer.intercept_)[0],
            }, teach(answers.parts, grades)


def _rounded(values) -> list[float]:
    return [round(float(v), 4) for v in values]


def score(measured: Measured, weights: dict, taught: np.ndarray) -> np.ndarray:
    """The scores of texts, shape (texts, prompts)."""
    rows = table(measured, measured.parts @ taught)
    return np.array([matching.combine(r, m, weights) for r, m in zip(rows, measured.means, strict=True)])


def best_threshold(scores: np.ndarray, grades: np.ndarray) -> float:
    """The score with the best F0.5 for telling prompts that the answer serves from those it does not: to name a
    prompt wrongly costs more than to leave one out."""
    def f_half(t):
        taken, wanted = scores >= t, grades > 0
        return 1.25 * (taken & wanted).sum() / max(0.25 * wanted.sum() + taken.sum(), 1)
    return float(max(np.round(np.arange(0.05, 0.8, 0.01), 2), key=f_half))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", action="store_true", help="print held-out figures and write nothing")
    arguments = parser.parse_args()
    if not arguments.folds:
        write_vectors()
    labelled = load()
    ids = [p.id for p in load_prompts()]
    grades = np.array([[a.prompts.get(i, 0) for i in ids] for a in labelled])
    answers = measure([a.text for a in labelled])
    others = measure(OTHERS.read_text(encoding="utf-8").strip().split("\n\n"))

    scores = np.zeros(grades.shape)
    for train, test in KFold(6, shuffle=True, random_state=SEED).split(grades):
        scores[test] = score(answers[test], *fit(answers[train], grades[train], others.means))
    threshold = best_threshold(scores, grades)
    weights, taught = fit(answers, grades, others.means)
    if arguments.folds:
        ranked = [[ids[j] for j in np.argsort(-row)] for row in scores]
        taken, wanted = scores >= threshold, grades > 0
        hit = (taken & wanted).sum()
        odd = 0
        for i in range(len(others.means)):
            held = fit(answers, grades, np.delete(others.means, i, axis=0))
            odd += score(others[[i]], *held).max() >= threshold
        print(f"{len(labelled)} answers in six folds: "
              f"nDCG@5 {np.mean([ndcg(r, a.prompts) for r, a in zip(ranked, labelled, strict=True)]):.3f}, "
              f"recall@3 {np.nanmean([recall(r, a.prompts) for r, a in zip(ranked, labelled, strict=True)]):.3f}; "
              f"at {threshold:.2f} precision {hit / taken.sum():.2f}, recall {hit / wanted.sum():.2f}")
        print(f"{len(others.means)} texts that answer no prompt, each held out: {odd} with a usable prompt")
        return
    matching.WEIGHTS.write_text(json.dumps(weights | {
        "threshold": threshold, "question_threshold": QUESTION_THRESHOLD, "encoder": encoder().identity,
        "prompts": ids}, indent=1) + "\n", encoding="utf-8")
    save_file({"table": np.ascontiguousarray(taught, np.float32)}, matching.TAUGHT)
    print(f"{matching.WEIGHTS.name}: fitted on {len(labelled)} answers and {len(others.means)} other texts, "
          f"threshold {threshold}")


def write_vectors() -> None:
    matching.WEIGHTS.parent.mkdir(exist_ok=True)
    texts = matching.texts()
    save_file({"vectors": encoder()(texts)}, matching.VECTORS, {"digest": matching.digest(texts, encoder().identity)})


if __name__ == "__main__":
    main()
