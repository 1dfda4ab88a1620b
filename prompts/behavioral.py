"""Behavioural prompts: what an interviewer asks, why, and what a strong answer covers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from prompts.errors import CatalogError, UnknownPrompt, check_keys, check_text, check_texts, read_toml
from prompts.guide import GUIDE_SECTIONS

FOLDER = Path(__file__).parent / "behavioral"

GROUPS = {
    "impact": "Impact", "collab": "Collaboration", "failure": "Failure", "ambiguity": "Ambiguity",
    "pressure": "Pressure", "production": "Production", "data": "Data", "comm": "Communication",
    "growth": "Growth", "culture": "Culture",
}
PARTS = ("situation", "task", "action", "result", "reflection")


@dataclass(frozen=True)
class TalkingPoint:
    """What a strong answer covers, in which part, whether only a figure does it, what covering it sounds like, and what
    is asked where it is lacking."""

    point: str
    part: str
    figure: bool
    example: str
    follow_up: str


@dataclass(frozen=True)
class Prompt:
    """One prompt of the catalog; `group` is the first part of its id, `guide` a key of GUIDE_SECTIONS.

    `importance` is 3 where the guide's behavioural chapters ask for this very story, 2 where they treat of its theme, 1
    where it is drawn from a technical chapter.
    """

    id: str
    title: str
    asks: str
    guide: str
    importance: int
    wordings: tuple[str, ...]
    probes: str
    follow_ups: tuple[str, ...]
    traps: tuple[str, ...]
    talking_points: tuple[TalkingPoint, ...]

    @property
    def group(self) -> str:
        return self.id.split("-", 1)[0]


def _load(file: Path) -> Prompt:
    entry = file.stem
    table = check_keys(file, entry, read_toml(file), Prompt.__dataclass_fields__)
    for key in ("id", "title", "asks", "guide", "probes"):
        check_text(file, entry, key, table[key])
    if table["id"] != entry:
        raise CatalogError(file, entry, "id", "must be the file's name")
    if entry.split("-", 1)[0] not in GROUPS:
        raise CatalogError(file, entry, "id", f"must begin with one of {', '.join(GROUPS)}")
    if table["guide"] not in GUIDE_SECTIONS:
        raise CatalogError(file, entry, "guide", f"must be one of {', '.join(GUIDE_SECTIONS)}")
    if table["importance"] not in (1, 2, 3):
        raise CatalogError(file, entry, "importance", "must be 1, 2 or 3")
    table["wordings"] = check_texts(file, entry, "wordings", table["wordings"], 2, 3)
    table["follow_ups"] = check_texts(file, entry, "follow_ups", table["follow_ups"], 2, 6)
    table["traps"] = check_texts(file, entry, "traps", table["traps"], 2, 6)
    points = table["talking_points"]
    if not isinstance(points, list) or not 3 <= len(points) <= 6:
        raise CatalogError(file, entry, "talking_points", "must be 3 to 6 tables")
    keys = tuple(TalkingPoint.__dataclass_fields__)
    for point in points:
        check_keys(file, entry, point, keys)
        for key in ("point", "example", "follow_up"):
            check_text(file, entry, f"talking_points.{key}", point[key])
        if point["part"] not in PARTS:
            raise CatalogError(file, entry, "talking_points.part", f"must be one of {', '.join(PARTS)}")
        if not isinstance(point["figure"], bool):
            raise CatalogError(file, entry, "talking_points.figure", "must be true or false")
    table["talking_points"] = tuple(TalkingPoint(**p) for p in points)
    return Prompt(**table)


@lru_cache(maxsize=4)
def load_prompts(folder: Path = FOLDER) -> tuple[Prompt, ...]:
    """All prompts, in the order of GROUPS and then by id. Raises CatalogError for an entry not in order."""
    order = list(GROUPS)
    prompts = [_load(file) for file in sorted(folder.glob("*.toml"))]
    return tuple(sorted(prompts, key=lambda p: (order.index(p.group), p.id)))


def find_prompt(id: str) -> Prompt:
    """The prompt of that id. Raises UnknownPrompt, a CatalogError that offers the nearest id."""
    by_id = {p.id: p for p in load_prompts()}
    if id not in by_id:
        raise UnknownPrompt(id, by_id)
    return by_id[id]
