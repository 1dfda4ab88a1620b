"""The store's file: where it lies, who may read it, and what happens to one that is not right."""

import json
import os
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stories import StoreError, Story, open_store
from stories.connection import locate
from stories.migrations import MIGRATIONS, migrate

STORES = Path(__file__).parents[1] / "data" / "stores"
ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",)))
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")


def connect(file):
    return closing(sqlite3.connect(file, isolation_level=None))


def make_v1(file):
    make(file, 1)


def make(file, version):
    with connect(file) as db:
        db.executescript((STORES / f"v{version}.sql").read_text(encoding="utf-8"))


def refused(file):
    """The error on opening `file`, after a check that no byte of it has changed."""
    before = file.read_bytes()
    with pytest.raises(StoreError) as caught:
        open_store(file)
    assert file.read_bytes() == before
    assert str(file) in str(caught.value)
    return caught.value.code


# Place and permissions


def test_place(tmp_path, monkeypatch):
    monkeypatch.setenv("STAR_COACH_HOME", str(tmp_path / "home"))
    assert locate() == tmp_path / "home" / "stories.sqlite3"
    assert locate(tmp_path) == tmp_path / "stories.sqlite3"
    assert locate(tmp_path / "my ?bank#1.db") == tmp_path / "my ?bank#1.db"
    monkeypatch.setenv("STAR_COACH_HOME", "")
    assert locate().parent.name == "star-coach"


@posix
def test_new_store_is_private_and_in_wal_mode(tmp_path):
    with open_store(tmp_path / "new" / "my ?bank#1.db") as store:
        store.save(Story(text="t"))
        assert store.path.parent.stat().st_mode & 0o777 == 0o700
        files = list(store.path.parent.iterdir())
        assert {file.name.removeprefix(store.path.name) for file in files} == {"", "-wal", "-shm"}
        assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError) as caught:
        open_store(tmp_path / "file" / "below" / "stories.sqlite3")
    assert caught.value.code == "store-folder"


# Migrations


def test_store_of_version_1_is_upgraded_without_loss(tmp_path):
    file = tmp_path / "stories.sqlite3"
    make_v1(file)
    with open_store(file) as store:
        explanation, story = store.list()
        assert story == Story(
            id="a1b2c3d4",
            title="The slow loader",
            sections=(("situation", "Training was slow. 🐌"), ("result", "From 9 h to 2 h.")),
            prompt="impact-performance",
            created="2025-01-02T03:04:05.000006+00:00",
            updated="2025-01-03T03:04:05.000006+00:00",
        )
        assert (explanation.concept, explanation.audience) == ("attention mechanism", "marketing VP")
        assert [s.id for s in store.deleted()] == ["deadbeef"]
        store.put_working(None, "tab", "story", {})
    with connect(file) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


@pytest.mark.parametrize("version", [1, 3])
def test_upgraded_store_has_the_shape_of_a_new_one(tmp_path, version):
    def shape(file):
        with open_store(file), connect(file) as db:
            tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {t: db.execute(f"PRAGMA table_info({t})").fetchall() for t in sorted(tables)}

    make(tmp_path / "old.db", version)
    assert shape(tmp_path / "old.db") == shape(tmp_path / "new.db")
    assert set(shape(tmp_path / "new.db")) == {"stories", "working", "computed", "versions"}


def test_what_a_store_of_version_3_holds_becomes_the_first_version_of_each_story(tmp_path):
    file = tmp_path / "stories.sqlite3"
    make(file, 3)
    with open_store(file) as store:
        stories = store.list(include_deleted=True)
        assert [s.id for s in stories] == ["em", "e1", "deadbeef", "0f0f0f0f", "a1b2c3d4"]
        for story in stories:
            first, = store.versions(story.id)
            assert (first.number, first.saved) == (1, story.updated)
            assert first.story.content() == story.content()
        assert dict(store.get("a1b2c3d4").sections)["result"].startswith("From 9 h to 2 h.\nNull\0")
        assert [s.id for s in store.deleted()] == ["deadbeef"]
        assert store.get("e1").example
        assert store.computed() == {"a1b2c3d4": ("key", b"\0\1")}
        assert store.latest_working("story").payload == {"task": "half a sen"}
        assert store.save(store.get("a1b2c3d4")).id == "a1b2c3d4"
        assert store.count_versions("a1b2c3d4") == 1, "saving what is there makes no version"


@settings(derandomize=True, deadline=None, database=None, max_examples=60)
@given(text=ANY_TEXT, title=ANY_TEXT, part=ANY_TEXT, choice=st.none() | ANY_TEXT)
def test_any_text_becomes_a_first_version(tmp_path_factory, text, title, part, choice):
    file = tmp_path_factory.mktemp("any") / "stories.sqlite3"
    with connect(file) as db:
        migrate(db, MIGRATIONS[:3])
        for id, kind, free, sections in (("s", "story", "", {"action": part}), ("e", "explanation", text, {})):
            db.execute(
                "INSERT INTO stories (id, kind, title, text, sections, prompt, audience, concept, example, created, "
                "updated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, '2025', '2025')",
                (id, kind, title, free, json.dumps(sections, ensure_ascii=False), choice, choice, choice))
    with open_store(file) as store:
        for id in "se":
            first, = store.versions(id)
            assert first.story.content() == store.get(id).content()


