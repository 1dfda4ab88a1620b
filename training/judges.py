"""Trains the judges of single sentences: `python -m training.judges` writes coach/weights/judges.json.

They learn from the labelled answers and from `sentences/`, lines "LABEL | sentence" on who acts (agents*.txt), on
figures (figures*.txt, M for a metric), on what claims an effect (claims*.txt, V for vague) and, with the word between,
on everyday words in their technical sense (senses*.txt, J). `--folds` prints, for each writer held out in turn, how well they and the
grammar alone agree with the labels, and writes nothing.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from coach.draft import Draft
from coach.embedding import encoder
from coach.reading import agency, judges, quantities
from coach.reading.annotated import Annotated, annotate
from training import components
from training.answers import Answer, load

SENTENCES = Path(__file__).parent / "sentences"
AGENTS = ["I", "we", "other", "none", "mixed", "na"]

# Chosen by the folds: the inverse of the L2 penalty, and what a line of `sentences/` weighs beside a sentence of an
# answer, where labels stand in their true proportions.
STRENGTH = {"agent": 0.2, "figure": 0.3, "claim": 0.5, "sense": 0.2}
LINE_WEIGHT = {"agent": 1.0, "figure": 0.5, "claim": 0.3, "sense": 1.0}
# The grammar was written with an eye on the first three writers, so its word on their text says less.
SEEN, SEEN_WEIGHT = ("b1", "b2", "b3"), 0.5
CLAIM_WEIGHT = 2.0  # of a claim beside a plain sentence


@dataclass
class Examples:
    """What a judge learns from; `writers` names the file of each example, `grammar` the grammar's own reading."""

    writers: list[str] = field(default_factory=list)
    features: list[judges.Features] = field(default_factory=list)
    vectors: list[np.ndarray] = field(default_factory=list)
    labels: list = field(default_factory=list)
    grammar: list = field(default_factory=list)

    def add(self, writer: str, features: judges.Features, vector: np.ndarray, label, grammar) -> None:
        for column, value in ((self.writers, writer), (self.features, features), (self.vectors, vector),
                              (self.labels, label), (self.grammar, grammar)):
            column.append(value)


def marginals(answers: list[Answer]) -> dict[str, np.ndarray]:
    """For each answer the probabilities of its sentences' components, by a classifier that has not read its writer."""
    read = [components.example(a) for a in answers]
    writers = [a.id.split("-")[0] for a in answers]
    told = components.unseen(read, writers, len(set(writers)))
    return {answer.id: marginals for answer, (_, marginals) in zip(answers, told, strict=True)}


def labelled(answers: list[Answer]) -> Iterator[tuple[Answer, Annotated, list]]:
    """Each answer, its annotated draft, and for each sentence of it the label that it overlaps most."""
    for answer in answers:
        draft = annotate(Draft(answer.text, id=answer.id), encoder())
        yield answer, draft, [answer.sentences[i] for i in components.overlapped(answer, draft)]


def lines(pattern: str) -> Iterator[tuple[str, str, Annotated, int]]:
    """File, label, annotated text and its longest sentence, for each line of the files in `sentences/`."""
    for file in sorted(SENTENCES.glob(pattern)):
        for line in file.read_text(encoding="utf-8").splitlines():
            label, text = line.rsplit(" | ", 1)
            draft = annotate(Draft(text), encoder())
            yield file.stem, label, draft, max(range(len(draft.sentences)),
                                               key=lambda i: draft.sentences[i].end - draft.sentences[i].start)


def collect(answers: list[Answer], parts: dict[str, np.ndarray]) -> dict[str, Examples]:
    """The examples of each judge in the answers."""
    found = {name: Examples() for name in judges.NAMES}
    for answer, draft, truth in labelled(answers):
        writer, figures, actors = answer.id.split("-")[0], quantities.read(draft), agency.read(draft)
        metric = {i for i, t in enumerate(truth) if t.metric}
        for s, label in zip(draft.sentences, truth, strict=True):
            vector, near = draft.vectors[s.index], judges.around(s, parts[answer.id])
            if label.component == "A":
                found["agent"].add(writer, judges.of_agency(draft, s, actors[s.index]) | near, vector, label.agent,
                                   actors[s.index].label)
            own = [q for q in figures if q.sentence == s.index]
            told = judges.of_figures(draft, s, own, actors[s.index])
            if told is not None:
                found["figure"].add(writer, told | near, vector, label.metric, any(q.is_metric for q in own))
            if not {s.index, s.index + 1} & metric:
                told, grammar, _ = judges.of_claims(draft, s, actors[s.index])
                found["claim"].add(writer, told | near, vector, label.vague, bool(grammar))
    return found


