"""The bank itself: stories and working drafts in one SQLite file on the writer's own machine."""

from __future__ import annotations

import difflib
import json
import os
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from .connection import connect, explained, fault, locate
from .exchange import from_markdown
from .types import StoreError, Story, Version, make_title

Stories = list[Story]
Versions = list[Version]
Rows = list[sqlite3.Row]


@dataclass(frozen=True)
class Working:
    """A draft as it stood at the last key stroke that reached the store; `owner` is a session."""

    key: str
    owner: str
    kind: str
    payload: dict[str, Any]
    updated: str


Drafts = list[Working]


def open_store(path: str | os.PathLike[str] | None = None) -> Store:
    """The store at `path` (a file, or a folder with `stories.sqlite3`), made on first use.

    Without `path` it lies in the folder STAR_COACH_HOME or, failing that, in the user's data
    folder. A store that cannot be written is opened for reading; see `Store.read_only`.
    Raises StoreError: store-damaged, store-newer, store-foreign (another program's file),
    store-folder (cannot be made), store-read-only (must be upgraded but can't), store-busy,
    store-unusable.
    """
    file = locate(path)
    db, read_only = connect(file)
    return Store(file, db, read_only)


class Store:
    """An open story bank. Make it with `open_store`; close it, or use it in a `with`.

    One connection behind one lock: every method may be called from any thread. Several stores,
    in one process or many, may be open on the same file. Any method may raise StoreError, with
    store-read-only where something would be written to a store that can only be read.
    """

    def __init__(self, path: Path, db: sqlite3.Connection, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._db = db
        self._db.row_factory = sqlite3.Row
        self._lock = threading.RLock()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the store can't be used afterwards."""
        with self._lock:
            self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """What is saved inside the block is saved whole or not at all; blocks may be nested."""
        with self._lock, explained(self.path):
            if self._db.in_transaction:
                yield self._db
                return
            if self.read_only:
                raise fault(sqlite3.SQLITE_READONLY, self.path)
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    # Stories

    def save(self, story: Story, touch: bool = True) -> Story:
        """Insert or update the story by its id; returns it as stored.

        A story without id gets a new one, one without title its first words as title. `updated`
        is set to now; with `touch=False` a given date is kept. Saving a deleted story restores
        it. An example that is saved with other content becomes the writer's own. What was there
        before stays as a version.
        """
        with self.transaction():
            old = self._row(story.id)
            now = _now()
            story = replace(
                story,
                id=story.id or _new_key(lambda key: self._row(key) is not None),
                title=make_title(story),
                created=story.created or (old["created"] if old else now),
                updated=now if touch else story.updated or now,
            )
            if old and not (old["example"] and _story(old).content() == story.content()):
                story = replace(story, example=False)
            self._write(story, old)
        return story

    def get(self, id: str) -> Story:
        """The live story with this id. Raises StoreError (story-unknown)."""
        row = self._row(id)
        if row is None or row["deleted"]:
            raise _unknown(id, [story.id for story in self.list()])
        return _story(row)

    def find(self, prefix: str, include_deleted: bool = False) -> Story:
        """The story whose id is `prefix`, or the only one whose id begins with it.

        Raises StoreError: story-ambiguous or story-unknown, each naming the nearest ids.
        """
        stories = {story.id: story for story in self.list(include_deleted=include_deleted)}
        if prefix in stories:
            return stories[prefix]
        matches = [id for id in stories if id.startswith(prefix)]
        if len(matches) > 1:
            raise StoreError(
                "story-ambiguous",
                f"Several ids begin with {prefix!r}; give more of one: {_few(sorted(matches))}.",
            )
        if not matches:
            raise _unknown(prefix, list(stories))
        return stories[matches[0]]

    def list(self, kind: str | None = None, include_deleted: bool = False) -> Stories:
        """The stories, the one created last first; editing does not move a story."""
        where = "(kind = ? OR ? IS NULL) AND (deleted IS NULL OR ?)"
        return self._stories(where, kind, kind, include_deleted)

    def deleted(self) -> Stories:
        """The stories in the bin, in the order of `list`."""
        return self._stories("deleted IS NOT NULL")

    def count(self) -> int:
        """How many live stories there are, examples among them."""
        return int(self._read("SELECT count(*) FROM stories WHERE deleted IS NULL")[0][0])

    def delete(self, id: str) -> None:
        """Put the story in the bin, where `restore` finds it. Raises StoreError (story-unknown)."""
        self._mark(id, _now())

    def restore(self, id: str) -> None:
        """Take the story out of the bin again. Raises StoreError (story-unknown)."""
        self._mark(id, None)

    def purge(self) -> int:
        """Empty the bin for good, so that the file keeps no trace of the texts; returns how many.

        Not to be called inside a `transaction`.
        """
        with self.transaction() as db:
            count = db.execute("DELETE FROM stories WHERE deleted IS NOT NULL").rowcount
        self._read("PRAGMA wal_checkpoint(TRUNCATE)")  # the log holds the texts, too
        return count

    def load_examples(self) -> int:
        """Add the examples that come with the package, marked as such; returns how many changed.

        One that the writer has edited is left alone; one that was deleted comes back.
        """
        changed = 0
        with self.transaction():
            for example in example_stories():
                row = self._row(example.id)
                edited = row and not row["example"]
                if edited or (row and not row["deleted"] and _story(row).content() == example.content()):
                    continue
                now = _now()
                self._write(replace(example, created=row["created"] if row else now, updated=now), row)
                changed += 1
        return changed

    def remove_examples(self) -> int:
        """Remove the examples for good, save those that the writer has edited; returns how many."""
        with self.transaction() as db:
            return db.execute("DELETE FROM stories WHERE example").rowcount

    # Versions

    def versions(self, id: str) -> Versions:
        """All versions of the story, live or in the bin, the oldest first; the last is what it holds now.

        Each save that changed what the writer wrote or chose made one; they go when the story is
        purged. Raises StoreError (story-unknown).
        """
        rows = self._read("SELECT * FROM versions WHERE story = ? ORDER BY number", id)
        if not rows:
            raise _unknown(id, [story.id for story in self.list(include_deleted=True)])
        return [_version(row) for row in rows]

    def version(self, id: str, number: int) -> Version:
        """One version of the story. Raises StoreError: story-unknown or version-unknown."""
        found = self.versions(id)
        if not 1 <= number <= len(found):
            known = f"the versions 1 to {len(found)}" if len(found) > 1 else "version 1 only"
            raise StoreError("version-unknown", f"The story {id} has no version {number}; it has {known}.")
        return found[number - 1]

    def count_versions(self, id: str) -> int:
        """How many versions the story has; 0 where there is no such story."""
        return int(self._read("SELECT count(*) FROM versions WHERE story = ?", id)[0][0])

    # What was computed from stories

    def computed(self) -> dict[str, tuple[str, bytes]]:
        """What `keep_computed` kept, by the story's id: the key it was kept under, and the bytes."""
        return {row["story"]: (row["key"], row["payload"]) for row in self._read("SELECT * FROM computed")}

    def keep_computed(self, rows: Mapping[str, tuple[str, bytes]]) -> None:
        """Keep what was computed from stories, by id, in place of what was kept before; it goes when they are purged.

        What is given for a story that is not there any more is left out.
        """
        with self.transaction() as db:
            db.executemany(
                "INSERT INTO computed (story, key, payload) SELECT id, ?, ? FROM stories WHERE id = ? "
                "ON CONFLICT (story) DO UPDATE SET key = excluded.key, payload = excluded.payload",
                [(key, payload, id) for id, (key, payload) in rows.items()],
            )

    # Working drafts

    def put_working(self, key: str | None, owner: str, kind: str, payload: Mapping[str, Any]) -> str:
        """Keep what `owner` is typing, and return the key to keep it under from now on.

        A row belongs to the session that made or claimed it. Where `key` is None or belongs to
        another owner, a new row is made, so that two tabs never overwrite each other.
        """
        text = json.dumps(dict(payload))
        with self.transaction() as db:
            row = self._working_row(key) if key else None
            if key is None or (row and row["owner"] != owner):
                key = _new_key(lambda new: self._working_row(new) is not None)
            db.execute(
                "INSERT INTO working (key, owner, kind, payload, updated) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (key) DO UPDATE SET kind = excluded.kind, payload = excluded.payload, "
                "updated = excluded.updated",
                (key, owner, kind, text, _now()),
            )
        return key

    def latest_working(self, kind: str) -> Working | None:
        """The draft of this kind that was written to last, whoever owns it."""
        return next((draft for draft in self.list_working() if draft.kind == kind), None)

    def list_working(self) -> Drafts:
        """All drafts, the one written to last first."""
        return [
            Working(row["key"], row["owner"], row["kind"], json.loads(row["payload"]), row["updated"])
            for row in self._read("SELECT * FROM working ORDER BY updated DESC, seq DESC")
        ]

    def claim_working(self, key: str, owner: str) -> dict[str, Any] | None:
        """Make `owner` the draft's owner; returns its payload, or None if there is no such draft."""
        with self.transaction() as db:
            db.execute("UPDATE working SET owner = ? WHERE key = ?", (owner, key))
            row = self._working_row(key)
        return json.loads(row["payload"]) if row else None

    def discard_working(self, key: str, owner: str | None = None) -> bool:
        """Remove a draft; returns whether it was there. With `owner`, only if it is that owner's."""
        with self.transaction() as db:
            return (
                db.execute(
                    "DELETE FROM working WHERE key = ? AND (owner = ? OR ? IS NULL)", (key, owner, owner)
                ).rowcount
                > 0
            )

    # The tables

    def _read(self, sql: str, *values: object) -> Rows:
        with self._lock, explained(self.path):
            return self._db.execute(sql, values).fetchall()

    def _stories(self, where: str, *values: object) -> Stories:
        return [
            _story(row)
            for row in self._read(
                f"SELECT * FROM stories WHERE {where} ORDER BY created DESC, seq DESC", *values
            )
        ]

    def _row(self, id: str) -> sqlite3.Row | None:
        return next(iter(self._read("SELECT * FROM stories WHERE id = ?", id)), None)

    def _working_row(self, key: str) -> sqlite3.Row | None:
        return next(iter(self._read("SELECT * FROM working WHERE key = ?", key)), None)

    def _write(self, story: Story, old: sqlite3.Row | None) -> None:
        """Write the story over `old`, its row; a content that differs from it is a new version."""
        values = {name: getattr(story, name) for name in _COLUMNS}
        values["sections"] = json.dumps(dict(story.sections), ensure_ascii=False)
        self._db.execute(_UPSERT, values)
        content = story.content()
        if old is None or _story(old).content() != content:
            self._db.execute(
                "INSERT INTO versions (story, number, saved, content) "
                "SELECT :id, coalesce(max(number), 0) + 1, :saved, :content FROM versions WHERE story = :id",
                {"id": story.id, "saved": story.updated, "content": json.dumps(content, ensure_ascii=False)},
            )

    def _mark(self, id: str, deleted: str | None) -> None:
        with self.transaction() as db:
            if not db.execute("UPDATE stories SET deleted = ? WHERE id = ?", (deleted, id)).rowcount:
                raise _unknown(id, [story.id for story in self.list(include_deleted=True)])


def example_stories() -> Stories:
    """The examples that come with the package, by file name, marked as examples."""
    folder = files(__package__).joinpath("examples")
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".md")), key=lambda f: f.name)
    return [replace(from_markdown(f.read_text(encoding="utf-8")), example=True) for f in found]


