"""S/T/A/R/L/O of each sentence: a linear-chain conditional random field over the answer.

The scores of each sentence are linear in its embedding, its neighbours' embeddings, its grammar, cues and place; with the
learned transitions between neighbouring sentences, Viterbi's algorithm (Rabiner 1989) finds the best path, and the
forward-backward algorithm the marginals, of which the chosen label's is the confidence.
Weights: coach/weights/components.safetensors, made by `python -m training.components`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from coach.lexicon import words
from coach.reading.agency import Agency
from coach.reading.annotated import Annotated, Sentence
from coach.reading.claims import Claim
from coach.reading.quantities import Quantity
from coach.trained import FOLDER, read_tables

LABELS = ("situation", "task", "action", "result", "reflection", "other")
WEIGHTS = FOLDER / "components.safetensors"

# A section is evidence, not the verdict: log-odds for the label of the section that a sentence stands in.
SECTION_EVIDENCE = 2.5

# An answer has a part if its likeliest sentence has this probability: situation, task, action, result. Chosen on
# held-out writers, who often tell the task in a sentence that is likelier something else.
PRESENT = (0.5, 0.3, 0.5, 0.5)

# A sentence with a figure may be the result from this probability on: figures that close an answer are often read as one
# more action.
MAY_BE_RESULT = 0.1
ACTION = LABELS.index("action")
RESULT = LABELS.index("result")


@dataclass(frozen=True)
class Component:
    """One sentence's component and the probability that the decoder gives it."""

    label: str
    confidence: float


@lru_cache(maxsize=1)
def _cues() -> dict[str, re.Pattern]:
    return {
        name: re.compile(r"(?<!\w)(?:" + "|".join(re.escape(w).replace(r"\*", r"\w*") for w in entries) + r")(?!\w)",
                         re.IGNORECASE)
        for name, entries in words("components").items()
    }


_AGENCY = ("I", "we", "other", "none", "mixed", "na")
_TAGS = ("VBD", "VBZ", "VBP", "VBN", "VBG", "VB", "MD")
_SUBJECTS = ("I", "we", "they", "it", "there", "my", "name", "noun", "none")


def grammar(draft: Annotated, quantities: Sequence[Quantity], claims: Sequence[Claim],
            agency: Sequence[Agency]) -> np.ndarray:
    """Features of each sentence that are not its embedding, shape (sentences, features), values around 0..1."""
    n = len(draft.sentences)
    total = sum(s.last - s.first for s in draft.sentences) or 1
    rows, before, paragraphs = [], 0, _paragraphs(draft)
    acts = [a.label in ("I", "we", "mixed") for a in agency]
    for s in draft.sentences:
        row = _row(draft, s, n, before / total, quantities, claims, agency[s.index])
        row += _paragraph(paragraphs, s.index)
        row += _closing(draft, s, acts, any(q.sentence == s.index and q.is_metric for q in quantities))
        rows.append(row)
        before += s.last - s.first
    return np.array(rows, np.float32)


