"""Stories in and out: Markdown for people, JSON and JSON Lines for programs; each gives back what went in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from .headings import front_matter, is_title, protect, split_sections, split_stories
from .types import RECORD_KEYS, StoreError, Story, make_title

if TYPE_CHECKING:
    from .store import Store

_META = ("kind", "id", "title", "prompt", "audience", "concept", "example", "created", "updated")
_PLAIN_VALUE = re.compile(r"\w(?:(?:[\w .,/()+'-]|:(?=\w))*[\w.,/()+'-])?")
_LINE_BREAKS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@dataclass(frozen=True)
class Problem:
    """What was wrong with one line of an import, of JSON with one record; both count from 1."""

    line: int
    code: str
    message: str


class Imported(NamedTuple):
    """How many stories an import added, and how many it skipped."""

    added: int
    skipped: int


def to_markdown(story: Story) -> str:
    """The story as a Markdown file: front matter, the title, then the parts or the free text."""
    titled = is_title(story.title, story.kind)
    values = {name: getattr(story, name) for name in _META}
    values["title"] = None if titled else story.title
    values["example"] = "true" if story.example else None
    front = "\n".join(f"{name}: {_quoted(value)}" for name, value in values.items() if value)
    blocks = [f"---\n{front}\n---"]
    if titled:
        blocks.append(f"# {story.title}")
    for name, text in story.sections:
        blocks += [f"## {name.capitalize()}", protect(text, story.kind)]
    if story.text:
        blocks.append(protect(story.text, story.kind, titled))
    return "\n\n".join(blocks) + "\n"


def from_markdown(text: str, default_title: str = "") -> Story:
    """The story in a Markdown file, written by `to_markdown` or by hand (see `split_sections`).

    Without front matter it is a story with no id. The title is the first heading, else that of
    the front matter, else `default_title`. Unknown front matter is ignored. Raises StoreError
    (story-field) where the front matter can't be used.
    """
    meta = {name: _unquoted(value) for name, value in front_matter(text).items() if name in _META}
    kind = meta.setdefault("kind", "story")
    title, sections, free = split_sections(text, kind)
    meta["title"] = title or meta.get("title") or default_title
    example = meta.pop("example", "").lower() == "true"
    return Story(text=free, sections=sections or (), example=example, **meta)


def dump_markdown(stories: Iterable[Story]) -> str:
    """All stories in one Markdown file, each as `to_markdown` gives it."""
    return "\n".join(map(to_markdown, stories))


def load_markdown(text: str, default_title: str = "") -> list[Story]:
    """The stories in a Markdown file of one or several. Raises StoreError (import-story)."""
    stories = []
    for number, part in enumerate(split_stories(text), start=1):
        try:
            stories.append(from_markdown(part, default_title))
        except StoreError as error:
            raise StoreError("import-story", f"Story {number} of the file is not usable: {error}") from error
    return stories


def dump_jsonl(stories: Iterable[Story]) -> str:
    """One record a line, as the command line reads it, with the dates and the example mark added."""
    lines = (json.dumps(_full_record(story), ensure_ascii=False) for story in stories)
    return "".join(line.translate(_LINE_BREAKS) + "\n" for line in lines)


def load_jsonl(text: str) -> tuple[list[Story], list[Problem]]:
    """The stories in JSON Lines, and what was wrong.

    A line that can't be used costs that line alone (import-line); keys that are not known are
    ignored and named once for the whole file (import-keys), with the first line that has one.
    """
    lines = enumerate(text.removeprefix("\ufeff").split("\n"), start=1)
    return from_records(((number, _record(line)) for number, line in lines if line.strip()), "Line")


def dump_json(stories: Iterable[Story]) -> str:
    """A list of the records that `dump_jsonl` writes, one a line."""
    lines = dump_jsonl(stories).removesuffix("\n").replace("\n", ",\n")
    return f"[\n{lines}\n]\n" if lines else "[]\n"


def load_json(text: str) -> tuple[list[Story], list[Problem]]:
    """The stories in a JSON list of records, or in one record alone, and what was wrong, as `load_jsonl` tells it.

    Raises StoreError (import-file) where the text is neither.
    """
    try:
        found = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise StoreError(
            "import-file", f"It is not JSON from line {error.lineno}, column {error.colno} on; mend it."
        ) from None
    except (ValueError, RecursionError):
        raise StoreError("import-file", "Its JSON has a number or nesting too large; mend it.") from None
    if isinstance(found, dict):
        found = [found]
    if not isinstance(found, list):
        raise StoreError("import-file", "It holds no list of records ([{…}, …]); write one.")
    return from_records(((number, _object(item)) for number, item in enumerate(found, start=1)), "Record")


def from_records(
    rows: Iterable[tuple[int, dict[str, Any] | StoreError]], place: str
) -> tuple[list[Story], list[Problem]]:
    """The stories in numbered records, and what was wrong; `place` is what the numbers count, as a word."""
    stories: list[Story] = []
    problems: list[Problem] = []
    unknown: dict[str, int] = {}
    for number, record in rows:
        try:
            if isinstance(record, StoreError):
                raise record
            stories.append(Story.from_record(record))
        except StoreError as error:
            problems.append(Problem(number, "import-line", f"{place} {number} is left out: {error}"))
        else:
            for key in record.keys() - RECORD_KEYS:
                unknown.setdefault(key, number)
    if unknown:
        names = ", ".join(sorted(map(ascii, unknown)))
        message = f"These keys are not known and ignored: {names}."
        problems.append(Problem(min(unknown.values()), "import-keys", message))
    return stories, problems


def import_stories(
    store: Store, stories: Iterable[Story], on_conflict: Literal["new", "skip"] = "new"
) -> Imported:
    """Add the stories to the store, all or (on an error) none; nothing there is overwritten.

    A story whose content the bank has already, under whatever id, is skipped; if it lies in the
    bin under the same id, it is restored. Where only the id is there, with other content, the
    story is added under a new id, or with `on_conflict="skip"` skipped. Dates are kept.
    """
    if on_conflict not in ("new", "skip"):
        raise ValueError(f"on_conflict must be 'new' or 'skip', not {on_conflict!r}")
    added = skipped = 0
    with store.transaction():
        live = {_key(story) for story in store.list()}
        binned = {story.id: _key(story) for story in store.deleted()}
        ids = {story.id for story in store.list(include_deleted=True)}
        for story in stories:
            story = replace(story, title=make_title(story))
            conflict = story.id in ids and binned.get(story.id) != _key(story)
            if _key(story) in live or (conflict and on_conflict == "skip"):
                skipped += 1
                continue
            ids.add(store.save(replace(story, id="") if conflict else story, touch=False).id)
            live.add(_key(story))
            added += 1
    return Imported(added, skipped)


def _key(story: Story) -> str:
    return json.dumps(story.content(), sort_keys=True)


def _full_record(story: Story) -> dict[str, Any]:
    extra = {"created": story.created, "updated": story.updated, "example": story.example}
    return {**story.as_record(), **{name: value for name, value in extra.items() if value}}


def _record(line: str) -> dict[str, Any] | StoreError:
    try:
        return _object(json.loads(line))
    except json.JSONDecodeError as error:
        return StoreError("import-line", f"It is not JSON from column {error.colno} on; mend it.")
    except (ValueError, RecursionError):
        return StoreError("import-line", "Its JSON has a number or nesting too large; mend it.")


def _object(value: object) -> dict[str, Any] | StoreError:
    if isinstance(value, dict):
        return value
    return StoreError("import-line", "It holds no JSON object ({…}); write one record a line.")


def _quoted(value: str) -> str:
    return value if _PLAIN_VALUE.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def _unquoted(value: str) -> str:
    if value.startswith('"'):
        try:
            return str(json.loads(value))
        except ValueError:
            return value
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] == "'" else value
