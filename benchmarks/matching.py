"""How well stories find the prompts that they serve, beside what people use in its place: `python benchmarks/matching.py`.

Prints a table for the project's held-out answers and, where STAR_COACH_EVAL_DATA names a folder, for its labelled stories
(stories.*.jsonl). nDCG at 5 has gains 2^grade - 1; recall at 3 is that of the prompts graded 2.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.accuracy import NotRun, line, show
from coach import matching
from coach.draft import Draft
from coach.embedding import encoder
from coach.evaluation import ndcg, recall
from coach.reading import read
from coach.reading.annotated import annotate
from prompts import load_prompts
from training.answers import HELD_OUT, load

Rank = Callable[[Sequence[str]], np.ndarray]  # texts to scores, shape (texts, prompts)


def by_coach(texts: Sequence[str]) -> np.ndarray:
    rows = []
    for text in texts:
        scores = {m.prompt: m.score for m in matching.match(read(Draft(text), encoder()), encoder())}
        rows.append([scores[p.id] for p in load_prompts()])
    return np.array(rows)


def by_bm25(texts: Sequence[str]) -> np.ndarray:
    """BM25 of a story's words over all that the catalog says of a prompt."""
    try:
        import bm25s
    except ImportError as error:
        raise NotRun("bm25s is not installed") from error
    said = [" ".join([*p.wordings, p.asks, p.title, p.probes, *(s for t in p.talking_points for s in (t.point, t.example))])
            for p in load_prompts()]
    index = bm25s.BM25()
    index.index(bm25s.tokenize(said, stopwords="en", show_progress=False), show_progress=False)
    return np.array([index.get_scores(bm25s.tokenize([t], stopwords="en", show_progress=False, return_ids=False)[0])
                     for t in texts])


def _asked() -> np.ndarray:
    return encoder()([p.asks for p in load_prompts()])


def by_whole(texts: Sequence[str]) -> np.ndarray:
    """Cosine of the whole story, the mean of its sentences, and the prompt's one line."""
    return np.array([matching.whole(annotate(Draft(t), encoder()).vectors) for t in texts]) @ _asked().T


def by_sentence(texts: Sequence[str]) -> np.ndarray:
    """Cosine of the best sentence and the prompt's one line."""
    return np.array([(annotate(Draft(t), encoder()).vectors @ _asked().T).max(axis=0) for t in texts])


RANKERS: dict[str, Rank] = {
    "star-coach": by_coach, "BM25": by_bm25, "MiniLM, whole story": by_whole, "MiniLM, best sentence": by_sentence,
}


def table(name: str, texts: Sequence[str], grades: Sequence[dict[str, int]]) -> None:
    ids = [p.id for p in load_prompts()]
    print(f"\n{name}: {len(texts)} stories\n")
    line("", "nDCG at 5", "recall at 3")
    line("---", "---:", "---:")
    for tool, rank in RANKERS.items():
        try:
            ranked = [[ids[i] for i in np.argsort(-row, kind="stable")] for row in rank(texts)]
        except NotRun as why:
            line(tool, f"not run: {why}", "")
            continue
        line(tool, show(np.mean([ndcg(r, g) for r, g in zip(ranked, grades, strict=True)])),
             show(np.nanmean([recall(r, g) for r, g in zip(ranked, grades, strict=True)])))


def main() -> None:
    answers = load(HELD_OUT)
    table("Held-out answers", [a.text for a in answers], [a.prompts for a in answers])
    data = os.environ.get("STAR_COACH_EVAL_DATA")
    if not data:
        print("\nLabelled drafts: not run, STAR_COACH_EVAL_DATA does not name their folder.")
        return
    for file in sorted(Path(data).glob("stories.*.jsonl")):
        rows = [json.loads(row) for row in file.read_text(encoding="utf-8").splitlines()]
        table(file.name, [r["text"] for r in rows], [r["prompts"] for r in rows])


if __name__ == "__main__":
    main()
