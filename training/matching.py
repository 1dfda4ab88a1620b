"""Fits the matching score: `python -m training.matching` writes coach/weights/matching.json, and the catalog's
vectors beside it.

`python -m training.matching --folds` prints nDCG at 5 and recall at 3 with each writer held out in turn.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression

from coach import matching
from coach.draft import Draft
from coach.embedding import encoder
from coach.evaluation import ndcg, recall
from coach.reading.annotated import annotate
from training.answers import load

SEED = 7
# Cosine above which a free question means a prompt; from the wordings of each prompt, left out in turn.
QUESTION_THRESHOLD = 0.45
OTHERS = Path(__file__).parent / "others.txt"


def measure(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Features of texts, shape (texts, prompts, 5), and their means, shape (texts, 5)."""
    catalog = matching.embedded(encoder())
    found = [matching.features(annotate(Draft(t), encoder()).vectors, catalog) for t in texts]
    return np.array([f for f, _ in found]), np.array([m for _, m in found])


def fit(rows: np.ndarray, means: np.ndarray, grades: np.ndarray, others: np.ndarray) -> dict:
    """The weights: of whether an answer serves a prompt, a direct answer weighing double; and of whether a text
    is an interview answer at all, from the means of answers and of `others`."""
    wanted = grades.ravel()
    serves = LogisticRegression(C=100, max_iter=2000, random_state=SEED).fit(
        rows.reshape(-1, rows.shape[-1]), wanted > 0, sample_weight=np.where(wanted == 2, 2.0, 1.0))
    answer = LogisticRegression(C=1000, max_iter=2000, class_weight="balanced", random_state=SEED).fit(
        np.concatenate([means, others]), [True] * len(means) + [False] * len(others))
    return {"coef": _rounded(serves.coef_[0]), "intercept": _rounded(serves.intercept_)[0],
            "answer_coef": _rounded(answer.coef_[0]), "answer_intercept": _rounded(answer.intercept_)[0]}


def _rounded(values) -> list[float]:
    return [round(float(v), 4) for v in values]


def best_threshold(scores: np.ndarray, grades: np.ndarray) -> float:
    """The score with the best F1 for telling prompts that the answer serves from those it does not."""
    candidates = np.round(np.arange(0.05, 0.8, 0.01), 2)
    def f1(t):
        taken = scores >= t
        return 2 * (taken & (grades > 0)).sum() / max(taken.sum() + (grades > 0).sum(), 1)
    return float(max(candidates, key=f1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", action="store_true", help="print held-out figures and write nothing")
    arguments = parser.parse_args()
    if not arguments.folds:
        write_vectors()
    answers = load()
    catalog = matching.embedded(encoder())
    ids = [p.id for p in catalog.prompts]
    grades = np.array([[a.prompts.get(i, 0) for i in ids] for a in answers])
    rows, means = measure([a.text for a in answers])
    other_rows, others = measure(OTHERS.read_text(encoding="utf-8").strip().split("\n\n"))
    scores = np.zeros(grades.shape)
    writers = np.array([a.id.split("-")[0] for a in answers])
    for writer in sorted(set(writers)):
        out = writers == writer
        weights = fit(rows[~out], means[~out], grades[~out], others)
        scores[out] = [matching.combine(r, m, weights) for r, m in zip(rows[out], means[out], strict=True)]
    threshold = best_threshold(scores, grades)
    if arguments.folds:
        ranked = [[ids[j] for j in np.argsort(-row)] for row in scores]
        taken, wanted = scores >= threshold, grades > 0
        hit = (taken & wanted).sum()
        odd = sum(
            matching.combine(other_rows[i], others[i], fit(rows, means, grades, np.delete(others, i, axis=0))).max()
            >= threshold
            for i in range(len(others)))
        print(f"{len(answers)} answers, each writer held out: "
              f"nDCG@5 {np.mean([ndcg(r, a.prompts) for r, a in zip(ranked, answers, strict=True)]):.3f}, "
              f"recall@3 {np.nanmean([recall(r, a.prompts) for r, a in zip(ranked, answers, strict=True)]):.3f}; "
              f"at {threshold:.2f} precision {hit / taken.sum():.2f}, recall {hit / wanted.sum():.2f}")
        print(f"{len(others)} texts that answer no prompt, each held out: {odd} with a usable prompt")
        return
    weights = fit(rows, means, grades, others) | {"threshold": threshold, "question_threshold": QUESTION_THRESHOLD}
    matching.WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    print(f"{matching.WEIGHTS.name}: fitted on {len(answers)} answers and {len(others)} other texts, "
          f"threshold {threshold}")


def write_vectors() -> None:
    matching.WEIGHTS.parent.mkdir(exist_ok=True)
    texts = matching.texts()
    save_file({"vectors": encoder()(texts)}, matching.VECTORS, {"digest": matching.digest(texts, encoder().identity)})


if __name__ == "__main__":
    main()
