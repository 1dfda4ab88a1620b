"""S/T/A/R/L/O of each sentence: a linear classifier over embeddings and grammar, and a decoder over the answer.

The scores of each sentence come from a logistic regression over its embedding, its neighbours' embeddings, its
grammar, cues and place. The decoder is Viterbi's (Rabiner 1989) over the log-probabilities with learned
transitions between neighbouring sentences; confidence is the forward-backward marginal of the chosen label.
Weights: coach/weights/components.safetensors, made by `python -m training.components`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from coach.errors import DataError
from coach.lexicon import words
from coach.reading.agency import Agency
from coach.reading.annotated import Annotated, Sentence
from coach.reading.claims import Claim
from coach.reading.quantities import Quantity

LABELS = ("situation", "task", "action", "result", "reflection", "other")
WEIGHTS = Path(__file__).parent.parent / "weights" / "components.safetensors"

# A section is evidence, not the verdict: log-odds for the label of the section that a sentence stands in.
SECTION_EVIDENCE = 2.5

# Whether an answer has a task and a result at all, by the likeliest sentence; chosen on held-out writers.
TASK_LABEL, TASK = LABELS.index("task"), 0.33
RESULT_LABEL, RESULT = LABELS.index("result"), 0.6


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
    for s in draft.sentences:
        rows.append(_row(draft, s, n, before / total, quantities, claims, agency[s.index])
                    + _paragraph(paragraphs, s.index))
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
    from safetensors.numpy import load_file

    try:
        return load_file(WEIGHTS)
    except (OSError, ValueError) as error:
        raise DataError("weights", f"The weights {WEIGHTS.name} can't be read: {error}; reinstall star-coach.") from error


def emissions(rows: np.ndarray, weights: dict[str, np.ndarray]) -> np.ndarray:
    """Log-probabilities of the labels for each row of `features`, shape (sentences, 6)."""
    scaled = (rows - weights["mean"]) * weights["scale"]
    return _log_softmax(scaled @ weights["coef"].T + weights["intercept"])


def _log_softmax(scores: np.ndarray) -> np.ndarray:
    scores = scores - scores.max(axis=1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


def decode(log_probabilities: np.ndarray, start: np.ndarray, transition: np.ndarray,
           end: np.ndarray) -> tuple[list[int], np.ndarray]:
    """The best path and the marginals, shape (sentences, 6), of a chain with the given log-scores."""
    n, k = log_probabilities.shape
    best = np.zeros((n, k))
    back = np.zeros((n, k), int)
    forward, backward = np.zeros((n, k)), np.zeros((n, k))
    best[0] = forward[0] = start + log_probabilities[0]
    for i in range(1, n):
        step = best[i - 1][:, None] + transition
        back[i] = step.argmax(axis=0)
        best[i] = step.max(axis=0) + log_probabilities[i]
        forward[i] = np.logaddexp.reduce(forward[i - 1][:, None] + transition, axis=0) + log_probabilities[i]
    backward[-1] = end
    for i in range(n - 2, -1, -1):
        backward[i] = np.logaddexp.reduce(transition + (log_probabilities[i + 1] + backward[i + 1])[None, :], axis=1)
    path = [int((best[-1] + end).argmax())]
    for i in range(n - 1, 0, -1):
        path.append(int(back[i][path[-1]]))
    return path[::-1], np.exp(_log_softmax(forward + backward))


def settle(path: list[int], marginals: np.ndarray) -> list[int]:
    """The path with its doubts about whole parts resolved: a lone task is taken from `TASK` on, even where another
    label is likelier; results of which none reaches `RESULT` are none."""
    path = list(path)
    if RESULT_LABEL in path and marginals[:, RESULT_LABEL].max() < RESULT:
        others = marginals.copy()
        others[:, RESULT_LABEL] = 0
        path = [int(others[i].argmax()) if label == RESULT_LABEL else label for i, label in enumerate(path)]
    if TASK_LABEL not in path and marginals[:, TASK_LABEL].max() >= TASK:
        path[int(marginals[:, TASK_LABEL].argmax())] = TASK_LABEL
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
    path = settle(path, marginals)
    return tuple(Component(LABELS[label], round(float(marginals[i, label]), 2))
                 for i, label in enumerate(path)), marginals