_COLUMNS = tuple(field.name for field in fields(Story))
_UPSERT = (
    f"INSERT INTO stories ({', '.join(_COLUMNS)}) VALUES ({', '.join(':' + name for name in _COLUMNS)}) "
    "ON CONFLICT (id) DO UPDATE SET deleted = NULL, "
    + ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS if name != "id")
)


def _story(row: sqlite3.Row) -> Story:
    values = {name: row[name] for name in _COLUMNS}
    values["sections"] = tuple(json.loads(row["sections"]).items())
    values["example"] = bool(row["example"])
    return Story(**values)


def _version(row: sqlite3.Row) -> Version:
    record = {**json.loads(row["content"]), "id": row["story"], "updated": row["saved"]}
    return Version(row["number"], Story.from_record(record))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _new_key(taken: Callable[[str], bool]) -> str:
    while taken(key := secrets.token_hex(4)):
        pass
    return key


def _unknown(id: str, known: list[str]) -> StoreError:
    near = difflib.get_close_matches(id, known, n=3, cutoff=0.5)
    hint = f"the nearest are {_few(near)}" if near else "list the stories to see their ids"
    return StoreError("story-unknown", f"There is no story with the id {id!r}; {hint}.")


def _few(ids: list[str], limit: int = 5) -> str:
    return ", ".join(ids[:limit]) + (f" and {len(ids) - limit} more" if len(ids) > limit else "")
