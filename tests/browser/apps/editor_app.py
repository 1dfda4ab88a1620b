"""Two pages for the tests of the editor: editors with a toy critique that marks each "very" after 100 ms.

Texts are kept in the session, and in a file where STORE names one, so that a reload finds them again.
"""

import json
import os
import re
import time
from pathlib import Path

import streamlit as st

from coach.fixes import Fix
from coach.web.editor import Mark, current_text, editor, go_to, replace_text

STORE = os.environ.get("STORE")
PARTS = re.compile(r"[^.!?]+[.!?]?\s*")
NAMES = ("situation", "task", "action", "result", "reflection")


def texts() -> dict[str, str]:
    if "texts" not in st.session_state:
        stored = Path(STORE).read_text("utf-8") if STORE and Path(STORE).exists() else "{}"
        st.session_state["texts"] = json.loads(stored)
    return st.session_state["texts"]


def store() -> None:
    if STORE:
        Path(STORE).write_text(json.dumps(texts()), "utf-8")


def critique(text: str) -> list[Mark]:
    time.sleep(0.1)
    found = enumerate(re.finditer(r"\bvery\b", text))
    severities = ("warning", "advice", "error")
    quote = text[:60]
    return [
        Mark(
            m.start(),
            m.end(),
            severities[i % 3],
            "very",
            f"Empty word {i + 1}",
            f"In: {quote}",
            "How much, in figures?",
            (
                Fix("Delete “very”", m.start(), m.end() + text[m.end() :].startswith(" "), ""),
                Fix("Say “from ___ to ___” instead", m.start(), m.end(), "from ___ to ___"),
            )
            if i < 2
            else (Fix("Say “quite” instead", m.start(), m.end(), "quite"),),
        )
        for i, m in found
    ]


def one(name: str, label: str) -> None:
    before = texts().get(name, "")
    parts = [(m.start(), m.end(), NAMES[i % 5]) for i, m in enumerate(PARTS.finditer(before))]

    def changed() -> None:
        texts()[name] = current_text(name)
        store()

    now = editor(
        name,
        before,
        critique(before),
        label=label,
        placeholder="What happened?",
        parts=parts,
        saved=bool(STORE),
        on_change=changed,
    )
    texts()[name] = now
    store()
    st.text(f"{name} holds {json.dumps(now)}")


def clear() -> None:
    texts()["first"] = ""
    replace_text("first", "")


def other_story() -> None:
    texts()["first"] = "Another story."


def fix() -> None:
    fixed = current_text("first").replace("very ", "", 1)
    texts()["first"] = fixed
    replace_text("first", fixed)


def point() -> None:
    """To the first "here" of the second part."""
    at = texts()["second"].index("here")
    go_to("second", at, at + len("here"))


def write() -> None:
    if st.checkbox("Banner"):
        st.info("A banner above the editors")
    st.button("Clear", on_click=clear)
    st.button("Other story", on_click=other_story)
    st.button("Fix", on_click=fix)
    st.button("Point", on_click=point)
    st.fragment(one)("first", "First part")
    st.fragment(one)("second", "Second part")


def away() -> None:
    st.header("Away")
    st.text(f"first was {json.dumps(texts().get('first', ''))}")


st.navigation([st.Page(write, title="Write", default=True), st.Page(away, title="Away")]).run()
