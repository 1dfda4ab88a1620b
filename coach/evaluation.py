"""The measures of the evaluation, from labelled drafts and the reports on them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from coach.draft import Draft
from coach.errors import InputError

COMPONENTS = {"S": "situation", "T": "task", "A": "action", "R": "result", "L": "reflection", "O": "other"}


def draft_of(labelled: Mapping) -> Draft:
    """The draft of a labelled record, its labels left behind."""
    return Draft.from_record({
        "id": labelled["id"], "text": labelled["text"],
        "kind": "story" if "sentences" in labelled else "explanation",
        "concept": labelled.get("concept"), "audience": labelled.get("audience"),
    })


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], at: int = 5) -> float:
    """Normalised discounted cumulative gain with gains 2^grade - 1 (Järvelin and Kekäläinen, TOIS 20, 2002)."""
    def gain(ids):
        return sum((2 ** grades.get(i, 0) - 1) / math.log2(n + 2) for n, i in enumerate(ids[:at]))
    best = gain(sorted(grades, key=lambda i: -grades[i]))
    return gain(ranked) / best if best else 0.0


def recall(ranked: Sequence[str], grades: Mapping[str, int], at: int = 3) -> float:
    """The share of the prompts graded 2 among the first `at`; NaN where none is graded 2."""
    direct = [i for i, grade in grades.items() if grade == 2]
    return sum(i in ranked[:at] for i in direct) / len(direct) if direct else math.nan


def f1(true_positives: int, false_positives: int, false_negatives: int) -> float:
    """F1; NaN where there is nothing to find and nothing was found."""
    total = 2 * true_positives + false_positives + false_negatives
    return 2 * true_positives / total if total else math.nan


def spearman(a: Sequence[float], b: Sequence[float]) -> float:
    """Spearman's rank correlation, ties by their mean rank; NaN where one side does not vary."""
    import pandas as pd

    return float(pd.Series(a, dtype=float).rank().corr(pd.Series(b, dtype=float).rank()))


class Pooled:
    """Counts of right, false and missed items of a flag, pooled over drafts."""

    def __init__(self):
        self.tp = self.fp = self.fn = 0

    def sets(self, found: set, wanted: set) -> None:
        self.tp += len(found & wanted)
        self.fp += len(found - wanted)
        self.fn += len(wanted - found)

    def flag(self, found: bool, wanted: bool) -> None:
        self.sets({1} if found else set(), {1} if wanted else set())

    @property
    def f1(self) -> float:
        return f1(self.tp, self.fp, self.fn)


def places(text: str, sentences: Iterable[Mapping]) -> list[tuple[int, int]]:
    """(start, end) of each labelled sentence. Raises InputError where one is not in the text, in order."""
    at, found = 0, []
    for s in sentences:
        start = text.find(s["text"], at)
        if start < 0:
            raise InputError("labels", f"The labelled sentence {s['text'][:60]!r} is not in its draft, in order; "
                             "mend the labelled file.")
        at = start + len(s["text"])
        found.append((start, at))
    return found


def overlapping(sentences: Sequence[Mapping], start: int, end: int) -> Mapping | None:
    best = max(sentences, key=lambda s: min(end, s["end"]) - max(start, s["start"]), default=None)
    return best if best and min(end, best["end"]) > max(start, best["start"]) else None


def evaluate_stories(pairs: Sequence[tuple[Mapping, Mapping]]) -> dict[str, float]:
    """The measures of stories, from pairs of labelled record and report (in the contract's form)."""
    confusion: Counter = Counter()
    agents = [0, 0]
    flags = {name: Pooled() for name in ("metric", "vague", "we_overuse", "result_quantified", "missing")}
    gains, recalls, scores, qualities = [], [], [], []
    for labelled, report in pairs:
        for s, (start, end) in zip(labelled["sentences"], places(labelled["text"], labelled["sentences"]), strict=True):
            read = overlapping(report["sentences"], start, end) or {}
            confusion[COMPONENTS[s["component"]], read.get("component")] += 1
            if s["component"] == "A":
                agents[0] += read.get("agent") == s["agent"]
                agents[1] += 1
            for flag in ("metric", "vague"):
                flags[flag].flag(bool(read.get(flag)), s[flag])
        story, measures = labelled["story"], report["measures"]
        for flag in ("we_overuse", "result_quantified"):
            flags[flag].flag(bool(measures.get(flag)), story[flag])
        flags["missing"].sets(set(measures.get("missing") or ()), {COMPONENTS[c] for c in story["missing"]})
        ranked = [p["id"] for p in report["prompts"]]
        gains.append(ndcg(ranked, labelled["prompts"]))
        recalls.append(recall(ranked, labelled["prompts"]))
        if measures.get("score") is not None:
            scores.append(measures["score"])
            qualities.append(story["quality"])
    per_component = []
    for name in COMPONENTS.values():
        tp = confusion[name, name]
        fp = sum(n for (want, got), n in confusion.items() if got == name and want != name)
        fn = sum(n for (want, got), n in confusion.items() if want == name and got != name)
        per_component.append(f1(tp, fp, fn))
    return {
        "component macro-F1": float(np.nanmean(per_component)),
        **{f"component {name} F1": value for name, value in zip(COMPONENTS.values(), per_component, strict=True)},
        "agent accuracy": agents[0] / agents[1] if agents[1] else math.nan,
        **{f"{name} F1": pooled.f1 for name, pooled in flags.items()},
        "score rank correlation": spearman(scores, qualities),
        "length rank correlation": spearman([len(lab["text"].split()) for lab, _ in pairs],
                                            [lab["story"]["quality"] for lab, _ in pairs]),
        "prompts nDCG at 5": float(np.mean(gains)),
        "prompts recall at 3": float(np.nanmean(recalls)),
    }


def _matched_terms(found: Iterable[str], wanted: Iterable[str]) -> tuple[int, int, int]:
    """Right, false and missed terms; a term that holds or lies within a wanted one by whole words counts as it, once."""
    found, open_terms = [t.lower() for t in found], [t.lower() for t in wanted]
    right, false = 0, 0
    # Exact matches first, so that a longer term does not take the place of one that is there by itself.
    for term in sorted(found, key=lambda t: t not in open_terms):
        hit = next((w for w in open_terms if w == term), None) or next(
            (w for w in open_terms if f" {w} " in f" {term} " or f" {term} " in f" {w} "), None)
        if hit is None:
            false += 1
        else:
            open_terms.remove(hit)
            right += 1
    return right, false, len(open_terms)


def evaluate_explanations(pairs: Sequence[tuple[Mapping, Mapping]]) -> dict[str, float]:
    """The measures of explanations, from pairs of labelled record and report."""
    jargon, acronyms = Pooled(), Pooled()
    right = Counter()
    for labelled, report in pairs:
        measures = report["measures"]
        tp, fp, fn = _matched_terms([j["text"] for j in measures["jargon"]], labelled["jargon"])
        jargon.tp, jargon.fp, jargon.fn = jargon.tp + tp, jargon.fp + fp, jargon.fn + fn
        acronyms.sets({a["text"] for a in measures["acronyms"]}, set(labelled["acronyms"]))
        for key in ("analogy", "business_outcome", "level"):
            right[key] += measures[key] == labelled[key]
    n = len(pairs)
    return {
        "jargon F1": jargon.f1, "acronyms F1": acronyms.f1,
        "analogy accuracy": right["analogy"] / n, "business outcome accuracy": right["business_outcome"] / n,
        "level accuracy": right["level"] / n,
    }
