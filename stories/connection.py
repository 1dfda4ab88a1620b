"""Finding, making, checking and opening the store's file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from platformdirs import user_data_dir

from .migrations import APPLICATION_ID, MIGRATIONS, migrate
from .types import StoreError

FILE_NAME = "stories.sqlite3"
HOME_VARIABLE = "STAR_COACH_HOME"
BUSY_SECONDS = 10.0


def locate(path: str | os.PathLike[str] | None = None) -> Path:
    """The store's file: `path`, or the file of the usual name in it where it is a folder.

    Without `path` the folder is that of STAR_COACH_HOME or, if it is unset or empty, the user's
    own data folder for star-coach. Nothing is made or read.
    """
    if path is None:
        home = os.environ.get(HOME_VARIABLE) or user_data_dir("star-coach", appauthor=False)
        return Path(home).expanduser().absolute() / FILE_NAME
    file = Path(path).expanduser().absolute()
    return file / FILE_NAME if os.path.isdir(file) else file  # no error where it may not be seen


def connect(file: Path) -> tuple[sqlite3.Connection, bool]:
    """An open connection to the store at `file`, and whether it can only be read.

    A missing store is made, an older one upgraded. A file that is damaged, newer or not ours is
    found out by a connection that cannot write. Raises StoreError.
    """
    _make(file)
    with explained(file):
        read_only = not (_may_write(file) and _may_write(file.parent))
        db = _open(file, _reading_mode(file) if read_only else "mode=ro")
        try:
            version = _checked_version(db, file)
        except BaseException:
            db.close()
            raise
        if read_only and version == len(MIGRATIONS):
            return db, True
        db.close()
        if read_only:
            raise StoreError(
                "store-read-only",
                f"The story bank {file} must be upgraded but cannot be written; make the file and "
                "its folder writable, or copy it to a folder that is.",
            )
        return _open_for_writing(file), False


@contextmanager
def explained(file: Path) -> Iterator[None]:
    """Turn what SQLite says about `file` into a StoreError; errors in our own SQL pass through."""
    try:
        yield
    except sqlite3.Error as error:
        if _primary(error) not in _FAULTS:
            raise
        raise fault(_primary(error), file) from error


_UNUSABLE = (
    "store-unusable",
    "The story bank {file} cannot be read or written; check the disk and the permissions of the file and "
    "its folder.",
)
_FAULTS = {
    sqlite3.SQLITE_READONLY: (
        "store-read-only",
        "The story bank {file} can only be read; make the file and its folder writable to save changes.",
    ),
    sqlite3.SQLITE_BUSY: (
        "store-busy",
        "The story bank {file} is in use by another program; close it or try again in a moment.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "store-damaged",
        "The story bank {file} is damaged and was left as it is; put a backup in its place, or move it away "
        "to start an empty one.",
    ),
    sqlite3.SQLITE_NOTADB: (
        "store-foreign",
        "The file {file} is not a story bank and was left as it is; move it away or name another place.",
    ),
    sqlite3.SQLITE_FULL: (
        "store-full",
        "The disk with the story bank {file} is full; make room and save again.",
    ),
    sqlite3.SQLITE_CANTOPEN: _UNUSABLE,
    sqlite3.SQLITE_IOERR: _UNUSABLE,
    sqlite3.SQLITE_PERM: _UNUSABLE,
}


def fault(primary: int, file: Path) -> StoreError:
    """The StoreError for one of SQLite's primary result codes."""
    code, message = _FAULTS[primary]
    return StoreError(code, message.format(file=file))


def _make(file: Path) -> None:
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not file.exists():
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreError(
            "store-folder",
            f"The story bank {file} cannot be made ({error.strerror}); name a folder that can be written, "
            f"for example in {HOME_VARIABLE}.",
        ) from error


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _reading_mode(file: Path) -> str:
    # A plain read-only connection makes side files, which a read-only folder refuses; in a
    # writable folder they would inherit the file's read-only mode and still be in the way when
    # the file is made writable again. Only a filled log needs them.
    log = Path(f"{file}-wal")
    return "mode=ro" if log.exists() and log.stat().st_size else "mode=ro&immutable=1"


def _open(file: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{file.as_uri()}?{mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )


def _checked_version(db: sqlite3.Connection, file: Path) -> int:
    db.execute("BEGIN")  # one view of the file, while another program may be making the store
    ours = db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    empty = not version and not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if not ours and not empty:
        raise fault(sqlite3.SQLITE_NOTADB, file)
    if version > len(MIGRATIONS):
        raise StoreError(
            "store-newer",
            f"The story bank {file} was written by a newer star-coach and was left as it is; upgrade "
            "star-coach.",
        )
    if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise fault(sqlite3.SQLITE_CORRUPT, file)
    db.execute("COMMIT")
    return version


def _open_for_writing(file: Path) -> sqlite3.Connection:
    db = _open(file, "mode=rw")
    try:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA secure_delete = ON")  # what is purged is overwritten, not only unlinked
        _upgrade(db, file)
        if db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            with suppress(sqlite3.OperationalError):  # another program, opening it now, does the same
                db.execute("PRAGMA journal_mode = WAL")
    except BaseException:
        db.close()
        raise
    return db


def _upgrade(db: sqlite3.Connection, file: Path) -> None:
    try:
        migrate(db)
    except sqlite3.Error as error:
        if _primary(error) in _FAULTS:
            raise
        raise StoreError(
            "store-upgrade",
            f"The story bank {file} could not be upgraded and was left as it was; keep a copy of it and "
            "report this fault.",
        ) from error


def _primary(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
