"""The critique beside the text: summary, findings with why and question, bars, score, best prompts."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from coach.checks import find_check
from coach.draft import SECTION_NAMES
from coach.matching import Match
from coach.next_step import Step
from coach.report import Finding, Report
from coach.targets import Target
from coach.web import banner, scores
from coach.web.bank import prompt_titles
from coach.web.plain import counted, escaped
from prompts import GUIDE_SECTIONS

EXPLANATION_SECONDS = (45, 90)

SEVERITY = {
    "error": ("■", "Would be marked down", "would be marked down"),
    "warning": ("▲", "Likely to cost", "likely to cost"),
    "advice": ("●", "Could be better", "could be better"),
}


def show(report: Report, matches: tuple[Match, ...], step: Step | None, go: Callable[[], None] | None,
         target: Target | None) -> None:
    """The whole panel for one report. `go` takes the writer to the step; `target` is what a story aims at."""
    if step is not None:
        with st.container(key="next-step"):
            st.html(f'<div class="sc"><p>{escaped(step.line(points=not scores.hidden()))}</p></div>')
            st.button("Go to it", key="go-to-it", icon=":material/arrow_forward:", on_click=banner.noted(go))
    st.html(_summary(report))
    if report.measures["score"] is not None and not scores.hidden():
        st.html(_score(report.measures))
    st.html(_times(report, target))
    st.html(f'<div class="sc"><h3>{_heading(report)}</h3></div>')
    for finding in report.findings:
        st.html(finding_html(finding))
    if matches:
        st.html(_prompts(report, matches))
    if report.not_judged:
        st.html(_not_judged(report))


def _heading(report: Report) -> str:
    return "What the coach noticed" if report.findings else "Nothing to mend was found"


def _summary(report: Report) -> str:
    measures = report.measures
    said = [f"{counted(measures['words'], 'word')}, about {spoken(measures['speaking_seconds'])} aloud."]
    counts = {name: sum(f.severity == name for f in report.findings) for name in SEVERITY}
    told = [f"{number} {SEVERITY[name][2]}" for name, number in counts.items() if number]
    said.append(f"{counted(len(report.findings), 'remark')}: {', '.join(told)}." if told else "No remarks.")
    if measures.get("missing"):
        said.append(f"Missing so far: {', '.join(measures['missing'])}.")
    if report.kind == "explanation" and measures["level"]:
        said.append({
            "lay": "The level is lay: this listener follows all of it.",
            "mixed": "The level is mixed: this listener follows the drift.",
            "technical": "The level is technical: this listener is lost.",
        }[measures["level"]])
        said.append("There is a likeness from everyday life." if measures["analogy"]
                    else "There is no likeness from everyday life yet.")
        said.append("It says what changes for the listener." if measures["business_outcome"]
                    else "It does not yet say what changes for the listener.")
    return f'<div class="sc"><p>{escaped(" ".join(said))}</p></div>'


def spoken(seconds: int) -> str:
    """Seconds in the words of a clock: "1 min 45 s"."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest} s" if minutes and rest else f"{minutes} min" if minutes else f"{rest} s"


def _score(measures: dict) -> str:
    rows = "".join(
        f'<tr><td>{escaped(p["name"].capitalize())}</td><td class="n">{p["points"]}'
        f'{" of " + str(p["most"]) if p["most"] else ""}</td><td>{escaped(p["why"])}</td></tr>'
        for p in measures["score_parts"] or ()
    )
    return (
        f'<div class="sc"><span class="sc-score">{measures["score"]}</span> <span class="sc-muted">of 100</span>'
        f"<details><summary>How the score comes about</summary><table><thead><tr><th>Part</th><th>Points</th>"
        f"<th>Why</th></tr></thead><tbody>{rows}</tbody></table></details></div>"
    )


