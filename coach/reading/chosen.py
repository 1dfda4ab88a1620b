"""How a story serves the question that the writer chose; laid on the reading by matching."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """A talking point of the question: its name, what is asked where it is lacking, and the probability in 0..1 that the
    story covers it."""

    name: str
    follow_up: str
    probability: float
    lacking: bool


@dataclass(frozen=True)
class Chosen:
    """The chosen question: what it asks for, whether the story is off it, the titles of those that the story is nearest
    to, and its talking points."""

    asks: str
    off: bool
    nearest: tuple[str, ...]
    points: tuple[Point, ...]
