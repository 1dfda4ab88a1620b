"""Trains the judges of explanations: `python -m training.explaining` writes coach/weights/explaining.json.

They tell which sentences of an explanation liken the concept to everyday life, and which say what it changes. They learn from
the catalog's concepts (likenesses and business outcomes against purposes, workings, limits and misunderstandings), from
`sentences/explaining*.txt`, lines "LABELS | sentence" with A for a likeness, B for an outcome, - for neither, and from plain
sentences of the labelled answers. `--folds` prints how well they agree with each file of sentences held out, and with
the labelled explanations of `explanations/`, and writes nothing.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from coach.draft import Draft
from coach.embedding import encoder
from coach.reading import explaining
from coach.reading.annotated import annotate
from coach.reading.judges import Judge
from prompts import load_concepts
from training.answers import load

SENTENCES = Path(__file__).parent / "sentences"
EXPLANATIONS = Path(__file__).parent / "explanations"

# Chosen by the folds: the inverse of the L2 penalty, and what a sentence of the catalog and of the answers weighs.
STRENGTH = 1.0
CATALOG_WEIGHT, ANSWERS_WEIGHT = 0.5, 0.1

Example = tuple[str, str, str, float]  # file, labels, sentence, weight


def examples() -> list[Example]:
    """All labelled sentences, those of `sentences/` first."""
    found = []
    for file in sorted(SENTENCES.glob("explaining*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            labels, text = line.split(" | ", 1)
            found.append((file.stem, labels, text, 1.0))
    for concept in load_concepts():
        kinds = (("A", [a.likeness for a in concept.analogies]), ("B", [concept.business]),
                 ("-", [concept.purpose, *concept.how, concept.limits, *concept.misunderstandings]))
        found += [("catalog", labels, text, CATALOG_WEIGHT) for labels, texts in kinds for text in texts]
    found += [("answers", "-", s.text, ANSWERS_WEIGHT) for answer in load() for s in answer.sentences
              if s.component == "A" and not s.metric]
    return found


def rows(found: list[Example]) -> list[tuple[dict, np.ndarray]]:
    """What the judges see of each example: features, and the vector of its longest sentence."""
    seen = []
    for _, _, text, _ in found:
        draft = annotate(Draft(text, kind="explanation"), encoder())
        s = max(draft.sentences, key=lambda s: s.end - s.start)
        seen.append((explaining.features(draft, s), draft.vectors[s.index]))
    return seen


def fit(label: str, found: list[Example], seen: list[tuple[dict, np.ndarray]], keep: np.ndarray) -> dict:
    """The weights of the judge for `label` ("A" or "B") as they are stored, from the examples to keep."""
    names = sorted({n for features, _ in seen for n in features})
    judge = Judge({"labels": [False, True], "names": names, "coefficients": [], "intercept": []})
    chosen = [i for i in np.flatnonzero(keep) if label == "A" or found[i][0] != "answers"]
    x = np.array([judge.row(*seen[i]) for i in chosen])
    y = np.array([label in found[i][1] for i in chosen])
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(x, y, sample_weight=[found[i][3] for i in chosen])
    return {"labels": [False, True], "names": names, "coefficients": np.round(model.coef_, 4).tolist(),
            "intercept": np.round(model.intercept_, 4).tolist()}


def labelled(folder: Path) -> list[dict]:
    """The labelled explanations in a folder's files."""
    return [json.loads(line) for file in sorted(folder.glob("*.jsonl"))
            for line in file.read_text(encoding="utf-8").splitlines()]


def folds(found: list[Example], seen: list[tuple[dict, np.ndarray]]) -> None:
    files = np.array([e[0] for e in found])
    fold = np.arange(len(found)) % 5
    for label, name in (("A", "likeness"), ("B", "outcome")):
        for file in dict.fromkeys(files):
            if file == "answers":
                continue
            right, said, wanted = 0, 0, 0
            for k in range(5):
                held = np.flatnonzero((files == file) & (fold == k))
                judge = Judge(fit(label, found, seen, (files != file) | (fold != k)))
                p = np.array([judge.probabilities(*seen[i])[1] > 0.5 for i in held])
                truth = np.array([label in found[i][1] for i in held])
                right, said, wanted = right + (p & truth).sum(), said + p.sum(), wanted + truth.sum()
            print(f"{name:9}{file:12} precision {right / max(said, 1):.3f}  recall {right / max(wanted, 1):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--folds", action="store_true", help="print figures on held-out sentences and write nothing")
    held_out = parser.parse_args().folds
    found = examples()
    seen = rows(found)
    if held_out:
        folds(found, seen)
        return
    stored = {label: fit(label, found, seen, np.ones(len(found), bool)) for label in ("A", "B")}
    explaining.WEIGHTS.write_text(json.dumps(stored) + "\n", encoding="utf-8")
    print(f"explaining: trained on {len(found)} sentences")


if __name__ == "__main__":
    main()
