"""Fits which prompt a free question means: `python -m training.questions` writes coach/weights/questions.*.

The questions stand in training/questions/*.txt, one a line as `prompt | question`, and `none` for what no prompt asks.
`--folds` prints how often the right prompt is first, and in the first three, with each file held out, and on the
questions of training/held_out/questions, on which nothing is trained.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression

from coach import questions
from coach.embedding import encoder
from coach.words import Words
from prompts import load_prompts
from training.answers import HELD_OUT
from training.matching import ridge, wide

SEED = 7
STRENGTH = 10.0  # the logistic regression's inverse L2 penalty; with the ridge's, chosen by the folds
PENALTY = 0.3
BY_WORDS = 14.0  # how much the words weigh against the vector
LEAST = 1
PRECISION = 0.85  # of the questions that are told to mean a prompt, so many do, on files held out
FOLDER = Path(__file__).parent / "questions"

Pairs = list[tuple[str, str]]  # prompt (or "none") and question


def load(folder: Path = FOLDER) -> dict[str, Pairs]:
    """The questions by file."""
    return {file.stem: [tuple(part.strip() for part in line.split("|", 1))
                        for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
            for file in sorted(folder.glob("*.txt"))}


def catalog() -> Pairs:
    """What the catalog itself says of its prompts."""
    return [(p.id, text) for p in load_prompts() for text in (*p.wordings, p.asks, p.title)]


def _labels(pairs: Pairs) -> np.ndarray:
    places = {p.id: i for i, p in enumerate(load_prompts())} | {"none": len(load_prompts())}
    return np.array([places[prompt] for prompt, _ in pairs])


def _vectors(pairs: Pairs) -> np.ndarray:
    vectors = encoder()([question for _, question in pairs])
    return np.hstack([vectors, np.ones((len(pairs), 1))])


def fit(pairs: Pairs) -> tuple[Words, dict[str, np.ndarray]]:
    """The words and the two regressions' tables, each with a row for each input and one for the intercept."""
    labels, vectors = _labels(pairs), _vectors(pairs)
    model = LogisticRegression(C=STRENGTH, max_iter=2000, random_state=SEED).fit(vectors[:, :-1], labels)
    texts = [question for _, question in pairs]
    words = Words.of(texts, LEAST)
    table = ridge(wide(words, texts), np.eye(labels.max() + 1)[labels], PENALTY)
    return words, {"vectors": np.ascontiguousarray(np.vstack([model.coef_.T, model.intercept_]), np.float16),
                   "words": np.ascontiguousarray(table, np.float16)}


def judge(pairs: Pairs, words: Words, tables: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """What the two regressions say of questions."""
    wider = {name: table.astype(np.float32) for name, table in tables.items()}
    return questions.logits(_vectors(pairs), wide(words, [q for _, q in pairs]), wider)


def calibrated(by_vector: np.ndarray, by_words: np.ndarray, labels: np.ndarray) -> dict:
    """The scale of the sum of both under which the right prompts are likeliest, on questions held out."""
    def loss(scale):
        found = questions.probabilities(by_vector, by_words, {"by_vector": scale, "by_words": scale * BY_WORDS})
        return -np.log(found[np.arange(len(labels)), labels] + 1e-9).mean()
    scale = float(min(np.round(np.arange(0.2, 3, 0.05), 2), key=loss))
    return {"by_vector": scale, "by_words": round(scale * BY_WORDS, 2)}


def threshold(found: np.ndarray, labels: np.ndarray) -> float:
    """The lowest probability from which the best prompt is right with PRECISION."""
    best = found[:, :-1].argmax(axis=1)
    score, right = found[np.arange(len(best)), best], best == labels
    return float(min((t for t in np.round(np.arange(0.1, 0.95, 0.01), 2)
                      if right[score >= t].mean() >= PRECISION), default=0.95))


def _ranks(found: np.ndarray, labels: np.ndarray) -> str:
    asked = labels < found.shape[1] - 1
    order = np.argsort(-found[asked, :-1], axis=1)
    rank = (order == labels[asked, None]).argmax(axis=1)
    return f"{asked.sum()} questions, right prompt first {np.mean(rank == 0):.2f}, in the first three {np.mean(rank < 3):.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", action="store_true", help="print held-out figures and write nothing")
    arguments = parser.parse_args()
    files, rows, labels = load(), [], []
    for name in files:
        rest = [pair for other, pairs in files.items() if other != name for pair in pairs]
        rows.append(judge(files[name], *fit(rest + catalog())))
        labels.append(_labels(files[name]))
    by_vector, by_words = (np.concatenate([row[i] for row in rows]) for i in (0, 1))
    weights = calibrated(by_vector, by_words, np.concatenate(labels))
    found = questions.probabilities(by_vector, by_words, weights)
    bar = threshold(found, np.concatenate(labels))
    words, tables = fit([pair for pairs in files.values() for pair in pairs] + catalog())
    if arguments.folds:
        for name, (one, two), own in zip(files, rows, labels, strict=True):
            print(f"{name} held out: {_ranks(questions.probabilities(one, two, weights), own)}")
        taken = found[:, :-1].max(axis=1) >= bar
        print(f"at {bar:.2f} {taken.mean():.2f} of all questions get a prompt, "
              f"{taken[np.concatenate(labels) == len(load_prompts())].mean():.2f} of those that none asks")
        held = [pair for pairs in load(HELD_OUT / "questions").values() for pair in pairs]
        print(f"held out by other writers: {_ranks(questions.probabilities(*judge(held, words, tables), weights), _labels(held))}")
        return
    questions.WEIGHTS.write_text(json.dumps(weights | {
        "threshold": bar, "encoder": encoder().identity, "prompts": [p.id for p in load_prompts()],
        "words": words.as_dict()}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    save_file(tables, questions.TABLES)
    print(f"{questions.WEIGHTS.name}: fitted on {sum(map(len, files.values()))} questions")


if __name__ == "__main__":
    main()
