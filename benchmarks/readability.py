"""How well measures of difficulty rank the same matter told to laymen below its telling to specialists; a part of
benchmarks/accuracy.py."""

from __future__ import annotations

import json
import re
import statistics
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from wordfreq import zipf_frequency

from coach.draft import Draft
from coach.embedding import encoder
from coach.reading import read

# The corpus of the De-Jargonizer (Rakedzon and others, PLOS ONE 12, 2017) holds about 90 million words; a word is rare
# below 50 of them and in the middle below 1,000.
CORPUS_IN_BILLIONS, RARE, MIDDLE = 0.09, 50, 1000

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def jargon(text: str) -> float:
    """The coach's share of words that a customer would not know."""
    return read(Draft(text, kind="explanation", audience="customer"), encoder()).jargon_density


def mean_word_length(text: str) -> float:
    return statistics.mean(map(len, WORD.findall(text)))


def de_jargonizer(text: str) -> float:
    """100 less its published score, 100 − (0.5·middle + rare)·100/words, on the counts of the wordfreq package."""
    counts = [10 ** zipf_frequency(w, "en") * CORPUS_IN_BILLIONS for w in WORD.findall(text.lower())]
    rare = sum(c < RARE for c in counts)
    middle = sum(RARE <= c < MIDDLE for c in counts)
    return (0.5 * middle + rare) * 100 / len(counts)


def textstat_measure(name: str) -> Callable[[str], float]:
    """One of textstat's formulas. Raises ImportError where it is not installed."""
    import textstat

    return getattr(textstat.textstat, name)


MEASURES: dict[str, Callable[[], Callable[[str], float]]] = {
    "star-coach, share of unknown words": lambda: jargon,
    "mean word length": lambda: mean_word_length,
    "Flesch–Kincaid grade": lambda: textstat_measure("flesch_kincaid_grade"),
    "Dale–Chall": lambda: textstat_measure("dale_chall_readability_score"),
    "De-Jargonizer, with an open frequency list": lambda: de_jargonizer,
}


def table(file: Path, line: Callable[..., None]) -> None:
    """The share of pairs {kind, lay, technical} of `file` that each measure ranks rightly, a tie as half, by kind."""
    pairs = [json.loads(text) for text in file.read_text(encoding="utf-8").splitlines()]
    kinds = list(dict.fromkeys(pair["kind"] for pair in pairs))
    easy = "reading_level_news"
    print(f"\n{len(pairs)} pairs of the same matter for laymen and for specialists. The share that is ranked rightly:\n")
    line("", *(f"{kind} ({sum(p['kind'] == kind for p in pairs)})" for kind in kinds), f"all but {easy}")
    line("---", *["---:"] * (len(kinds) + 1))
    for name, make in MEASURES.items():
        try:
            measure = make()
        except ImportError as error:
            line(name, f"not run: {error.name} is missing; `pip install -c constraints.txt '.[benchmark]'`", *[""] * len(kinds))
            continue
        right = defaultdict(list)
        for pair in pairs:
            lay, technical = measure(pair["lay"]), measure(pair["technical"])
            right[pair["kind"]].append(0.5 if lay == technical else float(technical > lay))
        others = [r for kind in kinds if kind != easy for r in right[kind]]
        line(name, *(f"{statistics.mean(right[kind]):.3f}" for kind in kinds), f"{statistics.mean(others):.3f}" if others else "–")
