"""Stories in and out of the bank by file."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from coach.web import banner
from coach.web.bank import bank
from coach.web.plain import counted
from stories import StoreError, dump_jsonl, dump_markdown, import_stories, load_jsonl, load_markdown

PROBLEMS_SHOWN = 8


def exchange() -> None:
    """Import, export, and where the data lies."""
    st.header("Import and export", anchor=False)
    left, right = st.columns(2, gap="large")
    with left:
        round_ = st.session_state.setdefault("import-round", 0)
        key = f"import-{round_}"
        st.file_uploader("Import Markdown or JSON Lines", type=["md", "txt", "jsonl"], key=key,
                         accept_multiple_files=True, on_change=banner.noted(_import), args=(key,))
    with right:
        saved = bank().list()
        st.text(f"Export {counted(len(saved), 'entry', 'entries')}")
        row = st.container(horizontal=True)
        row.download_button("As Markdown", lambda: dump_markdown(bank().list()), "stories.md", "text/markdown",
                            disabled=not saved, on_click="ignore")
        row.download_button("As JSON Lines", lambda: dump_jsonl(bank().list()), "stories.jsonl",
                            "application/jsonl", disabled=not saved, on_click="ignore")
    st.text(f"Your stories lie in {bank().path}")


def _import(key: str) -> None:
    for file in st.session_state.get(key) or ():
        banner.noted(_import_file)(file.name, file.getvalue())
    st.session_state["import-round"] += 1  # an empty uploader again


def _import_file(name: str, data: bytes) -> None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise StoreError("import-file", f"{name[:80]} is not UTF-8 text; save it as UTF-8 and import it again.") from None
    problems = []
    if name.lower().endswith(".jsonl"):
        found, problems = load_jsonl(text)
    else:
        found = load_markdown(text, Path(name).stem)
    for problem in problems[:PROBLEMS_SHOWN]:
        banner.note(problem.message, "warning")
    if len(problems) > PROBLEMS_SHOWN:
        banner.note(f"{len(problems) - PROBLEMS_SHOWN} more lines of {name[:80]} are left out.", "warning")
    if not found and not problems:
        banner.note(f"{name[:80]} holds no story.", "warning")
        return
    added, skipped = import_stories(bank(), found)
    banner.note(f"{counted(added, 'story', 'stories')} imported"
                + (f", {skipped} were there already." if skipped else "."), "success" if added else "warning")
