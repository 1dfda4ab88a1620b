"""The critique of what is on a desk, kept per session: answers are private, so no cache is shared."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

import streamlit as st

from coach.checks import find_check
from coach.critic import critique_reading
from coach.draft import Draft
from coach.matching import Match
from coach.next_step import gains
from coach.report import Report
from coach.web.editor import Mark
from coach.web.models import MODELS

KEPT = 24  # as many critiques as somebody goes back by undoing
FIGURES_KEPT = 1000  # two numbers each


@dataclass(frozen=True)
class Review:
    """The report on a draft, its prompts, best first, each with the sentence that speaks for it, and how many points more
    each finding would bring if it were mended."""

    report: Report
    matches: tuple[Match, ...]
    gains: tuple[int, ...]


def review(draft: Draft) -> Review:
    """The review of `draft`, by rules only while the models load. Raises what `critique` raises."""
    encode = MODELS.encode
    return kept("_reviews", (draft, encode is None), KEPT, lambda: _review(draft, encode))


@dataclass(frozen=True)
class Figures:
    """What is kept of the critique of an earlier version: the score, None where there is none, and how many findings."""

    score: int | None
    remarks: int


def figures(draft: Draft) -> Figures:
    """The figures of `draft`, by rules only while the models load. Raises what `critique` raises."""
    encode = MODELS.encode

    def make() -> Figures:
        # Not among the reviews, which are for going back in what is being written.
        kept = st.session_state.get("_reviews", {}).get((draft, encode is None))
        report = (kept or _review(draft, encode)).report
        return Figures(report.measures["score"], len(report.findings))

    return kept("_figures", (draft, encode is None), FIGURES_KEPT, make)


def figures_kept(draft: Draft) -> bool:
    """Whether `figures` has nothing to compute."""
    return (draft, MODELS.encode is None) in st.session_state.get("_figures", {})


def _review(draft: Draft, encode: Callable | None) -> Review:
    report, reading, matches = critique_reading(draft, encode=encode)
    return Review(report, matches, gains(reading, report.findings))


def marks(report: Report, start: int, end: int) -> list[Mark]:
    """The findings in the stretch `start` to `end` of the report's text, with offsets into that stretch."""
    return [
        Mark(max(f.start, start) - start, min(f.end, end) - start, f.severity, f.check,
             find_check(f.check).text.title, f.message, f.suggestion)
        for f in report.findings if f.start is not None and f.start < end and f.end > start
    ]


def kept(name: str, key: Hashable, most: int, make: Callable):
    """What `make` makes, kept in this session by `name` and `key`; of more than `most` the one used longest ago goes."""
    found = st.session_state.setdefault(name, OrderedDict())
    if key not in found:
        found[key] = make()
        while len(found) > most:
            found.popitem(last=False)
    found.move_to_end(key)
    return found[key]
