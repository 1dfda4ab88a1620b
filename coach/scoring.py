"""The score of a story, 0 to 100, and how it comes about.

It is a sum of parts, each with a most and a reason in words; no part grows with mere length, and a sentence
that says again what another said counts once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from coach.reading import Reading
from coach.reading.annotated import Sentence

# Cosine of two sentences above which the second says the first again.
SAME = 0.93

# A sentence of fewer words and marks ("I led the team.") may stand in a story but tells none of it.
LEAST_TOLD = 6

# So many sentences of looking back are welcome.
LOOKS_BACK = 1

# The share of sentences with a concrete detail that a strong answer has.
FULL_OF_DETAIL = 0.8

# So many sentences with a figure are enough: who tells more of them is not told better.
FULL_OF_FIGURES = 6

# So many sentences of so few words in a row, each with a figure, are a list and no story.
ROW, SHORT = 3, 8

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_OVER_AND_OVER = re.compile(r"\b(\w+(?: \w+){0,2})(?:[ ,]+\1\b){2,}", re.IGNORECASE)
_QUESTION = re.compile(
    r"\W*(?:tell (?:me|us) about|describe (?:an?|how|the|your|one)\b|give (?:me|us) an example|(?:walk|talk|take) (?:me|us) through"
    r"|(?:can|could|would) you (?:tell|describe|give|share|explain)|have you ever|(?:what|when|how|why|which|where) (?:was|is|were|did|do|have|would|had)"
    r" (?:a|the|you|your)\b)", re.IGNORECASE)


# What each part is made of, for who wants to know before writing.
FORMULA = (
    ("parts", 20, "5 for each of situation, task, action and result that is told"),
    ("own actions", 20, "by how many actions are told as yours (4 suffice), times their share beside those of “we” and of nobody"),
    ("measured result", 10, "7 for a figure in a result, up to 3 more by the share of result sentences with one"),
    ("figures", 20, "by how many sentences measure a system, a business or its users (6 suffice)"),
    ("concrete detail", 5, "by the share of sentences with a system, a technology or a figure (four in five suffice)"),
    ("claims backed", 15, "less 4 for each sentence that claims an effect without a figure; 0 where no result is told"),
    ("to the point", 5, "by the share of words in situation, task, action and result"),
    ("reflection", 5, "for a look back"),
    ("nothing empty", 0, "less 1 for each sentence without a system, a technology or a figure that is very short, tells of nobody's doing, or stands outside the four parts (one look back excepted)"),
    ("nothing twice", 0, "less 5 for each sentence that says another again, or is the interviewer's question"),
    ("nothing stuffed", 0, "less 5 for each sentence that only lists figures, names or one word"),
)


@dataclass(frozen=True)
class Part:
    """One part of the score: `points` of at most `most`, and why."""

    name: str
    points: int
    most: int
    why: str


@dataclass(frozen=True)
class Counts:
    """What the score is made of, counted in one story: `told` of the four parts, `own` and `group` actions, `results` and
    how many of them are `quantified`, sentences with a figure (`measured`), with a concrete `detail` and in all, sentences
    with a `vague` claim, the share of words `serving` the four parts, and sentences that cost."""

    told: int
    own: int
    group: int
    results: int
    quantified: int
    measured: int
    detail: int
    sentences: int
    vague: int
    serving: float
    looks_back: bool
    empty: int
    repeated: int
    stuffed: int


def count(reading: Reading) -> Counts | None:
    """What the score of the story is made of, or None where there is no whole story to judge."""
    v = reading.verdicts
    if v is None:
        return None
    fresh = _fresh(reading)
    results = [s for s in reading.of("result") if fresh[s.index]]
    figures = {q.sentence for q in reading.quantities if q.is_metric}
    actions = [s for s in reading.of("action") if fresh[s.index]]
    return Counts(
        told=4 - len(v.missing),
        own=sum(reading.agency[s.index].label in ("I", "mixed") and s.last - s.first >= LEAST_TOLD for s in actions),
        group=sum(reading.agency[s.index].label in ("we", "none") for s in actions),
        results=len(results),
        quantified=sum(s.index in figures for s in results),
        measured=sum(s.index in figures and fresh[s.index] for s in reading.sentences),
        detail=sum(_detailed(reading, fresh)),
        sentences=len(reading.sentences),
        vague=len({c.sentence for c in reading.claims if c.vague}),
        serving=_serving(reading),
        looks_back=any(fresh[s.index] for s in reading.of("reflection")),
        empty=_empty(reading, fresh),
        repeated=sum(not f for f in fresh) + _asked(reading),
        stuffed=len(stuffing(reading)),
    )


def parts(reading: Reading) -> tuple[Part, ...] | None:
    """The parts of the score in a fixed order, or None where there is no whole story to judge."""
    counts = count(reading)
    return None if counts is None else parts_of(counts)


def parts_of(c: Counts) -> tuple[Part, ...]:
    """The parts of the score of a story with those counts, in a fixed order."""
    own_share = c.own / max(c.own + c.group, 1)
    return (
        Part("parts", 5 * c.told, 20, f"{c.told} of situation, task, action and result are told"),
        Part("own actions", round(20 * own_share * min(c.own, 4) / 4), 20,
             f"{_count(c.own, 'action')} told as yours, {c.group} as of “we” or of nobody"),
        Part("measured result", round(7 + 3 * c.quantified / c.results) if c.quantified else 0, 10,
             f"{c.quantified} of {_count(c.results, 'result sentence')} with a figure"),
        Part("figures", round(20 * min(c.measured, FULL_OF_FIGURES) / FULL_OF_FIGURES), 20,
             f"{_count(c.measured, 'sentence')} with a measured figure"),
        Part("concrete detail", round(5 * min(c.detail / (FULL_OF_DETAIL * max(c.sentences, 6)), 1)), 5,
             f"{c.detail} of {_count(c.sentences, 'sentence')} with a system, a technology or a figure"),
        Part("claims backed", max(0, 15 - 4 * c.vague) if c.results else 0, 15,
             f"{_count(c.vague, 'sentence')} with an effect and no figure" if c.vague
             else "no effect is claimed without a figure" if c.results else "no result is told"),
        Part("to the point", round(5 * c.serving), 5, f"{c.serving:.0%} of the words tell the story's four parts"),
        Part("reflection", 5 if c.looks_back else 0, 5,
             "there is a look back" if c.looks_back else "there is no look back"),
        Part("nothing empty", -min(c.empty, 20), 0,
             f"{_count(c.empty, 'sentence')} that could stand in any answer" if c.empty
             else "no sentence could stand in any answer"),
        Part("nothing twice", -5 * min(c.repeated, 20), 0,
             f"{_count(c.repeated, 'sentence')} said again, or the question's" if c.repeated
             else "no sentence repeats another"),
        Part("nothing stuffed", -5 * min(c.stuffed, 20), 0,
             f"{_count(c.stuffed, 'sentence')} that only list{'s' if c.stuffed == 1 else ''} figures, names or one word"
             if c.stuffed else "no sentence only lists figures or names"),
    )


def _serving(reading: Reading) -> float:
    """The share of the words that stand in situation, task, action and result."""
    words = [s.last - s.first for s in reading.sentences]
    serving = sum(w for w, c in zip(words, reading.components, strict=True)
                  if c.label not in ("reflection", "other") and w >= LEAST_TOLD)
    return serving / max(sum(words), 1)


def _asked(reading: Reading) -> int:
    """How many sentences are the interviewer's question, not the answer."""
    return sum(bool(_QUESTION.match(reading.annotated.plain[s.start:s.end])) for s in reading.sentences)


