"""What the command line shows to people: safe on any terminal, wrapped to its width, in colour."""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby

from coach.report import SEVERITIES, Finding, Report

# Private characters, one cell each while lines are wrapped: where a mark begins, by severity, and ends.
_OPEN = {"error": "\ue000", "warning": "\ue001", "advice": "\ue002"}
_CLOSE = "\ue003"
_COLOURS = {"error": "31", "warning": "33", "advice": "36", "bold": "1", "dim": "2", "good": "32"}
_JOINERS = "\u200c\u200d"
_LONGEST = 500


def safe(text: str) -> str:
    """`text` with what could steer a terminal replaced, one character for one: escape codes and other
    controls, overrides of the writing direction, private use. Line breaks stay."""
    return "".join(map(_safe, text)) if not text.isascii() or not text.isprintable() else text


def _safe(c: str) -> str:
    category = unicodedata.category(c)
    if c == "\n" or not (category in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") and c not in _JOINERS):
        return c
    return " " if c in "\t\r\u2028\u2029" else chr(0x2400 + ord(c)) if c < " " else "\ufffd"


class Page:
    """Lines of text for one width, in colour or not."""

    def __init__(self, width: int | None = None, colour: bool | None = None):
        self.width = max(40, min(width or shutil.get_terminal_size((96, 24)).columns, 110))
        self.colour = in_colour() if colour is None else colour
        self.lines: list[str] = []

    def __str__(self) -> str:
        return "".join(line + "\n" for line in self.lines)

    def style(self, text: str, *names: str) -> str:
        """`text` in the style of these names, where there is colour."""
        codes = ";".join(_COLOURS[n] for n in names)
        return f"\033[{codes}m{text}\033[0m" if self.colour and text else text

    def gap(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def heading(self, text: str) -> None:
        self.gap()
        self.lines.append(self.style(text, "bold"))

    def add(self, text: str, indent: int = 0, *styles: str, hanging: int = 0, lead: str = "") -> None:
        """A paragraph wrapped at `indent`; `lead` stands before its first line, others `hanging` deeper."""
        first, other = " " * indent + lead, " " * (indent + hanging)
        for paragraph in safe_lines(text):
            wrapped = textwrap.wrap(
                paragraph, self.width, initial_indent=first, subsequent_indent=other, break_on_hyphens=False
            ) or [first.rstrip()]
            self.lines += [self.style(line, *styles) if styles else line for line in wrapped]
            first = other

    def table(self, rows: Iterable[Sequence[str]], indent: int = 2, right: Sequence[int] = ()) -> None:
        """Rows in columns; the last column is wrapped, those in `right` stand at the right."""
        rows = [[safe(cell).replace("\n", " ") for cell in row] for row in rows]
        widths = (
            [max((len(row[i]) for row in rows), default=0) for i in range(len(rows[0]) - 1)] if rows else []
        )
        for row in rows:
            lead = "".join(
                (cell.rjust(w) if i in right else cell.ljust(w)) + "  "
                for i, (cell, w) in enumerate(zip(row, widths, strict=False))
            )
            self.add(row[-1], indent, hanging=len(lead), lead=lead)

    def marked(self, text: str, marks: Iterable[tuple[int, int, str]], indent: int) -> None:
        """`text` as one paragraph with `marks` (start, end, severity): coloured, or in brackets. Where marks
        overlap, the graver one is shown."""
        kinds: list[str | None] = [None] * len(text)
        marks = list(marks)
        # A mark of all the text tells nothing beside one of some words in it.
        marks = [m for m in marks if m[1] - m[0] < len(text)] or marks
        for start, end, severity in sorted(marks, key=lambda m: -SEVERITIES.index(m[2])):
            kinds[start:end] = [severity] * (end - start)
        flat, out = safe(text).replace("\n", " "), ""
        for kind, run in groupby(range(len(text)), key=lambda i: kinds[i]):
            piece = "".join(flat[i] for i in run)
            out += f"{_OPEN[kind]}{piece}{_CLOSE}" if kind else piece
        self.lines += self._opened(
            textwrap.wrap(
                out,
                self.width,
                initial_indent=" " * indent,
                subsequent_indent=" " * indent,
                break_on_hyphens=False,
            )
        )

    def _opened(self, lines: list[str]) -> list[str]:
        """Wrapped lines with the marks written out; a coloured mark ends with its line, then goes on."""
        if not self.colour:
            return [re.sub(f"[{''.join(_OPEN.values())}]", "[", line).replace(_CLOSE, "]") for line in lines]
        codes = {mark: f"\033[1;4;{_COLOURS[name]}m" for name, mark in _OPEN.items()} | {_CLOSE: "\033[0m"}
        shown, current = [], ""
        for line in lines:
            margin = line[: len(line) - len(line.lstrip(" "))]
            written = margin + current
            for c in line[len(margin) :]:
                if c in codes:
                    current = "" if c == _CLOSE else codes[c]
                written += codes.get(c, c)
            shown.append(written + ("\033[0m" if current else ""))
        return shown


def safe_lines(text: str) -> list[str]:
    return safe(text).split("\n")


def in_colour() -> bool:
    """Whether standard output is a terminal that may show colour (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def report(r: Report, titles: dict[str, str], whys: dict[str, str], page: Page) -> None:
    """The critique of one draft for people. `titles` names prompts, `whys` the reason of each check."""
    seconds = r.measures["speaking_seconds"]
    page.heading(safe(r.id or "draft").replace("\n", " "))
    page.add(f"{r.kind} · {r.measures['words']} words · {seconds // 60}:{seconds % 60:02} spoken", 0, "dim")
    _score(r, page)
    _verdicts(r, page)
    _findings(r, whys, page)
    _unjudged(r, page)
    if r.prompts:
        page.heading("Prompts it is nearest to")
        page.table(
            [
                [f"{p['score']:.2f}", "can serve" if p["usable"] else "", p["id"], titles.get(p["id"], "")]
                for p in r.prompts[:3]
            ]
        )
    page.gap()


def _score(r: Report, page: Page) -> None:
    if r.kind == "explanation":
        return
    if r.measures["score"] is None:
        page.heading("No score")
        page.add("There is too little text, or none in English, to judge the whole.", 2)
        return
    page.heading(f"Score {r.measures['score']} of 100")
    page.table(
        [
            [
                part["name"],
                f"{part['points']} of {part['most']}" if part["most"] else str(part["points"]),
                part["why"],
            ]
            for part in r.measures.get("score_parts") or ()
        ],
        right=(1,),
    )


def _verdicts(r: Report, page: Page) -> None:
    m = r.measures
    rows = []
    if r.kind == "story":
        share, agents = m["component_share"], m["agents"]
        if share:
            rows.append(["parts", " · ".join(f"{name} {value:.0%}" for name, value in share.items())])
            rows.append(["missing", ", ".join(m["missing"]) or "nothing"])
            if "result" not in m["missing"]:
                rows.append(["result", "has a figure" if m["result_quantified"] else "has no figure"])
            rows.append(["“we”", "hides what you did" if m["we_overuse"] else "does not hide what you did"])
            told = [
                f"{agents[a]} {words}"
                for a, words in (
                    ("I", "yours"),
                    ("mixed", "yours with others"),
                    ("we", "of “we”"),
                    ("none", "of nobody named"),
                    ("other", "of others"),
                )
                if agents.get(a)
            ]
            if told:
                rows.append(["actions", ", ".join(told)])
    elif m["level"] is not None:
        rows.append(
            [
                "level",
                {
                    "lay": "a layman can follow",
                    "mixed": "partly for specialists",
                    "technical": "for specialists",
                }.get(m["level"], m["level"]),
            ]
        )
        rows.append(
            ["likeness", "something from everyday life" if m["analogy"] else "nothing from everyday life"]
        )
        rows.append(
            ["outcome", "says what it changes" if m["business_outcome"] else "does not say what it changes"]
        )
    if rows:
        page.heading("In short")
        page.table(rows)


def _findings(r: Report, whys: dict[str, str], page: Page) -> None:
    counts = [
        f"{n} {name}{'s' if n > 1 and name != 'advice' else ''}"
        for name in SEVERITIES
        if (n := sum(f.severity == name for f in r.findings))
    ]
    page.heading(f"Findings: {', '.join(counts) or 'none'}")
    told: set[str] = set()
    whole = [f for f in r.findings if f.start is None]
    for f in whole:
        _finding(f, whys, told, page, 2)
    placed = [f for f in r.findings if f.start is not None]
    for (start, end, part), group in groupby(placed, key=lambda f: _sentence(r, f)):
        group = list(group)
        first, last = group[0].start, max(f.end for f in group)
        start, end, last = min(start, first), max(end, last), max(last, first + 1)
        if end - start > _LONGEST:
            start, end = max(start, first - 120), min(end, max(last, first + 60) + 120, first + _LONGEST)
        page.gap()
        if part:
            page.add(f"in the {part}" if part != "other" else "beside the story", 2, "dim")
        page.marked(
            r.text[start:end],
            [(max(f.start - start, 0), min(f.end, end) - start, f.severity) for f in group if f.start < end],
            2,
        )
        for f in group:
            _finding(f, whys, told, page, 4)


def _sentence(r: Report, f: Finding) -> tuple[int, int, str | None]:
    """Where the sentence lies in which the finding begins, and its part of the story."""
    for s in r.sentences:
        if s["start"] <= f.start < s["end"]:
            return (
                s["start"],
                s["end"],
                s["component"] if r.kind == "story" and r.measures["score"] is not None else None,
            )
    return f.start, f.end, None


def _finding(f: Finding, whys: dict[str, str], told: set[str], page: Page, indent: int) -> None:
    at = len(page.lines)
    page.add(f"{f.message} ({f.check})", indent, hanging=2, lead=f"{f.severity}: ")
    page.lines[at] = page.lines[at].replace(f.severity, page.style(f.severity, f.severity, "bold"), 1)
    if f.check not in told and f.check in whys:
        told.add(f.check)
        page.add(whys[f.check], indent + 2, "dim", hanging=0)
    page.add(f.suggestion, indent, hanging=4, lead="  → ")


def _unjudged(r: Report, page: Page) -> None:
    if not r.not_judged:
        return
    page.heading("Not judged, so not passed either")
    by_reason: dict[str, list[str]] = {}
    for n in r.not_judged:
        by_reason.setdefault(n.why, []).append(n.check)
    page.table([[", ".join(checks) + ": " + why] for why, checks in by_reason.items()])
