"""The Map page: stories and prompts against each other, and a free question against both."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from coach.errors import CoachError
from coach.matching import Match, match_question, stories_for
from coach.web import desk, frame, map_charts, scores
from coach.web.bank import bank, prompt_titles, story_draft
from coach.web.models import MODELS
from coach.web.plain import counted, escaped
from coach.web.review import has_matches, matches
from prompts import GROUPS, load_prompts
from stories import Story

BEST = 8
NEAREST = 3


@dataclass(frozen=True)
class Mapped:
    """A story of the bank with its prompts, best first, and the text that their offsets count in."""

    story: Story
    text: str
    matches: tuple[Match, ...]

    def match(self, prompt: str) -> Match:
        return next(m for m in self.matches if m.prompt == prompt)


def show() -> None:
    """The whole page."""
    saved = bank().list("story")
    if not saved:
        st.info("No stories yet, so every question is open. Write a story, or load the examples in the story bank.",
                icon=":material/lightbulb:")
    if MODELS.stage < 2:
        if MODELS.loading:
            st.text("The map needs the language models; it appears when they are loaded, in less than a minute.")
        return
    mapped = _mapped(saved)
    served = {m.prompt for row in mapped for m in row.matches if m.usable}
    if mapped:
        st.text(f"{len(served)} of {len(load_prompts())} questions have a story that can serve them.")
        _overview(mapped)
        left, right = st.columns(2, gap="large")
        with left.container(key="best-for-story"):
            _for_story(mapped)
        with right.container(key="best-for-prompt"):
            _for_prompt(mapped)
    _for_question(mapped)
    _gaps(served)


def _mapped(saved: list[Story]) -> list[Mapped]:
    """The stories with their matches, computed anew only where a story changed; one that can't be read is told."""
    found, drafts = [], []
    for story in saved:
        try:
            drafts.append((story, story_draft(story)))
        except CoachError as error:
            st.warning(f"One story is left out of the map: {error}")
    new = [draft for _, draft in drafts if not has_matches(draft)]
    progress = st.progress(0.0, f"Reading {counted(len(new), 'story', 'stories')}") if len(new) > 3 else None
    for story, draft in drafts:
        if progress and draft in new:
            progress.progress(new.index(draft) / len(new), f"Reading {counted(len(new), 'story', 'stories')}")
        best = matches(draft)
        if best:
            found.append(Mapped(story, draft.text, best))
        else:
            st.caption("A story that holds nothing in English is left out of the map.")
    if progress:
        progress.empty()
    return found


def _overview(mapped: list[Mapped]) -> None:
    view = st.segmented_control("Show as", ["Heat map", "Table"], default="Heat map", required=True, key="map-view")
    names = labels([row.story for row in mapped])
    frame_ = map_charts.table(mapped, names)
    if view == "Table":
        shares = {} if scores.hidden() else {
            name: st.column_config.NumberColumn(format="percent", width="medium") for name in names.values()}
        st.dataframe(map_charts.wide(frame_), hide_index=True, height=420, column_config=shares)
        return
    event = st.altair_chart(map_charts.heat_map(frame_), on_select="rerun", key="map-chart", width="stretch")
    points = event["selection"].get("cell") or []
    if points and (chosen := (points[0]["story"], points[0]["prompt"])) != st.session_state.get("map-clicked"):
        st.session_state["map-clicked"] = chosen
        st.session_state["map-story"] = next((id for id, name in names.items() if name == chosen[0]), None)
        st.session_state["map-prompt"] = next((id for id, t in prompt_titles().items() if t == chosen[1]), None)


def labels(stories: list[Story]) -> dict[str, str]:
    """Names by id, each different from the others."""
    found: dict[str, str] = {}
    for story in stories:
        same = sum(name == story.title or name.startswith(f"{story.title} (") for name in found.values())
        found[story.id] = f"{story.title} ({same + 1})" if same else story.title
    return found