def stuffing(reading: Reading) -> list[Sentence]:
    """The sentences that list figures, names or one word over and over, in an answer that otherwise tells in verbs."""
    sentences = reading.sentences
    tells = [any(t.tag_ in _FINITE for t in reading.annotated.span(s)) for s in sentences]
    figures = [sum(q.sentence == s.index for q in reading.quantities) for s in sentences]
    prose = 10 * sum(tells) >= 7 * len(sentences)
    found, run = [], []
    for s, tell, count in zip(sentences, tells, figures, strict=True):
        words = [t for t in reading.annotated.span(s) if not t.is_punct]
        text = reading.annotated.plain[s.start:s.end]
        bare = text[:1] not in "-*•" and prose
        lists = bare and ((not tell and count >= 2) or (len(words) >= 6 and not any(t.is_stop for t in words)))
        if lists or _OVER_AND_OVER.search(text):
            found.append(s)
        # "Cost fell by 30%. Revenue rose by 2%. …": one boast may be the result, a row of them is none.
        run = [*run, s] if bare and count and len(words) <= SHORT else []
        if len(run) >= ROW:
            found += [r for r in run if r not in found]
    return found


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


def _empty(reading: Reading, fresh: list[bool]) -> int:
    """How many sentences could stand in any answer: without detail, and very short, an action that nobody does, or outside
    the four parts, a sentence of looking back excepted."""
    detailed, backs, count = _detailed(reading, fresh), 0, 0
    for s, component in zip(reading.sentences, reading.components, strict=True):
        backs += component.label == "reflection"
        outside = (component.label == "other" or (component.label == "reflection" and backs > LOOKS_BACK)
                   or (component.label == "action" and reading.agency[s.index].label == "na"))
        count += not detailed[s.index] and (outside or s.last - s.first < LEAST_TOLD)
    return count


def _detailed(reading: Reading, fresh: list[bool]) -> list[bool]:
    figures = {q.sentence for q in reading.quantities}
    found = []
    for s in reading.sentences:
        span = reading.annotated.span(s)
        named = any(t.pos_ == "PROPN" and t.ent_type_ not in ("PERSON", "DATE", "GPE", "TIME") for t in span)
        found.append(fresh[s.index] and (s.index in figures or named or any("_" in t.text for t in span)))
    return found
