"""Word lists of the readings, as data: one TOML file a reading."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from coach.errors import DataError


@lru_cache(maxsize=16)
def words(name: str) -> dict[str, tuple[str, ...]]:
    """The lists of the file `name`.toml by their names. Raises DataError for a file that is not in order."""
    file = Path(__file__).parent / f"{name}.toml"
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError("lexicon", f"The word list {file.name} can't be read: {error}; reinstall star-coach.") from error
    for key, value in table.items():
        if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
            raise DataError("lexicon", f"In {file.name}, {key!r} must be a list of words.")
    return {key: tuple(value) for key, value in table.items()}
