"""Two versions of a text side by side, with the changed words marked: struck out or underlined, never by colour alone."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from coach.changes import Change, word_changes
from coach.draft import SECTION_NAMES
from coach.web.bank import prompt_titles
from coach.web.desk import join_parts
from coach.web.plain import escaped
from stories import Story

_GUIDED_AND_FREE = "One of the two is written in guided parts and the other as a free text, so the whole texts are compared."


def show(before: Story, after: Story, names: tuple[str, str]) -> None:
    """What changed, part by part; what is the same in both is folded away."""
    st.header("What changed", anchor=False)
    if guided_and_free(before, after):
        st.caption(_GUIDED_AND_FREE)
    st.html('<div class="sc">' + "".join(_pair(name, old, new, names) for name, old, new in stretches(before, after))
            + '<p class="sc-muted"><del>Struck out</del> is gone, <ins>underlined</ins> is new.</p></div>')


def guided_and_free(before: Story, after: Story) -> bool:
    """Whether one of the two has parts and the other a free text."""
    return bool((before.sections and after.text) or (before.text and after.sections))


def stretches(before: Story, after: Story) -> list[tuple[str, str, str]]:
    """Name, old text and new text: the choices that differ, then the parts that either has, or the whole text."""
    titles = prompt_titles()
    choices = [("Title", before.title, after.title),
               ("Question", *(titles.get(s.prompt or "", s.prompt or "") for s in (before, after))),
               ("Concept", before.concept or "", after.concept or ""),
               ("Who listens", before.audience or "", after.audience or "")]
    found = [choice for choice in choices if choice[1] != choice[2]]
    old, new = dict(before.sections), dict(after.sections)
    if (old or new) and not guided_and_free(before, after):
        return found + [(name.capitalize(), old.get(name, ""), new.get(name, ""))
                        for name in SECTION_NAMES if name in old or name in new]
    return [*found, ("The text", before.text or join_parts(old), after.text or join_parts(new))]


def _pair(name: str, old: str, new: str, names: Sequence[str]) -> str:
    if old == new:
        return f"<details><summary>{escaped(name)}: the same in both</summary><p>{escaped(old)}</p></details>"
    changes = word_changes(old, new)
    sides = ("".join(_old(c) for c in changes), "".join(_new(c) for c in changes))
    return f'<h3>{escaped(name)}</h3><div class="sc-pair">' + "".join(
        f'<div><span class="sc-muted">{escaped(name)}</span><p>{side or "<i>Nothing</i>"}</p></div>'
        for name, side in zip(names, sides, strict=True)) + "</div>"


def _old(change: Change) -> str:
    return escaped(change.old) if change.same else _marked("del", "removed", change.old)


def _new(change: Change) -> str:
    return escaped(change.new) if change.same else _marked("ins", "added", change.new)


def _marked(tag: str, said: str, text: str) -> str:
    """`said` is for screen readers, most of which pass over the tags; a line break alone gets a sign of its own."""
    if not text:
        return ""
    sign = "¶" if not text.strip() and "\n" in text else ""
    return f'<{tag}><span class="sc-said">[{said}: </span>{sign}{escaped(text)}<span class="sc-said">]</span></{tag}>'
