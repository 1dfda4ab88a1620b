"""The shapes that the store has had, oldest first.

A store says in `PRAGMA user_version` how many of the migrations it has run, and in
`PRAGMA application_id` that it is ours. A migration that has been released is never edited:
a change of shape is a new one at the end, tested on a store made by the version before it.
"""

from __future__ import annotations

import sqlite3

APPLICATION_ID = 0x53544152  # "STAR"

Migration = tuple[str, ...]

_STORIES: Migration = (
    f"PRAGMA application_id = {APPLICATION_ID}",
    """CREATE TABLE stories (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        sections TEXT NOT NULL,  -- JSON object, name to text
        prompt TEXT,
        audience TEXT,
        concept TEXT,
        example INTEGER NOT NULL,
        created TEXT NOT NULL,
        updated TEXT NOT NULL,
        deleted TEXT             -- when it was put in the bin; NULL for a live story
    )""",
)

_WORKING: Migration = (
    """CREATE TABLE working (
        seq INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        owner TEXT NOT NULL,
        kind TEXT NOT NULL,
        payload TEXT NOT NULL,   -- JSON object
        updated TEXT NOT NULL
    )""",
)

_COMPUTED: Migration = (
    """CREATE TABLE computed (
        story TEXT PRIMARY KEY REFERENCES stories (id) ON DELETE CASCADE,
        key TEXT NOT NULL,       -- of the content and the models that it was computed from
        payload BLOB NOT NULL
    ) WITHOUT ROWID""",
)

# What each story holds now becomes its first version. The record is that of `Story.content`: merging with
# json_patch leaves out what is NULL.
_VERSIONS: Migration = (
    """CREATE TABLE versions (
        story TEXT NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
        number INTEGER NOT NULL, -- from 1, without gaps
        saved TEXT NOT NULL,
        content TEXT NOT NULL,   -- JSON object, the record without its id
        PRIMARY KEY (story, number)
    )""",
    """INSERT INTO versions (story, number, saved, content)
    SELECT id, 1, updated, json_patch(sections, json_object(
        'kind', kind, 'title', nullif(title, ''), 'text', nullif(text, ''),
        'prompt', nullif(prompt, ''), 'audience', nullif(audience, ''), 'concept', nullif(concept, '')))
    FROM stories""",
)

MIGRATIONS: tuple[Migration, ...] = (_STORIES, _WORKING, _COMPUTED, _VERSIONS)


def migrate(db: sqlite3.Connection, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Run the migrations that the store has not seen.

    `db` must be in autocommit mode (`isolation_level=None`). Each migration and its version
    number share one transaction, so one that fails leaves the store as it was; the error of
    sqlite3 is raised. Two programs may do this at the same time.
    """
    for version, statements in enumerate(migrations, start=1):
        if _version(db) >= version:
            continue
        db.execute("BEGIN IMMEDIATE")
        try:
            if _version(db) < version:  # another program may have been faster
                for statement in statements:
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {version}")
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])
