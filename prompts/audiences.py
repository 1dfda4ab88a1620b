"""The listeners of an explanation, and what each can be expected to know."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from prompts.errors import CatalogError, check_keys, check_text, check_texts, read_toml

FILE = Path(__file__).parent / "audiences.toml"


@dataclass(frozen=True)
class Audience:
    """One listener: `letter` stands for it in the word lists; `work` are words of its own work (a trailing * for any
    ending); `figures` are those it answers for; `most_unknown` is the share of words, 0..1, that it may not know."""

    name: str
    letter: str
    spoken: str
    knows: str
    work: tuple[str, ...]
    figures: tuple[str, ...]
    most_unknown: float


@lru_cache(maxsize=4)
def load_audiences(file: Path = FILE) -> dict[str, Audience]:
    """All audiences by name, in the file's order. Raises CatalogError for an entry not in order."""
    found = {}
    for name, table in read_toml(file).items():
        check_keys(file, name, table, [k for k in Audience.__dataclass_fields__ if k != "name"])
        for key in ("letter", "spoken", "knows"):
            check_text(file, name, key, table[key])
        share = table["most_unknown"]
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 < share < 1:
            raise CatalogError(file, name, "most_unknown", "must be a share between 0 and 1")
        lists = {key: check_texts(file, name, key, table[key], 1, 40) for key in ("work", "figures")}
        found[name] = Audience(name, **{**table, **lists})
    return found