def _times(report: Report, target: Target | None) -> str:
    seconds = report.measures["speaking_seconds"]
    low, high = target.span() if target else EXPLANATION_SECONDS
    whole = max(2 * high, seconds)
    lines = [_bar("Time aloud", seconds / whole, low / whole, high / whole, f"{seconds} s", "",
                  f"{spoken(seconds)}; {spoken(low)} to {spoken(high)} is advised")]
    if (limit := report.measures["jargon_limit"]) is not None:
        density = report.measures["jargon_density"]
        lines.append(_bar("Unknown words", density / (4 * limit), 0, 1 / 4, f"{100 * density:.1f}%", "",
                          f"{100 * density:.1f}% of the words; at most {100 * limit:.0f}% is advised for this listener"))
    share = report.measures.get("component_share")
    for name in SECTION_NAMES if share and target else ():
        low, high = target.shares(name)
        lines.append(_bar(name.capitalize(), share[name], low, high, f"{round(100 * share[name])}%",
                          f"--fill: var(--sc-{name})",
                          f"{round(100 * share[name])}% of the words; {round(100 * low)} to {round(100 * high)}% is advised"))
    aim = f"for {spoken(target.seconds)}, {target.level.name.lower()}" if target else "for a first explanation"
    return f'<div class="sc">{"".join(lines)}<p class="sc-muted">The marks frame what is advised {escaped(aim)}.</p></div>'


def _bar(name: str, value: float, low: float, high: float, text: str, style: str, said: str) -> str:
    """A bar made from numbers alone; `said` is what a screen reader reads."""
    return (
        f'<div class="sc-bar" role="img" aria-label="{escaped(f"{name}: {said}")}" title="{escaped(said)}">'
        f'<span>{escaped(name)}</span><span class="sc-track" style="{style}"><i style="width:{100 * min(value, 1):.0f}%">'
        f'</i><b style="left:{100 * low:.0f}%;width:{100 * (high - low):.0f}%"></b></span><span>{escaped(text)}</span></div>'
    )


def finding_html(finding: Finding) -> str:
    """One finding: what and where, its question, and on demand why it matters and what better looks like."""
    text = find_check(finding.check).text
    shape, severity, _ = SEVERITY[finding.severity]
    message = escaped(finding.message)
    if finding.quote:
        quote = escaped(finding.quote)
        message = message.replace(f"“{quote}”", f'“<span class="sc-quote">{quote}</span>”', 1)
    return (
        f'<div class="sc sc-finding sc-{finding.severity}"><h4>{escaped(text.title)}'
        f'<span class="sc-sev">{shape} {severity}</span></h4><p>{message}</p>'
        f'<p class="sc-question">{escaped(finding.suggestion)}</p>'
        f"<details><summary>Why, and what better looks like</summary><p>{escaped(text.why)}</p>"
        f"<p>{escaped(text.better)}</p>"
        f'<p class="sc-muted">Guide: {escaped(GUIDE_SECTIONS[text.guide])}</p></details></div>'
    )


def _prompts(report: Report, matches: tuple[Match, ...]) -> str:
    titles = prompt_titles()
    best = [m for m in matches if m.usable][:4] or list(matches[:2])
    head = "Questions it can serve" if best[0].usable else "No question fits it yet; the nearest"
    rows = "".join(
        f"<li>{escaped(titles[m.prompt])} <span class='sc-tag'>{escaped(scores.fit(m.score, m.usable))}</span>"
        f"<br><span class='sc-muted'>“{escaped(report.text[m.start:m.end])}”</span></li>"
        for m in best
    )
    return f'<div class="sc"><h3>{head}</h3><ul>{rows}</ul></div>'


def _not_judged(report: Report) -> str:
    rows = "".join(
        f"<li>{escaped(find_check(n.check).text.title)}: {escaped(n.why)}</li>" for n in report.not_judged
    )
    return (
        f'<div class="sc"><details><summary>{counted(len(report.not_judged), "check")} could not judge this</summary>'
        f"<ul>{rows}</ul></details></div>"
    )
