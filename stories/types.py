"""What the bank keeps: a story or an explanation, and the one error of this package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

KINDS = ("story", "explanation")
SECTION_NAMES = ("situation", "task", "action", "result", "reflection")

_TEXT_KEYS = ("id", "kind", "title", "text", "prompt", "audience", "concept", "created", "updated")
RECORD_KEYS = frozenset((*_TEXT_KEYS, *SECTION_NAMES, "example"))


class StoreError(Exception):
    """A fault that the reader of the message can mend.

    `code` is short kebab-case and stays the same between versions; the message is one sentence
    that says what to do. It may hold a path, a field's name or an id, never what somebody wrote.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Story:
    """One story or explanation.

    A writer uses either the guided parts (`sections`) or one free text (`text`), never both; an
    explanation is always a free text. What is given is put in order once, here:

    - `sections` keeps only parts that hold more than blanks, in the order of SECTION_NAMES;
    - `title` is one line, each run of white space in it one blank;
    - an empty `prompt`, `audience` or `concept` is None.

    Texts are kept character by character. `created` and `updated` are ISO 8601 times, "" until
    the story is saved; so is `id`. Raises StoreError (story-field) for anything else.
    """

    id: str = ""
    kind: str = "story"
    title: str = ""
    text: str = ""
    sections: tuple[tuple[str, str], ...] = ()
    prompt: str | None = None
    audience: str | None = None
    concept: str | None = None
    example: bool = False
    created: str = ""
    updated: str = ""

    def __post_init__(self) -> None:
        parts = dict(self.sections)
        for name in parts:
            if name not in SECTION_NAMES:
                raise _bad(f"there is no section {name!r}; the sections are {', '.join(SECTION_NAMES)}")
        if len(parts) < len(self.sections):
            raise _bad("a section is given twice; join the two")
        for name in ("prompt", "audience", "concept"):
            if getattr(self, name) == "":
                object.__setattr__(self, name, None)
        for name in _TEXT_KEYS:
            _check_text(name, getattr(self, name), may_be_none=name in ("prompt", "audience", "concept"))
        for name, value in parts.items():
            _check_text(name, value)
        if not isinstance(self.example, bool):
            raise _bad("the field 'example' must be true or false")
        if self.kind not in KINDS:
            raise _bad(f"the kind must be one of {', '.join(KINDS)}")
        kept = tuple((name, parts[name]) for name in SECTION_NAMES if parts.get(name, "").strip())
        if kept and self.text:
            raise _bad("there is a free text as well as sections; keep one of the two")
        if kept and self.kind == "explanation":
            raise _bad("an explanation has one text and no sections; join them")
        object.__setattr__(self, "sections", kept)
        object.__setattr__(self, "title", " ".join(self.title.split()))

    def as_record(self) -> dict[str, str]:
        """The record that the command line reads: only what is set; no dates, no example mark."""
        head = {"id": self.id, "kind": self.kind, "title": self.title}
        written = dict(self.sections) or {"text": self.text}
        choices = {"prompt": self.prompt, "audience": self.audience, "concept": self.concept}
        return {key: value for key, value in {**head, **written, **choices}.items() if value}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Story:
        """The story in a record of the command line, or in one with dates and example mark as well.

        A key that is missing or null is not set; unknown keys are ignored. Raises StoreError
        (story-field) where a value has the wrong type or the fields contradict each other.
        """
        given = {key: value for key, value in record.items() if value is not None}
        sections = tuple((name, given[name]) for name in SECTION_NAMES if name in given)
        own = {f.name: given[f.name] for f in fields(cls) if f.name != "sections" and f.name in given}
        return cls(sections=sections, **own)

    def content(self) -> dict[str, str]:
        """What the writer wrote and chose: the record without its id. Equal for equal stories."""
        return {key: value for key, value in self.as_record().items() if key != "id"}

    def words(self) -> int:
        """How many words there are between blanks, the title aside."""
        return len(" ".join([self.text, *(text for _, text in self.sections)]).split())


@dataclass(frozen=True)
class Version:
    """A story as one save left it: `story` has its content, its id, and as `updated` when that was.

    Numbers count from 1, the oldest. Saving `story` brings it back, as a new version.
    """

    number: int
    story: Story

    @property
    def id(self) -> str:
        return self.story.id

    @property
    def saved(self) -> str:
        return self.story.updated


def make_title(story: Story, words: int = 8, characters: int = 60) -> str:
    """The story's own title or, where it has none, its first words; never empty."""
    if story.title:
        return story.title
    written = (story.text or " ".join(text for _, text in story.sections)).split()
    if not written:
        return "Untitled"
    title = " ".join(written[:words])
    if len(title) > characters:
        title = title[:characters].rpartition(" ")[0] or title[:characters]
    whole = title == " ".join(written)
    return title if whole else title.rstrip(" ,;:.-–—") + "…"


def _check_text(name: str, value: object, may_be_none: bool = False) -> None:
    if value is None and may_be_none:
        return
    if not isinstance(value, str):
        raise _bad(f"the field {name!r} must be text")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise _bad(f"the field {name!r} holds half a character (a lone surrogate); write it again") from None


def _bad(what: str) -> StoreError:
    return StoreError("story-field", what[0].upper() + what[1:] + ".")
