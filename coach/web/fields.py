"""The controls around the text that Draft and Explain share. Each stores what is chosen on the desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from coach.web import banner, frame
from coach.web.bank import bank
from coach.web.desk import Desk, keep, new, save


def bound(d: Desk, name: str) -> tuple[str, Callable[[], None]]:
    """A widget key for the desk's field `name`, set to its value, and the callback that stores a change."""
    key = f"w-{name}-{d.doc}"
    st.session_state[key] = getattr(d, name)

    def changed() -> None:
        setattr(d, name, st.session_state[key])
        keep(d)

    return key, banner.noted(changed)


def title_field(d: Desk) -> None:
    """The title; left empty, the bank takes the first words."""
    key, changed = bound(d, "title")
    st.text_input("Title", key=key, on_change=changed, max_chars=max(200, len(d.title)), placeholder="Left empty: the first words")


def chosen(d: Desk, name: str, label: str, options: Sequence[str], **more) -> None:
    """A searchable choice for the desk's field `name`; what the desk holds can be chosen even where unknown."""
    key, changed = bound(d, name)
    value = getattr(d, name)
    options = [*options, value] if value and value not in options else list(options)
    st.selectbox(label, options, key=key, on_change=changed, **more)


def save_row(d: Desk) -> None:
    """Save, Save as new, New, and whether what stands here is saved."""
    row = st.container(horizontal=True, vertical_alignment="center", key="savebar")
    row.button("Save", key=f"save-{d.doc}", type="primary", icon=":material/save:",
               on_click=banner.noted(save), args=(d,))
    if d.story:
        row.button("Save as new", key=f"save-new-{d.doc}", on_click=banner.noted(save), args=(d, True))
    row.button("New", key=f"new-{d.doc}", icon=":material/add:", on_click=banner.noted(new), args=(d.kind,))
    row.text(status(d))
    with banner.guarded():
        _to_versions(d)


def _to_versions(d: Desk) -> None:
    """The way to the versions of the story on the desk, which the Versions page is about from now on."""
    if d.story and (count := bank().count_versions(d.story)):
        st.session_state["versions-of"] = d.story
        st.page_link(frame.page("versions"), label=f"Saved {'once' if count == 1 else f'{count} times'} · compare versions")


def status(d: Desk) -> str:
    """In words, where the text on the desk is."""
    if d.blank:
        return "Nothing written yet"
    if not d.changed:
        return "Saved"
    if "store-fault" in st.session_state:
        return "Not saved, and not kept as a draft"
    return "Unsaved changes, kept as a draft" if d.story else "Not saved yet, kept as a draft"

