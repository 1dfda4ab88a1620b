"""Standard output and standard error of the command line: the same bytes on every machine."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

from coach.cli_text import Page, safe
from coach.inputs import Fault

OK, FLAWED, WRONG = 0, 1, 2

# JSON allows these in a string, but some readers take them for the end of a line.
_LINE_BREAKS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def utf8_streams() -> None:
    """Write UTF-8 with plain line ends whatever the locale; half a character becomes its JSON escape."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def to_json(value: object) -> str:
    """`value` as one line of JSON."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False).translate(_LINE_BREAKS)


def complain(message: object) -> None:
    """One line on standard error."""
    sys.stdout.flush()
    print("star-coach: " + safe(str(message)).replace("\n", " "), file=sys.stderr, flush=True)


def show(page: Page) -> None:
    """The page on standard output, at once."""
    sys.stdout.write(str(page))
    sys.stdout.flush()


class Records:
    """A row of objects on standard output as they are done: a list for json, a line each for jsonl, for text
    nothing. Use in a `with`."""

    def __init__(self, format: str):
        self.format = format
        self._count = 0

    def __enter__(self) -> Records:
        return self

    def write(self, value: object) -> None:
        if self.format == "json":
            sys.stdout.write(("[\n" if not self._count else ",\n") + to_json(value))
        elif self.format == "jsonl":
            sys.stdout.write(to_json(value) + "\n")
        self._count += 1
        sys.stdout.flush()

    def __exit__(self, fault, *_) -> None:
        if self.format == "json" and fault is None:
            sys.stdout.write("\n]\n" if self._count else "[]\n")
            sys.stdout.flush()


class Faults:
    """What went wrong on the way. For people each is told at once; for programs, who find each in the
    output, those of whole files at once and those of records as one line in the end."""

    def __init__(self, format: str):
        self.format = format
        self.all: list[Fault] = []
        self._later: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self.all.append(fault)
        if fault.where and self.format != "text":
            self._later.append(fault)
        else:
            complain(fault)

    def finish(self, ignored: Iterable[str] = ()) -> None:
        """Tell what is left to tell: the later faults, and the keys that were ignored."""
        if self._later:
            more = f" (and {len(self._later) - 1} more, see the output)" if len(self._later) > 1 else ""
            complain(f"{self._later[0]}{more}")
        if ignored := list(ignored):
            names = ", ".join(ascii(key)[:60] for key in ignored[:12])
            complain(
                f"These keys are not known and were ignored: {names}{', …' if len(ignored) > 12 else ''}."
            )
