"""Home for who has written something: what to do next, coverage, and what is in the bank by its strength."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from coach.bank import Shelf
from coach.embedding import identity
from coach.standing import Entry, Served, entry, served, strongest_first
from coach.suggestions import Suggestion, Unfinished, suggestions
from coach.web import desk, frame, home_coverage, home_first, scores
from coach.web.bank import bank
from coach.web.bank_view import opening
from coach.web.models import MODELS
from coach.web.panel import SEVERITY
from coach.web.plain import counted, escaped
from stories import Story

SHOWN = 8
MORE = 25
DRAFTS_SHOWN = 3
OPENING = 9  # words of a draft
SLICE = 2.0  # seconds of reading, after which the page shows what is new


def show() -> None:
    """The whole page below its heading."""
    everything = bank().list()
    own = [story for story in everything if not story.example]
    drafts = [Unfinished(w.key, w.kind, opening(w, OPENING), w.payload.get("prompt")) for w in desk.unfinished()]
    if own:
        _standing(own, drafts, len(everything) - len(own))
        return
    if drafts:
        st.header("What next", anchor=False)
        _steps(suggestions((), drafts, most=1), drafts)
        _drafts(drafts[1:])
    home_first.show(bool(everything))


def _standing(own: Sequence[Story], drafts: Sequence[Unfinished], examples: int) -> None:
    shelf = _shelf(own)
    entries = [entry(story, found) for story, found in zip(own, shelf.found, strict=True)]
    reading = st.empty()
    _tell(reading, shelf)
    st.header("What next", anchor=False)
    steps = suggestions(entries, drafts)
    if steps:
        _steps(steps, drafts)
    elif shelf.waiting:
        st.text("Suggestions come when your stories are read.")
    else:
        st.text("Every question has a story, and no story has a remark that is likely to cost. Tell them aloud.")
    _drafts([d for d in drafts if d.key not in {s.target for s in steps}])
    _coverage([e for e in entries if e.kind == "story"], examples)
    _entries("story", "Your stories", entries)
    _entries("explanation", "Your explanations", entries)
    if shelf.waiting and MODELS.stage == 2:
        shelf.read(bank(), MODELS.encode, lambda *_: _tell(reading, shelf), SLICE)
        st.switch_page(frame.page("home"))


def _shelf(own: Sequence[Story]) -> Shelf:
    """What is known of the entries: the same shelf until one of them changes, so that nothing is read twice."""
    if st.session_state.get("_shelf", (None,))[0] != own:
        st.session_state["_shelf"] = own, Shelf(bank(), own, identity())
    shelf = st.session_state["_shelf"][1]
    shelf.look(bank())
    return shelf


def _tell(place, shelf: Shelf) -> None:
    whole = len(shelf.found)
    if shelf.waiting and MODELS.stage == 2:
        place.progress(1 - shelf.waiting / whole, f"Reading: {whole - shelf.waiting:,} of {whole:,} entries are read")
    elif shelf.waiting:
        place.caption(f"{counted(shelf.waiting, 'entry', 'entries')} of {whole:,} to be read"
                      + (", as soon as the language models are loaded." if MODELS.loading else "."))


def _steps(steps: Sequence[Suggestion], drafts: Sequence[Unfinished]) -> None:
    """The main suggestion, and beside it up to two more."""
    columns = st.columns([3, 2, 2][:len(steps)], gap="medium")
    for number, (column, step) in enumerate(zip(columns, steps, strict=True)):
        with column:
            _step(step, drafts, main=number == 0)


def _step(step: Suggestion, drafts: Sequence[Unfinished], main: bool) -> None:
    with st.container(border=True, key=f"home-step-{step.rule}", height="stretch", vertical_alignment="distribute"):
        size = "sc-main" if main else "sc-way"
        st.html(f'<div class="sc"><h3 class="{size}">{escaped(step.title)}</h3><p class="sc-muted">{escaped(step.why)}</p></div>')
        if st.button(step.button, key=f"home-do-{step.rule}", type="primary" if main else "secondary"):
            _take(step, drafts)


def _take(step: Suggestion, drafts: Sequence[Unfinished]) -> None:
    """Do what the step's button says."""
    if step.act == "continue":
        _go_on(next(d for d in drafts if d.key == step.target))
    elif step.act == "start":
        desk.new("story", step.target)
        st.switch_page(frame.page("draft"))
    elif step.act == "mend":
        _open(step.target)
    else:
        desk.new("explanation")
        st.switch_page(frame.page("explain"))


