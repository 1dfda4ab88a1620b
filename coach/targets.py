"""What to aim at: how long each part of a story should be, by the writer's level and the length of the answer.

The shares of the level "mid" are the guide's (its STAR section, as `unbalanced-components` tells it in checks.toml): a
fifth for situation and task together, more than half for the action, a fifth for the result, the rest for the look back.
University career services advise nearly the same, 20, 10, 60 and 10 percent for situation, task, action and result (as
at careers.uw.edu/resources/star-method-of-interviewing), with the look back inside the result. That more senior levels
tell less setting and more of decisions, results and reflection is this project's judgement of what interviewers listen
for, and is not measured. Two minutes at 150 words a minute are the middle of what the guide advises.

The numbers stand in targets.toml. They are refused where they contradict what the checks flag: nobody who keeps within
them is told that the parts are out of proportion, or that the answer is too long or too short.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from coach.checks.base import texts
from coach.draft import SECTION_NAMES
from coach.errors import DataError, InputError, unknown
from coach.reading.delivery import WORDS_PER_MINUTE

FILE = Path(__file__).parent / "targets.toml"
DEFAULT_LEVEL, DEFAULT_SECONDS = "mid", 120


@dataclass(frozen=True)
class Level:
    """A level of seniority: how it is called, what its answers stress, and the share of each part, summing to 1."""

    name: str
    stress: str
    shares: Mapping[str, float]


@dataclass(frozen=True)
class Aim:
    """Words and seconds for one part or the whole."""

    words: int
    seconds: int


@dataclass(frozen=True)
class Targets:
    """All that targets.toml says. `give` is how far from its share a part may be."""

    levels: Mapping[str, Level]
    seconds: tuple[int, ...]
    seconds_give: float
    give: Mapping[str, float]


@dataclass(frozen=True)
class Target:
    """What one writer aims at: a level and a length in seconds."""

    level: Level
    seconds: int

    def aim(self, part: str | None = None) -> Aim:
        """The words, to the nearest five, and the seconds for `part`, or for the whole."""
        seconds = self.seconds * (1 if part is None else self.level.shares[part])
        return Aim(5 * round(seconds * WORDS_PER_MINUTE / 60 / 5), round(seconds))

    def shares(self, part: str) -> tuple[float, float]:
        """The least and the greatest share of the words that is well for `part`."""
        share, give = self.level.shares[part], load_targets().give[part]
        return share - give, share + give

    def span(self) -> tuple[int, int]:
        """The least and the greatest number of seconds that is well for the whole."""
        give = load_targets().seconds_give
        return round(self.seconds * (1 - give)), min(round(self.seconds * (1 + give)), _longest())


def find_target(level: str = DEFAULT_LEVEL, seconds: int = DEFAULT_SECONDS) -> Target:
    """The target for a level and a length. Raises InputError for one that is not offered."""
    known = load_targets()
    if level not in known.levels:
        raise InputError("unknown-level", unknown("level", str(level), known.levels))
    if seconds not in known.seconds:
        raise InputError("unknown-length", unknown("length in seconds", str(seconds), map(str, known.seconds)))
    return Target(known.levels[level], seconds)


@lru_cache(maxsize=4)
def load_targets(file: Path = FILE) -> Targets:
    """What targets.toml says. Raises DataError that names the key where it is not in order."""
    def refuse(key, fault):
        raise DataError("targets", f"{file.name}, key {key!r}: {fault}")

    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError("targets", f"{file.name} can't be read: {error}; reinstall star-coach.") from error
    _keys("", table, ("seconds", "seconds_give", "give", "levels"), refuse)
    seconds = table["seconds"]
    if not isinstance(seconds, list) or not all(type(s) is int and s > 0 for s in seconds) or seconds != sorted(set(seconds)):
        refuse("seconds", "must be a list of rising whole numbers")
    if DEFAULT_SECONDS not in seconds:
        refuse("seconds", f"must offer {DEFAULT_SECONDS}")
    give = _shares("give", table["give"], SECTION_NAMES, refuse)
    if not isinstance(table["seconds_give"], float) or not 0 < table["seconds_give"] < 1:
        refuse("seconds_give", "must be a number between 0 and 1")
    if not isinstance(table["levels"], dict) or DEFAULT_LEVEL not in table["levels"]:
        refuse("levels", f"must be tables, among them {DEFAULT_LEVEL!r}")
    levels = {}
    for name, entry in table["levels"].items():
        key = f"levels.{name}"
        _keys(f"{key}.", entry, ("name", "stress", *SECTION_NAMES), refuse)
        for text in ("name", "stress"):
            if not isinstance(entry[text], str) or not entry[text].strip():
                refuse(f"{key}.{text}", "must be a text that is not blank")
        shares = _shares(key, {part: entry[part] for part in SECTION_NAMES}, SECTION_NAMES, refuse)
        if abs(sum(shares.values()) - 1) > 1e-6:
            refuse(key, f"the shares must sum to 1, not {sum(shares.values()):.2f}")
        levels[name] = Level(entry["name"], entry["stress"], shares)
    found = Targets(levels, tuple(seconds), table["seconds_give"], give)
    _agree(found, refuse)
    return found


def _keys(prefix: str, table: object, wanted: tuple[str, ...], refuse) -> None:
    if not isinstance(table, dict):
        refuse(prefix.rstrip("."), "must be a table")
    for key in table:
        if key not in wanted:
            refuse(prefix + key, unknown("key", key, wanted))
    for key in wanted:
        if key not in table:
            refuse(prefix + key, "is missing")


def _shares(key: str, table: object, parts: tuple[str, ...], refuse) -> dict[str, float]:
    _keys(f"{key}.", table, parts, refuse)
    for part, share in table.items():
        if not isinstance(share, float) or not 0 < share < 1:
            refuse(f"{key}.{part}", "must be a number between 0 and 1")
    return dict(table)


def _agree(found: Targets, refuse) -> None:
    """Refuse what a check would flag in an answer that keeps within the targets."""
    limits = texts()["unbalanced-components"].limits
    for name, level in found.levels.items():
        for part in SECTION_NAMES:
            if level.shares[part] <= found.give[part]:
                refuse(f"levels.{name}.{part}", "must be more than its give")
        for part in ("action", "result"):
            if level.shares[part] - found.give[part] < limits[f"{part}_least"]:
                refuse(f"levels.{name}.{part}", "less its give, would be flagged by unbalanced-components")
        if sum(level.shares[part] + found.give[part] for part in ("situation", "task")) > limits["context_most"]:
            refuse(f"levels.{name}.situation", "with the task and their give, would be flagged by unbalanced-components")
    if found.seconds[-1] > _longest():
        refuse("seconds", "would be flagged by too-long")
    if found.seconds[0] * (1 - found.seconds_give) * WORDS_PER_MINUTE / 60 < texts()["too-short"].limits["story_words"]:
        refuse("seconds", "would be flagged by too-short")


def _longest() -> int:
    return round(texts()["too-long"].limits["story_seconds"])
