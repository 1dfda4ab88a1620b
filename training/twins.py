"""Prints how well stories that tell the same thing are told from others: `python -m training.twins`.

training/twins.txt holds retellings of answers ("same") and other episodes from the same place ("near").
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from coach.draft import Draft
from coach.embedding import encoder
from coach.matching import whole
from coach.planning import TWINS
from coach.reading.annotated import annotate
from training.answers import load

FILE = Path(__file__).parent / "twins.txt"


def vector(text: str) -> np.ndarray:
    return whole(annotate(Draft(text), encoder()).vectors)


def main() -> None:
    own = {a.id: vector(a.text) for a in load()}
    found: dict[str, list[float]] = {"same": [], "near": []}
    for entry in FILE.read_text(encoding="utf-8").strip().split("\n\n"):
        head, text = entry.split(" | ", 1)
        _, kind, id = head.split()
        found[kind].append(float(vector(text) @ own[id]))
    rows = np.array(list(own.values()))
    others = (rows @ rows.T)[np.triu_indices(len(rows), 1)]
    for name, values in (*found.items(), ("others", others)):
        told = np.array(values) >= TWINS
        print(f"{name}: {told.sum()} of {len(told)} pairs told as twins at {TWINS}")


if __name__ == "__main__":
    main()
