"""The coach's exceptions: each message is one sentence that says what is wrong and what to do."""

import difflib
from collections.abc import Iterable


class CoachError(Exception):
    """A fault that the caller can mend. `code` is a short name for programs, `str(error)` the sentence."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


class InputError(CoachError):
    """The draft or record can't be critiqued as it stands."""


class ModelError(CoachError):
    """A language model is missing or is not the one expected."""


class DataError(CoachError):
    """A data file of the coach itself (checks, word lists, weights) is not in order."""


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """A sentence that refuses `name` and offers the nearest known one, or the whole list if none is near."""
    known = list(known)
    folded = {k.lower(): k for k in known}
    near = difflib.get_close_matches(name.lower(), folded, n=1, cutoff=0.5)
    hint = f"did you mean {folded[near[0]]!r}?" if near else f"choose one of: {', '.join(known)}."
    return f"There is no {what} {name[:80]!r}; {hint}"