def test_versions_that_cannot_be_made_leave_the_store_as_it_was(tmp_path):
    file = tmp_path / "stories.sqlite3"
    make(file, 3)
    with connect(file) as db:
        db.execute("UPDATE stories SET sections = 'no JSON' WHERE id = 'deadbeef'")
    assert refused(file) == "store-upgrade"
    with connect(file) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (3,)
        assert not db.execute("SELECT * FROM sqlite_master WHERE name = 'versions'").fetchall()


def test_migration_that_fails_half_way_changes_nothing(tmp_path):
    file = tmp_path / "stories.sqlite3"
    make_v1(file)
    broken = (
        MIGRATIONS[0],
        ("DELETE FROM stories", "CREATE TABLE extra (x)", "INSERT INTO nowhere VALUES (1)"),
    )
    with connect(file) as db:
        before = list(db.iterdump())
        with pytest.raises(sqlite3.OperationalError, match="nowhere"):
            migrate(db, broken)
        assert list(db.iterdump()) == before
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
    with open_store(file) as store:
        assert store.count() == 2


def test_upgrade_that_fails_says_so(tmp_path):
    file = tmp_path / "stories.sqlite3"
    make_v1(file)
    with connect(file) as db:
        db.execute("CREATE TABLE working (x)")  # in the way of the second migration
    assert refused(file) == "store-upgrade"


# Files that are not right


def test_newer_store_is_left_alone(tmp_path):
    file = tmp_path / "stories.sqlite3"
    open_store(file).close()
    with connect(file) as db:
        db.execute("PRAGMA user_version = 99")
    assert refused(file) == "store-newer"


def test_other_files_are_left_alone(tmp_path):
    note, program, header = tmp_path / "note.txt", tmp_path / "other.db", tmp_path / "header.db"
    note.write_text("Buy milk.")
    header.write_bytes(b"SQLite format 3\0" + bytes(4080))
    with connect(program) as db:
        db.execute("CREATE TABLE stories (id)")
    assert refused(note) == refused(program) == refused(header) == "store-foreign"
    with connect(program) as db:
        db.execute("PRAGMA application_id = 7")
    assert refused(program) == "store-foreign"


def test_damaged_store_is_left_alone(tmp_path):
    file = tmp_path / "stories.sqlite3"
    with open_store(file) as store:
        for n in range(20):
            store.save(Story(text=f"story {n} " * 300))
    data = file.read_bytes()
    for place in (4096, len(data) // 2):
        file.write_bytes(data[:place] + b"\xff" * 4096 + data[place + 4096 :])
        assert refused(file) == "store-damaged"
    file.write_bytes(data[: len(data) // 2])
    assert refused(file) == "store-damaged"


def test_damage_found_while_open(tmp_path):
    with open_store(tmp_path) as store:
        for n in range(20):
            store.save(Story(text=f"story {n} " * 300))
        store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        data = store.path.read_bytes()
        store.path.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
        with connect(store.path) as other:  # so that the store's cached pages no longer count
            other.execute("PRAGMA user_version = 2")
        with pytest.raises(StoreError) as caught:
            store.list()
        assert caught.value.code == "store-damaged"


def test_busy_store_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr("stories.connection.BUSY_SECONDS", 0.05)
    with open_store(tmp_path) as store, connect(store.path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as caught:
            store.save(Story(text="t"))
        assert caught.value.code == "store-busy"
        other.execute("ROLLBACK")
        assert store.save(Story(text="t"))


# Read-only, with real permissions: root, whom they do not stop, becomes a plain user for a while


@contextmanager
def plain_user():
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def bank():
    """A folder of the plain user with a store of one story; not below pytest's private folder."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    try:
        with plain_user(), open_store(folder) as store:
            store.save(Story(id="a", text="t"))
        yield folder
    finally:
        folder.chmod(0o777)
        shutil.rmtree(folder)


def read_but_not_written(folder):
    with plain_user(), open_store(folder) as store:
        assert store.read_only
        assert store.count() == 1
        assert store.get("a").text == "t"
        assert store.find("a")
        for write in (
            lambda: store.save(Story(text="t")),
            lambda: store.delete("a"),
            lambda: store.purge(),
            lambda: store.load_examples(),
            lambda: store.put_working(None, "tab", "story", {}),
        ):
            with pytest.raises(StoreError) as caught:
                write()
            assert caught.value.code == "store-read-only"


@posix
def test_read_only_file_is_read_and_can_be_made_writable_again(bank):
    file = bank / "stories.sqlite3"
    file.chmod(0o444)
    read_but_not_written(bank)
    file.chmod(0o600)
    with plain_user(), open_store(bank) as store:
        assert not store.read_only
        assert store.save(Story(text="t"))


@posix
def test_read_only_folder_is_read(bank):
    bank.chmod(0o755 if os.geteuid() == 0 else 0o555)
    read_but_not_written(bank)
    assert [file.name for file in bank.iterdir()] == ["stories.sqlite3"]


@posix
def test_read_only_store_of_an_older_version(bank):
    file = bank / "stories.sqlite3"
    file.unlink()
    make_v1(file)
    file.chmod(0o444)
    with plain_user():
        assert refused(file) == "store-read-only"


@posix
def test_unreadable_file_and_folder_without_write_permission(bank):
    (bank / "stories.sqlite3").chmod(0)
    with plain_user(), pytest.raises(StoreError) as caught:
        open_store(bank)
    assert caught.value.code == "store-unusable"
    bank.chmod(0o555)
    with plain_user(), pytest.raises(StoreError) as caught:
        open_store(bank / "below" / "stories.sqlite3")
    assert caught.value.code == "store-folder"
