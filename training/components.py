"""Trains the component classifier: `python -m training.components` writes coach/weights/components.safetensors.

`python -m training.components --folds` prints the cross-validated figures (whole answers held out) instead.
"""

from __future__ import annotations

import argparse
from typing import NamedTuple

import numpy as np
from safetensors.numpy import save_file
from sklearn.metrics import confusion_matrix, f1_score
from sklearn.model_selection import GroupKFold

from coach.draft import Draft
from coach.embedding import encoder
from coach.reading import agency, claims, components, quantities
from coach.reading.annotated import Annotated, annotate
from training.answers import Answer, load

LETTERS = "STARLO"
SEED = 7
# Chosen by the folds: the inverse of the L2 penalty, and how far each block of features may speak (embedding own, before,
# after; grammar likewise).
STRENGTH = 0.003
ITERATIONS = 150
EMPHASIS = (1, 0.3, 0.3, 3, 1, 1)


class Example(NamedTuple):
    """The features of an answer's sentences as the coach cuts them, the label of each by most overlap, and whether it has
    a figure."""

    rows: np.ndarray
    labels: list[int]
    figures: list[bool]


def example(answer: Answer) -> Example:
    draft = annotate(Draft(answer.text, id=answer.id), encoder())
    figures = quantities.read(draft)
    rows = components.features(draft, components.grammar(draft, figures, claims.read(draft, figures),
                                                         agency.read(draft)))
    counted = {q.sentence for q in figures if q.is_metric}
    return Example(rows, [LETTERS.index(answer.sentences[i].component) for i in overlapped(answer, draft)],
                   [s.index in counted for s in draft.sentences])


def overlapped(answer: Answer, draft: Annotated) -> list[int]:
    """For each sentence as the coach cuts them, the index of the labelled one that it overlaps most."""
    at, places = 0, []
    for labelled in answer.sentences:
        start = answer.text.index(labelled.text, at)
        at = start + len(labelled.text)
        places.append((start, at))
    return [max(range(len(places)), key=lambda i: min(s.end, places[i][1]) - max(s.start, places[i][0]))
            for s in draft.sentences]


def fit(examples: list[Example]) -> dict[str, np.ndarray]:
    """The weights of classifier and decoder, as 32-bit floats: those of a linear-chain conditional random field (Lafferty,
    McCallum and Pereira, ICML 2001) with an L2 penalty, found by L-BFGS over whole answers."""
    import torch

    torch.set_num_threads(1)  # the order of additions, and with it the last bits, must not hang on the machine
    rows = np.vstack([e.rows for e in examples])
    mean, deviation = rows.mean(axis=0), rows.std(axis=0)
    embedded = encoder().dimension
    widths = [embedded] * 3 + [(rows.shape[1] - 3 * embedded) // 3] * 3
    scale = np.where(deviation > 1e-6, np.repeat(EMPHASIS, widths) / np.maximum(deviation, 1e-6), 0)

    n, longest, k = len(examples), max(len(e.labels) for e in examples), len(LETTERS)
    inputs = torch.zeros(n, longest, rows.shape[1], dtype=torch.float64)
    labels, there = torch.zeros(n, longest, dtype=torch.long), torch.zeros(n, longest, dtype=torch.bool)
    for i, e in enumerate(examples):
        inputs[i, :len(e.labels)] = torch.tensor((e.rows - mean) * scale)
        labels[i, :len(e.labels)] = torch.tensor(e.labels)
        there[i, :len(e.labels)] = True
    last, answers = there.sum(1) - 1, torch.arange(n)
    coef, intercept, start, transition, end = parameters = [
        torch.zeros(shape, dtype=torch.float64, requires_grad=True)
        for shape in ((k, rows.shape[1]), (k,), (k,), (k, k), (k,))]
    search = torch.optim.LBFGS(parameters, max_iter=ITERATIONS, history_size=10, line_search_fn="strong_wolfe")

    def loss():
        search.zero_grad()
        emitted = inputs @ coef.T + intercept
        forward = start + emitted[:, 0]
        for t in range(1, longest):
            step = torch.logsumexp(forward[:, :, None] + transition, 1) + emitted[:, t]
            forward = torch.where(there[:, t, None], step, forward)
        gold = (start[labels[:, 0]] + (emitted.gather(2, labels[..., None])[..., 0] * there).sum(1)
                + (transition[labels[:, :-1], labels[:, 1:]] * there[:, 1:]).sum(1) + end[labels[answers, last]])
        penalty = (coef**2).sum() / STRENGTH + sum((p**2).sum() for p in (start, transition, end))
        total = (torch.logsumexp(forward + end, 1) - gold).sum() + 0.5 * penalty
        total.backward()
        return total

    search.step(loss)
    found = {"coef": coef, "intercept": intercept, "start": start, "transition": transition, "end": end}
    weights = {name: value.detach().numpy() for name, value in found.items()} | {"mean": mean, "scale": scale}
    return {name: np.ascontiguousarray(value, np.float32) for name, value in weights.items()}


def decoded(weights: dict[str, np.ndarray], rows: np.ndarray) -> tuple[list[int], np.ndarray]:
    """The likeliest path, and the probabilities of the labels, shape (sentences, 6)."""
    return components.decode(components.emissions(rows, weights), weights["start"], weights["transition"], weights["end"])


def unseen(examples, writers: list[str], folds: int) -> list[tuple[list[int], np.ndarray]]:
    """What a classifier says of each example that was not trained on its writer."""
    told = [None] * len(examples)
    for train, test in GroupKFold(folds).split(examples, groups=writers):
        weights = fit([examples[i] for i in train])
        for i in test:
            told[i] = decoded(weights, examples[i].rows)
    return told


def cross_validate(examples, writers: list[str]) -> tuple[float, np.ndarray, float]:
    """Macro-F1 and confusion (rows: label, columns: reading) of sentences, and F1 of missing parts, with each writer
    held out."""
    told = unseen(examples, writers, len(set(writers)))
    truth, found, right, wrong = [], [], 0, 0
    for e, (path, marginals) in zip(examples, told, strict=True):
        path = components.settle(path, marginals, e.figures)
        truth += e.labels
        found += path
        wanted, missed = (set(range(len(components.PRESENT))) - set(p) for p in (e.labels, path))
        right += len(wanted & missed)
        wrong += len(wanted ^ missed)
    return (f1_score(truth, found, average="macro"), confusion_matrix(truth, found, labels=range(len(LETTERS))),
            2 * right / (2 * right + wrong))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", action="store_true", help="print cross-validated figures and write nothing")
    arguments = parser.parse_args()
    answers = load()
    examples = [example(a) for a in answers]
    writers = [a.id.split("-")[0] for a in answers]
    if arguments.folds:
        # A fold holds out whole files, each by another writer.
        score, table, missing = cross_validate(examples, writers)
        print(f"{len(answers)} answers, {int(table.sum())} sentences, macro-F1 {score:.3f}, missing parts F1 {missing:.3f}")
        print("label " + "".join(f"{c:>6}" for c in LETTERS))
        for letter, row in zip(LETTERS, table, strict=True):
            print(f"{letter:<6}" + "".join(f"{n:>6}" for n in row))
        return
    components.WEIGHTS.parent.mkdir(exist_ok=True)
    save_file(fit(examples), components.WEIGHTS)
    print(f"{components.WEIGHTS.name}: trained on {len(answers)} answers")


if __name__ == "__main__":
    main()
