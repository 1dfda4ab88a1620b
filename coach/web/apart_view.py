"""A free text taken apart on the page: each sentence with its part, to confirm or to move; then the way back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from coach import apart
from coach.apart import LEFT_OUT, PLACES, Piece
from coach.draft import SECTION_NAMES
from coach.web import banner
from coach.web.desk import Desk, keep
from coach.web.editor import current_text, replace_text
from coach.web.plain import counted, escaped, said


def _name(place: str) -> str:
    return "Left out" if place == LEFT_OUT else place.capitalize()


def review(d: Desk, pieces: Sequence[Piece]) -> None:
    """Every sentence in order with the part that it goes into, and the button that moves them."""
    with st.expander("Its parts, as the coach reads them"):
        st.html('<div class="sc"><span class="sc-muted">Look through the sentences and put right what goes elsewhere. '
                "Nothing is moved before you say so.</span></div>")
        for index, piece in enumerate(pieces):
            _sentence(d, index, piece)
        parts = apart.parts_of(pieces)
        st.html(f'<div class="sc"><p class="sc-muted">{escaped(_count(pieces))}</p></div>')
        row = st.container(horizontal=True)
        row.button("Move into the parts", key=f"apart-{d.doc}", disabled=not parts, on_click=banner.noted(_move),
                   args=(d, d.text, parts, apart.left_out(pieces)))
        if any(piece.chosen for piece in pieces):
            row.button("As the coach reads them", key=f"unchoose-{d.doc}", type="tertiary",
                       on_click=banner.noted(_unchoose), args=(d,))


def _sentence(d: Desk, index: int, piece: Piece) -> None:
    key = f"place-{d.doc}-{index}"
    st.session_state[key] = piece.place

    def changed() -> None:
        d.choices = apart.choose(d.choices, piece, st.session_state[key])
        keep(d)

    doubt = "" if piece.sure or piece.chosen else "unsure"
    left, right = st.columns([5, 2], vertical_alignment="center")
    left.html(_piece_html(piece.place, piece.text, doubt))
    right.selectbox(f"Part of: {said(piece.text)}" + (f" ({doubt})" if doubt else ""), PLACES, key=key,
                    format_func=_name, label_visibility="collapsed", on_change=banner.noted(changed))


def _piece_html(place: str, text: str, tag: str = "") -> str:
    tag = f' <span class="sc-tag">{tag}</span>' if tag else ""
    colour = "var(--sc-line)" if place == LEFT_OUT else f"var(--sc-{place})"
    muted = " sc-left" if place == LEFT_OUT else ""
    return (f'<div class="sc"><div class="sc-piece{muted}" style="--part: {colour}"><b>{_name(place)}{tag}</b>'
            f"{escaped(text)}</div></div>")


def _count(pieces: Sequence[Piece]) -> str:
    """How many sentences go where."""
    number = Counter(piece.place for piece in pieces)
    told = ", ".join(f"{name} {number[name]}" for name in SECTION_NAMES)
    return f"Sentences: {told}; left out {number[LEFT_OUT]}."


def _unchoose(d: Desk) -> None:
    d.choices = []
    keep(d)


def _move(d: Desk, text: str, parts: dict[str, str], left: list[str]) -> None:
    """Move `text`, which is what the parts and the sentences left out were made from."""
    d.text = current_text(f"{d.doc}-text", d.text)
    if d.text != text:
        banner.note("The text has changed in that moment; look at its parts again before you move them.", "warning")
        return
    d.whole, d.moved, d.left = text, dict(parts), [*d.left, *left]
    d.text, d.parts, d.mode = "", dict(parts), "parts"
    for name in SECTION_NAMES:
        replace_text(f"{d.doc}-{name}", parts.get(name, ""))
    keep(d)


def can_undo(d: Desk) -> bool:
    """Whether the parts are still as they were made from a free text."""
    return bool(d.whole) and d.mode == "parts" and {k: v for k, v in d.parts.items() if v} == d.moved


def undo(d: Desk) -> None:
    """The free text again, to the letter, with the choices that were made for it; unless a part was edited since."""
    _take_typed(d)
    if not can_undo(d):
        banner.note("A part was edited in that moment; nothing was undone.", "warning")
        return
    d.text, d.mode, d.parts = d.whole, "free", {}
    d.left = [text for text in d.left if text not in d.whole]
    d.whole, d.moved = "", {}
    replace_text(f"{d.doc}-text", d.text)
    keep(d)


def _take_typed(d: Desk) -> None:
    """Take over what was typed into the parts since the last run: a click may come with it."""
    for name in SECTION_NAMES:
        before = d.parts.get(name, "")
        if (now := current_text(f"{d.doc}-{name}", before)) != before:
            d.parts = {**d.parts, name: now}


def moved(d: Desk) -> None:
    """Above the parts: that they come from one text and how to have it back; and what went into none of them."""
    if can_undo(d):
        left = f" {counted(len(d.left), 'sentence')} left out; see below." if d.left else ""
        row = st.container(horizontal=True, vertical_alignment="center", key="moved")
        row.html(f'<div class="sc" role="status">The text is in the parts now.{left}</div>', width="content")
        row.button("Undo", key=f"undo-{d.doc}", icon=":material/undo:", on_click=banner.noted(undo), args=(d,))
    if not d.left:
        return
    with st.expander(f"Left out of the parts: {counted(len(d.left), 'sentence')}"):
        for index, text in enumerate(d.left):
            _left_sentence(d, index, text)
        st.button("Drop these sentences", key=f"drop-{d.doc}", type="tertiary", on_click=banner.noted(_drop), args=(d,))


def _left_sentence(d: Desk, index: int, text: str) -> None:
    key = f"left-{d.doc}-{index}"
    st.session_state[key] = LEFT_OUT

    def changed() -> None:
        name = st.session_state[key]
        if name != LEFT_OUT:
            _put_back(d, index, name)

    left, right = st.columns([5, 2], vertical_alignment="center")
    left.html(_piece_html(LEFT_OUT, text))
    right.selectbox(f"Put at the end of a part: {said(text)}", PLACES, key=key, format_func=_name,
                    label_visibility="collapsed", on_change=banner.noted(changed))


def _put_back(d: Desk, index: int, name: str) -> None:
    _take_typed(d)
    undoable = can_undo(d)
    d.parts = {**d.parts, name: f"{d.parts.get(name, '').rstrip()} {d.left[index]}".lstrip()}
    d.left = d.left[:index] + d.left[index + 1:]
    if undoable:
        d.moved = {k: v for k, v in d.parts.items() if v}
    replace_text(f"{d.doc}-{name}", d.parts[name])
    keep(d)


def _drop(d: Desk) -> None:
    dropped, d.left = d.left, []
    keep(d)
    banner.note(f"{counted(len(dropped), 'sentence')} dropped.", action=("Undo", _undrop, (d, dropped)))


def _undrop(d: Desk, dropped: list[str]) -> None:
    d.left = [*dropped, *d.left]
    keep(d)
