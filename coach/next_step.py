"""The next step: the one finding that is worth mending first, and why.

It is always one of the report's findings. The gravest severity comes first, then what mending it would add to the score,
then the place. What mending would add is the score of the same counts with that one thing mended, less the score that
is; findings that leave the score alone add nothing.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from coach import scoring
from coach.checks import CHECKS
from coach.draft import SECTION_NAMES
from coach.errors import DataError, unknown
from coach.reading import Reading
from coach.report import SEVERITIES, Finding
from coach.scoring import Counts

FILE = Path(__file__).parent / "next_step.toml"

# A quote of more characters is cut in the middle of the line that names it.
LONGEST_QUOTE = 60

_WHY = {"error": "it would be marked down", "warning": "it is likely to cost you", "advice": "it would be better for it"}


@dataclass(frozen=True)
class Step:
    """`finding` is the one to mend first, `do` how, `part` where if it is about the whole, `points` what it would add to
    the score, `most` whether nothing else would add as much."""

    finding: Finding
    do: str
    part: str | None
    points: int
    most: bool

    def line(self, points: bool = True) -> str:
        """The step in one sentence; without its number where `points` is false."""
        why = "it costs the most" if self.most else _WHY[self.finding.severity]
        number = f" (about {self.points} point{'' if self.points == 1 else 's'})" if points and self.points else ""
        return f"First: {self.do}; {why}{number}."


def next_step(findings: Sequence[Finding], gains: Sequence[int], missing: Sequence[str] = (),
              before: Step | None = None) -> Step | None:
    """What to mend first, None where there is nothing to mend.

    `gains` is what `gains` below says of the findings, `missing` the missing parts as the report's measures have them.
    `before` is the step that was shown last: it stands as long as its finding does and nothing graver has come, so that
    the line does not jump about under the writer's hands.
    """
    if not findings:
        return None
    parts = _parts(findings, missing)
    grave = min(SEVERITIES.index(f.severity) for f in findings)
    gravest = [i for i, f in enumerate(findings) if SEVERITIES.index(f.severity) == grave]
    first = max(gravest, key=lambda i: (gains[i], -i))
    if before is not None:
        kept = [i for i in gravest if _identity(findings[i], parts[i]) == _identity(before.finding, before.part)]
        first = min(kept, key=lambda i: abs((findings[i].start or 0) - (before.finding.start or 0)), default=first)
    finding = findings[first]
    others = [g for g, f in zip(gains, findings, strict=True) if f.check != finding.check]
    most = gains[first] > max(others, default=0) and gains[first] == max(gains)
    do = load_steps()[finding.check].do.replace("{part}", parts[first] or "")  # before the quote, which may hold a brace
    do = do.replace("{quote}", f"“{_short(finding.quote or '')}”")
    return Step(finding, do, parts[first], gains[first], most)


def _parts(findings: Sequence[Finding], missing: Sequence[str]) -> list[str | None]:
    """For each finding the part that it is mended in, where that follows from the check alone."""
    lacking = iter(missing)
    return [next(lacking, None) if f.check == "missing-component" else load_steps()[f.check].part for f in findings]


def _identity(finding: Finding, part: str | None) -> tuple:
    return finding.check, finding.quote, part


def _short(quote: str) -> str:
    quote = " ".join(quote.split())
    return quote if len(quote) <= LONGEST_QUOTE else quote[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def gains(reading: Reading, findings: Sequence[Finding]) -> tuple[int, ...]:
    """For each finding how many points more the story would have with it mended, 0 where there is no score."""
    counts = scoring.count(reading)
    if counts is None:
        return (0,) * len(findings)
    now, found, missing = scoring.total(scoring.parts_of(counts)), [], iter(reading.verdicts.missing)
    for finding in findings:
        if finding.check == "missing-component":
            mended = _told(counts, next(missing))
        else:
            mended = _MENDED.get(finding.check, lambda c, *_: c)(counts, reading, _sentence(reading, finding))
        found.append(max(0, scoring.total(scoring.parts_of(mended)) - now))
    return tuple(found)


def _sentence(reading: Reading, finding: Finding) -> int | None:
    if finding.start is None:
        return None
    return max(0, bisect_right([s.start for s in reading.sentences], finding.start) - 1)


def _told(c: Counts, part: str) -> Counts:
    """As if one sentence told the part: an action of one's own, a result with a figure."""
    c = replace(c, told=c.told + 1, sentences=c.sentences + 1)
    if part == "action":
        return replace(c, own=c.own + 1)
    if part == "result":
        return replace(c, results=c.results + 1, quantified=c.quantified + 1, measured=c.measured + 1, detail=c.detail + 1)
    return c


def _figure_in_the_result(c: Counts, reading: Reading, _) -> Counts:
    return replace(c, quantified=c.quantified + 1, measured=c.measured + 1) if c.results else c


def _figure(c: Counts, reading: Reading, sentence: int) -> Counts:
    """As if a vague claim's sentence held a figure."""
    result = reading.components and reading.components[sentence].label == "result"
    return replace(c, vague=c.vague - 1, measured=c.measured + 1, quantified=c.quantified + bool(result and c.results))


def _all_own(c: Counts, *_) -> Counts:
    return replace(c, own=c.own + c.group, group=0)


def _own(c: Counts, reading: Reading, sentence: int) -> Counts:
    counted = c.group and reading.components and reading.components[sentence].label == "action"
    return replace(c, own=c.own + 1, group=c.group - 1) if counted else c


def _look_back(c: Counts, *_) -> Counts:
    return replace(c, looks_back=True)


def _detail(c: Counts, *_) -> Counts:
    return replace(c, detail=min(c.detail + 1, c.sentences))


_MENDED: Mapping[str, Callable[[Counts, Reading, int | None], Counts]] = {
    "missing-metric": _figure_in_the_result, "vague-claim": _figure, "we-overuse": _all_own, "we-action": _own,
    "hidden-agent": _own, "no-reflection": _look_back, "thin-situation": _detail,
}


@dataclass(frozen=True)
class Mending:
    """How a check's finding is mended, and in which part if it is about the whole."""

    do: str
    part: str | None = None


@lru_cache(maxsize=4)
def load_steps(file: Path = FILE) -> Mapping[str, Mending]:
    """What next_step.toml says, by check. Raises DataError that names check and key where it is not in order."""
    def refuse(name, key, fault):
        raise DataError("next-step", f"{file.name}, check {name!r}, key {key!r}: {fault}")

    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError("next-step", f"{file.name} can't be read: {error}; reinstall star-coach.") from error
    known = [check.name for check in CHECKS]
    for name in table:
        if name not in known:
            refuse(name, "-", unknown("check", name, known))
    for name in known:
        entry = table.get(name)
        if not isinstance(entry, dict):
            refuse(name, "-", "is missing")
        for key in entry:
            if key not in ("do", "part"):
                refuse(name, key, unknown("key", key, ("do", "part")))
        if not isinstance(entry.get("do"), str) or not entry["do"].strip():
            refuse(name, "do", "must be a text that is not blank")
        if entry.get("part", SECTION_NAMES[0]) not in SECTION_NAMES:
            refuse(name, "part", unknown("part", str(entry["part"]), SECTION_NAMES))
    return {name: Mending(entry["do"], entry.get("part")) for name, entry in table.items()}
