"""Trains the component classifier: `python -m training.components` writes coach/weights/components.safetensors.

`python -m training.components --folds` prints the cross-validated figures (whole answers held out) instead.
"""

from __future__ import annotations

import argparse
from itertools import pairwise

import numpy as np
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix, f1_score
from sklearn.model_selection import GroupKFold

from coach.draft import Draft
from coach.embedding import encoder
from coach.reading import agency, claims, components, quantities
from coach.reading.annotated import Annotated, annotate
from training.answers import Answer, load

LETTERS = "STARLO"
SEED = 7
# Chosen by the folds: the inverse of the L2 penalty; the weight of the transition log-scores against the
# classifier's; and how far each block of features may speak (embedding own, before, after; grammar likewise).
STRENGTH = 0.01
TRANSITIONS = 0.3
EMPHASIS = (1, 0.3, 0.3, 3, 1, 1)


def example(answer: Answer) -> tuple[np.ndarray, list[int]]:
    """The features of the answer's sentences as the coach cuts them, and the label of each by most overlap."""
    draft = annotate(Draft(answer.text, id=answer.id), encoder())
    figures = quantities.read(draft)
    rows = components.features(draft, components.grammar(draft, figures, claims.read(draft, figures),
                                                         agency.read(draft)))
    return rows, [LETTERS.index(answer.sentences[i].component) for i in overlapped(answer, draft)]


def overlapped(answer: Answer, draft: Annotated) -> list[int]:
    """For each sentence as the coach cuts them, the index of the labelled one that it overlaps most."""
    at, places = 0, []
    for labelled in answer.sentences:
        start = answer.text.index(labelled.text, at)
        at = start + len(labelled.text)
        places.append((start, at))
    return [max(range(len(places)), key=lambda i: min(s.end, places[i][1]) - max(s.start, places[i][0]))
            for s in draft.sentences]


def fit(examples: list[tuple[np.ndarray, list[int]]]) -> dict[str, np.ndarray]:
    """The weights of classifier and decoder, as 32-bit floats."""
    rows, labels = np.vstack([r for r, _ in examples]), np.concatenate([y for _, y in examples])
    mean = rows.mean(axis=0)
    deviation = rows.std(axis=0)
    embedded = encoder().dimension
    widths = [embedded] * 3 + [(rows.shape[1] - 3 * embedded) // 3] * 3
    scale = np.where(deviation > 1e-6, np.repeat(EMPHASIS, widths) / np.maximum(deviation, 1e-6), 0)
    model = LogisticRegression(C=STRENGTH, max_iter=300, tol=1e-3, random_state=SEED)
    model.fit((rows - mean) * scale, labels)
    k = len(LETTERS)
    start, end, follows = np.ones(k), np.ones(k), np.ones((k, k))
    prior = np.bincount(labels, minlength=k) + 1.0
    for _, path in examples:
        start[path[0]] += 1
        end[path[-1]] += 1
        for a, b in pairwise(path):
            follows[a, b] += 1

    def log_ratio(counts):
        return TRANSITIONS * (np.log(counts / counts.sum(axis=-1, keepdims=True)) - np.log(prior / prior.sum()))

    weights = {"mean": mean, "scale": scale, "coef": model.coef_, "intercept": model.intercept_,
               "start": log_ratio(start), "transition": log_ratio(follows), "end": log_ratio(end)}
    return {name: np.ascontiguousarray(value, np.float32) for name, value in weights.items()}


def predict(weights: dict[str, np.ndarray], rows: np.ndarray) -> list[int]:
    return components.settle(*_decoded(weights, rows))


def marginals(weights: dict[str, np.ndarray], rows: np.ndarray) -> np.ndarray:
    """The probabilities of the labels, shape (sentences, 6)."""
    return _decoded(weights, rows)[1]


def _decoded(weights, rows):
    return components.decode(components.emissions(rows, weights), weights["start"], weights["transition"],
                             weights["end"])


def cross_validate(examples, groups, folds: int = 5) -> tuple[float, np.ndarray]:
    """Macro-F1 and confusion (rows: label, columns: reading) over held-out answers."""
    truth, found = [], []
    for train, test in GroupKFold(folds).split(examples, groups=groups):
        weights = fit([examples[i] for i in train])
        for i in test:
            truth += examples[i][1]
            found += predict(weights, examples[i][0])
    return f1_score(truth, found, average="macro"), confusion_matrix(truth, found, labels=range(len(LETTERS)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", action="store_true", help="print cross-validated figures and write nothing")
    arguments = parser.parse_args()
    answers = load()
    examples = [example(a) for a in answers]
    if arguments.folds:
        # A fold holds out whole files, each by another writer.
        score, table = cross_validate(examples, [a.id.split("-")[0] for a in answers],
                                      len({a.id.split("-")[0] for a in answers}))
        print(f"{len(answers)} answers, {int(table.sum())} sentences, macro-F1 {score:.3f}")
        print("label " + "".join(f"{c:>6}" for c in LETTERS))
        for letter, row in zip(LETTERS, table, strict=True):
            print(f"{letter:<6}" + "".join(f"{n:>6}" for n in row))
        return
    components.WEIGHTS.parent.mkdir(exist_ok=True)
    save_file(fit(examples), components.WEIGHTS)
    print(f"{components.WEIGHTS.name}: trained on {len(answers)} answers")


if __name__ == "__main__":
    main()
