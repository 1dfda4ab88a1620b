"""The score of a story, 0 to 100, and how it comes about.

It is a sum of parts, each with a most and a reason in words; no part grows with mere length, and a sentence
that says again what another said counts once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coach.reading import Reading

# Cosine of two sentences above which the second says the first again.
SAME = 0.93


@dataclass(frozen=True)
class Part:
    """One part of the score: `points` of at most `most`, and why."""

    name: str
    points: int
    most: int
    why: str


def parts(reading: Reading) -> tuple[Part, ...] | None:
    """The parts of the score in a fixed order, or None where there is no whole story to judge."""
    v = reading.verdicts
    if v is None:
        return None
    fresh = _fresh(reading)
    results = [s for s in reading.of("result") if fresh[s.index]]
    figures = {q.sentence for q in reading.quantities if q.is_metric}
    quantified = sum(s.index in figures for s in results)
    actions = [s for s in reading.of("action") if fresh[s.index]]
    own = sum(reading.agency[s.index].label in ("I", "mixed") for s in actions)
    group = sum(reading.agency[s.index].label in ("we", "none") for s in actions)
    vague = len({c.sentence for c in reading.claims if c.vague})
    told = 4 - len(v.missing)
    detail = _detail(reading, fresh)
    repeated = sum(not f for f in fresh)
    own_share = own / max(own + group, 1)
    return (
        Part("parts", 5 * told, 20, f"{told} of situation, task, action and result are told"),
        Part("own actions", round(25 * own_share * min(own, 4) / 4), 25,
             f"{_count(own, 'action')} told as yours, {group} as of “we” or of nobody"),
        Part("measured result", min(20, 14 * (quantified > 0) + 3 * min(quantified, 2)), 20,
             f"{quantified} of {_count(len(results), 'result sentence')} with a figure"),
        Part("concrete detail", round(15 * min(detail, 8) / 8), 15,
             f"{_count(detail, 'sentence')} with a system, a technology or a figure"),
        Part("claims backed", max(0, 10 - 3 * vague), 10,
             f"{_count(vague, 'sentence')} with an effect and no figure" if vague else "no effect is claimed without a figure"),
        Part("reflection", 10 if any(fresh[s.index] for s in reading.of("reflection")) else 0, 10,
             "there is a look back" if reading.of("reflection") else "there is no look back"),
        Part("nothing twice", -5 * min(repeated, 20), 0,
             f"{_count(repeated, 'sentence')} said again" if repeated else "no sentence repeats another"),
    )


def _count(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


def total(found: tuple[Part, ...] | None) -> int | None:
    """The score that the parts make, 0..100; None where nothing is judged."""
    return None if found is None else max(0, sum(p.points for p in found))


def _fresh(reading: Reading) -> list[bool]:
    """For each sentence, whether it says something that no sentence before it said."""
    vectors = reading.annotated.vectors
    if vectors is None:
        return [True] * len(reading.sentences)
    alike = vectors @ vectors.T
    return [i == 0 or float(np.max(alike[i, :i])) < SAME for i in range(len(vectors))]


def _detail(reading: Reading, fresh: list[bool]) -> int:
    figures = {q.sentence for q in reading.quantities}
    count = 0
    for s in reading.sentences:
        span = reading.annotated.span(s)
        named = any(t.pos_ == "PROPN" and t.ent_type_ not in ("PERSON", "DATE", "GPE", "TIME") for t in span)
        count += fresh[s.index] and (s.index in figures or named or any("_" in t.text for t in span))
    return count
