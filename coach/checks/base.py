"""What a check is: one frozen value with one name; its words, limits and texts stand in checks.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from coach.draft import AUDIENCES, KINDS
from coach.errors import DataError, unknown
from coach.reading import Reading
from coach.report import SEVERITIES, Finding, NotJudged
from prompts import GUIDE_SECTIONS, load_audiences

FILE = Path(__file__).parent.parent / "checks.toml"


@dataclass(frozen=True)
class Flag:
    """A flaw found by a check; `start` None for the whole draft. `values` fill the message's and question's
    blanks beside {quote}; `severity` stands in place of the check's own where given."""

    start: int | None = None
    end: int | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    severity: str | None = None
    message: str | None = None
    question: str | None = None


def listener(reading: Reading) -> str:
    """How a sentence speaks of the draft's audience."""
    audience = reading.draft.audience
    return load_audiences()[audience].spoken if audience else "the listener"


@dataclass(frozen=True)
class Unjudged:
    """The check could not look, and why."""

    why: str


@dataclass(frozen=True)
class Example:
    """A draft that must flag, or must not."""

    text: str
    audience: str | None = None
    prompt: str | None = None
    concept: str | None = None


@dataclass(frozen=True)
class Text:
    """What checks.toml says of one check. `message` and `question` have blanks in braces."""

    title: str
    severity: str
    kinds: tuple[str, ...]
    guide: str
    message: str
    question: str
    why: str
    better: str
    flags: tuple[Example, ...]
    quiet: tuple[Example, ...]
    words: Mapping[str, tuple[str, ...]]
    limits: Mapping[str, float]

    def pattern(self, name: str) -> re.Pattern:
        """The list `name` as one pattern of whole words, in any case; a trailing * stands for any ending."""
        return _pattern(self.words[name])


@dataclass(frozen=True)
class Check:
    """A check by name; `look` gives flags, or tells why it could not look."""

    name: str
    look: Callable[[Reading, Text], Iterable[Flag] | Unjudged]

    @property
    def text(self) -> Text:
        return texts()[self.name]

    def run(self, reading: Reading) -> list[Finding] | NotJudged:
        """The findings on `reading`, in order of place."""
        text = self.text
        flags = self.look(reading, text)
        if isinstance(flags, Unjudged):
            return NotJudged(self.name, flags.why)
        findings = []
        for flag in flags:
            quote = None if flag.start is None else reading.quote(flag.start, flag.end)
            values = {"quote": quote, **flag.values}
            findings.append(Finding(
                self.name, flag.severity or text.severity, flag.start, flag.end, quote,
                _fill(flag.message or text.message, values), _fill(flag.question or text.question, values), text.guide,
            ))
        return findings


def _fill(template: str, values: Mapping[str, object]) -> str:
    """`template` with {name} blanks filled, white space folded and the first letter large; the values themselves
    are never read as templates."""
    filled = re.sub(r"\{(\w+)\}", lambda m: " ".join(str(values[m[1]]).split()), template)
    return filled[:1].upper() + filled[1:]


@lru_cache(maxsize=256)
def _pattern(entries: tuple[str, ...]) -> re.Pattern:
    body = "|".join(re.escape(w).replace(r"\*", r"\w*") for w in sorted(entries, key=len, reverse=True))
    return re.compile(rf"(?<![\w'])(?:{body})(?!\w)", re.IGNORECASE)


_KEYS = ("title", "severity", "kinds", "guide", "message", "question", "why", "better", "flags", "quiet")


@lru_cache(maxsize=1)
def texts() -> dict[str, Text]:
    """What checks.toml says, by check. Raises DataError that names check and key where it is not in order."""
    try:
        tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError("checks", f"checks.toml can't be read: {error}; reinstall star-coach.") from error
    return {name: _text(name, table) for name, table in tables.items()}


def _text(name: str, table: dict) -> Text:
    def refuse(key, fault):
        raise DataError("checks", f"checks.toml, check {name!r}, key {key!r}: {fault}")

    known = (*_KEYS, "words", "limits")
    for key in table:
        if key not in known:
            refuse(key, unknown("key", key, known))
    for key in _KEYS:
        if key not in table:
            refuse(key, "is missing")
    for key in ("title", "severity", "guide", "message", "question", "why", "better"):
        if not isinstance(table[key], str) or not table[key].strip():
            refuse(key, "must be a text that is not blank")
    if table["severity"] not in SEVERITIES:
        refuse("severity", unknown("severity", table["severity"], SEVERITIES))
    if table["guide"] not in GUIDE_SECTIONS:
        refuse("guide", unknown("section", table["guide"], GUIDE_SECTIONS))
    if not table["kinds"] or not set(table["kinds"]) <= set(KINDS):
        refuse("kinds", f"must list some of {', '.join(KINDS)}")
    for key in ("flags", "quiet"):
        if not table[key]:
            refuse(key, "needs at least one example")
    for key, value in table.get("limits", {}).items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            refuse(f"limits.{key}", "must be a number")
    return Text(
        **{key: table[key] for key in ("title", "severity", "guide", "message", "question", "why", "better")},
        kinds=tuple(table["kinds"]),
        flags=tuple(_example(e, refuse) for e in table["flags"]),
        quiet=tuple(_example(e, refuse) for e in table["quiet"]),
        words={key: tuple(value) for key, value in table.get("words", {}).items()},
        limits=dict(table.get("limits", {})),
    )


def _example(entry: object, refuse) -> Example:
    if isinstance(entry, str):
        return Example(entry)
    if not isinstance(entry, dict) or "text" not in entry or len(entry) < 2 or set(entry) - {"text", "audience", "prompt", "concept"}:
        refuse("flags/quiet", "an example is a text, or a table of text with audience, prompt or concept")
    if entry.get("audience", AUDIENCES[0]) not in AUDIENCES:
        refuse("flags/quiet", unknown("audience", entry["audience"], AUDIENCES))
    return Example(**entry)
