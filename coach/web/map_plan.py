"""The bank as a whole: a plan for an interview, the fewest stories, what is told twice, and the gaps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from coach.bank import plan
from coach.batch import Matched
from coach.planning import Plan
from coach.web import scores
from coach.web.bank import prompt_titles
from coach.web.plain import counted, escaped
from prompts import GROUPS, load_prompts

_IMPORTANCE = {3: "The guide asks for this very story", 2: "A theme of the guide's behavioural chapters",
               1: "Drawn from a technical chapter"}


def show(matched: Sequence[Matched], names: Mapping[str, str], start: Callable[[str], None]) -> None:
    """The plan for all questions, or for those that the writer expects; `start` opens a draft for one."""
    st.header("A plan for the interview", anchor=False)
    titles = prompt_titles()
    options = {**{g: f"All of {title}" for g, title in GROUPS.items()}, **titles}
    wanted = st.multiselect("Questions that you expect", list(options), format_func=options.get, key="plan-for",
                            placeholder="All questions; or choose groups and questions, as the company lists them")
    found = _plan(matched, wanted)
    gaps = set(found.gaps["prompt"])
    served = found.prompts[~found.prompts["prompt"].isin(gaps)]
    if len(served):
        st.text("One story a question, none for more than three, so that it is not heard too often.")
        st.dataframe(_table(served, names, titles), hide_index=True, key="plan-table")
        lines = "".join(f"<li><b>{escaped(names[row.story])}</b> for {escaped(', '.join(titles[p] for p in row.prompts))}</li>"
                        for row in found.smallest.itertuples())
        st.html(f'<div class="sc"><h3>{counted(len(found.smallest), "story", "stories")} would do for all of these</h3>'
                f"<ul>{lines}</ul></div>")
    if len(found.twins):
        lines = "".join(f"<li>“{escaped(names[row.story])}” and “{escaped(names[row.other])}”</li>"
                        for row in found.twins.itertuples())
        st.html(f'<div class="sc"><h3>These tell the same thing</h3><ul>{lines}</ul><p class="sc-muted">Keep the better '
                "one, or turn one to another question.</p></div>")
    _gaps(found.gaps, len(found.prompts), names, titles, start)


def _plan(matched: Sequence[Matched], wanted: Sequence[str]) -> Plan:
    """The plan, made anew only where the stories or the questions changed: every click on the page comes by here."""
    asked = (list(matched), list(wanted))
    if st.session_state.get("_plan", (None,))[0] != asked:
        st.session_state["_plan"] = asked, plan(matched, wanted)
    return st.session_state["_plan"][1]


def _table(rows, names: Mapping[str, str], titles: Mapping[str, str]):
    """The plan for people: titles in place of ids."""
    told = rows.assign(
        Question=rows["prompt"].map(titles), Story=rows["story"].map(names).fillna("Only one that already serves three"),
        Score=[f"{100 * score:.0f}" if score == score else "" for score in rows["score"]], Second=rows["second"].map(names))
    shown = ["Question", "Story", "Second"] if scores.hidden() else ["Question", "Story", "Score", "Second"]
    return told[shown].rename(columns={"Second": "Second choice"}).fillna({"Second choice": ""})


def _gaps(gaps, asked: int, names: Mapping[str, str], titles: Mapping[str, str], start: Callable[[str], None]) -> None:
    st.header("Questions without a story", anchor=False)
    if gaps.empty:
        st.text("None: every one of these questions has a story.")
        return
    st.text(f"{len(gaps)} of {asked}, the most important first. One good story often serves two or three.")
    groups = {p.id: GROUPS[p.group] for p in load_prompts()}
    for importance, rows in gaps.groupby("importance", sort=False):
        with st.expander(f"{_IMPORTANCE[importance]}: {len(rows)}", expanded=importance == gaps["importance"].max()):
            for row in rows.itertuples():
                left, right = st.columns([5, 1.4], vertical_alignment="center")
                near = f" Nearest so far: “{names[row.nearest]}”." if row.score >= scores.NEAR else ""
                left.text(f"{titles[row.prompt]} ({groups[row.prompt]}).{near}")
                if right.button("Start this story", key=f"gap-{row.prompt}", width="stretch",
                                help=f"Opens Draft with the question “{titles[row.prompt]}” and what a strong answer covers"):
                    start(row.prompt)
