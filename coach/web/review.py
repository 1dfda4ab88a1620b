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
from coach.report import Finding, Report
from coach.skim import skim
from coach.web.desk import Desk
from coach.web.editor import Mark
from coach.web.models import MODELS

KEPT = 24  # as many critiques as somebody goes back by undoing


@dataclass(frozen=True)
class Review:
    """The report on a draft, its prompts, best first, each with the sentence that speaks for it, and what would mend
    its findings."""

    report: Report
    matches: tuple[Match, ...]
    fixes: Mapping[Finding, tuple[Fix, ...]] = field(default_factory=dict)


def review(draft: Draft) -> Review:
    """The review of `draft`, by rules only while the models load. Raises what `critique` raises."""
    encode = MODELS.encode
    return _kept("_reviews", (draft, encode is None), KEPT, lambda: _review(draft, encode))


def _review(draft: Draft, encode: Callable | None) -> Review:
    report, reading, matches = critique_reading(draft, encode=encode)
    return Review(report, matches, all_fixes(report, reading))


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


@dataclass(frozen=True)
class Piece:
    """A sentence of a free text, with the white space after it, and the part that it was taken for."""

    part: str
    text: str


def pieces(report: Report) -> list[Piece]:
    """The whole text in pieces: sentences told as "other" go with the one before. Joined, they are the text."""
    found: list[Piece] = []
    sentences = report.sentences
    first = next((s["component"] for s in sentences if s["component"] != "other"), "situation")
    for i, sentence in enumerate(sentences):
        part = sentence["component"] if sentence["component"] != "other" else (found[-1].part if found else first)
        start = 0 if i == 0 else sentence["start"]
        end = sentences[i + 1]["start"] if i + 1 < len(sentences) else len(report.text)
        found.append(Piece(part, report.text[start:end]))
    return found


def taken_apart(report: Report) -> dict[str, str]:
    """The parts that the pieces make, each in the order of the text."""
    parts: dict[str, str] = {}
    for piece in pieces(report):
        before = parts.get(piece.part, "")
        gap = "" if not before or before[-1].isspace() else " "
        parts[piece.part] = before + gap + piece.text
    return {name: text.strip() for name, text in parts.items()}


def _kept(name: str, key: Hashable, most: int, make: Callable):
    kept = st.session_state.setdefault(name, OrderedDict())
    if key not in kept:
        kept[key] = make()
        while len(kept) > most:
            kept.popitem(last=False)
    kept.move_to_end(key)
    return kept[key]
