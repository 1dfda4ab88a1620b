"""The workspace of the Explain page."""

from __future__ import annotations

import streamlit as st

from coach.draft import AUDIENCES
from coach.web import banner, frame
from coach.web.desk import Desk, desk, keep
from coach.web.draft_view import critique, edit, judged
from coach.web.fields import bound, chosen, save_row, title_field
from coach.web.plain import escaped, items
from coach.web.review import Review
from prompts import TECHNICAL_SECTIONS, CatalogError, Concept, find_concept, load_audiences, load_concepts

# The order in which an explanation that is followed goes, and what to ask oneself for each step.
STEPS = (
    ("So what", "What is different for the listener because of this?"),
    ("Analogy", "What in everyday life works in the same way, and where does that end?"),
    ("How it works", "Two sentences, without a term."),
    ("What it changes", "Which figure that they answer for moves, and which way?"),
    ("What it can't do", "Where should they not rely on it?"),
)


@st.fragment
def workspace() -> None:
    """Controls, editor and critique for the explanation on the desk."""
    with banner.guarded():
        d = desk("explanation")
        frame.show_notes()
        chosen(d, "concept", "Concept", [c.name for c in load_concepts()], index=None, accept_new_options=True,
               placeholder="Type to search, or write your own")
        _audience(d)
        left, right = st.columns([5, 4], gap="large")
        with left:
            title_field(d)
            found, fault = judged(d)
            _scaffold(d, found)
            edit(d, "text", d.text, found, (0, len(d.text)), label="Your explanation", height=360,
                 placeholder="For you it means that …")
            save_row(d)
        with right.container(key="critique"):
            st.header("Critique", anchor=False)
            critique(d, found, fault)
        keep(d)


def _audience(d: Desk) -> None:
    key, changed = bound(d, "audience")
    known = d.audience in AUDIENCES
    options = list(AUDIENCES) if known or not d.audience else [*AUDIENCES, d.audience]
    st.pills("Who listens", options, key=key, on_change=changed, required=True)
    if known:
        st.html(f'<div class="sc"><span class="sc-muted">Knows: {escaped(load_audiences()[d.audience].knows)}</span></div>')


def _scaffold(d: Desk, found: Review | None) -> None:
    """The steps of a good explanation, ticked off as the text takes them, with what the catalog knows of the concept."""
    try:
        concept = find_concept(d.concept)
    except CatalogError as error:
        banner.show(error)
        return
    told = _told(found)
    rows = "".join(
        f"<li>{_tick(told.get(title))} <b>{title}.</b> {escaped(question)}"
        f"{f'<details><summary>Ideas</summary>{_ideas(concept, title)}</details>' if concept else ''}</li>"
        for title, question in STEPS)
    head = f"A way to explain it: {concept.name}" if concept else "A way to explain it"
    with st.expander(head, expanded=d.blank):
        st.html(f'<div class="sc"><ol class="sc-steps">{rows}</ol>{_more(concept) if concept else _no_entry(d)}</div>')


def _told(found: Review | None) -> dict[str, bool]:
    """Which steps the text takes, of those that the coach can tell."""
    if found is None or found.report.measures["level"] is None:
        return {}
    flagged = {f.check for f in found.report.findings} | {n.check for n in found.report.not_judged}
    measures = found.report.measures
    return {"So what": "first-sentence-not-so-what" not in flagged, "Analogy": measures["analogy"],
            "What it changes": measures["business_outcome"]}


def _tick(told: bool | None) -> str:
    if told is None:
        return ""
    return ('<b>✓</b><span class="sc-said"> told:</span>' if told else '<b>○</b><span class="sc-said"> to tell:</span>')


def _ideas(concept: Concept, step: str) -> str:
    ideas = {
        "So what": [concept.purpose],
        "Analogy": [f"{a.likeness} Where it ends: {a.breaks}" for a in concept.analogies],
        "How it works": [" ".join(concept.how)],
        "What it changes": [concept.business, f"The figure: {concept.figure}."],
        "What it can't do": [concept.limits],
    }[step]
    return "".join(f"<p>{escaped(idea)}</p>" for idea in ideas)


def whole(concept: Concept) -> str:
    """Everything the catalog says of a concept, as HTML."""
    rows = "".join(f"<li><b>{escaped(title)}.</b>{_ideas(concept, title)}</li>" for title, _ in STEPS)
    return f'<div class="sc"><ol class="sc-steps">{rows}</ol>{_more(concept)}</div>'


def _more(concept: Concept) -> str:
    terms = "".join(f"<tr><td>{escaped(t.name)}</td><td>{escaped(t.plain)}</td></tr>" for t in concept.terms)
    chapter, section = TECHNICAL_SECTIONS[concept.guide]
    return (
        f"<details><summary>Words, misunderstandings, and what they ask next</summary><table><thead><tr><th>Instead of</th>"
        f"<th>say</th></tr></thead><tbody>{terms}</tbody></table><h3>Misunderstandings to avoid</h3>"
        f"{items(concept.misunderstandings)}<h3>What they ask next</h3>{items(concept.follow_ups)}"
        f'<p class="sc-muted">Guide: {escaped(chapter)}, {escaped(section)}</p></details>'
    )


def _no_entry(d: Desk) -> str:
    said = "The catalog has no entry for it; the steps hold all the same." if d.concept else "Choose a concept to see ideas for each step."
    return f'<p class="sc-muted">{said}</p>'
