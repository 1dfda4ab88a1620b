"""The story bank: what people write, kept privately on their own machine."""

from .exchange import (
    Imported,
    Problem,
    dump_json,
    dump_jsonl,
    dump_markdown,
    from_markdown,
    import_stories,
    load_json,
    load_jsonl,
    load_markdown,
    to_markdown,
)
from .headings import split_sections
from .store import Store, Working, example_stories, open_store
from .tables import dump_csv, load_csv
from .types import KINDS, SECTION_NAMES, StoreError, Story, Version, make_title

__all__ = [
    "KINDS",
    "SECTION_NAMES",
    "Imported",
    "Problem",
    "Store",
    "StoreError",
    "Story",
    "Version",
    "Working",
    "dump_csv",
    "dump_json",
    "dump_jsonl",
    "dump_markdown",
    "example_stories",
    "from_markdown",
    "import_stories",
    "load_csv",
    "load_json",
    "load_jsonl",
    "load_markdown",
    "make_title",
    "open_store",
    "split_sections",
    "to_markdown",
]
