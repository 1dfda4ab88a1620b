"""Drafts from files and standard input, as a stream; what can't be used costs itself alone."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from coach.draft import RECORD_KEYS, SECTION_NAMES, Draft
from coach.errors import InputError
from prompts import find_prompt
from prompts.errors import UnknownPrompt
from stories import StoreError, from_markdown, split_sections
from stories.headings import front_matter, split_stories
from stories.tables import unguarded
from stories.types import RECORD_KEYS as BANK_KEYS

STDIN = "-"
FORMATS = (".txt", ".md", ".jsonl", ".csv")
_KNOWN_KEYS = frozenset(RECORD_KEYS) | BANK_KEYS
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Fault:
    """A record or file that gives no report. `id` is the record's own or its line, for a file its path;
    `where` is the place in words, empty where the message names the file."""

    id: str | int
    code: str
    message: str
    where: str = ""

    def as_dict(self) -> dict:
        """The contract's output line for a bad record."""
        return {"id": self.id, "error": {"code": self.code, "message": self.message}}

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class Drafts:
    """The drafts of `paths` in order, each a Draft or a Fault; without paths those of standard input.

    `kind`, `audience` and `prompt` stand where a record says nothing. After the iteration `ignored` holds the
    keys that are not known, in order of appearance.
    """

    def __init__(
        self,
        paths: Iterable[str] = (),
        kind: str = "story",
        audience: str | None = None,
        prompt: str | None = None,
    ):
        self.paths = list(paths) or [STDIN]
        self.fields = {"kind": kind, "audience": audience, "prompt": prompt}
        self.ignored: dict[str, None] = {}

    def __iter__(self) -> Iterator[Draft | Fault]:
        for path in self.paths:
            try:
                yield from self._file(path)
            except InputError as error:
                yield Fault(path, error.code, str(error))

    def _file(self, path: str) -> Iterator[Draft | Fault]:
        suffix = file_format(path)
        name = Path(path).stem
        with opened(path) as stream:
            if suffix == ".csv":
                yield from self._records(path, _csv_rows(stream, path))
            elif suffix == ".md":
                text = decoded(stream.read(), path)
                for part in split_stories(text) or [text]:
                    yield self._draft(_markdown(part, self.fields["kind"]), name, path)
            else:
                lines, is_json = (stream, True) if suffix == ".jsonl" else _sniffed(stream)
                if is_json and suffix != ".txt":
                    yield from self._records(path, json_lines(lines, path))
                else:
                    yield self._draft(_plain(decoded(b"".join(lines), path), self.fields["kind"]), name, path)

    def _records(self, path: str, rows: Iterable[tuple[int, dict | InputError]]) -> Iterator[Draft | Fault]:
        for number, row in rows:
            if not isinstance(row, InputError):
                self.ignored.update(dict.fromkeys(key for key in row if key not in _KNOWN_KEYS))
            yield self._draft(row, str(number), place(path, number))

    def _draft(self, record: Mapping | Exception, name: str, where: str) -> Draft | Fault:
        try:
            if isinstance(record, Exception):
                raise record
            draft = Draft.from_record(record, id=name, **self.fields)
            if draft.prompt is not None:
                find_prompt(draft.prompt)
        except (InputError, UnknownPrompt, StoreError) as error:
            own = record.get("id") if isinstance(record, Mapping) else None
            return Fault(name if own in (None, "") else str(own), error.code, str(error), where)
        return draft


def place(path: str, number: int) -> str:
    """File and line in words."""
    return f"{'standard input' if path == STDIN else path}, line {number}"


def file_format(path: str) -> str:
    """The file's ending where it is one of FORMATS; "" for standard input and a name without an ending, whose
    format its first character tells. Raises InputError (unknown-format) for another ending."""
    suffix = "" if path == STDIN else Path(path).suffix.lower()
    if suffix and suffix not in FORMATS and not Path(path).is_dir():
        raise InputError(
            "unknown-format",
            f"{path!r}: the ending {suffix!r} is not known; the files that can be "
            f"read end in {', '.join(FORMATS)}.",
        )
    return suffix


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """The file, or for "-" standard input, in bytes. Raises InputError for what the system refuses."""
    try:
        if path == STDIN:
            if sys.stdin is None:
                raise InputError("no-file", "Standard input is closed; name a file, or pipe a draft in.")
            yield getattr(sys.stdin, "buffer", None) or io.BytesIO(sys.stdin.read().encode())
        else:
            with open(path, "rb") as stream:
                yield stream
    except FileNotFoundError as error:
        raise InputError("no-file", f"There is no file {path!r}; check the path.") from error
    except IsADirectoryError as error:
        raise InputError("folder", f"{path!r} is a folder; name the files in it.") from error
    except PermissionError as error:
        raise InputError(
            "unreadable", f"The file {path!r} may not be read; change its permissions."
        ) from error
    except OSError as error:
        raise InputError(
            "unreadable", f"The file {path!r} can't be read: {error.strerror}; try a copy."
        ) from error


