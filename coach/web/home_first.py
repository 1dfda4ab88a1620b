"""Home at the first visit: three ways to a first critique."""

from __future__ import annotations

import streamlit as st

from coach.suggestions import Situation, first_prompt
from coach.web import desk, frame
from coach.web.bank import bank
from coach.web.plain import escaped

# The one with the most marks.
EXAMPLE = "example-churn-model"


def show(examples: bool) -> None:
    """The three ways; `examples` says whether the bank holds the examples already."""
    st.header("Your first critique in two minutes", anchor=False)
    prompt = first_prompt(Situation((), ())).prompt
    ways = st.columns(3, gap="medium")
    if _way(ways[0], 1, "See it at work", "A ready story with its weak spots marked, each with its why. Change a word and "
            "watch the marks.", "Try it with an example", main=not examples):
        bank().load_examples()
        desk.open_story(bank().get(EXAMPLE))
        st.switch_page(frame.page("draft"))
    if _way(ways[1], 2, "Write your own", f"A question to begin with: “{prompt.wordings[0]}” A few sentences will do.",
            "Write my own", main=examples):
        desk.new("story", prompt.id)
        st.switch_page(frame.page("draft"))
    if _way(ways[2], 3, "Bring what you have", "Paste an answer that you wrote elsewhere; the coach finds its parts.",
            "Paste what I have"):
        d = desk.new("story")
        d.mode = "free"
        desk.keep(d)
        st.switch_page(frame.page("draft"))
    st.text("Everything stays on this machine: what you write is kept in a file of your own and sent nowhere.")
    if examples:
        st.caption("The examples are in your story bank. Home begins to count with the first story of your own.")


def _way(place, number: int, title: str, about: str, label: str, main: bool = False) -> bool:
    """One way in a box of its own; whether its button was clicked."""
    with place.container(border=True, height="stretch", vertical_alignment="distribute"):
        st.html(f'<div class="sc"><h3 class="sc-way"><span aria-hidden="true">{number}</span> {title}</h3>'
                f"<p>{escaped(about)}</p></div>")
        return st.button(label, key=f"home-way-{number}", type="primary" if main else "secondary", width="stretch")
