"""The Map page: stories and prompts against each other, and a free question against both."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from coach.bank import match_stories
from coach.batch import Matched
from coach.inputs import Fault
from coach.matching import Match, stories_for
from coach.questions import match_question
from coach.web import desk, frame, map_charts, map_plan, scores
from coach.web.bank import bank, labels, prompt_titles
from coach.web.models import MODELS
from coach.web.plain import counted, escaped, plain_markdown
from prompts import GROUPS, find_prompt, load_prompts
from stories import Story

BEST = 8
NEAREST = 3
# More columns than these can't be told apart; the table and the plan hold all stories.
MOST_CHARTED = 30


@dataclass(frozen=True)
class Mapped:
    """A story of the bank with its prompts, best first, and the text that their offsets count in."""

    story: Story
    found: Matched

    @property
    def text(self) -> str:
        return self.found.draft.text

    @property
    def matches(self) -> tuple[Match, ...]:
        return self.found.matches

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
    names = labels([row.story for row in mapped])
    served = {m.prompt for row in mapped for m in row.matches if m.usable}
    if mapped:
        st.text(f"{len(served)} of {len(load_prompts())} questions have a story that can serve them.")
        _overview(mapped, names)
        _evidence(mapped, names)
        left, right = st.columns(2, gap="large")
        with left.container(key="best-for-story"):
            _for_story(mapped)
        with right.container(key="best-for-prompt"):
            _for_prompt(mapped)
    _for_question(mapped)
    map_plan.show([row.found for row in mapped], names, start)


def _mapped(saved: list[Story]) -> list[Mapped]:
    """The stories with their matches; computed anew only where a story changed; one that can't be read is told."""
    if st.session_state.get("_mapped", (None,))[0] != saved:
        progress = st.progress(0.0, "Reading the stories")

        def tell(done: int, new: int) -> None:
            progress.progress(done / new, f"Reading {counted(new, 'story', 'stories')}")

        st.session_state["_mapped"] = saved, match_stories(bank(), saved, MODELS.encode, tell)
        progress.empty()
    found = []
    for story, matched in zip(saved, st.session_state["_mapped"][1], strict=True):
        if isinstance(matched, Fault):
            st.warning(plain_markdown(f"One story is left out of the map: {matched.message}"))
        elif matched.matches:
            found.append(Mapped(story, matched))
        else:
            st.caption("A story that holds nothing in English is left out of the map.")
    return found


def _overview(mapped: list[Mapped], names: dict[str, str]) -> None:
    view = st.segmented_control("Show as", ["Heat map", "Table"], default="Heat map", required=True, key="map-view")
    frame_ = map_charts.table(mapped, names)
    if view == "Table":
        shown = map_charts.wide(frame_) if len(mapped) <= MOST_CHARTED else map_charts.tall(frame_)
        shares = {name: st.column_config.NumberColumn(format="percent", width="medium")
                  for name in shown.select_dtypes("number").columns}
        st.dataframe(shown, hide_index=True, height=420, column_config=shares)
        return
    if len(mapped) > MOST_CHARTED:
        st.caption(f"The {MOST_CHARTED} stories that serve most; the table has all.")
        serve = frame_[frame_["fit"] == "can serve"].groupby("story", sort=False).size()
        charted = list(serve.nlargest(MOST_CHARTED).index) or list(names.values())[:MOST_CHARTED]
        frame_ = frame_[frame_["story"].isin(charted)]
    event = st.altair_chart(map_charts.heat_map(frame_), on_select="rerun", key="map-chart", width="stretch")
    points = event["selection"].get("cell") or []
    if points and (chosen := (points[0]["story"], points[0]["prompt"])) != st.session_state.get("map-clicked"):
        st.session_state["map-clicked"] = chosen
        st.session_state["map-story"] = next((id for id, name in names.items() if name == chosen[0]), None)
        st.session_state["map-prompt"] = next((id for id, t in prompt_titles().items() if t == chosen[1]), None)


def _evidence(mapped: list[Mapped], names: dict[str, str]) -> None:
    """What the chosen story has for the chosen question; a click on the map chooses both."""
    st.header("Why", anchor=False)
    left, right = st.columns(2, gap="large")
    groups = {p.id: f"{GROUPS[p.group]}: {p.title}" for p in load_prompts()}
    best = mapped[0].matches[0].prompt
    with left:
        row = next(row for row in mapped if row.story.id == _choice("map-story", "Story", list(names), names))
    with right:
        prompt = find_prompt(_choice("map-prompt", "Question", list(groups), groups, best))
    match = row.match(prompt.id)
    items = "".join(
        f"<li>{_MARKS[covered.told, covered.lacking]} {escaped(point.point)}<br><span class='sc-muted'>"
        + (f"“{escaped(row.text[covered.start:covered.end])}”" if covered.told
           else f"The interviewer will ask: {escaped(point.follow_up)}") + "</span></li>"
        for point, covered in zip(prompt.talking_points, match.points, strict=True))
    st.html(f'<div class="sc"><p>“{escaped(row.story.title)}” for “{escaped(prompt.title)}”: <span class="sc-tag">'
            f"{escaped(scores.fit(match.score, match.usable))}</span></p><ul class='sc-points'>{items}</ul></div>")
    buttons = st.container(horizontal=True)
    if buttons.button("Open this story", key="map-open"):
        desk.open_story(row.story)
        st.switch_page(frame.page("draft"))
    if buttons.button("Start another story for it", key="map-draft"):
        start(prompt.id)


# By whether a point is covered, and whether it is clearly lacking.
_MARKS = {(True, False): "<b>✓ Covered.</b>", (False, True): "<b>○ Lacking.</b>", (False, False): "<b>? Not clear.</b>"}


def _for_story(mapped: list[Mapped]) -> None:
    st.header("Best questions for this story", anchor=False)
    row = next(row for row in mapped if row.story.id == st.session_state["map-story"])
    titles = prompt_titles()
    best = [m for m in row.matches if m.usable][:BEST] or list(row.matches[:NEAREST])
    st.html(_list([(titles[m.prompt], m, row.text) for m in best]))


def _for_prompt(mapped: list[Mapped]) -> None:
    st.header("Best stories for this question", anchor=False)
    ranked = stories_for(st.session_state["map-prompt"], mapped, [row.matches for row in mapped])
    st.html(_list([(row.story.title, m, row.text) for row, m in ranked[:BEST]]))


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


def start(prompt: str) -> None:
    """Open Draft with the question, whose talking points stand over the parts."""
    desk.new("story", prompt)
    st.switch_page(frame.page("draft"))


def _choice(name: str, label: str, options: list[str], names: dict[str, str], first: str | None = None) -> str:
    """A select box whose choice lives in a session key of its own, as the map's click sets it, too."""
    if st.session_state.get(name) not in options:
        st.session_state[name] = first or options[0]
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
