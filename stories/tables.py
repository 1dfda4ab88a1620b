"""Stories as a table: CSV that a spreadsheet opens safely and that gives back what went in.

A spreadsheet takes a cell that begins with = + - @, a tab or a carriage return for a formula, which may call other
programs. Such a cell is written with an apostrophe before it, which makes it text there; so is one that has
apostrophes already before such a character. Reading takes one apostrophe off these cells and off no others, so that
every text comes back exactly, and a guard that another program set the same way goes, too.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from .exchange import Problem, from_records
from .types import SECTION_NAMES, StoreError, Story

CSV_COLUMNS = (
    "id", "kind", "title", "text", *SECTION_NAMES, "prompt", "audience", "concept", "created", "updated", "example",
)  # fmt: skip
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guarded(cell: str) -> str:
    """The cell as it is written: no spreadsheet takes it for a formula."""
    return "'" + cell if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return cell[1:] if _GUARDED.match(cell) else cell


def dump_csv(stories: Iterable[Story]) -> str:
    """One row a story, with all columns of CSV_COLUMNS; what is not set is an empty cell.

    Lines end in a carriage return and a line feed (RFC 4180). A byte order mark stands first: without one,
    spreadsheets take UTF-8 for something else.
    """
    file = io.StringIO(newline="")
    rows = csv.writer(file)
    rows.writerow(CSV_COLUMNS)
    for story in stories:
        record = story.as_record() | {"created": story.created, "updated": story.updated}
        record["example"] = "true" if story.example else ""
        rows.writerow([guarded(record.get(name, "")) for name in CSV_COLUMNS])
    return "\ufeff" + file.getvalue()


def load_csv(text: str) -> tuple[list[Story], list[Problem]]:
    """The stories in CSV, columns in any order, and what was wrong; empty cells are not set.

    A row that can't be used costs that row alone (import-line); columns that are not known are ignored and named once
    (import-keys). Raises StoreError (import-file) without a column for a text, and for what is no CSV.
    """
    csv.field_size_limit(2**31 - 1)
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    try:
        header = [name.strip() for name in next(rows, [])]
        if not {"text", *SECTION_NAMES} & set(header):
            raise StoreError(
                "import-file",
                f"It has no column 'text' and none of {', '.join(SECTION_NAMES)}; name the columns in the first line, "
                "with commas between them.",
            )
        return from_records(_rows(rows, header), "Line")
    except csv.Error as error:
        raise StoreError("import-file", f"It is not CSV from line {rows.line_num} on ({error}); mend it.") from error


def _rows(rows: Any, header: list[str]) -> Iterator[tuple[int, dict[str, Any] | StoreError]]:
    """(first line, record) of each row that is not empty."""
    start = rows.line_num + 1
    for row in rows:
        if len(row) > len(header):
            told = f"It has {len(row)} cells and the file {len(header)} columns"
            yield start, StoreError("import-line", f"{told}; put a text with commas into double quotes.")
        elif row:
            record: dict[str, Any] = {
                name: unguarded(cell) for name, cell in zip(header, row, strict=False) if cell
            }
            if "example" in record:
                record["example"] = record["example"].strip().lower() == "true"
            yield start, record
        start = rows.line_num + 1
