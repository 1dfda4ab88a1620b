"""The Rehearse page: the story's parts in three steps, each part to be looked up by a click."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import streamlit as st

from coach import takeaway
from coach.critic import critique_reading
from coach.draft import SECTION_NAMES, Draft
from coach.keywords import Key, keywords, opening
from coach.reading.delivery import WORDS_PER_MINUTE, spoken_words
from coach.web import desk, frame
from coach.web.bank import bank, labels, prompt_titles
from coach.web.models import MODELS
from coach.web.panel import EXPLANATION_SECONDS, spoken
from coach.web.plain import escaped
from coach.web.review import kept
from prompts import find_prompt
from stories import Story

STEPS = {"text": "Whole text", "keys": "Key words", "start": "First words and figures"}
KEPT = 6
_PAGE_OF = {"story": "draft", "explanation": "explain"}


@dataclass(frozen=True)
class Sentence:
    """A sentence: its place in the text, its key words, and its first words."""

    start: int
    end: int
    keys: tuple[Key, ...]
    opening: Key


@dataclass(frozen=True)
class Part:
    """A stretch of the answer that tells one part of it, "" where parts are not told apart."""

    name: str
    text: str
    sentences: tuple[Sentence, ...]
    again: bool  # whether the same part was told before, and something else between

    @property
    def seconds(self) -> int:
        return round(spoken_words(self.text) * 60 / WORDS_PER_MINUTE)


@dataclass(frozen=True)
class Card:
    """What is rehearsed: the text, its parts in the order of telling, how long it takes, and the prompt that it serves
    best, None where none is near enough."""

    text: str
    parts: tuple[Part, ...]
    seconds: int
    serves: str | None


def show() -> None:
    """The whole page."""
    saved = bank().list()
    if not saved:
        st.info("No stories yet. Write the first one on the Draft page, or load the examples in the story bank.",
                icon=":material/lightbulb:")
        if st.button("Write a story", type="primary"):
            st.switch_page(frame.page("draft"))
        return
    if MODELS.loading:
        st.text("The key words need the language models; they appear when these are loaded, in less than a minute.")
        return
    story = _choose(saved)
    draft = takeaway.draft_of(story)
    encode = MODELS.encode
    card = kept("_cards", (draft, encode is None), KEPT, lambda: card_of(draft, encode))
    _question(story, card)
    step = _choose_step()
    _times(story.kind, card)
    shown = st.session_state.setdefault("rehearse-shown", set())
    for number, part in enumerate(card.parts):
        _part(story, card, number, part, step, shown)


def card_of(draft: Draft, encode) -> Card:
    """The card for a draft; without an encoder the parts of a free text are not told apart."""
    report, reading, matches = critique_reading(draft, encode=encode)
    named = [_name(draft, reading, s) for s in reading.sentences]
    first = next((name for name in named if name != "other"), "")
    before = first
    for i, name in enumerate(named):
        named[i] = before = before if name == "other" else name
    parts: list[Part] = []
    rows = zip(named, reading.sentences, keywords(reading), strict=True)
    for name, group in groupby(rows, key=lambda row: row[0]):
        group = list(group)
        start, end = group[0][1].start, group[-1][1].end
        sentences = tuple(Sentence(s.start, s.end, keys, opening(reading, s)) for _, s, keys in group)
        parts.append(Part(name, draft.text[start:end], sentences, any(p.name == name for p in parts)))
    best = matches[0] if matches and matches[0].usable else None
    return Card(draft.text, tuple(parts), report.measures["speaking_seconds"], best.prompt if best else None)


def _name(draft: Draft, reading, sentence) -> str:
    """The part that a sentence belongs to: as the writer named it, else as it was read."""
    if draft.sections:
        return next(s.name for s in draft.sections if s.start <= sentence.start < s.end)
    return reading.components[sentence.index].label if reading.components else "other"


def choose(id: str) -> None:
    """The story that the page shows when it is opened next."""
    st.session_state["rehearse-story"] = id
    _cover()


def _cover() -> None:
    st.session_state["rehearse-shown"] = set()


def _choose(saved: list[Story]) -> Story:
    """The chosen story, at first the one last worked on."""
    by_id = {story.id: story for story in saved}
    if st.session_state.get("rehearse-story") not in by_id:
        at_work = desk.desk("story").story
        choose(at_work if at_work in by_id else max(saved, key=lambda story: story.updated).id)
    key = "w-rehearse-story"
    st.session_state[key] = st.session_state["rehearse-story"]
    names = labels(saved)
    left, right = st.columns([4, 1.4], vertical_alignment="bottom")
    left.selectbox("Story", list(by_id), format_func=names.get, key=key, on_change=lambda: choose(st.session_state[key]))
    story = by_id[st.session_state["rehearse-story"]]
    if right.button("Open in the editor", width="stretch"):
        desk.open_story(story)
        st.switch_page(frame.page(_PAGE_OF[story.kind]))
    d = desk.desk(story.kind)
    if d.story == story.id and d.changed:
        st.caption("This is the story as it was saved; your draft of it holds changes since.")
    return story


def _choose_step() -> str:
    key, name = "w-rehearse-step", "rehearse-step"
    st.session_state[key] = st.session_state.setdefault(name, "text")

    def changed() -> None:
        st.session_state[name] = st.session_state[key]
        _cover()

    st.segmented_control("What stands here", list(STEPS), format_func=STEPS.get, required=True, key=key,
                         on_change=changed)
    return st.session_state[name]


def _question(story: Story, card: Card) -> None:
    asked = takeaway.question_of(story)
    note = ""
    if not asked and card.serves:
        asked = find_prompt(card.serves).wordings[0]
        note = f"No question is chosen for it; this one it serves best: {prompt_titles()[card.serves]}."
    elif not asked:
        note = "No question is chosen for it. Choose one where you wrote it, to hear it asked here."
    st.html('<div class="sc sc-asked">' + (f'<p class="sc-asks">“{escaped(asked)}”</p>' if asked else "")
            + (f'<p class="sc-muted">{escaped(note)}</p>' if note else "") + "</div>")


def _times(kind: str, card: Card) -> None:
    low, high = EXPLANATION_SECONDS if kind == "explanation" else desk.desk("story").target.span()
    st.html(f'<div class="sc"><p>About <b>{spoken(card.seconds)}</b> aloud; {spoken(low)} to {spoken(high)} is advised.'
            "</p></div>")


def _target(card: Card, part: Part) -> str:
    """How long a part takes, and how long it should at the level and length chosen on Draft."""
    own = f"{spoken(part.seconds)} aloud"
    if part.name not in SECTION_NAMES:
        return own
    if part.again:
        return f"{own}, continued"
    whole = sum(p.seconds for p in card.parts if p.name == part.name)
    target = desk.desk("story").target
    low, high = (5 * round(share * target.seconds / 5) for share in target.shares(part.name))
    taken = own if whole == part.seconds else f"{own} of {spoken(whole)} in all"
    return f"{taken}; aim for {spoken(low)} to {spoken(high)}"


def _part(story: Story, card: Card, number: int, part: Part, step: str, shown: set[int]) -> None:
    open_ = step == "text" or number in shown
    name = part.name.capitalize() or ("Your explanation" if story.kind == "explanation" else "Your answer")
    body = _text(card.text, part) if open_ else _keys(card.text, part) if step == "keys" else _start(card.text, part)
    colour = f"var(--sc-{part.name})" if part.name in SECTION_NAMES else "var(--sc-fill)"
    with st.container(key=f"part-{number}"):
        st.html(f'<div class="sc sc-card" style="--part: {colour}"><div class="sc-part"><h2>{escaped(name)}</h2>'
                f'<span class="sc-muted">{escaped(_target(card, part))}</span></div>{body}</div>')
        if step != "text":
            which = f"{name.lower()} ({number + 1})" if part.again else name.lower()
            st.button(f"{'Hide' if open_ else 'Show'} the text: {which}",
                      key=f"reveal-{number}", on_click=_turn, args=(number,), type="tertiary",
                      icon=":material/visibility_off:" if open_ else ":material/visibility:")


def _turn(number: int) -> None:
    st.session_state["rehearse-shown"] ^= {number}


def _words(text: str, key: Key) -> str:
    words = escaped(" ".join(text[key.start:key.end].split()))
    return f'<b class="sc-figure">{words}</b>' if key.figure else words


def _text(text: str, part: Part) -> str:
    return f'<p class="sc-told">{escaped(part.text)}</p>'


def _keys(text: str, part: Part) -> str:
    rows = "".join(f"<li>{' <i>…</i> '.join(_words(text, key) for key in s.keys)}</li>" for s in part.sentences)
    return f'<ul class="sc-keys">{rows}</ul>'


def _start(text: str, part: Part) -> str:
    first = part.sentences[0].opening
    figures = [key for s in part.sentences for key in s.keys if key.figure and key.start >= first.end]
    told = f"{_words(text, first)} <i>…</i>"
    rest = f'<br>{" · ".join(_words(text, key) for key in figures)}' if figures else ""
    return f'<p class="sc-keys">{told}{rest}</p>'
