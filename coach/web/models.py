"""The language models, loaded once a process in the background and shared by all sessions."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from coach import matching, questions
from coach.embedding import encoder
from coach.errors import CoachError
from coach.language import parse

_LOG = logging.getLogger("star_coach")


class Models:
    """What is loaded so far. `stage` counts up: 0 nothing, 1 grammar (rules can run), 2 everything.

    `error` holds the sentence of a model that can't be loaded; `stage` then stays where it is.
    """

    def __init__(self) -> None:
        self.stage = 0
        self.error: str | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        """Begin to load, unless that has begun already; returns at once."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._load, name="models", daemon=True)
                self._thread.start()

    def wait(self, seconds: float = 120) -> None:
        """Wait until all is loaded, for tests and benchmarks."""
        self.start()
        self._thread.join(seconds)

    @property
    def loading(self) -> bool:
        return self.stage < 2 and self.error is None

    @property
    def encode(self) -> Callable | None:
        """The encoder once it is ready, else None."""
        return encoder() if self.stage == 2 else None

    def _load(self) -> None:
        try:
            parse("I measured it first.")
            self.stage = 1
            questions.match_question("What did you measure?", encoder())
            matching.known(encoder())
            self.stage = 2
        except CoachError as error:
            self.error = str(error)
        except Exception as error:  # a broken installation: the rules that need no model go on
            _LOG.error("%s while the models were loaded", type(error).__name__)
            self.error = "A language model can't be loaded; install star-coach again to get the full critique."


MODELS = Models()
