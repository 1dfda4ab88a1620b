"""The story's verdicts: what follows for the whole answer from the readings of its sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coach.reading.agency import Agency
from coach.reading.annotated import Annotated
from coach.reading.components import LABELS, Component, may_be_result
from coach.reading.quantities import Quantity

REQUIRED = ("situation", "task", "action", "result")
AGENTS = ("I", "we", "other", "none", "mixed", "na")

# Under this there is no whole answer to judge: about a quarter of the shortest answers that interviewers accept.
LEAST_WORDS = 45
LEAST_SENTENCES = 3


def is_whole(words: int, sentences: int) -> bool:
    """Whether a text of so many words and sentences can be judged as a whole."""
    return words >= LEAST_WORDS and sentences >= LEAST_SENTENCES


@dataclass(frozen=True)
class Verdicts:
    """`share` maps components to their part of the words, summing to 1; `agents` counts action sentences."""

    share: dict[str, float]
    missing: tuple[str, ...]
    we_overuse: bool
    result_quantified: bool
    agents: dict[str, int]


def read(draft: Annotated, components: Sequence[Component], agency: Sequence[Agency],
         quantities: Sequence[Quantity], shares: np.ndarray) -> Verdicts:
    """The verdicts for a whole answer: `we_overuse` is true where the actions of "we" and of nobody named are
    at least as many as those of which the speaker does a part.

    `shares` has the components' probabilities, shape (sentences, 6).
    """
    labels = [c.label for c in components]
    weight = dict.fromkeys(("situation", "task", "action", "result", "reflection"), 0)
    for s, label in zip(draft.sentences, labels, strict=True):
        if label in weight:
            weight[label] += sum(not t.is_punct and not t.is_space for t in draft.span(s))
    total = sum(weight.values())
    agents = dict.fromkeys(AGENTS, 0)
    for a, label in zip(agency, labels, strict=True):
        if label == "action":
            agents[a.label] += 1
    closing = may_be_result([LABELS.index(label) for label in labels], shares)
    group, personal = agents["we"] + agents["none"], agents["I"] + agents["mixed"]
    return Verdicts(
        share={name: round(w / total, 3) if total else 0.0 for name, w in weight.items()},
        missing=tuple(name for name in REQUIRED if name not in labels),
        we_overuse=group >= personal,
        result_quantified=any(q.is_metric and closing[q.sentence] for q in quantities),
        agents=agents,
    )
