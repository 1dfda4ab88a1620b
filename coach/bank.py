"""The stories of the bank against the catalog: computed anew only where a story, the models or the catalog changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib import metadata

import numpy as np
import pandas as pd

from coach import matching, planning
from coach.batch import Matched, as_matched, guarded
from coach.coverage import Covered
from coach.draft import Draft
from coach.embedding import encoder
from coach.errors import InputError
from coach.inputs import Fault
from coach.matching import Match
from coach.planning import Plan
from coach.trained import FOLDER
from prompts import load_prompts
from stories import Store, Story

KEPT_AT_ONCE = 100  # so many new ones are computed before they are kept, should the program be stopped


def match_stories(store: Store, stories: Sequence[Story], encode="installed",
                  done: Callable[[int, int], None] | None = None) -> list[Matched | Fault]:
    """The prompts for each story of the store, in order; a Fault for one that can't be read.

    What was computed is kept in the store, by the story's content and the models, and taken from there; a store that
    can only be read is left as it is. `done` is told how many of the new ones are computed, and how many there are.
    """
    encode = encoder() if encode == "installed" else encode
    kept, found, new = store.computed(), [], []
    for story in stories:
        try:
            # Neither counts here, and one that this version does not know need not cost the story its place.
            draft = Draft.from_record({k: v for k, v in story.as_record().items() if k not in ("prompt", "audience")})
        except InputError as error:
            found.append(Fault(story.id, error.code, str(error), f"story {story.id}"))
            continue
        key = content_key(story, encode)
        old = kept.get(story.id)
        if old and old[0] == key:
            found.append(_unpack(draft, old[1]))
        else:
            new.append((len(found), draft, key))
            found.append(None)
    rows: dict[str, tuple[str, bytes]] = {}
    for number, (place, draft, key) in enumerate(new, 1):
        found[place] = guarded(draft, place + 1, lambda draft: as_matched(draft, encode))
        if isinstance(found[place], Matched):
            rows[draft.id] = (key, pack(found[place]))
        if rows and not store.read_only and (len(rows) >= KEPT_AT_ONCE or number == len(new)):
            store.keep_computed(rows)
            rows = {}
        if done:
            done(number, len(new))
    return found


def content_key(story: Story, encode) -> str:
    """A digest of the story's content and of all that its matches are computed with."""
    content = json.dumps([story.kind, story.text, dict(story.sections)], ensure_ascii=False)
    return hashlib.sha256(f"{_engine()}\0{getattr(encode, 'identity', '')}\0{content}".encode()).hexdigest()


@lru_cache(maxsize=1)
def _engine() -> str:
    """A digest of the version, the weights and the catalog."""
    found = hashlib.sha256(metadata.version("star-coach").encode())
    for file in sorted(FOLDER.iterdir()):
        found.update(file.read_bytes())
    for text in matching.texts():
        found.update(text.encode())
    return found.hexdigest()


def pack(matched: Matched) -> bytes:
    """The matches in the order of the catalog, and the story's vector, as safetensors."""
    from safetensors.numpy import save

    own = {m.prompt: m for m in matched.matches}
    ordered = [own[p.id] for p in load_prompts() if p.id in own]
    return save({
        "vector": matched.vector.astype(np.float32),
        "scores": np.array([m.score for m in ordered]),
        "usable": np.array([m.usable for m in ordered], bool),
        "spans": np.array([(m.start, m.end) for m in ordered], np.int32).reshape(-1, 2),
        "points": np.array([(p.start, p.end) for m in ordered for p in m.points], np.int32).reshape(-1, 2),
        "told": np.array([p.probability for m in ordered for p in m.points]),
    })


def _unpack(draft: Draft, payload: bytes) -> Matched:
    from safetensors.numpy import load

    tables = load(payload)
    vector = tables.pop("vector")
    kept = {name: table.tolist() for name, table in tables.items()}
    points = [Covered(p, a, b) for p, (a, b) in zip(kept["told"], kept["points"], strict=True)]
    matches, at = [], 0
    for prompt, score, usable, (start, end) in zip(load_prompts(), kept["scores"], kept["usable"], kept["spans"], strict=False):
        number = len(prompt.talking_points)
        matches.append(Match(prompt.id, score, usable, start, end, tuple(points[at:at + number])))
        at += number
    return Matched(draft, matching.ranked(matches), vector)


def plan(matched: Sequence[Matched], names: Sequence[str] = ()) -> Plan:
    """The plan of `planning.plan` for drafts that were matched, of which those that answer nothing count for nothing; for
    the prompts and groups of these names, or the whole catalog. Raises UnknownPrompt."""
    judged = [m for m in matched if m.matches]
    ids = [p.id for p in load_prompts()]
    stories = pd.Index([m.draft.id for m in judged], dtype="str")
    own = [{found.prompt: found for found in m.matches} for m in judged]
    scores = pd.DataFrame([[o[i].score for i in ids] for o in own], index=stories, columns=ids, dtype=float)
    usable = pd.DataFrame([[o[i].usable for i in ids] for o in own], index=stories, columns=ids, dtype=bool)
    vectors = np.array([m.vector for m in judged]) if judged else np.zeros((0, 1))
    return planning.plan(scores, usable, vectors, planning.chosen(names))
