"""How fast the coach is: `python benchmarks/speed.py` prints a table; docs/speed.md holds one that was seen.

Each row is the median and the slowest of several runs on the project's own labelled answers, in one process.
"""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from coach import bank, critique, match
from coach.embedding import encoder
from coach.language import parse, pipeline
from stories import Story, open_store
from training.answers import load


def seconds(run, *arguments) -> float:
    start = time.perf_counter()
    run(*arguments)
    return time.perf_counter() - start


def row(name: str, times: list[float]) -> None:
    print(f"| {name} | {1000 * median(times):,.0f} | {1000 * max(times):,.0f} | {len(times)} |")


STORIES = 10_000


def bank_rows(texts: list[str]) -> None:
    """A bank of STORIES, each with its own text. What is kept of them is made from a few, as the first reading of all would
    take a quarter of an hour; taking it from the store costs the same."""
    with TemporaryDirectory() as home, open_store(home) as store:
        with store.transaction():
            for i in range(STORIES):
                store.save(Story(text=f"{texts[i % len(texts)]} It was story {i}."))
        stories = store.list("story")
        shelf = bank.Shelf(store, stories[:len(texts)], encoder().identity)
        shelf.read(store, encoder())
        made = shelf.found
        store.keep_computed({
            story.id: (bank.content_key(story, encoder().identity), bank.pack(made[i % len(made)])) for i, story in enumerate(stories)})
        found = []
        row(f"match, {STORIES:,} stories of the bank, none changed", [
            seconds(lambda: found.append(bank.match_stories(store, stories))) for _ in range(3)])
        row(f"match, {STORIES:,} stories of the bank, one changed", [
            seconds(lambda i=i: bank.match_stories(store, [store.save(replace(stories[i], text=f"{texts[i]} Twice {i}.")),
                                                           *stories[:i], *stories[i + 1:]])) for i in range(3)])
        row(f"plan of {STORIES:,} stories", [seconds(bank.plan, found[0]) for _ in range(3)])


def main() -> None:
    answers = [a.text for a in load()[:60]]
    print("| what | median ms | slowest ms | runs |\n| --- | ---: | ---: | ---: |")
    row("`star-coach --help`, a new process", [
        seconds(lambda: subprocess.run([sys.executable, "-m", "coach", "--help"], check=True, capture_output=True))
        for _ in range(5)
    ])
    row("load spaCy's pipeline", [seconds(pipeline)])
    row("load the encoder", [seconds(encoder)])
    row("first critique (warms up)", [seconds(critique, answers[0])])
    words = median(len(a.split()) for a in answers)
    row(f"parse alone, a draft of {words:.0f} words", [seconds(parse, a) for a in answers[1:21]])
    row("encode alone, its sentences", [
        seconds(lambda a=a: encoder()([s.text for s in parse(a).sents])) for a in answers[1:21]])
    row("critique, a draft never seen", [seconds(critique, a) for a in answers[21:]])
    row("critique, a draft with one word changed", [seconds(critique, a + " It held.") for a in answers[21:]])
    row("critique without the encoder", [seconds(lambda a=a: critique(a, encode=None)) for a in answers[21:]])
    row("match, a draft seen before", [seconds(match, a) for a in answers[21:]])
    bank_rows(answers[:20])


if __name__ == "__main__":
    main()