def _row(draft: Annotated, s: Sentence, n: int, before: float, quantities, claims, agency: Agency) -> list[float]:
    span, text = draft.span(s), draft.plain[s.start:s.end]
    tokens = [t for t in span if not t.is_space and not t.is_punct]
    count = len(tokens)
    root = span.root
    auxiliaries = [t.lower_ for t in root.children if t.dep_ in ("aux", "auxpass")]
    subject = next((t for t in root.children if t.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    place = s.index / (n - 1) if n > 1 else 0.5
    row = [place, place * place, before, float(s.index == 0), float(s.index == n - 1), float(s.index == n - 2),
           float(s.index == 1), math.log1p(n) / 4, float(n == 1)]
    row += [min(count, 40) / 40, float(count <= 4), float(count >= 25)]
    row += [float(root.tag_ == tag) for tag in _TAGS]
    row += [float("had" in auxiliaries), float(bool({"will", "'ll"} & set(auxiliaries))),
            float(bool({"would", "'d", "should", "could"} & set(auxiliaries))),
            float(any(t.dep_ == "auxpass" for t in span)), float(any(t.dep_ == "neg" for t in span)),
            sum(t.tag_ == "VBD" for t in tokens) / max(count, 1), sum(t.tag_ in ("VBZ", "VBP") for t in tokens) / max(count, 1)]
    row += [float(_subject(subject) == kind) for kind in _SUBJECTS]
    row += [float(any(t.lower_ in ("i", "me", "my", "mine", "myself") for t in tokens)),
            float(any(t.lower_ in ("we", "us", "our", "ours") for t in tokens)),
            float(any(t.lower_ in ("you", "your") for t in tokens))]
    row += [float('"' in text), float("?" in text), float(text.endswith(":")), float(text[:1] in "-*•"), float(_is_heading(draft, s)),
            float(text[-1:].isalnum() and count <= 6), float(not any(t.pos_ in ("VERB", "AUX") for t in tokens))]
    row += [float(any(q.sentence == s.index and q.is_metric for q in quantities)),
            float(any(q.sentence == s.index and q.role == "target" for q in quantities)),
            float(any(q.sentence == s.index and q.role == "change" for q in quantities)),
            float(any(q.sentence == s.index and q.role == "setting" for q in quantities)),
            float(any(c.sentence == s.index for c in claims))]
    row += [float(agency.label == a) for a in _AGENCY]
    row += [float(_ordered(span))]
    row += [float(bool(pattern.search(text))) for pattern in _cues().values()]
    return row


def _paragraphs(draft: Annotated) -> list[int]:
    """The number of the paragraph that each sentence stands in, from 0."""
    numbers: list[int] = []
    for s in draft.sentences:
        parted = s.index and "\n\n" in draft.plain[draft.sentences[s.index - 1].end:s.start].replace(" ", "")
        numbers.append(numbers[-1] + bool(parted) if numbers else 0)
    return numbers


def _paragraph(numbers: list[int], index: int) -> list[float]:
    """Where the sentence's paragraph stands among the others, and whether the sentence opens it."""
    own, last = numbers[index], numbers[-1]
    opens = index > 0 and numbers[index - 1] != own
    return [own / last if last else 0.5, float(last == 0), float(bool(last) and own == 0), float(bool(last) and own == last),
            float(last > 1 and own == last - 1), float(opens), float(opens and own == last)]


def _closing(draft: Annotated, s: Sentence, acts: Sequence[bool], figure: bool) -> list[float]:
    """How much is still done after the sentence and was done before it, and whether it is a figure past all that."""
    later, earlier = acts[s.index + 1:], acts[:s.index]
    ahead, behind = sum(later) / max(len(later), 1), sum(earlier) / max(len(earlier), 1)
    over = not any(later) and any(earlier)
    verbless = not any(t.pos_ in ("VERB", "AUX") for t in draft.span(s))
    return [ahead, behind, float(over), float(over and not acts[s.index]), float(over and figure),
            float(figure and verbless and behind > ahead), float(figure and behind > ahead), float(figure and ahead > behind)]


_ORDERS = {"ask", "tell", "want", "need", "give", "set", "expect", "hand", "require", "request", "instruct", "beg", "order",
           "assign", "charge", "task", "let", "allow", "forbid", "permit", "challenge", "make", "leave"}


def _ordered(span) -> bool:
    """Whether somebody wants something of the speaker or the speaker's group: "told us to settle it"."""
    for verb in span:
        if verb.lemma_.lower() not in _ORDERS or verb.pos_ not in ("VERB", "AUX"):
            continue
        for child in verb.children:
            word = child.lower_
            if word in ("me", "us") and child.dep_ in ("dobj", "dative", "nsubj", "obj", "pobj"):
                return True
            if word in ("i", "we") and child.dep_ == "nsubjpass":
                return True
            if child.dep_ in ("xcomp", "ccomp") and any(
                    c.lower_ in ("me", "us") and c.dep_ == "nsubj" for c in child.children):
                return True
    return False


def _is_heading(draft: Annotated, s: Sentence) -> bool:
    """Whether a few words without a full stop stand on a line of their own in a text of full sentences."""
    line = draft.plain[draft.plain.rfind("\n", 0, s.start) + 1:]
    text = draft.plain[s.start:s.end]
    if line.split("\n")[0].strip() != text or text[:1] in "-*•" or text[-1] in ".!?\"'" or len(text.split()) > 10:
        return False
    ended = sum(draft.plain[o.end - 1] in ".!?\"'" for o in draft.sentences)
    return text[-1] == ":" or 2 * ended > len(draft.sentences)


def _subject(token) -> str:
    if token is None:
        return "none"
    word = token.lower_
    if word == "i":
        return "I"
    if word in ("we", "us"):
        return "we"
    if word in ("he", "she", "they", "you"):
        return "they"
    if word in ("it", "this", "that", "which", "what"):
        return "it"
    if word == "there":
        return "there"
    if any(c.lower_ in ("my", "our") for c in token.children):
        return "my"
    return "name" if token.pos_ == "PROPN" else "noun"


def features(draft: Annotated, grammar_rows: np.ndarray) -> np.ndarray:
    """What the classifier sees, shape (sentences, width): own, previous and next embedding, and own, previous
    and next grammar."""
    vectors = draft.vectors
    none = np.zeros((1, vectors.shape[1]), np.float32)
    gap = np.zeros((1, grammar_rows.shape[1]), np.float32)
    return np.hstack([
        vectors, np.vstack([none, vectors[:-1]]), np.vstack([vectors[1:], none]),
        grammar_rows, np.vstack([gap, grammar_rows[:-1]]), np.vstack([grammar_rows[1:], gap]),
    ])


@lru_cache(maxsize=1)
def _weights() -> dict[str, np.ndarray]:
    return read_tables(WEIGHTS)


def emissions(rows: np.ndarray, weights: dict[str, np.ndarray]) -> np.ndarray:
    """The scores of the labels for each row of `features`, shape (sentences, 6)."""
    scaled = (rows - weights["mean"]) * weights["scale"]
    return scaled @ weights["coef"].T + weights["intercept"]


def _log_softmax(scores: np.ndarray) -> np.ndarray:
    scores = scores - scores.max(axis=1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


def decode(scores: np.ndarray, start: np.ndarray, transition: np.ndarray,
           end: np.ndarray) -> tuple[list[int], np.ndarray]:
    """The best path and the marginals, shape (sentences, 6), of a chain with the given log-scores."""
    n, k = scores.shape
    best = np.zeros((n, k))
    back = np.zeros((n, k), int)
    forward, backward = np.zeros((n, k)), np.zeros((n, k))
    best[0] = forward[0] = start + scores[0]
    for i in range(1, n):
        step = best[i - 1][:, None] + transition
        back[i] = step.argmax(axis=0)
        best[i] = step.max(axis=0) + scores[i]
        forward[i] = np.logaddexp.reduce(forward[i - 1][:, None] + transition, axis=0) + scores[i]
    backward[-1] = end
    for i in range(n - 2, -1, -1):
        backward[i] = np.logaddexp.reduce(transition + (scores[i + 1] + backward[i + 1])[None, :], axis=1)
    path = [int((best[-1] + end).argmax())]
    for i in range(n - 1, 0, -1):
        path.append(int(back[i][path[-1]]))
    return path[::-1], np.exp(_log_softmax(forward + backward))


def may_be_result(path: Sequence[int], marginals: np.ndarray) -> np.ndarray:
    """Whether each sentence is likely enough the result, if it has a figure, shape (sentences,)."""
    likely = marginals[:, RESULT]
    acted = np.cumsum(np.equal(path, ACTION)) - np.equal(path, ACTION) > 0
    return (likely >= PRESENT[RESULT]) | (acted & (likely >= MAY_BE_RESULT))


def settle(path: list[int], marginals: np.ndarray, figures: Sequence[bool]) -> list[int]:
    """The path with its doubts about whole parts resolved: where it has a part that the answer lacks, its sentences take
    their next likely label; where it leaves one out that is there, the likeliest sentence takes it. `figures` tells which
    sentences have one."""
    best, left = marginals.max(axis=0), marginals.copy()
    there = [best[part] >= bar for part, bar in enumerate(PRESENT)]
    closing = np.where(may_be_result(path, marginals) & figures, marginals[:, RESULT], 0)
    if not there[RESULT] and closing.any():
        path = [RESULT if i == closing.argmax() else label for i, label in enumerate(path)]
        there[RESULT] = True
    for part, told in enumerate(there):
        left[:, part] *= told
    path = [int(left[i].argmax()) if label < len(there) and not there[label] else label for i, label in enumerate(path)]
    for part, told in enumerate(there):
        if told and part not in path:
            path[int(marginals[:, part].argmax())] = part
    return path


def read(draft: Annotated, quantities: Sequence[Quantity], claims: Sequence[Claim],
         agency: Sequence[Agency]) -> tuple[tuple[Component, ...], np.ndarray | None]:
    """The component of each sentence, and the probabilities of all, shape (sentences, 6); nothing where the draft
    was not encoded."""
    if draft.vectors is None or not draft.sentences:
        return (), None
    weights = _weights()
    scores = emissions(features(draft, grammar(draft, quantities, claims, agency)), weights)
    for section in draft.draft.sections:
        for s in draft.sentences:
            if section.start <= s.start < section.end:
                scores[s.index, LABELS.index(section.name)] += SECTION_EVIDENCE
    path, marginals = decode(scores, weights["start"], weights["transition"], weights["end"])
    counted = {q.sentence for q in quantities if q.is_metric}
    path = settle(path, marginals, [s.index in counted for s in draft.sentences])
    return tuple(Component(LABELS[label], round(float(marginals[i, label]), 2))
                 for i, label in enumerate(path)), marginals
