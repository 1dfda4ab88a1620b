"""The map as a frame, a heat map and a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd
import streamlit as st

from coach.web import scores
from prompts import GROUPS, load_prompts

if TYPE_CHECKING:
    from coach.web.map_view import Mapped

_WORDS = ("far", "near", "can serve")
_ROW = 21  # pixels a prompt
# Ink, and from far to near one hue that grows in contrast with the ground.
_LIGHT = ("#4a5557", "#e9edeb", "#a9c9c9", "#1f5f6b")
_DARK = ("#b3bdbe", "#23292b", "#3c6770", "#8fd0da")


def table(mapped: list[Mapped], names: dict[str, str]) -> pd.DataFrame:
    """One row for each pair of prompt and story: group, prompt, story, score, fit."""
    rows = []
    for row in mapped:
        found = {m.prompt: m for m in row.matches}
        for prompt in load_prompts():
            m = found[prompt.id]
            rows.append((GROUPS[prompt.group], prompt.title, names[row.story.id], m.score, scores.word(m.score, m.usable)))
    return pd.DataFrame(rows, columns=["group", "prompt", "story", "score", "fit"])


def wide(pairs: pd.DataFrame) -> pd.DataFrame:
    """A row for each prompt and a column for each story; words in place of numbers where scores are hidden."""
    values = "fit" if scores.hidden() else "score"
    stories = list(dict.fromkeys(pairs["story"]))
    found = pairs.pivot(index=["group", "prompt"], columns="story", values=values)
    order = pairs[["group", "prompt"]].drop_duplicates()
    found = found.loc[list(order.itertuples(index=False, name=None)), stories].reset_index()
    return found.rename(columns={"group": "Group", "prompt": "Question"})


def tall(pairs: pd.DataFrame) -> pd.DataFrame:
    """A row for each story and a column for each prompt, for more stories than columns can be read."""
    found = pairs.pivot(index="story", columns="prompt", values="fit" if scores.hidden() else "score")
    found = found.loc[list(dict.fromkeys(pairs["story"])), list(dict.fromkeys(pairs["prompt"]))].reset_index()
    return found.rename(columns={"story": "Story"}).rename_axis(columns=None)


def heat_map(pairs: pd.DataFrame) -> alt.LayerChart:
    """Darker means nearer; a dot marks what can serve, so that nothing hangs on colour alone."""
    cell = alt.selection_point(name="cell", fields=["story", "prompt"])
    prompts, stories = list(dict.fromkeys(pairs["prompt"])), list(dict.fromkeys(pairs["story"]))
    dark = st.context.theme.type == "dark"
    ink, low, middle, high = _DARK if dark else _LIGHT
    few = len(stories) <= 4
    x = alt.X("story:N", sort=stories, title=None, axis=alt.Axis(
        orient="top", labelAngle=0 if few else -40, labelColor=ink, labelFlush=False, labelOverlap=False,
        labelLimit=alt.ExprRef(f"max(width / {len(stories)} - 8, 20)") if few else 150))
    y = alt.Y("prompt:N", sort=prompts, title=None, axis=alt.Axis(
        labelColor=ink, labelFlush=False, labelOverlap=False, labelLimit=alt.ExprRef("containerSize()[0] < 500 ? 130 : 250")))
    if scores.hidden():
        color = alt.Color("fit:N", sort=list(_WORDS), title=None, legend=None,
                          scale=alt.Scale(domain=list(_WORDS), range=[low, middle, high]))
        tooltip = ["story:N", "prompt:N", "fit:N"]
    else:
        color = alt.Color("score:Q", title=None, legend=None,
                          scale=alt.Scale(domain=[0, 1], range=[low, high], interpolate="lab"))
        tooltip = ["story:N", "prompt:N", "fit:N", alt.Tooltip("score:Q", format=".2f")]
    base = alt.Chart(pairs).encode(x=x, y=y, tooltip=tooltip)
    cells = base.mark_rect(stroke="#8a9496", strokeWidth=0.4, cursor="pointer").encode(
        color=color, strokeWidth=alt.condition(cell, alt.value(2), alt.value(0.4), empty=False)).add_params(cell)
    dots = base.mark_point(shape="circle", filled=True, size=34, color="white", stroke="#12383f").transform_filter(
        alt.datum.fit == _WORDS[2])
    return (cells + dots).properties(height=_ROW * len(prompts))
