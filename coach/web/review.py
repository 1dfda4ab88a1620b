"""The critique of what is on a desk, kept per session: answers are private, so no cache is shared."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from coach.checks import find_check
from coach.critic import critique_reading
from coach.draft import Draft
from coach.errors import InputError
from coach.fixes import Fix, all_fixes, blanks
from coach.matching import Match
from coach.next_step import gains
from coach.report import Finding, Report
from coach.skim import skim
from coach.web.desk import Desk
from coach.web.editor import Mark
from coach.web.models import MODELS

KEPT = 24  # as many critiques as somebody goes back by undoing
FIGURES_KEPT = 1000  # two numbers each


@dataclass(frozen=True)
class Review:
    """The report on a draft, its prompts, best first, each with the sentence that speaks for it, how many points more
    each finding would bring if it were mended, and what would mend it."""

    report: Report
    matches: tuple[Match, ...]
    gains: tuple[int, ...]
    fixes: Mapping[Finding, tuple[Fix, ...]] = field(default_factory=dict)


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
    return Review(report, matches, gains(reading, report.findings), all_fixes(report, reading))


def marks(found: Review, start: int, end: int) -> list[Mark]:
    """The findings in the stretch `start` to `end` of the report's text, with offsets into that stretch; and what is
    still blank in it."""
    return [
        _mark(f, start, end,
              tuple(_within(fix, start) for fix in found.fixes.get(f, ()) if start <= fix.start and fix.end <= end))
        for f in found.report.findings if f.start is not None and f.start < end and f.end > start
    ] + _blanks(found.report.text[start:end])


def early_marks(d: Desk, name: str) -> list[Mark] | None:
    """The marks on one text of the desk, by its part or "text", that no model is needed for, while none is loaded; else
    None: the marks that are shown stay until there is a review again."""
    if MODELS.stage > 0 or d.blank:
        return None
    try:
        draft = d.as_draft()
    except InputError:
        return None  # told once the draft is judged
    spans = {s.name: (s.start, s.end) for s in draft.sections} or {"text": (0, len(draft.text))}
    if name not in spans:
        return []
    start, end = spans[name]
    found = [f for f in skim(draft) if f.start < end and f.end > start]
    return [_mark(f, start, end) for f in found] + _blanks(draft.text[start:end])


def _mark(finding: Finding, start: int, end: int, fixes: tuple[Fix, ...] = ()) -> Mark:
    return Mark(max(finding.start, start) - start, min(finding.end, end) - start, finding.severity, finding.check,
                find_check(finding.check).text.title, finding.message, finding.suggestion, fixes)


def _blanks(text: str) -> list[Mark]:
    return [
        Mark(a, b, "advice", "blank", "A blank to fill", "Nobody but you knows what belongs here.",
             "Which figure or word is it? If nobody knows, take the words around it out too.")
        for a, b in blanks(text)
    ]


def _within(fix: Fix, start: int) -> Fix:
    return replace(fix, start=fix.start - start, end=fix.end - start)


def kept(name: str, key: Hashable, most: int, make: Callable):
    """What `make` makes, kept in this session by `name` and `key`; of more than `most` the one used longest ago goes."""
    found = st.session_state.setdefault(name, OrderedDict())
    if key not in found:
        found[key] = make()
        while len(found) > most:
            found.popitem(last=False)
    found.move_to_end(key)
    return found[key]
