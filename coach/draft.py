"""Draft and its sections: what is critiqued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coach.errors import InputError, unknown
from prompts import load_audiences

KINDS = ("story", "explanation")
SECTION_NAMES = ("situation", "task", "action", "result", "reflection")
AUDIENCES = tuple(load_audiences())
RECORD_KEYS = ("id", "kind", "text", *SECTION_NAMES, "prompt", "audience", "concept")

# About 45 minutes of speech: ten times the longest answer anybody gives, and under five seconds of reading.
MAX_CHARACTERS = 40_000


@dataclass(frozen=True)
class Section:
    """A part that the writer named; `start` and `end` count code points in the draft's text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Draft:
    """One answer or explanation. `text` is the whole of it; `sections` is empty for a free text."""

    text: str
    id: str = ""
    kind: str = "story"
    sections: tuple[Section, ...] = ()
    prompt: str | None = None
    audience: str | None = None
    concept: str | None = None

    def __post_init__(self):
        if self.kind not in KINDS:
            raise InputError("unknown-kind", unknown("kind", str(self.kind), KINDS))
        if self.audience is not None and self.audience not in AUDIENCES:
            raise InputError("unknown-audience", unknown("audience", str(self.audience), AUDIENCES))
        if not any(c.isalnum() for c in self.text):
            raise InputError("empty-draft", "The draft holds no words; write a sentence or two first.")
        if len(self.text) > MAX_CHARACTERS:
            raise InputError(
                "draft-too-long",
                f"The draft has {len(self.text):,} characters and the limit is {MAX_CHARACTERS:,}; "
                "keep one answer a draft and cut it to what you would say.",
            )
        try:
            self.text.encode("utf-8")
        except UnicodeEncodeError:
            raise InputError(
                "not-unicode", "The draft holds half a character (a lone surrogate); save it as UTF-8 again."
            ) from None

    @classmethod
    def from_sections(cls, sections: Mapping[str, str], **fields) -> Draft:
        """A draft whose parts the writer named; empty parts are left out and the rest joined by a blank line."""
        text, places = "", []
        for name in SECTION_NAMES:
            part = sections.get(name) or ""
            if part.strip():
                text += "\n\n" if text else ""
                places.append(Section(name, len(text), len(text) + len(part)))
                text += part
        return cls(text, sections=tuple(places), **fields)

    @classmethod
    def from_record(cls, record: object, kind: str = "story", audience: str | None = None,
                    prompt: str | None = None, id: str = "") -> Draft:
        """A draft from a record of the contract; the arguments stand where the record says nothing.

        Raises InputError where the record is not an object, holds no text, or a value is not of its kind.
        """
        if not isinstance(record, Mapping):
            raise InputError("not-a-record", "A record must be an object with a text, such as {\"text\": \"…\"}.")
        for key in RECORD_KEYS:
            value = record.get(key)
            if key != "id" and value is not None and not isinstance(value, str):
                raise InputError("wrong-type", f"The value of {key!r} must be a string in quotes.")
        given = {name: record[name] for name in SECTION_NAMES if record.get(name)}
        text = record.get("text") or ""
        if given and text.strip():
            raise InputError("text-and-sections", "The record has both a text and sections; give one of them.")
        if not given and record.get("text") is None:
            raise InputError(
                "no-text", f"The record has no text; give 'text', or sections: {', '.join(SECTION_NAMES)}."
            )
        fields = {
            "id": id if record.get("id") in (None, "") else str(record["id"]),
            "kind": record.get("kind") or kind,
            "prompt": record.get("prompt") or prompt,
            "audience": record.get("audience") or audience,
            "concept": record.get("concept") or None,
        }
        return cls.from_sections(given, **fields) if given else cls(text, **fields)
