"""Runs minimal pairs, two texts that differ in one thing: the bad one must get the named finding, the good one not.

`python -m training.minimal_pairs FILE…` prints what share is right by what the texts differ in, and lists the misses.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from coach import critique


@dataclass(frozen=True)
class Pair:
    """`check` names the finding, `differs` the kind of difference; `audience` is empty where there is none."""

    check: str
    differs: str
    kind: str
    audience: str
    bad: str
    good: str


def load(*files: Path) -> list[Pair]:
    """All pairs of the TOML files, in order."""
    return [Pair(**pair) for file in files for pair in tomllib.loads(file.read_text(encoding="utf-8"))["pair"]]


def outcome(pair: Pair) -> tuple[bool, bool]:
    """Whether the coach flags the bad text and the good one with the pair's check; (True, False) is right."""
    bad, good = (any(finding.check == pair.check for finding in
                     critique(text, kind=pair.kind, audience=pair.audience or None).findings)
                 for text in (pair.bad, pair.good))
    return bad, good


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    rights, misses = defaultdict(list), []
    for pair in load(*parser.parse_args().files):
        bad, good = outcome(pair)
        rights[pair.differs].append(bad and not good)
        if not bad:
            misses.append(f"{pair.check} not found: {pair.bad}")
        if good:
            misses.append(f"{pair.check} wrongly found: {pair.good}")
    for differs, right in rights.items():
        print(f"{differs:<12} {sum(right):>3} of {len(right):>3}  {sum(right) / len(right):4.0%}")
    print(*misses, sep="\n")


if __name__ == "__main__":
    main()
