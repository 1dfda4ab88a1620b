"""The story bank, opened once a process."""

from __future__ import annotations

import os
from collections import Counter

import streamlit as st

from prompts import load_prompts
from stories import Store, Story, open_store
from stories.connection import locate


def bank() -> Store:
    """The open story bank, made on first use. Raises StoreError as `open_store` does."""
    path = locate()
    if not path.exists():
        open_store(path).close()
    found = path.stat()
    # Another file in its place, or one that may be written now, is opened anew.
    return _opened(str(path), found.st_ino, os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


@st.cache_resource(show_spinner=False, max_entries=4)
def _opened(path: str, inode: int, writable: bool) -> Store:
    return open_store(path)


def prompt_titles() -> dict[str, str]:
    """The catalog's titles by id, in its order."""
    return {prompt.id: prompt.title for prompt in load_prompts()}


def labels(stories: list[Story]) -> dict[str, str]:
    """Names by id, each different from the others."""
    found: dict[str, str] = {}
    used: set[str] = set()
    counts: Counter[str] = Counter()
    for story in stories:
        name = story.title
        while name in used:
            counts[story.title] += 1
            name = f"{story.title} ({counts[story.title] + 1})"
        used.add(name)
        found[story.id] = name
    return found