def decoded(data: bytes, path: str) -> str:
    """UTF-8 with or without a byte order mark as text. Raises InputError (not-utf8) that names the file."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _not_utf8(path) from None


def _not_utf8(path: str) -> InputError:
    name = "Standard input" if path == STDIN else f"The file {path!r}"
    return InputError("not-utf8", f"{name} is not in UTF-8; save it as UTF-8 again.")


def json_lines(lines: Iterable[bytes], path: str) -> Iterator[tuple[int, dict | InputError]]:
    """(line number, object or what is wrong with the line) of JSON Lines; blank lines are left out.

    Raises InputError where there is no line at all, and for UTF-16.
    """
    number = done = 0
    for number, line in enumerate(lines, start=1):
        if number == 1 and line.startswith(_UTF16):
            raise _not_utf8(path)
        line = line.removeprefix(codecs.BOM_UTF8).strip() if number == 1 else line.strip()
        if line:
            done += 1
            yield number, _json_object(line)
    if not done:
        raise InputError(
            "empty-file",
            f"{'Standard input' if path == STDIN else repr(path)} is empty; write one "
            'record a line, such as {"text": "…"}.',
        )


def _json_object(line: bytes) -> dict | InputError:
    try:
        value = json.loads(line.decode())
    except UnicodeDecodeError:
        return InputError("not-utf8", "The line is not in UTF-8; save the file as UTF-8 again.")
    except json.JSONDecodeError as error:
        return InputError("not-json", f"The line is not JSON from column {error.colno} on; mend it.")
    except (ValueError, RecursionError):
        return InputError("not-json", "The line's JSON has a number or nesting too large; mend it.")
    if not isinstance(value, dict):
        return InputError("not-a-record", "The line holds no JSON object ({…}); write one record a line.")
    return value


def read_whole(path: str) -> tuple[str, bool]:
    """The text of a file, and whether it is JSON Lines rather than text. Raises InputError."""
    suffix = file_format(path)
    with opened(path) as stream:
        lines, is_json = _sniffed(stream)
        return decoded(b"".join(lines), path), is_json if suffix == "" else suffix == ".jsonl"


def _sniffed(stream: Iterable[bytes]) -> tuple[Iterator[bytes], bool]:
    """The lines, and whether the first character that is not blank begins a JSON object."""
    lines = iter(stream)
    head = []
    for line in lines:
        head.append(line)
        if start := line.removeprefix(codecs.BOM_UTF8).strip():
            return itertools.chain(head, lines), start.startswith(b"{")
    return iter(head), False


def _csv_rows(stream: BinaryIO, path: str) -> Iterator[tuple[int, dict | InputError]]:
    """(first line, record) of each row; empty cells are left out, and an apostrophe that guards a cell from being a
    formula (see `stories.tables`) is taken off. Raises InputError for the whole file."""
    csv.field_size_limit(2**31 - 1)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    rows = csv.reader(text)
    try:
        header = [name.strip() for name in next(rows, [])]
        if not {"text", *SECTION_NAMES} & set(header):
            found = f"; it has {', '.join(map(repr, header))[:200]}" if any(header) else ""
            raise InputError(
                "no-text-column",
                f"{path!r} has no column 'text' and none of {', '.join(SECTION_NAMES)}"
                f"{found}; name the columns in the first line, with commas between them.",
            )
        start, empty = rows.line_num + 1, True
        for row in rows:
            if row:
                empty = False
                yield (
                    start,
                    (
                        {name: unguarded(cell) for name, cell in zip(header, row, strict=False) if cell}
                        if len(row) <= len(header)
                        else InputError(
                            "csv-row",
                            f"The row has {len(row)} cells and the file {len(header)} columns; put "
                            "a text with commas into double quotes.",
                        )
                    ),
                )
            start = rows.line_num + 1
        if empty:
            raise InputError(
                "empty-file", f"{path!r} has no row below its column names; write one draft a row."
            )
    except UnicodeDecodeError:
        raise _not_utf8(path) from None
    except csv.Error as error:
        raise InputError(
            "not-csv", f"{place(path, rows.line_num)}: this is not CSV ({error}); mend it."
        ) from error
    finally:
        text.detach()


def _plain(text: str, kind: str) -> dict:
    """A text as it stands, or in sections where it has headings named after the parts of a story."""
    sections = split_sections(text, kind)[1]
    return dict(sections) if sections else {"text": text}


def _markdown(text: str, kind: str) -> dict | StoreError:
    """The record in a Markdown draft; front matter may give id, kind, prompt, audience and concept."""
    try:
        meta = from_markdown(text)
    except StoreError as error:
        return error
    kind = meta.kind if "kind" in front_matter(text) else kind
    _, sections, free = split_sections(text, kind)
    given = {key: getattr(meta, key) for key in ("id", "prompt", "audience", "concept")}
    return {**given, "kind": kind, **(dict(sections) if sections else {"text": free})}
