"""Concepts to explain to a lay listener: what each is for, what it is like, what it changes, and how it is asked on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from prompts.errors import CatalogError, check_keys, check_text, check_texts, read_toml
from prompts.guide import TECHNICAL_SECTIONS
from prompts.words import Term, known_by

FOLDER = Path(__file__).parent / "concepts"


@dataclass(frozen=True)
class Analogy:
    """A likeness from everyday life, the words by which a text that draws it is known, and where it breaks down."""

    likeness: str
    cues: tuple[str, ...]
    breaks: str


@dataclass(frozen=True)
class Concept:
    """One concept; `names` begins with the usual one, `guide` is a key of TECHNICAL_SECTIONS.

    `how` tells how it works in two plain sentences, `figure` names the business figure that `business` says is moved,
    `limits` says what the thing can't do, `terms` are what comes up when it is explained, each with plain words.
    """

    id: str
    names: tuple[str, ...]
    guide: str
    purpose: str
    how: tuple[str, ...]
    business: str
    figure: str
    limits: str
    misunderstandings: tuple[str, ...]
    follow_ups: tuple[str, ...]
    analogies: tuple[Analogy, ...]
    terms: tuple[Term, ...]

    @property
    def name(self) -> str:
        return self.names[0]


def _load(file: Path) -> Concept:
    entry = file.stem
    table = check_keys(file, entry, read_toml(file), Concept.__dataclass_fields__)
    for key in ("id", "guide", "purpose", "business", "figure", "limits"):
        check_text(file, entry, key, table[key])
    if table["id"] != entry:
        raise CatalogError(file, entry, "id", "must be the file's name")
    if table["guide"] not in TECHNICAL_SECTIONS:
        raise CatalogError(file, entry, "guide", f"must be one of {', '.join(TECHNICAL_SECTIONS)}")
    for key, least, most in (("names", 1, 8), ("how", 2, 2), ("misunderstandings", 2, 4), ("follow_ups", 2, 4)):
        table[key] = check_texts(file, entry, key, table[key], least, most)
    table["analogies"] = tuple(
        Analogy(check_text(file, entry, "analogies.likeness", a["likeness"]),
                check_texts(file, entry, "analogies.cues", a["cues"], 1, 6),
                check_text(file, entry, "analogies.breaks", a["breaks"]))
        for a in _tables(file, entry, "analogies", table["analogies"], 2, 3, ("likeness", "cues", "breaks")))
    table["terms"] = tuple(
        Term(check_text(file, entry, "terms.name", t["name"]), check_text(file, entry, "terms.plain", t["plain"]),
             known_by(file, entry, t["known"]), t.get("everyday", False))
        for t in _tables(file, entry, "terms", table["terms"], 3, 12, ("name", "plain", "known"), ("everyday",)))
    return Concept(**table)


def _tables(file: Path, entry: str, key: str, value: object, least: int, most: int, required, optional=()) -> list[dict]:
    if not isinstance(value, list) or not least <= len(value) <= most:
        raise CatalogError(file, entry, key, f"must be {least} to {most} tables")
    return [check_keys(file, entry, table, required, optional) for table in value]


@lru_cache(maxsize=4)
def load_concepts(folder: Path = FOLDER) -> tuple[Concept, ...]:
    """All concepts, by the order of the guide's sections and then by name. Raises CatalogError for an entry not in order."""
    order = list(TECHNICAL_SECTIONS)
    concepts = [_load(file) for file in sorted(folder.glob("*.toml"))]
    return tuple(sorted(concepts, key=lambda c: (order.index(c.guide), c.name)))


def find_concept(name: str | None) -> Concept | None:
    """The concept that goes by that name or id, letters' case and hyphens aside; None where the catalog holds none."""
    wanted = _fold(name or "")
    return next((c for c in load_concepts() if wanted in {_fold(n) for n in (c.id, *c.names)}), None)


def _fold(name: str) -> str:
    return " ".join(name.lower().replace("-", " ").split())