def _for_story(mapped: list[Mapped]) -> None:
    st.header("Best questions for a story", anchor=False)
    names = labels([row.story for row in mapped])
    id = _choice("map-story", "Story", list(names), names)
    row = next(row for row in mapped if row.story.id == id)
    titles = prompt_titles()
    best = [m for m in row.matches if m.usable][:BEST] or list(row.matches[:NEAREST])
    clicked = st.session_state.get("map-prompt")
    if clicked and clicked not in [m.prompt for m in best]:
        best.append(row.match(clicked))
    st.html(_list([(titles[m.prompt], m, row.text) for m in best]))
    if st.button("Open this story", key="map-open"):
        desk.open_story(row.story)
        st.switch_page(frame.page("draft"))


def _for_prompt(mapped: list[Mapped]) -> None:
    st.header("Best stories for a question", anchor=False)
    groups = {p.id: f"{GROUPS[p.group]}: {p.title}" for p in load_prompts()}
    id = _choice("map-prompt", "Question", list(groups), groups)
    ranked = stories_for(id, mapped, [row.matches for row in mapped])
    st.html(_list([(row.story.title, m, row.text) for row, m in ranked[:BEST]]))
    if st.button("Draft another answer to it", key="map-draft"):
        _draft(id)


def _for_question(mapped: list[Mapped]) -> None:
    st.header("An interviewer's own question", anchor=False)
    asked = st.text_input("Question", max_chars=500, key="map-question",
                          placeholder="Tell me about a time when a model failed in production")
    if not asked.strip():
        return
    titles = prompt_titles()
    near = match_question(asked, MODELS.encode)[:NEAREST]
    rows = "".join(
        f"<li>{escaped(titles[m.prompt])} <span class='sc-tag'>{escaped(scores.fit(m.score, m.usable))}</span></li>"
        for m in near
    )
    st.html(f'<div class="sc"><h3>It is nearest to</h3><ul>{rows}</ul></div>')
    if not mapped:
        return
    best = {}
    for prompt in near:
        for row in mapped:
            found = row.match(prompt.prompt)
            if row.story.id not in best or found.score > best[row.story.id][1].score:
                best[row.story.id] = (row.story.title, found, row.text)
    ranked = sorted(best.values(), key=lambda item: -item[1].score)[:NEAREST]
    st.html(f'<div class="sc"><h3>Stories to tell</h3></div>{_list(ranked)}')


def _gaps(served: set[str]) -> None:
    st.header("Questions without a story", anchor=False)
    missing = [p for p in load_prompts() if p.id not in served]
    if not missing:
        st.text("None: every question of the catalog has a story.")
        return
    st.text(f"{len(missing)} of {len(load_prompts())}. One good story often serves two or three.")
    for group, title in GROUPS.items():
        members = [p for p in missing if p.group == group]
        if not members:
            continue
        with st.expander(f"{title}: {len(members)}"):
            for prompt in members:
                left, right = st.columns([5, 1.2], vertical_alignment="center")
                left.text(prompt.title)
                if right.button("Draft one", key=f"gap-{prompt.id}", width="stretch",
                                help=f"Opens Draft with the question “{prompt.title}”"):
                    _draft(prompt.id)


def _draft(prompt: str) -> None:
    desk.new("story", prompt)
    st.switch_page(frame.page("draft"))


def _choice(name: str, label: str, options: list[str], names: dict[str, str]) -> str:
    """A select box whose choice lives in a session key of its own, as the map's click sets it, too."""
    if st.session_state.get(name) not in options:
        st.session_state[name] = options[0]
    key = f"w-{name}"
    st.session_state[key] = st.session_state[name]
    st.selectbox(label, options, format_func=names.get, key=key,
                 on_change=lambda: st.session_state.update({name: st.session_state[key]}))
    return st.session_state[name]


def _list(rows: list[tuple[str, Match, str]]) -> str:
    return '<div class="sc"><ul>' + "".join(
        f"<li>{escaped(title)} <span class='sc-tag'>{escaped(scores.fit(m.score, m.usable))}</span>"
        f"<br><span class='sc-muted'>“{escaped(text[m.start:m.end])}”</span></li>"
        for title, m, text in rows
    ) + "</ul></div>"
