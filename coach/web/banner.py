"""The one place that turns faults and news into banners."""

from __future__ import annotations

import functools
import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from coach.errors import CoachError
from coach.web.plain import plain_markdown
from prompts import CatalogError
from stories import StoreError

KNOWN = (CoachError, StoreError, CatalogError)
UNEXPECTED = (
    "Something in star-coach went wrong here. What you typed is kept; go on, and if it happens again, "
    "restart star-coach and report it."
)
_LOG = logging.getLogger("star_coach")
_NOTES = "_notes"


def sentence(error: Exception) -> str:
    """What to tell the writer of `error`: its own sentence where it is one of ours, else a general one."""
    return str(error) if isinstance(error, KNOWN) else UNEXPECTED


def show(error: Exception) -> None:
    """Show `error` as a banner here; one that isn't ours is logged, without its message, which may hold text."""
    if not isinstance(error, KNOWN):
        log(error)
    st.error(plain_markdown(sentence(error)), icon=":material/error:")


def log(error: BaseException) -> None:
    """Log an unexpected error by its type and place only."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if "/coach/" in f.filename or "/stories/" in f.filename] or frames
    place = f"{ours[-1].filename}:{ours[-1].lineno} in {ours[-1].name}" if ours else "an unknown place"
    _LOG.error("%s at %s", type(error).__name__, place)


@contextmanager
def guarded() -> Iterator[None]:
    """Whatever is raised inside becomes a banner, and the page goes on below."""
    try:
        yield
    except Exception as error:
        show(error)


def noted(callback: Callable) -> Callable:
    """A callback whose errors are shown at the next run, as callbacks run before there is a page."""

    @functools.wraps(callback)
    def run(*args, **kwargs):
        try:
            return callback(*args, **kwargs)
        except Exception as error:
            if not isinstance(error, KNOWN):
                log(error)
            note(sentence(error), "error")

    return run


def note(text: str, level: str = "success", action: tuple[str, Callable, tuple] | None = None) -> None:
    """Say `text` at the top of the page's next run; `action` is a button's label, callback and arguments."""
    notes = st.session_state.setdefault(_NOTES, [])
    if (text, level) not in [n[:2] for n in notes]:
        notes.append((text, level, action))


def show_notes() -> None:
    """Show what was noted since the last run, once."""
    for number, (text, level, action) in enumerate(st.session_state.pop(_NOTES, [])):
        icon = {"error": ":material/error:", "warning": ":material/warning:"}.get(level, ":material/check:")
        shown = {"error": st.error, "warning": st.warning}.get(level, st.success)
        if action is None:
            shown(plain_markdown(text), icon=icon)
            continue
        left, right = st.columns([5, 1], vertical_alignment="center")
        with left:
            shown(plain_markdown(text), icon=icon)
        label, callback, arguments = action
        right.button(label, key=f"note-{number}-{label}", on_click=noted(callback), args=arguments, width="stretch")
