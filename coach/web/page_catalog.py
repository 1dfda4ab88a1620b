"""Catalog: all questions and concepts that the coach knows, each whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from coach.web import banner, desk, explain_view, frame
from coach.web.plain import counted, escaped, items
from prompts import GROUPS, GUIDE_SECTIONS, TECHNICAL_SECTIONS, Concept, Prompt, load_concepts, load_prompts

_KINDS = {"questions": "Questions to answer", "concepts": "Concepts to explain"}


def whole(prompt: Prompt) -> str:
    """Everything the catalog says of a prompt, as HTML."""
    points = "".join(
        f"<li>{escaped(t.point)}<br><span class='sc-muted'>“{escaped(t.example)}”</span></li>"
        for t in prompt.talking_points
    )
    return (
        f'<div class="sc"><h3>How it is asked</h3>{items(prompt.wordings)}<h3>What it probes</h3>'
        f"<p>{escaped(prompt.probes)}</p><h3>What a strong answer covers</h3><ul>{points}</ul>"
        f"<h3>What they ask next</h3>{items(prompt.follow_ups)}<h3>Traps</h3>{items(prompt.traps)}"
        f'<p class="sc-muted">Guide: {escaped(GUIDE_SECTIONS[prompt.guide])}</p></div>'
    )


def words_of(prompt: Prompt) -> str:
    points = [part for t in prompt.talking_points for part in (t.point, t.example, t.follow_up)]
    return " ".join([prompt.id, GROUPS[prompt.group], prompt.title, prompt.asks, prompt.probes, *prompt.wordings,
                     *prompt.follow_ups, *prompt.traps, *points]).lower()


def words_of_concept(concept: Concept) -> str:
    return " ".join([*concept.names, concept.purpose, *concept.how, concept.business, concept.figure, concept.limits,
                     *concept.misunderstandings, *concept.follow_ups, *TECHNICAL_SECTIONS[concept.guide],
                     *(t.name for t in concept.terms), *(a.likeness for a in concept.analogies)]).lower()


def show() -> None:
    """The whole page."""
    frame.head("Catalog", "What interviewers ask AI and ML engineers to tell and to explain, and what a strong answer covers.")
    frame.show_notes()
    with banner.guarded():
        kind = st.segmented_control("What to look up", list(_KINDS), format_func=_KINDS.get, default="questions",
                                    required=True, key="catalog-kind", label_visibility="collapsed")
        _questions() if kind == "questions" else _concepts()


def _questions() -> None:
    _listed("question", load_prompts(), words_of, GROUPS, lambda p: p.group, lambda p: p.title, whole, "Draft an answer",
            lambda p: (desk.new("story", p.id), st.switch_page(frame.page("draft"))))


def _concepts() -> None:
    chapters = {chapter: chapter for chapter, _ in TECHNICAL_SECTIONS.values()}

    def explain(concept: Concept) -> None:
        d = desk.new("explanation")
        d.concept = concept.name
        desk.keep(d)
        st.switch_page(frame.page("explain"))

    _listed("concept", load_concepts(), words_of_concept, chapters, lambda c: TECHNICAL_SECTIONS[c.guide][0],
            lambda c: c.name[:1].upper() + c.name[1:], explain_view.whole, "Explain it", explain)


def _listed(noun: str, everything: Sequence, words_of: Callable, groups: dict[str, str], group_of: Callable,
            title_of: Callable, whole: Callable, label: str, begin: Callable) -> None:
    """The entries of the catalog that hold all the words looked for, by group, each to open and to begin with."""
    find, group = st.columns([3, 2], vertical_alignment="bottom")
    words = find.text_input("Search", placeholder=f"Words anywhere in a {noun}'s entry", key=f"catalog-search-{noun}").lower().split()
    wanted = group.selectbox("Group", list(groups), index=None, format_func=groups.get, placeholder="All groups",
                             key=f"catalog-group-{noun}")
    found = [e for e in everything if wanted in (None, group_of(e)) and all(w in words_of(e) for w in words)]
    st.text(f"{len(found)} of {counted(len(everything), noun)}")
    if not found:
        st.info(f"No {noun} holds all of these words. Try fewer, or all groups.")
    for name, title in groups.items():
        members = [e for e in found if group_of(e) == name]
        if members:
            st.header(title, anchor=False)
        for entry in members:
            with st.expander(title_of(entry), expanded=len(found) == 1):
                st.html(whole(entry))
                if st.button(label, key=f"begin-{entry.id}"):
                    begin(entry)
