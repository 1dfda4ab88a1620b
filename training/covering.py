"""Fits which sentence covers a talking point: `python -m training.covering` writes coach/weights/coverage.*.

The labels stand in training/coverage/*.txt: for an answer and a prompt, the sentences that cover each talking point, the
best first. `--folds` prints precision, recall and how often the named sentence is one of the labelled ones, with each
writer's answers held out in groups.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from coach import coverage, matching
from coach.draft import Draft
from coach.embedding import encoder
from coach.reading import Reading, read
from coach.words import Words
from prompts import find_prompt, load_prompts
from training.answers import load
from training.components import overlapped

SEED = 7
STRENGTH = 0.1  # the inverse of the L2 penalty, on features of unit variance; chosen by the folds
FOLDS = 8
FOLDER = Path(__file__).parent / "coverage"


@dataclass(frozen=True)
class Told:
    """An answer beside a prompt, and the sentences, by number from 0, that cover each of the prompt's points."""

    writer: str
    prompt: str
    reading: Reading
    covers: tuple[frozenset[int], ...]

    def targets(self) -> np.ndarray:
        """Whether each sentence covers each point, shape (sentences, points)."""
        return np.array([[s in covers for covers in self.covers] for s in range(len(self.reading.sentences))])


def examples() -> list[Told]:
    """All labelled pairs of answer and prompt."""
    answers, readings, found = {a.id: a for a in load()}, {}, []
    for file in sorted(FOLDER.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            head, *points = line.split(" | ")
            id, prompt = head.split()
            if id not in readings:
                readings[id] = read(Draft(answers[id].text, id=id), encoder())
            own = overlapped(answers[id], readings[id].annotated)
            covers = []
            for point in points:
                numbers = point.split(":")[1].strip()
                wanted = set() if numbers == "-" else {int(n) - 1 for n in numbers.split(",")}
                covers.append(frozenset(s for s, labelled in enumerate(own) if labelled in wanted))
            found.append(Told(id.split("-")[0], prompt, readings[id], tuple(covers)))
    return found


def rows(told: list[Told], covering: list[Told], words: Words) -> list[np.ndarray]:
    """The features of each pair, shape (sentences, points, features); of `covering`, those of the same answer are not
    among the sentences that are known to cover."""
    catalog = matching.embedded(encoder())
    places = {p.id: i for i, p in enumerate(load_prompts())}
    found = []
    for t in told:
        others = [o for o in covering if o.prompt == t.prompt and o.reading.draft.id != t.reading.draft.id]
        known = coverage.know([find_prompt(t.prompt)], [catalog.points[places[t.prompt]]], words, _covering(others))
        found.append(coverage.features(t.reading, known))
    return found


def _covering(told: list[Told]) -> dict[str, np.ndarray]:
    """The vectors of the sentences that cover each point, by "prompt/number"."""
    found: dict[str, list[np.ndarray]] = {}
    for t in told:
        for point, covers in enumerate(t.covers):
            if covers:
                found.setdefault(f"{t.prompt}/{point}", []).append(t.reading.annotated.vectors[sorted(covers)])
    return {name: np.concatenate(vectors) for name, vectors in found.items()}


def fit(tables: list[np.ndarray], told: list[Told]) -> dict:
    """The regression over sentences and points, and the one that turns the best sentence's score into a probability."""
    table = np.concatenate([t.reshape(-1, t.shape[-1]) for t in tables])
    mean, deviation = table.mean(axis=0), np.maximum(table.std(axis=0), 1e-6)
    model = LogisticRegression(C=STRENGTH, max_iter=3000, random_state=SEED)
    model.fit((table - mean) / deviation, np.concatenate([t.targets().ravel() for t in told]))
    coef = model.coef_[0] / deviation
    weights = {"coef": [round(float(c), 5) for c in coef],
               "intercept": round(float(model.intercept_[0] - mean @ coef), 5)}
    best = np.concatenate([scores(weights, t).max(axis=0) for t in tables])
    covered = [bool(c) for t in told for c in t.covers]
    scale = LogisticRegression(C=100, random_state=SEED).fit(best[:, None], covered)
    return weights | {"slope": round(float(scale.coef_[0, 0]), 4), "shift": round(float(scale.intercept_[0]), 4)}


def scores(weights: dict, table: np.ndarray) -> np.ndarray:
    """The log-odds that a sentence covers a point, shape (sentences, points)."""
    return table @ np.array(weights["coef"]) + weights["intercept"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", action="store_true", help="print held-out figures and write nothing")
    arguments = parser.parse_args()
    told, words = examples(), matching.taught_words()
    if arguments.folds:
        found = []
        for train, test in GroupKFold(FOLDS).split(told, groups=[t.writer for t in told]):
            seen, held = [told[i] for i in train], [told[i] for i in test]
            weights = fit(rows(seen, seen, words), seen)
            for t, table in zip(held, rows(held, seen, words), strict=True):
                table = scores(weights, table)
                best = table.argmax(axis=0)
                odds = weights["slope"] * table.max(axis=0) + weights["shift"]
                found += [(1 / (1 + np.exp(-o)), bool(c), b in c) for o, b, c in zip(odds, best, t.covers, strict=True)]
        p, covered, right = (np.array(column) for column in zip(*found, strict=True))
        above, below = p >= coverage.COVERED, p < coverage.LACKING
        print(f"{len(told)} answers beside a prompt, {len(found)} talking points, {covered.sum()} covered; each writer held "
              f"out: the nearest sentence is a labelled one for {right[covered].mean():.2f} of the covered points")
        print(f"told as covered: {above.mean():.2f} of all, right {covered[above].mean():.2f}, recall "
              f"{(above & covered).sum() / covered.sum():.2f}, with a labelled sentence {right[above].mean():.2f}")
        print(f"told as lacking: {below.mean():.2f} of all, right {(~covered[below]).mean():.2f}, recall "
              f"{(below & ~covered).sum() / (~covered).sum():.2f}")
        return
    coverage.WEIGHTS.write_text(json.dumps(fit(rows(told, told, words), told) | {"encoder": encoder().identity}, indent=1)
                                + "\n", encoding="utf-8")
    save_file({name: vectors.astype(np.float16) for name, vectors in _covering(told).items()}, coverage.COVERING)
    print(f"{coverage.WEIGHTS.name}: fitted on {len(told)} answers beside a prompt")


if __name__ == "__main__":
    main()
