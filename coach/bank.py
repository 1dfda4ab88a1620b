"""The stories of the bank as the coach reads them: anew only where a story, the models, the catalog or the code changed."""

from __future__ import annotations

import hashlib
import json
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

import prompts
from coach import matching
from coach.batch import Matched, as_read, guarded
from coach.coverage import Covered
from coach.critic import critique_reading
from coach.draft import AUDIENCES, Draft
from coach.embedding import encoder
from coach.errors import InputError
from coach.inputs import Fault
from coach.matching import Match
from prompts import load_prompts
from stories import Store, Story

if TYPE_CHECKING:
    from coach.planning import Plan

KEPT_AT_ONCE = 100  # so many new ones are read before they are kept, should the program be stopped


@dataclass(frozen=True, eq=False)
class Known:
    """What is kept of a story that was read: its prompts, and what the coach noticed.

    `score` is None where there is none, as for every explanation; `level` is an explanation's, None where it was not
    judged. `remarks` has the check and the severity of each finding, in the order of the report.
    """

    matched: Matched
    score: int | None
    level: str | None
    remarks: tuple[tuple[str, str], ...]


class Shelf:
    """Stories of a store, in their order, as far as the coach knows them.

    `found` holds what is known of each: None while it waits to be read, a Fault where it can't be read.
    """

    def __init__(self, store: Store, stories: Sequence[Story], identity: str) -> None:
        """`identity` is that of the encoder; what it read is taken from the store."""
        self.found: list[Known | Fault | None] = []
        self._waiting: dict[int, tuple[Draft, str]] = {}
        for place, story in enumerate(stories):
            try:
                self._waiting[place] = _draft(story), content_key(story, identity)
                self.found.append(None)
            except InputError as error:
                self.found.append(Fault(story.id, error.code, str(error), f"story {story.id}"))
        self.look(store)

    @property
    def waiting(self) -> int:
        """How many wait to be read."""
        return len(self._waiting)

    def look(self, store: Store) -> None:
        """Take from the store what is kept there of the stories that wait."""
        kept = store.computed() if self._waiting else {}
        for place, (draft, key) in list(self._waiting.items()):
            if kept.get(draft.id, ("",))[0] == key:
                self.found[place] = _unpack(draft, kept[draft.id][1])
                del self._waiting[place]

    def read(self, store: Store, encode, done: Callable[[int, int], None] | None = None, seconds: float = math.inf) -> None:
        """Read those that wait, and keep what was found in the store, unless that can only be read.

        After `seconds` none is begun. `done` is told how many are read, and how many there were to read; what it raises
        stops the reading, and nothing that was read is lost.
        """
        rows: dict[str, tuple[str, bytes]] = {}
        until = time.monotonic() + seconds
        there = self.waiting
        try:
            for number, (place, (draft, key)) in enumerate(list(self._waiting.items()), 1):
                if time.monotonic() >= until:
                    break
                found = guarded(draft, place + 1, lambda draft: _known(draft, encode))
                self.found[place] = found
                del self._waiting[place]
                if isinstance(found, Known):
                    rows[draft.id] = (key, pack(found))
                if len(rows) >= KEPT_AT_ONCE:
                    _keep(store, rows)
                    rows = {}
                if done:
                    done(number, there)
        finally:
            _keep(store, rows)


def match_stories(store: Store, stories: Sequence[Story], encode="installed",
                  done: Callable[[int, int], None] | None = None) -> list[Matched | Fault]:
    """The prompts for each story of the store, in order; a Fault for one that can't be read. `done` as in `Shelf.read`."""
    encode = encoder() if encode == "installed" else encode
    shelf = Shelf(store, stories, getattr(encode, "identity", ""))
    shelf.read(store, encode, done)
    return [found.matched if isinstance(found, Known) else found for found in shelf.found]


def content_key(story: Story, identity: str) -> str:
    """A digest of what of the story is read, and of all that it is read with; `identity` is that of the encoder."""
    content = json.dumps([story.kind, story.text, dict(story.sections), story.prompt, story.audience, story.concept],
                         ensure_ascii=False)
    return hashlib.sha256(f"{_engine()}\0{identity}\0{content}".encode()).hexdigest()


