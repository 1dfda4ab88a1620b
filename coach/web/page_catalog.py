"""Catalog: all questions that the coach knows, each whole."""

import streamlit as st

from coach.web import banner, desk, frame
from coach.web.plain import counted, escaped
from prompts import GROUPS, GUIDE_SECTIONS, Prompt, load_prompts


def whole(prompt: Prompt) -> str:
    """Everything the catalog says of a prompt, as HTML."""
    def items(texts):
        return "<ul>" + "".join(f"<li>{escaped(t)}</li>" for t in texts) + "</ul>"

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


def show() -> None:
    """The whole page."""
    frame.head("Catalog", "The questions that interviewers ask AI and ML engineers, and what a strong answer covers.")
    frame.show_notes()
    with banner.guarded():
        everything = load_prompts()
        find, group = st.columns([3, 2], vertical_alignment="bottom")
        words = find.text_input("Search", placeholder="Words anywhere in a question's entry", key="catalog-search").lower().split()
        wanted = group.selectbox("Group", list(GROUPS), index=None, format_func=GROUPS.get, placeholder="All groups",
                                 key="catalog-group")
        found = [p for p in everything if wanted in (None, p.group) and all(w in words_of(p) for w in words)]
        st.text(f"{len(found)} of {counted(len(everything), 'question')}")
        if not found:
            st.info("No question holds all of these words. Try fewer, or all groups.")
        for name, title in GROUPS.items():
            members = [p for p in found if p.group == name]
            if members:
                st.header(title, anchor=False)
            for prompt in members:
                with st.expander(prompt.title):
                    st.html(whole(prompt))
                    if st.button("Draft an answer", key=f"draft-{prompt.id}"):
                        desk.new("story", prompt.id)
                        st.switch_page(frame.page("draft"))
