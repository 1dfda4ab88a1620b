"""Stories in and out of the bank by file, and the sheet to print."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from coach.web import banner, takeaway
from coach.web.bank import bank, prompt_titles
from coach.web.models import MODELS
from coach.web.plain import counted
from prompts import GROUPS
from stories import StoreError, import_stories, load_csv, load_json, load_jsonl, load_markdown

PROBLEMS_SHOWN = 8
_TABLES = {".jsonl": load_jsonl, ".json": load_json, ".csv": load_csv}


def exchange() -> None:
    """Import, export, the sheet, and where the data lies."""
    st.header("Import and export", anchor=False)
    left, right = st.columns(2, gap="large")
    with left:
        round_ = st.session_state.setdefault("import-round", 0)
        key = f"import-{round_}"
        st.file_uploader("Import Markdown, JSON, JSON Lines or CSV", type=["md", "txt", "jsonl", "json", "csv"], key=key,
                         accept_multiple_files=True, on_change=banner.noted(_import), args=(key,))
    saved = bank().list()
    with right:
        st.text(f"Export {counted(len(saved), 'entry', 'entries')}")
        if saved:
            takeaway.offers(lambda: bank().list(), "Stories", "all")
    if saved:
        _sheet(saved)
    st.text(f"Your stories lie in {bank().path}")


def _sheet(saved) -> None:
    """The sheet as it prints, for all questions or for those that the writer expects."""
    place = st.expander("One sheet to print: which story for which question", key="sheet", on_change="rerun")
    if not place.open:
        return
    with place:
        if MODELS.stage < 2:
            st.text(MODELS.error or "The sheet needs the language models; it appears when they are loaded.")
            return
        titles = prompt_titles()
        options = {**{g: f"All of {title}" for g, title in GROUPS.items()}, **titles}
        wanted = st.multiselect("Questions that you expect", list(options), format_func=options.get, key="sheet-for",
                                placeholder="All questions; or choose groups and questions")
        with st.spinner("Reading the stories"):
            html = takeaway.kept_sheet(saved, wanted)
        takeaway.shown_sheet(html, "sheet-view")
        takeaway.download(st, "sheet", "Stories to tell", "view", lambda: html, label="Download the sheet")


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
    if load := _TABLES.get(Path(name).suffix.lower()):
        found, problems = load(text)
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