def _drafts(drafts: Sequence[Unfinished]) -> None:
    if not drafts:
        return
    st.header("Unfinished", anchor=False)
    for draft in drafts[:DRAFTS_SHOWN]:
        left, right = st.columns([5, 1.4], vertical_alignment="center")
        left.text(draft.opening)
        if right.button("Continue", key=f"home-continue-{draft.key}", width="stretch"):
            _go_on(draft)
    if len(drafts) > DRAFTS_SHOWN:
        st.caption(f"{len(drafts) - DRAFTS_SHOWN} more are under “Unfinished” in the story bank.")


def _coverage(stories: Sequence[Entry], examples: int) -> None:
    st.header("Questions", anchor=False)
    rows = served(stories)
    number = sum(bool(row.stories) for row in rows)
    waits = sum(e.state == "waiting" for e in stories)
    st.text(f"{number} of {len(rows)} have a story of yours that can serve them"
            + (f"; {counted(waits, 'story is', 'stories are')} still to be read." if waits else ".")
            + (" Examples don't count." if examples else ""))
    chosen = home_coverage.show(rows)
    st.caption("Each square is a question; the more stories serve it, the fuller its colour. Open a group for their names.")
    if chosen is not None:
        _look_up(chosen)


def _look_up(row: Served) -> None:
    """The map says why a story serves the question; where there is none, the catalog says what it asks for."""
    if row.stories:
        st.session_state["map-prompt"], st.session_state["map-story"] = row.prompt.id, row.stories[0].id
        st.switch_page(frame.page("map"))
    st.session_state["catalog-search-question"] = row.prompt.id
    st.switch_page(frame.page("catalog"))


def _entries(kind: str, head: str, entries: Sequence[Entry]) -> None:
    own = strongest_first([e for e in entries if e.kind == kind])
    if not own:
        return
    st.header(head, anchor=False)
    shapes = ", ".join(f"{shape} {words}" for shape, _, words in SEVERITY.values())
    st.caption(f"The strongest first. {shapes}.")
    limit = st.session_state.get(f"home-limit-{kind}", SHOWN)
    for e in own[:limit]:
        _row(e)
    if len(own) > limit:
        st.button(f"Show {min(MORE, len(own) - limit)} more", key=f"home-more-{kind}",
                  on_click=lambda: st.session_state.update({f"home-limit-{kind}": limit + MORE}))


def _row(e: Entry) -> None:
    with st.container(border=True):
        left, right = st.columns([6, 1], vertical_alignment="center")
        left.html(f'<div class="sc"><span class="sc-title">{escaped(e.title)}</span> {_strength(e)}<br>'
                  f'<span class="sc-muted">{_noticed(e)}</span></div>')
        if right.button("Open", key=f"home-open-{e.id}", width="stretch"):
            _open(e.id)


def _strength(e: Entry) -> str:
    words = {"waiting": "not read yet", "failed": "can't be read"}.get(e.state) or (
        scores.strength(e.score) if e.score is not None else f"level: {e.level}" if e.level else "too little to judge")
    return f'<span class="sc-tag">{escaped(words)}</span>'


def _noticed(e: Entry) -> str:
    """The remarks by severity, and how many questions the story can serve, as HTML."""
    if e.state != "read":
        return escaped(e.fault)
    told = [
        f'<span class="sc-{name}"><b class="sc-sev" aria-hidden="true">{shape} {e.count(name)}</b>'
        f'<span class="sc-said">{e.count(name)} {words}</span></span>'
        for name, (shape, _, words) in SEVERITY.items() if e.count(name)
    ]
    if not told and (e.score is not None or e.level):
        told = ["No remarks"]
    if e.kind == "story":
        told.append(f"can serve {counted(len(e.serves), 'question')}" if e.serves else "serves no question yet")
    return " · ".join(told)


def _open(id: str) -> None:
    story = bank().get(id)
    desk.open_story(story)
    st.switch_page(frame.page(_page_of(story.kind)))


def _go_on(draft: Unfinished) -> None:
    desk.open_working(draft.key, draft.kind)
    st.switch_page(frame.page(_page_of(draft.kind)))


def _page_of(kind: str) -> str:
    return "draft" if kind == "story" else "explain"
