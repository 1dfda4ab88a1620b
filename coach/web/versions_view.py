"""The Versions page: which story, which two of its versions, and the way back to one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import streamlit as st

from coach.draft import AUDIENCES, Draft
from coach.errors import InputError
from coach.web import banner, desk, frame, versions_moves, versions_text, versions_time
from coach.web.bank import bank, prompt_titles
from coach.web.map_view import labels
from coach.web.models import MODELS
from coach.web.plain import counted, plain_markdown
from coach.web.review import Review, review
from stories import Story

ABOUT = "versions-of"  # the session's key for the id of the story that the page is about
NOW = 0  # among the numbers of versions: the text on the desk that is not saved yet
_PAGE_OF = {"story": "draft", "explanation": "explain"}
_OPEN = {"story": "Open in Draft", "explanation": "Open in Explain"}


@dataclass(frozen=True)
class Side:
    """One of the two that are compared: its number, and the story as it was, or is on the desk."""

    number: int
    story: Story

    @property
    def name(self) -> str:
        return f"Version {self.number}" if self.number else "Now, unsaved"


def show() -> None:
    """The whole page."""
    stories = sorted(bank().list(), key=lambda s: s.updated, reverse=True)
    if not stories:
        _nothing_saved()
        return
    names = labels(stories)
    about = _choice(ABOUT, "Story or explanation", list(names), names.get)
    story = next(s for s in stories if s.id == about)
    versions = bank().versions(story.id)
    sides = {v.number: Side(v.number, v.story) for v in versions}
    unsaved = _unsaved(story)
    if unsaved:
        sides[NOW] = Side(NOW, unsaved)
    if len(sides) == 1:
        _saved_once(story)
        return
    # The newest first; by default the last two that were saved.
    numbers = sorted(sides, key=lambda n: n or len(sides), reverse=True)
    saved = [n for n in numbers if n] if len(versions) > 1 else numbers
    chosen = []
    for column, place, default in zip(st.columns(2, gap="large"), ("Before", "After"), (saved[1], saved[0]), strict=True):
        with column:
            number = _choice(f"versions-{place}-{story.id}-{len(sides)}", place, numbers, lambda n: _label(sides[n]), default)
            chosen.append(sides[number])
            _way_back(place, sides[number], story, unsaved)
    before, after = chosen
    if before.number == after.number:
        st.info("Choose two different versions to see what changed.")
    else:
        versions_text.show(before.story, after.story, (before.name, after.name))
    _judged(before, after, [(v.number, when(v.saved), as_draft(v.story), v.story.words()) for v in versions])


def when(saved: str) -> str:
    """A time of the bank as the writer's clock has it; as it stands where it is no such time."""
    try:
        time = datetime.fromisoformat(saved)
    except ValueError:
        return saved[:16]
    zone, told = UTC, " UTC"
    with suppress(ValueError, KeyError, OSError):  # the browser told none, or one that this machine does not know
        zone, told = ZoneInfo(st.context.timezone or ""), ""
    time = time.astimezone(zone)
    return f"{time.day} {time:%b %Y, %H:%M}{told}"


def as_draft(story: Story) -> Draft | None:
    """What is critiqued, as the desk would have it; None where there is nothing, or more than can be judged."""
    known = {"prompt": prompt_titles(), "audience": AUDIENCES}
    record = {k: v for k, v in story.as_record().items() if k != "id" and v in known.get(k, (v,))}
    try:
        return Draft.from_record(record)
    except InputError:
        return None


def _nothing_saved() -> None:
    st.info("Nothing is saved yet. Write a story or an explanation and save it; change it, save again, and the two "
            "are compared here.", icon=":material/lightbulb:")
    row = st.container(horizontal=True)
    if row.button("Write a story", type="primary"):
        st.switch_page(frame.page("draft"))
    if row.button("Explain a concept"):
        st.switch_page(frame.page("explain"))


def _saved_once(story: Story) -> None:
    st.info("There is one version so far. Change something and save again; the two are then compared here.",
            icon=":material/lightbulb:")
    if st.button(_OPEN[story.kind], key="versions-open"):
        desk.open_story(story)
        st.switch_page(frame.page(_PAGE_OF[story.kind]))


def _unsaved(story: Story) -> Story | None:
    """What this session's desk holds of the story beyond what is saved."""
    d = st.session_state.get(f"desk-{story.kind}")
    return d.as_story() if d is not None and d.story == story.id and d.changed else None


def _label(side: Side) -> str:
    words = counted(side.story.words(), "word")
    return f"{side.name} · {when(side.story.updated)} · {words}" if side.number else f"{side.name} · {words}"


def _choice(name: str, label: str, options: Sequence, format_func: Callable[..., str], default: object = None):
    """A select box whose choice lives in a session key of its own, as a widget's goes with its page."""
    if st.session_state.get(name) not in options:
        st.session_state[name] = options[0] if default is None else default
    key = f"w-{name}"
    st.session_state[key] = st.session_state[name]
    st.selectbox(label, options, format_func=format_func, key=key,
                 on_change=lambda: st.session_state.update({name: st.session_state[key]}))
    return st.session_state[name]


def _way_back(place: str, side: Side, story: Story, unsaved: Story | None) -> None:
    """The button that puts this side on the desk, if something else is there or saved."""
    if side.number == NOW:
        if st.button("Go on writing", key=f"back-{place}"):
            st.switch_page(frame.page(_PAGE_OF[story.kind]))
    elif side.story.content() == story.content() and not unsaved:
        if st.button(_OPEN[story.kind], key=f"back-{place}"):
            desk.open_story(story)
            st.switch_page(frame.page(_PAGE_OF[story.kind]))
    elif st.button("Bring this version back", key=f"back-{place}", icon=":material/restore:"):
        desk.bring_back(side.story, side.name)
        st.switch_page(frame.page(_PAGE_OF[side.story.kind]))


def _judged(before: Side, after: Side, versions: Sequence[tuple[int, str, Draft | None, int]]) -> None:
    """What the coach makes of the two, and of all over time."""
    if MODELS.loading or MODELS.stage == 0:
        if MODELS.loading:
            st.text("What the coach makes of them shows when the language models are loaded, in less than a minute.")
        return
    if before.number != after.number:
        with banner.guarded():
            found = [_review(side) for side in (before, after)]
            if None not in found:
                versions_moves.show(found[0].report, found[1].report, (before.name, after.name))
    with banner.guarded():
        versions_time.show(versions)


def _review(side: Side) -> Review | None:
    draft = as_draft(side.story)
    if draft is None:
        st.warning(plain_markdown(f"{side.name} can't be judged: it holds no words, or more than the coach reads at once."))
        return None
    return review(draft)
