"""Questions that help to remember, for a part of a story that is still empty: they ask, and never put facts in a mouth."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from prompts.behavioral import GROUPS, PARTS
from prompts.errors import CatalogError, check_keys, check_texts, read_toml

FILE = Path(__file__).parent / "memory.toml"
ANY = "any"


@lru_cache(maxsize=4)
def load_memory(file: Path = FILE) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """The questions by group and part; those of the group "any" fit every story.

    Raises CatalogError for an entry not in order: every group has questions for every part, each ends in a question mark,
    holds no figure, which would be one of somebody else's, and stands there once.
    """
    table = check_keys(file, file.stem, read_toml(file), (ANY, *GROUPS))
    seen: set[str] = set()
    found = {}
    for group, entry in table.items():
        parts = check_keys(file, group, entry, PARTS)
        least = 6 if group == ANY else 2
        found[group] = {part: check_texts(file, group, part, parts[part], least, 12) for part in PARTS}
        for part, questions in found[group].items():
            for question in questions:
                if not question.endswith("?"):
                    raise CatalogError(file, group, part, f"must hold questions only, not {question!r}")
                if any(c.isdigit() for c in question):
                    raise CatalogError(file, group, part, f"must not give a figure: {question!r}")
                if question in seen:
                    raise CatalogError(file, group, part, f"asks {question!r} again")
                seen.add(question)
    return found


def memory_questions(part: str, group: str | None = None) -> tuple[str, ...]:
    """The questions for `part`, those of `group` first, then those for every story. Raises CatalogError."""
    known = load_memory()
    return (*(known[group][part] if group else ()), *known[ANY][part])
