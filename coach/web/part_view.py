"""What stands around the editor of one part: what belongs there, how much of it, and what helps to remember."""

from __future__ import annotations

import streamlit as st

from coach.reading.delivery import measure
from coach.targets import Target, load_targets
from coach.web import banner
from coach.web.desk import Desk
from coach.web.fields import chosen
from coach.web.panel import spoken
from coach.web.plain import counted, escaped
from prompts import CatalogError, find_prompt, memory_questions

_BELONGS = {
    "situation": "Where you were: the system, its size, and what was at stake.",
    "task": "What you were asked to reach, or set yourself, and by when.",
    "action": "What you did yourself, step by step, and why that way.",
    "result": "What came of it, in figures: from what to what, over how long.",
    "reflection": "What you took from it, or would do differently.",
}
HEIGHTS = {"situation": 110, "task": 84, "action": 230, "result": 110, "reflection": 84}
# To think from, where nothing is written yet.
OPENINGS = {
    "situation": "At … we ran a … that served …", "task": "I was asked to …", "action": "First I measured …",
    "result": "… fell from … to … within …", "reflection": "Next time I would …",
}
AT_ONCE = 2  # questions to remember by

# How far a bar goes beyond what is aimed at.
_BEYOND = 1.6


def choose_target(d: Desk) -> None:
    """The controls for level and length."""
    offered = load_targets()
    with st.container(horizontal=True, width="content"):
        chosen(d, "level", "Level", list(offered.levels), width=116,
               format_func=lambda level: offered.levels[level].name if level in offered.levels else str(level))
        chosen(d, "seconds", "Length", offered.seconds, width=116, format_func=spoken)


def head(name: str, text: str, target: Target) -> None:
    """A part's heading, with how much of it there is beside what is aimed at."""
    low, high = target.shares(name)
    st.html(f'<div class="sc"><div class="sc-part"><h2>{name.capitalize()}</h2>{_told(text, target, name)}</div>'
            f"{_bar(text, target.aim(name).seconds, low * target.seconds, high * target.seconds, name)}"
            f'<span class="sc-muted">{_BELONGS[name]}</span></div>')


def whole(text: str, target: Target) -> None:
    """The same for a free text."""
    low, high = target.span()
    st.html(f'<div class="sc"><div class="sc-part"><span class="sc-muted">Write it as you would say it.</span>'
            f"{_told(text, target)}</div>{_bar(text, target.seconds, low, high)}</div>")


def stress(target: Target) -> None:
    """What answers of the chosen level dwell on."""
    st.html(f'<div class="sc"><span class="sc-muted">{escaped(target.level.stress)}</span></div>')


def _told(text: str, target: Target, name: str | None = None) -> str:
    words, seconds = measure(text)
    aim = target.aim(name)
    told = f"{words} of about {counted(aim.words, 'word')}; {seconds} of {aim.seconds} s"
    return f'<span class="sc-muted sc-count">{told}</span>'


def _bar(text: str, aim: int, low: float, high: float, name: str | None = None) -> str:
    """A thin bar of the seconds; what it says stands beside it in words."""
    end = _BEYOND * max(aim, high)
    seconds = measure(text)[1]
    fill = f"--fill: var(--sc-{name})" if name else ""
    return (f'<div class="sc-track sc-slim" aria-hidden="true" style="{fill}"><i style="width:{min(100, 100 * seconds / end):.0f}%"></i>'
            f'<b style="left:{100 * low / end:.0f}%;width:{100 * (high - low) / end:.0f}%"></b></div>')


def memory(d: Desk, name: str) -> None:
    """A few questions that help to remember what belongs into an empty part, and a button for others."""
    questions = memory_questions(name, _group(d))
    at = f"memory-{d.doc}-{name}"
    first = st.session_state.get(at, 0)

    def more() -> None:
        st.session_state[at] = first + AT_ONCE

    shown = [questions[(first + i) % len(questions)] for i in range(AT_ONCE)]
    with st.container(key=f"remember-{d.doc}-{name}", gap=None):
        st.html('<div class="sc"><ul class="sc-muted sc-remember">' + "".join(f"<li>{escaped(q)}</li>" for q in shown) + "</ul></div>")
        st.button(f"Other questions for the {name}", key=f"{at}-more", type="tertiary", icon=":material/refresh:",
                  on_click=banner.noted(more))


def _group(d: Desk) -> str | None:
    """The group of the chosen question; none where it is not of the catalog, which is said where it is chosen."""
    if not d.prompt:
        return None
    try:
        return find_prompt(d.prompt).group
    except CatalogError:
        return None
