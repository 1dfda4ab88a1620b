"""Which questions have a story, a row a group: how many stories serve each shows as a strip, their names on demand."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from coach.standing import Served, by_group
from coach.web.plain import counted
from prompts import GROUPS

# A cell's colour is fuller for two stories, full for three or more.
MOST = 3

# What people typed reaches the page as text nodes only.
_JS = """
const make = (name, className, text = "") => {
  const node = document.createElement(name);
  node.className = className;
  node.textContent = text;
  return node;
};

export default function ({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".sc-cover");
  const open = new Set([...host.querySelectorAll("details[open]")].map((row) => row.dataset.group));
  host.replaceChildren(...data.groups.map((group) => {
    const row = make("details", "");
    row.dataset.group = group.id;
    row.open = open.has(group.id);
    const head = make("summary", "");
    const strip = make("span", "sc-strip");
    strip.setAttribute("aria-hidden", "true");
    strip.append(...group.prompts.map((prompt) => {
      const cell = make("i", `sc-cell-${prompt.level}`, prompt.level ? "✓" : "");
      cell.title = `${prompt.title}: ${prompt.said}`;
      return cell;
    }));
    const count = make("span", "sc-count", group.count);
    count.append(make("span", "sc-said", " have a story"));
    head.append(make("span", "sc-group", group.title), strip, count);
    const list = make("ul", "");
    list.append(...group.prompts.map((prompt) => {
      const line = make("li", "");
      const button = make("button", "", prompt.title);
      button.type = "button";
      button.addEventListener("click", () => setTriggerValue("prompt", prompt.id));
      line.append(make("b", "", prompt.level ? "✓ " : "○ "), button, make("span", "sc-muted", ` ${prompt.said}`));
      return line;
    }));
    row.append(head, list);
    return row;
  }));
}
"""

_CSS = """
.sc-cover { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 0 2.5rem;
  align-items: start; }
.sc-cover summary { display: grid; grid-template-columns: 8.8rem 1fr 3.2rem; gap: .5rem; align-items: center;
  padding: .3rem 0; cursor: pointer; border-bottom: 1px solid var(--sc-line); list-style: none;
  color: inherit !important; font-size: .95rem !important; }
.sc-cover summary::-webkit-details-marker { display: none; }
.sc-cover .sc-group::before { content: "▸ "; color: var(--sc-muted); }
.sc-cover [open] .sc-group::before { content: "▾ "; }
.sc-cover .sc-count { text-align: right; color: var(--sc-muted); font-variant-numeric: tabular-nums; white-space: nowrap; }
.sc-cover .sc-strip { display: flex; gap: 3px; min-width: 0; }
.sc-cover .sc-group { white-space: nowrap; }
.sc-cover i { flex: 0 1 1.35rem; min-width: 0; aspect-ratio: 1; border-radius: 4px; border: 1px solid var(--sc-line); display: grid;
  place-items: center; font: 600 .8rem/1 inherit; font-style: normal; background: var(--sc-soft); }
.sc-cover .sc-cell-1 { background: color-mix(in srgb, var(--sc-fill) 30%, var(--sc-soft)); }
.sc-cover .sc-cell-2 { background: color-mix(in srgb, var(--sc-fill) 58%, var(--sc-soft)); }
.sc-cover .sc-cell-3 { background: var(--sc-fill); color: light-dark(#fff, #0f1719); border-color: transparent; }
.sc-cover ul { list-style: none; padding-left: 1.1rem; }
.sc-cover button { font: inherit; color: var(--sc-fill); background: none; border: 0; padding: .1rem 0; cursor: pointer;
  text-align: left; text-decoration: underline; text-underline-offset: .15em; }
.sc-cover button:focus-visible { outline: 2px solid var(--sc-fill); outline-offset: 2px; }
"""


@st.cache_resource(show_spinner=False)
def _component():
    return st.components.v2.component("star_coach_coverage", html='<div class="sc sc-cover"></div>', css=_CSS, js=_JS,
                                      isolate_styles=False)


def show(rows: Sequence[Served]) -> Served | None:
    """The groups with their strips; returns the row of the question that was just clicked."""
    groups = [
        {"id": name, "title": GROUPS[name], "count": f"{sum(bool(row.stories) for row in own)} of {len(own)}",
         "prompts": [{"id": row.prompt.id, "title": row.prompt.title, "level": min(len(row.stories), MOST), "said": said(row)}
                     for row in own]}
        for name, own in by_group(rows).items()
    ]
    clicked = _component()(key="home-coverage", data={"groups": groups}, on_prompt_change=lambda: None).prompt
    return next((row for row in rows if row.prompt.id == clicked), None)


def said(row: Served) -> str:
    """Which stories can serve the question, in words."""
    if not row.stories:
        return "no story yet"
    more = len(row.stories) - 1
    return f"“{row.stories[0].title}”" + (f" and {counted(more, 'other')}" if more else "")