def _draft(story: Story) -> Draft:
    """The story without a prompt or an audience that this version does not know."""
    record = story.as_record()
    known = {"prompt": {p.id for p in load_prompts()}, "audience": AUDIENCES}
    return Draft.from_record({k: v for k, v in record.items() if k not in known or v in known[k]})


def _known(draft: Draft, encode) -> Known:
    report, reading, matches = critique_reading(draft, encode=encode)
    remarks = tuple((f.check, f.severity) for f in report.findings)
    return Known(as_read(reading, matches, encode), report.measures["score"], report.measures.get("level"), remarks)


def _keep(store: Store, rows: dict[str, tuple[str, bytes]]) -> None:
    if rows and not store.read_only:
        store.keep_computed(rows)


@lru_cache(maxsize=1)
def _engine() -> str:
    """A digest of the version, and of all code, words and weights that a story is read with."""
    found = hashlib.sha256(metadata.version("star-coach").encode())
    here, catalog = Path(__file__).parent, Path(prompts.__file__).parent
    for file in chain(sorted(here.rglob("*")), sorted(catalog.rglob("*"))):
        if file.is_file() and "__pycache__" not in file.parts and here / "web" not in file.parents:
            found.update(file.read_bytes())
    return found.hexdigest()


def pack(known: Known) -> bytes:
    """The matches in the order of the catalog, the story's vector and what the coach noticed, as safetensors."""
    from safetensors.numpy import save

    own = {m.prompt: m for m in known.matched.matches}
    ordered = [own[p.id] for p in load_prompts() if p.id in own]
    noticed = json.dumps([known.score, known.level, known.remarks]).encode()
    return save({
        "vector": known.matched.vector.astype(np.float32),
        "scores": np.array([m.score for m in ordered]),
        "usable": np.array([m.usable for m in ordered], bool),
        "spans": np.array([(m.start, m.end) for m in ordered], np.int32).reshape(-1, 2),
        "points": np.array([(p.start, p.end) for m in ordered for p in m.points], np.int32).reshape(-1, 2),
        "told": np.array([p.probability for m in ordered for p in m.points]),
        "noticed": np.frombuffer(noticed, np.uint8),
    })


def _unpack(draft: Draft, payload: bytes) -> Known:
    from safetensors.numpy import load

    tables = load(payload)
    vector = tables.pop("vector")
    score, level, remarks = json.loads(tables.pop("noticed").tobytes())
    kept = {name: table.tolist() for name, table in tables.items()}
    points = [Covered(p, a, b) for p, (a, b) in zip(kept["told"], kept["points"], strict=True)]
    matches, at = [], 0
    for prompt, match, usable, (start, end) in zip(load_prompts(), kept["scores"], kept["usable"], kept["spans"], strict=False):
        number = len(prompt.talking_points)
        matches.append(Match(prompt.id, match, usable, start, end, tuple(points[at:at + number])))
        at += number
    return Known(Matched(draft, matching.ranked(matches), vector), score, level, tuple((c, s) for c, s in remarks))


def plan(matched: Sequence[Matched], names: Sequence[str] = ()) -> Plan:
    """The plan of `planning.plan` for drafts that were matched, of which those that answer nothing count for nothing; for
    the prompts and groups of these names, or the whole catalog. Raises UnknownPrompt."""
    import pandas as pd

    from coach import planning

    judged = [m for m in matched if m.matches]
    ids = [p.id for p in load_prompts()]
    stories = pd.Index([m.draft.id for m in judged], dtype="str")
    own = [{found.prompt: found for found in m.matches} for m in judged]
    scores = pd.DataFrame([[o[i].score for i in ids] for o in own], index=stories, columns=ids, dtype=float)
    usable = pd.DataFrame([[o[i].usable for i in ids] for o in own], index=stories, columns=ids, dtype=bool)
    vectors = np.array([m.vector for m in judged]) if judged else np.zeros((0, 1))
    return planning.plan(scores, usable, vectors, planning.chosen(names))
