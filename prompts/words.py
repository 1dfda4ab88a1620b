"""Word lists: technical terms and initialisms, with who can be expected to know each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from prompts.audiences import load_audiences
from prompts.errors import CatalogError, check_keys, check_text, read_toml

FOLDER = Path(__file__).parent

@dataclass(frozen=True)
class Term:
    """A technical term. `known` holds the audiences that know it in this sense; `everyday` tells that it is
    an ordinary word too; `also` are other spellings."""

    name: str
    plain: str
    known: frozenset[str]
    everyday: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Initialism:
    """An initialism, what it stands for, a plain wording, and the audiences that know it unexplained."""

    name: str
    full: str
    plain: str
    known: frozenset[str]


def known_by(file: Path, entry: str, letters: object) -> frozenset[str]:
    """The audiences that `letters` name. Raises CatalogError for other letters."""
    names = {a.letter: a.name for a in load_audiences().values()}
    if not isinstance(letters, str) or not set(letters) <= set(names):
        raise CatalogError(file, entry, "known", f"must hold letters of {''.join(names)}")
    return frozenset(names[letter] for letter in letters)


@lru_cache(maxsize=4)
def load_terms(file: Path = FOLDER / "terms.toml") -> tuple[Term, ...]:
    """All terms. Raises CatalogError for an entry not in order."""
    terms = []
    for name, table in read_toml(file).items():
        check_keys(file, name, table, ("plain", "known"), ("everyday", "also"))
        check_text(file, name, "plain", table["plain"])
        terms.append(Term(name, table["plain"], known_by(file, name, table["known"]),
                          table.get("everyday", False), tuple(table.get("also", ()))))
    return tuple(terms)


@lru_cache(maxsize=4)
def load_initialisms(file: Path = FOLDER / "initialisms.toml") -> tuple[Initialism, ...]:
    """All initialisms. Raises CatalogError for an entry not in order."""
    found = []
    for name, table in read_toml(file).items():
        check_keys(file, name, table, ("full", "plain", "known"))
        for key in ("full", "plain"):
            check_text(file, name, key, table[key])
        found.append(Initialism(name, table["full"], table["plain"], known_by(file, name, table["known"])))
    return tuple(found)
