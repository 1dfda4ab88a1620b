"""Score and remarks of a story's versions over time: as lines, and as a table."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd
import streamlit as st

from coach.draft import Draft
from coach.web import scores
from coach.web.plain import counted, escaped
from coach.web.review import Figures, figures, figures_kept

SHOWN = 30  # as many as can be told apart, and are critiqued in a few seconds
_HEIGHT = 220
_COLUMNS = {"version": "Version", "saved": "Saved", "words": "Words", "score": "Score", "remarks": "Remarks"}
# Ink, and the line.
_LIGHT, _DARK = ("#4a5557", "#1f5f6b"), ("#b3bdbe", "#8fd0da")


def show(versions: Sequence[tuple[int, str, Draft | None, int]]) -> None:
    """All versions, or the last of many: number, when it was saved, what is critiqued, and its words."""
    st.header("Over time", anchor=False)
    shown = versions[-SHOWN:]
    if len(versions) == 1:
        st.text("The line begins with the second version.")
        return
    if len(shown) < len(versions):
        st.caption(f"The last {SHOWN} of {len(versions)} versions.")
    rows = table(shown, _figures([draft for _, _, draft, _ in shown]))
    measures = [name for name in ("score", "remarks") if rows[name].notna().any()]
    for column, name in zip(st.columns(len(measures), gap="large"), measures, strict=True) if measures else ():
        with column:
            st.altair_chart(line(rows, name), width="stretch", key=f"over-time-{name}")
    with st.expander("The same as a table"):
        st.html(_html(rows))


def table(versions: Sequence[tuple[int, str, Draft | None, int]], found: Sequence[Figures | None]) -> pd.DataFrame:
    """A row for each version: version, saved, words, score and remarks; no score where scores are hidden."""
    return pd.DataFrame({
        "version": [number for number, *_ in versions], "saved": [saved for _, saved, *_ in versions],
        "words": [words for *_, words in versions],
        "score": pd.array([None if f is None or scores.hidden() else f.score for f in found], "Int64"),
        "remarks": pd.array([None if f is None else f.remarks for f in found], "Int64"),
    })


def line(rows: pd.DataFrame, name: str) -> alt.LayerChart:
    """One measure over the versions; a version that can't be judged leaves a gap."""
    ink, stroke = _DARK if st.context.theme.type == "dark" else _LIGHT
    axis = {"labelColor": ink, "titleColor": ink}
    top = 100 if name == "score" else max(int(rows[name].max()), 4)
    title = "Score, of 100" if name == "score" else "Number of remarks"
    base = alt.Chart(rows.astype({"score": float, "remarks": float})).encode(
        x=alt.X("version:O", title="Version", axis=alt.Axis(labelAngle=0, labelOverlap=True, **axis)),
        y=alt.Y(f"{name}:Q", title=title, scale=alt.Scale(domain=[0, top]), axis=alt.Axis(tickMinStep=1, tickCount=5, **axis)),
        tooltip=[alt.Tooltip(n, title=_COLUMNS[n]) for n in ("version", "saved", "words", name)],
    )
    return (base.mark_line(color=stroke) + base.mark_point(color=stroke, filled=True, size=60, opacity=1)).properties(
        height=_HEIGHT, description=f"{title} by version; the table below holds the same.")


def _figures(drafts: Sequence[Draft | None]) -> list[Figures | None]:
    """The figures of each, with a word on how far it is where there is much to read."""
    todo = sum(draft is not None and not figures_kept(draft) for draft in drafts)
    progress = st.progress(0.0, f"Reading {counted(todo, 'version')}") if todo > 1 else None
    found, done = [], 0
    for draft in drafts:
        fresh = draft is not None and not figures_kept(draft)
        found.append(None if draft is None else figures(draft))
        done += fresh
        if progress and fresh:
            progress.progress(min(done / todo, 1.0), f"Reading {counted(todo, 'version')}")
    if progress:
        progress.empty()
    return found


def _html(rows: pd.DataFrame) -> str:
    names = [name for name in _COLUMNS if rows[name].notna().any()]
    head = "".join(f'<th scope="col">{_COLUMNS[name]}</th>' for name in names)
    body = "".join("<tr>" + "".join(f'<td class="n">{escaped("not judged" if pd.isna(v) else v)}</td>' for v in row) + "</tr>"
                   for row in rows[names].iloc[::-1].itertuples(index=False))
    return f'<div class="sc"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
