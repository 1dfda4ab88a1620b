"""The catalog's exception and the checks that raise it."""

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path


class CatalogError(Exception):
    """An entry that is not in order; the message names file, entry and key."""

    code = "catalog"

    def __init__(self, file: Path, entry: str, key: str, fault: str):
        super().__init__(f"{file.name}, entry {entry!r}, key {key!r}: {fault}")
        self.file, self.entry, self.key = file, entry, key


class UnknownPrompt(CatalogError):
    """No prompt of that id; the message offers the nearest."""

    code = "unknown-prompt"

    def __init__(self, name: str, known: Iterable[str]):
        known = list(known)
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
        hint = f"did you mean {near[0]!r}?" if near else "`star-coach prompts` lists them."
        Exception.__init__(self, f"There is no prompt {name[:80]!r}; {hint}")


def read_toml(file: Path) -> dict:
    """The file's table; CatalogError where it can't be read as TOML."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogError(file, file.stem, "-", f"can't be read: {error}") from error


def check_keys(file: Path, entry: str, table: object, required: Iterable[str], optional: Iterable[str] = ()) -> dict:
    """`table` itself, where it has all the required keys and no unknown ones."""
    if not isinstance(table, Mapping):
        raise CatalogError(file, entry, "-", "must be a table")
    required, known = list(required), [*required, *optional]
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1, cutoff=0.4)
            raise CatalogError(file, entry, key, "is not known" + (f"; did you mean {near[0]!r}?" if near else ""))
    for key in required:
        if key not in table:
            raise CatalogError(file, entry, key, "is missing")
    return dict(table)


def check_text(file: Path, entry: str, key: str, value: object) -> str:
    """`value` itself, where it is a text that is not blank."""
    if not isinstance(value, str) or not value.strip():
        raise CatalogError(file, entry, key, "must be a text that is not blank")
    return value


def check_texts(file: Path, entry: str, key: str, value: object, least: int, most: int) -> tuple[str, ...]:
    """`value` as a tuple, where it is a list of `least` to `most` texts."""
    if not isinstance(value, list) or not least <= len(value) <= most:
        raise CatalogError(file, entry, key, f"must be a list of {least} to {most} texts")
    return tuple(check_text(file, entry, key, v) for v in value)
