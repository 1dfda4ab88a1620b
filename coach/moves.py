"""How the findings moved between the reports on two versions of one text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from coach.report import Finding, Report

# About the whole draft, and one for each part or point: the message says which.
ONE_EACH = ("missing-component", "talking-point-missing", "unbalanced-components")

# Quotes with so large a share of words in common are the same passage, reworded.
REWORDED = 0.6


@dataclass(frozen=True)
class Moved:
    """What the earlier report found and the later did not (`gone`), the other way round (`new`), and what both found
    (`stayed`, as the later has it). `unjudged` was found, and can no longer be judged: that is no gain."""

    gone: tuple[Finding, ...]
    new: tuple[Finding, ...]
    stayed: tuple[Finding, ...]
    unjudged: tuple[Finding, ...]


def moved(before: Report, after: Report) -> Moved:
    """The findings of both reports, each in one place, in the order of their report."""
    left, new, stayed = list(before.findings), list(after.findings), []
    for alike in (_same, _reworded):
        for finding in list(new):
            twin = next((f for f in left if f.check == finding.check and alike(f, finding)), None)
            if twin is not None:
                left.remove(twin)
                new.remove(finding)
                stayed.append(finding)
    blind = {n.check for n in after.not_judged}
    stayed.sort(key=after.findings.index)
    return Moved(tuple(f for f in left if f.check not in blind), tuple(new), tuple(stayed),
                 tuple(f for f in left if f.check in blind))


def _same(a: Finding, b: Finding) -> bool:
    return _subject(a) == _subject(b)


def _reworded(a: Finding, b: Finding) -> bool:
    if not a.quote or not b.quote:
        return False
    return SequenceMatcher(None, _words(a.quote), _words(b.quote)).ratio() >= REWORDED


def _subject(finding: Finding) -> list[str]:
    """The words that tell this finding from others of its check; figures change from draft to draft."""
    if finding.quote:
        return _words(finding.quote)
    return _words(re.sub(r"\d[\d.,]*", "", finding.message)) if finding.check in ONE_EACH else []


def _words(text: str) -> list[str]:
    return text.casefold().split()