def add_lines(found: dict[str, Examples]) -> None:
    for file, label, draft, i in lines("agents*.txt"):
        actor = agency.read(draft)[i]
        found["agent"].add(file, judges.of_agency(draft, draft.sentences[i], actor) | judges.around(draft.sentences[i], None),
                           draft.vectors[i], label, actor.label)
    for file, label, draft, i in lines("figures*.txt"):
        actor, own = agency.read(draft)[i], [q for q in quantities.read(draft) if q.sentence == i]
        told = judges.of_figures(draft, draft.sentences[i], own, actor)
        if told is not None:
            found["figure"].add(file, told | judges.around(draft.sentences[i], None), draft.vectors[i], label == "M",
                                any(q.is_metric for q in own))
    for file, label, draft, i in lines("claims*.txt"):
        if any(q.is_metric for q in quantities.read(draft)):
            continue
        told, grammar, _ = judges.of_claims(draft, draft.sentences[i], agency.read(draft)[i])
        found["claim"].add(file, told | judges.around(draft.sentences[i], None), draft.vectors[i], label == "V", bool(grammar))


    for file, label, draft, i in lines("senses*.txt"):
        word, at = label[4:], draft.plain.lower().index(label[4:].lower())
        tokens = [t for t in draft.doc if at <= t.idx < at + len(word)]
        found["sense"].add(file, judges.of_term(tokens), draft.vectors[i], label.startswith("J"), False)


def fit(name: str, examples: Examples, keep: np.ndarray) -> dict:
    """The weights of a judge as they are stored, from the examples to keep."""
    names = sorted({n for f, k in zip(examples.features, keep, strict=True) if k for n in f})
    labels = AGENTS if name == "agent" else [False, True]
    judge = judges.Judge({"labels": labels, "names": names, "coefficients": [], "intercept": []})
    chosen = np.flatnonzero(keep)
    rows = np.array([judge.row(examples.features[i], examples.vectors[i]) for i in chosen])
    y = np.array([labels.index(examples.labels[i]) for i in chosen])
    weight = np.array([_weight(name, examples, i) for i in chosen])
    model = LogisticRegression(C=STRENGTH[name], max_iter=3000).fit(rows, y, sample_weight=weight)
    return {"labels": labels, "names": names, "coefficients": np.round(model.coef_, 4).tolist(),
            "intercept": np.round(model.intercept_, 4).tolist()}


def _weight(name: str, examples: Examples, i: int) -> float:
    writer = examples.writers[i]
    weight = SEEN_WEIGHT if writer in SEEN else 1.0 if writer.startswith(("b", "h")) else LINE_WEIGHT[name]
    return weight * (CLAIM_WEIGHT if name == "claim" and examples.labels[i] else 1.0)


def folds(found: dict[str, Examples]) -> None:
    for name, examples in found.items():
        writers = np.array(examples.writers)
        for writer in dict.fromkeys(examples.writers):
            judge = judges.Judge(fit(name, examples, writers != writer))
            held = np.flatnonzero(writers == writer)
            truth = [examples.labels[i] for i in held]
            p = [judge.probabilities(examples.features[i], examples.vectors[i]) for i in held]
            if name == "agent":
                said = [AGENTS[int(q.argmax())] for q in p]
                by_grammar = [examples.grammar[i] for i in held]
            elif name in ("figure", "sense"):
                said, by_grammar = [bool(q[1] > 0.5) for q in p], [examples.grammar[i] for i in held]
            else:
                by_grammar = [examples.grammar[i] for i in held]
                said = [judges.is_claim(g, q[1], writer.startswith("b")) for g, q in zip(by_grammar, p, strict=True)]
            print(f"{name:8}{writer:10}{len(held):5}  grammar {_score(name, truth, by_grammar):.3f}"
                  f"  judge {_score(name, truth, said):.3f}")


def _score(name: str, truth: list, said: list) -> float:
    if name == "agent":
        return float(np.mean([t == s for t, s in zip(truth, said, strict=True)]))
    hits = sum(t and s for t, s in zip(truth, said, strict=True))
    return 2 * hits / max(sum(truth) + sum(said), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--folds", action="store_true", help="print figures on held-out writers and write nothing")
    held_out = parser.parse_args().folds
    answers = load()
    found = collect(answers, marginals(answers))
    add_lines(found)
    if held_out:
        folds(found)
        return
    stored = {name: fit(name, examples, np.ones(len(examples.labels), bool)) for name, examples in found.items()}
    judges.WEIGHTS.write_text(json.dumps(stored) + "\n", encoding="utf-8")
    for name, examples in found.items():
        print(f"{name}: trained on {len(examples.labels)} sentences")


if __name__ == "__main__":
    main()
