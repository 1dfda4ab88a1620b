"""The bank as a whole: which story for which prompt, the fewest stories that do, the gaps, and what is told twice.

All from two tables of numbers: the scores of stories for prompts, and the stories' vectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from prompts import GROUPS, Prompt, load_prompts
from prompts.errors import UnknownPrompt

# An interviewer who hears of the same project a fourth time concludes that there is no other.
MOST_PROMPTS = 3

# Cosine of two stories' vectors from which they tell the same thing; chosen on retellings and on other episodes from the
# same place (`python -m training.twins`).
TWINS = 0.78


def chosen(names: Sequence[str]) -> tuple[Prompt, ...]:
    """The prompts of these ids and groups, each once, in the order given; the whole catalog for none. Raises
    UnknownPrompt, which offers the nearest name."""
    prompts = load_prompts()
    if not names:
        return prompts
    known = {p.id: (p,) for p in prompts} | {g: tuple(p for p in prompts if p.group == g) for g in GROUPS}
    for name in names:
        if name not in known:
            raise UnknownPrompt(name, known)
    return tuple(dict.fromkeys(p for name in names for p in known[name]))


@dataclass(frozen=True, eq=False)
class Plan:
    """`prompts`: one row a prompt, in the order asked for, with its story and a second choice (columns prompt, story,
    score, second, second_score; missing where no story is strong enough). `smallest`: the fewest stories that serve
    all prompts that any story serves, the one that serves most first (story, prompts). `gaps`: the prompts without
    a story, most important first (prompt, importance, nearest, score). `twins`: pairs of stories that tell the same
    thing (story, other, likeness)."""

    prompts: pd.DataFrame
    smallest: pd.DataFrame
    gaps: pd.DataFrame
    twins: pd.DataFrame


def plan(scores: pd.DataFrame, usable: pd.DataFrame, vectors: np.ndarray, prompts: Sequence[Prompt]) -> Plan:
    """The plan for `prompts` from `scores` in 0..1 and `usable`, each one row a story by its id and one column a
    prompt, and the stories' unit `vectors`, shape (stories, dimension).

    No story serves more than three prompts, and as many prompts as can be have one; among such plans it is the one
    with the highest sum of scores (an assignment, solved by SciPy). Second choices are assigned likewise, each
    another story than the first. A prompt that only stories serve which have three already has neither. Two stories are twins where the cosine of their vectors reaches TWINS.
    """
    ids = [p.id for p in prompts]
    scores, usable = scores[ids], usable[ids].to_numpy(bool)
    values = scores.to_numpy(float)
    first = _assign(values, usable)
    open_ = usable.copy()
    for column, row in enumerate(first):
        if row is None:
            open_[:, column] = False
        else:
            open_[row, column] = False
    second = _assign(values, open_)
    names = list(scores.index)
    table = pd.DataFrame({
        "prompt": ids,
        "story": pd.array([None if r is None else names[r] for r in first], dtype="str"),
        "score": [np.nan if r is None else values[r, c] for c, r in enumerate(first)],
        "second": pd.array([None if r is None else names[r] for r in second], dtype="str"),
        "second_score": [np.nan if r is None else values[r, c] for c, r in enumerate(second)],
    })
    return Plan(table, _smallest(names, ids, values, usable), _gaps(names, prompts, values, usable),
                _twins(names, vectors))


def _assign(values: np.ndarray, usable: np.ndarray) -> list[int | None]:
    """The row for each column, or None; each row at most MOST_PROMPTS times, and only where `usable`."""
    from scipy.optimize import linear_sum_assignment

    rows = np.flatnonzero(usable.any(axis=1))
    columns = values.shape[1]
    found: list[int | None] = [None] * columns
    if not len(rows):
        return found
    # A prompt more outweighs any sum of scores.
    gain = np.repeat(np.where(usable[rows], columns + values[rows], 0.0), MOST_PROMPTS, axis=0)
    for place, column in zip(*linear_sum_assignment(gain, maximize=True), strict=True):
        if gain[place, column] > 0:
            found[column] = int(rows[place // MOST_PROMPTS])
    return found


def _smallest(names: list[str], ids: list[str], values: np.ndarray, usable: np.ndarray) -> pd.DataFrame:
    """The minimum set cover (SciPy's mixed-integer solver), among those the one whose stories fit best."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    wanted = usable.any(axis=0)
    rows = _undominated(usable[:, wanted], values)
    chosen: list[int] = []
    if len(rows):
        cover = usable[rows][:, wanted].astype(float)
        fit = np.where(usable[rows], values[rows], 0.0).sum(axis=1)
        cost = 1 - fit / (1 + fit.sum())  # under one in all: it only decides between sets of one size
        solved = milp(cost, integrality=np.ones(len(rows)), bounds=Bounds(0, 1),
                      constraints=LinearConstraint(cover.T, lb=1))
        chosen = [int(r) for r, taken in zip(rows, solved.x, strict=True) if taken > 0.5]
    chosen.sort(key=lambda r: (-usable[r].sum(), names[r]))
    return pd.DataFrame({
        "story": pd.array([names[r] for r in chosen], dtype="str"),
        "prompts": [[ids[c] for c in np.flatnonzero(usable[r])] for r in chosen],
    })


def _undominated(cover: np.ndarray, values: np.ndarray) -> list[int]:
    """The rows that cover something that no single other row covers as well, with all the rest; of equal rows the one
    with the highest sum of values."""
    best: dict[bytes, int] = {}
    for r in np.argsort(-values.sum(axis=1), kind="stable"):
        if cover[r].any():
            best.setdefault(cover[r].tobytes(), int(r))
    rows = sorted(best.values(), key=lambda r: (-cover[r].sum(), r))
    kept: list[int] = []
    for r in rows:
        if not any((cover[k] >= cover[r]).all() for k in kept):
            kept.append(r)
    return kept


def _gaps(names: list[str], prompts: Sequence[Prompt], values: np.ndarray, usable: np.ndarray) -> pd.DataFrame:
    rows = []
    for column, prompt in enumerate(prompts):
        if usable[:, column].any():
            continue
        told = [r for r in range(len(names)) if not np.isnan(values[r, column])]
        nearest = max(told, key=lambda r: values[r, column], default=None)
        rows.append((prompt.id, prompt.importance, None if nearest is None else names[nearest],
                     np.nan if nearest is None else values[nearest, column]))
    # What matters as much is nearer to be closed where a story comes near.
    rows.sort(key=lambda row: (-row[1], -row[3] if row[3] == row[3] else 0.0))
    return pd.DataFrame(rows, columns=["prompt", "importance", "nearest", "score"]).astype({"nearest": "str"})


def _twins(names: list[str], vectors: np.ndarray) -> pd.DataFrame:
    rows = []
    for start in range(0, len(names), 1_000):  # 1,000 × 10,000 cosines at a time are 40 MB
        likeness = vectors[start:start + 1_000] @ vectors.T
        for i, j in zip(*np.nonzero(likeness >= TWINS), strict=True):
            if start + i < j:
                rows.append((names[start + i], names[j], round(float(likeness[i, j]), 3)))
    rows.sort(key=lambda row: -row[2])
    return pd.DataFrame(rows, columns=["story", "other", "likeness"])
