"""What a change did: which findings went, came and stayed, and how the measures moved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from coach.checks import find_check
from coach.draft import SECTION_NAMES
from coach.moves import moved
from coach.report import Finding, Report
from coach.web import scores
from coach.web.panel import SEVERITY, spoken
from coach.web.plain import counted, escaped

Row = tuple[str, str, str, str]  # measure, before, after, how it moved
NOT_JUDGED = "not judged"


def show(before: Report, after: Report, names: tuple[str, str]) -> None:
    """Findings and measures of two reports."""
    st.header("What it did", anchor=False)
    left, right = st.columns(2, gap="large")
    left.html(_findings(before, after, names))
    right.html(_table(measures(before, after), names))


def measures(before: Report, after: Report) -> list[Row]:
    """The measures that both kinds have, then those of the kind; without the score where scores are hidden."""
    a, b = before.measures, after.measures
    rows: list[Row] = []
    if before.kind == after.kind == "story" and not scores.hidden():
        rows.append(_number("Score, of 100", a["score"], b["score"]))
    rows += [_number("Words", a["words"], b["words"]),
             _number("Time aloud", a["speaking_seconds"], b["speaking_seconds"], spoken, " s")]
    if before.kind == after.kind == "story":
        rows += _of_story(a, b)
    elif before.kind == after.kind:
        rows += _of_explanation(a, b)
    return rows


def _of_story(a: Mapping, b: Mapping) -> list[Row]:
    rows = [_words("Missing parts", *(None if m["missing"] is None else ", ".join(m["missing"]) or "none" for m in (a, b)))]
    for name, labels in (("Actions of your own", ("I", "mixed")), ("Actions of “we” or nobody", ("we", "none"))):
        rows.append(_number(name, *(m["agents"] and sum(m["agents"][label] for label in labels) for m in (a, b))))
    for part in SECTION_NAMES:
        shares = (m["component_share"] and round(100 * m["component_share"][part]) for m in (a, b))
        rows.append(_number(f"{part.capitalize()}, of the words", *shares, lambda n: f"{n}%"))
    return rows


def _of_explanation(a: Mapping, b: Mapping) -> list[Row]:
    def told(m, name, yes, no):
        return None if m[name] is None else yes if m[name] else no

    return [
        _number("Terms not explained", *(len(m["jargon"]) + len(m["acronyms"]) for m in (a, b))),
        _number("Such terms, of the words", *(round(100 * m["jargon_density"], 1) for m in (a, b)), lambda n: f"{n:g}%"),
        _words("Likeness from everyday life", *(told(m, "analogy", "there is one", "none yet") for m in (a, b))),
        _words("What changes for the listener", *(told(m, "business_outcome", "said", "not said yet") for m in (a, b))),
        _words("Level", a["level"], b["level"]),
    ]


def _number(name: str, a: float | None, b: float | None, say: Callable = str, unit: str = "") -> Row:
    if a is None or b is None:
        return _words(name, *(None if n is None else say(n) for n in (a, b)))
    step = round(b - a, 1)
    return name, say(a), say(b), f"{'+' if step > 0 else '−'}{abs(step):g}{unit}" if step else "same"


def _words(name: str, a: str | None, b: str | None) -> Row:
    moved = "" if None in (a, b) else "same" if a == b else "changed"
    return name, a or NOT_JUDGED, b or NOT_JUDGED, moved


def _table(rows: Sequence[Row], names: tuple[str, str]) -> str:
    head = "".join(f'<th scope="col">{escaped(name)}</th>' for name in ("Measure", *names, "Moved"))
    body = "".join(f'<tr><th scope="row">{escaped(name)}</th>' + "".join(f'<td class="n">{escaped(v)}</td>' for v in values)
                   + "</tr>" for name, *values in rows)
    return (f'<div class="sc"><h3>Measures</h3><table class="sc-moves"><thead><tr>{head}</tr></thead>'
            f"<tbody>{body}</tbody></table></div>")


def _findings(before: Report, after: Report, names: tuple[str, str]) -> str:
    found = moved(before, after)
    blind = {n.check for n in before.not_judged}
    new = [f for f in found.new if f.check not in blind]
    groups = (
        ("✓ Gone", found.gone), ("＋ New", new),
        (f"? Could not be judged in: {names[0]}", [f for f in found.new if f.check in blind]),
        (f"? Can't be judged in: {names[1]}", found.unjudged), ("● Still there", found.stayed),
    )
    told = "".join(f"<h4>{escaped(title)} ({len(group)})</h4><ul>{_items(group)}</ul>" for title, group in groups if group)
    counts = f"{counted(len(before.findings), 'remark')} before, {len(after.findings)} after."
    return f'<div class="sc sc-moved"><h3>Remarks</h3><p>{counts}</p>{told}</div>'


def _items(findings: Sequence[Finding]) -> str:
    """One item for each check and severity, with the words that it found."""
    about: dict[tuple[str, str, bool], list[str]] = {}
    for f in findings:
        about.setdefault((f.check, f.severity, bool(f.quote)), []).append(f"“{f.quote}”" if f.quote else f.message)
    return "".join(
        f'<li class="sc-{severity}">{escaped(find_check(check).text.title)} <span class="sc-sev" title="{SEVERITY[severity][1]}">'
        f'{SEVERITY[severity][0]}<span class="sc-said"> {SEVERITY[severity][1]}</span></span>'
        f'<br><span class="sc-muted">{escaped((", " if quoted else " ").join(said))}</span></li>'
        for (check, severity, quoted), said in about.items())
