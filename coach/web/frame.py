"""What all pages share: their list, the sidebar, notes and banners, and the word on loading models."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import streamlit as st

from coach.web import banner, scores, theme
from coach.web.models import MODELS
from coach.web.plain import plain_markdown

_FOLDER = Path(__file__).parent
_PAGES = {
    "home": ("Home", "page_home.py", ":material/home:"),
    "draft": ("Draft", "page_draft.py", ":material/edit_note:"),
    "explain": ("Explain", "page_explain.py", ":material/record_voice_over:"),
    "map": ("Map", "page_map.py", ":material/grid_on:"),
    "rehearse": ("Rehearse", "page_rehearse.py", ":material/timer:"),
    "bank": ("Story bank", "page_bank.py", ":material/inventory_2:"),
    "versions": ("Versions", "page_versions.py", ":material/history:"),
    "catalog": ("Catalog", "page_catalog.py", ":material/menu_book:"),
}


def page(name: str):
    """The page of that name, for st.navigation and st.switch_page."""
    title, file, icon = _PAGES[name]
    return st.Page(_FOLDER / file, title=title, icon=icon, url_path=name, default=name == "home")


def pages() -> list:
    """All pages, in the order of the menu."""
    return [page(name) for name in _PAGES]


def run(chosen) -> None:
    """Show the page that st.navigation chose.

    Its module is called from here instead of `chosen.run()`: what an editor sends in the moment of a page change
    reaches the server for the page before, and the browser then clears all that a page's own script has drawn. What
    the main script draws stays.
    """
    name = next(name for name, (title, *_) in _PAGES.items() if title == chosen.title)
    st.session_state["_page"] = name
    with st.sidebar:
        _to_the_top()(key="to-the-top", data={"page": name})
    import_module(f"coach.web.{Path(_PAGES[name][1]).stem}").show()


# Streamlit leaves the scroll where the page before had it.
_TO_THE_TOP = """
let shown;
export default function ({ data }) {
  if (shown !== undefined && shown !== data.page) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  shown = data.page;
}
"""


@st.cache_resource(show_spinner=False)
def _to_the_top():
    return st.components.v2.component("star_coach_to_the_top", js=_TO_THE_TOP)


def begin() -> None:
    """What stands on every page: styles, the sidebar's switch, and a word while the models load."""
    theme.apply()
    MODELS.start()
    with st.sidebar:
        scores.switch()
        if MODELS.loading:
            _loading()
        st.caption("Everything stays on this machine. Nothing you write is sent anywhere.")


def head(title: str, about: str) -> None:
    """The page's heading and what it is for."""
    st.title(title, anchor=False)
    st.text(about)


def show_notes() -> None:
    """Notes since the last run, and what stays wrong: a store that takes nothing, a model that is missing."""
    banner.show_notes()
    if fault := st.session_state.get("store-fault"):
        st.warning(plain_markdown(f"{fault} What you type stays in this window only."), icon=":material/warning:")
    if MODELS.error:
        st.warning(plain_markdown(f"{MODELS.error} Until then only the rules are checked."),
                   icon=":material/warning:")


@st.fragment(run_every=1.0)
def _loading() -> None:
    if not MODELS.loading:
        st.switch_page(page(st.session_state["_page"]))  # st.rerun may mean the page before, as told in `run`
    st.caption(":material/hourglass_top: The language models are loading. What rules can tell shows already.")
