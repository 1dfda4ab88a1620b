"""How an explanation explains: likenesses, business outcomes, whom it speaks to, and the level for its audience."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from coach.lexicon import words
from coach.reading.annotated import Annotated, Sentence
from coach.reading.judges import Features, Judge
from coach.reading.terms import LOST_DENSITY, SLIGHT_DENSITY, Use
from coach.trained import FOLDER, read_json, unreadable
from prompts import Analogy, find_concept, load_audiences

WEIGHTS = FOLDER / "explaining.json"

# A likeness, or an outcome, stands from the first probability where its words are there, else from the second.
LIKENESS, OUTCOME = (0.1, 0.85), (0.1, 0.8)


@dataclass(frozen=True)
class Explaining:
    """`analogies` and `outcomes` are the sentences (indices) that hold one, in order; `level` is lay, mixed or technical.

    `known_likeness` is the catalog's analogy that the text draws, with its sentence, where the text does not say how far it
    goes; `has_concept` tells whether the catalog knows the concept. `opens` is the sentence in which the explanation begins,
    a greeting passed over, and `addressed` are the sentences that speak of the listener or of the listener's own work.
    """

    analogies: tuple[int, ...]
    outcomes: tuple[int, ...]
    addressed: tuple[int, ...]
    opens: int
    level: str
    has_concept: bool
    known_likeness: tuple[int, Analogy] | None

    @property
    def analogy(self) -> bool:
        return bool(self.analogies)

    @property
    def outcome(self) -> bool:
        return bool(self.outcomes)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern]:
    lists = words("explaining")
    return {
        "analogy": re.compile("|".join(lists["analogy"]), re.IGNORECASE),
        "no_analogy": re.compile("|".join(lists["no_analogy"]), re.IGNORECASE),
        "nouns": re.compile(r"[$€£]|(?<![\w-])(?:" + "|".join(lists["outcome_nouns"]) + r")(?![\w-])", re.IGNORECASE),
        "verbs": re.compile(r"(?<![\w-])(?:" + "|".join(lists["outcome_verbs"]) + r")(?!-)", re.IGNORECASE),
        "goes_so_far": re.compile("|".join(lists["goes_so_far"]), re.IGNORECASE),
        "greets": re.compile("|".join(lists["greets"]), re.IGNORECASE),
    }


@lru_cache(maxsize=16)
def _work(audience: str) -> re.Pattern:
    body = "|".join(re.escape(w).replace(r"\*", r"\w*") for w in load_audiences()[audience].work)
    return re.compile(rf"(?<![\w'])(?:you|your|yours|{body})(?!\w)", re.IGNORECASE)


def read(draft: Annotated, terms: Sequence[Use]) -> Explaining:
    """The reading of an explanation; `terms` are those that the audience would not know."""
    patterns = _patterns()
    texts = [draft.plain[s.start:s.end] for s in draft.sentences]
    told = [features(draft, s) for s in draft.sentences]
    likens, tells = ([f["likens"] > 0 for f in told], [f["outcome"] > 0 for f in told])
    if draft.vectors is not None and texts and (judge := judges())["A"].fits(draft.vectors[0]):
        likens = [_stands(judge["A"], f, v, f["likens"], LIKENESS) for f, v in zip(told, draft.vectors, strict=True)]
        tells = [_stands(judge["B"], f, v, f["outcome"], OUTCOME) for f, v in zip(told, draft.vectors, strict=True)]
    analogies = tuple(i for i, yes in enumerate(likens) if yes)
    outcomes = tuple(i for i, yes in enumerate(tells) if yes)
    work = _work(draft.draft.audience or "customer")
    addressed = tuple(i for i, text in enumerate(texts) if work.search(text))
    opens = next((i for i, text in enumerate(texts) if not patterns["greets"].fullmatch(text.strip())), 0)
    concept = find_concept(draft.draft.concept)
    known = None
    if concept and analogies and not any(patterns["goes_so_far"].search(text) for text in texts):
        known = _known_likeness(texts, analogies, concept.analogies)
    words_in_all = sum(t.is_alpha for t in draft.doc) or 1
    density = len(terms) / words_in_all
    level = "lay" if not terms or (density < SLIGHT_DENSITY and len(terms) == 1) else "technical" if density >= LOST_DENSITY else "mixed"
    return Explaining(analogies, outcomes, addressed, opens, level, concept is not None, known)


def features(draft: Annotated, sentence: Sentence) -> Features:
    """What the judges see of a sentence beside its vector, each 0..1: the words of likenesses and outcomes, and plain facts."""
    patterns = _patterns()
    text, span = draft.plain[sentence.start:sentence.end], draft.span(sentence)
    lower = {t.lower_ for t in span}
    return {
        "likens": float(bool(patterns["analogy"].search(patterns["no_analogy"].sub(" ", text)))),
        "outcome": float(_tells_outcome(text)),
        "noun": min(len(patterns["nouns"].findall(text)), 3) / 3, "verb": min(len(patterns["verbs"].findall(text)), 3) / 3,
        "you": float(bool(lower & {"you", "your", "yours"})), "question": float(text.rstrip().endswith("?")),
        "figure": float(any(t.like_num for t in span)), "past": float(any(t.tag_ == "VBD" for t in span)),
        "same": float("same" in lower or "like" in lower or "as" in lower), "short": float(len(span) < 10),
        "verbless": float(not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in span)),
        "code": float(any("_" in t.text or (any(c.isdigit() for c in t.text) and any(c.isalpha() for c in t.text)) for t in span)),
    }


def _stands(judge: Judge, told: Features, vector: np.ndarray, by_words: float, bars: tuple[float, float]) -> bool:
    return judge.probabilities(told, vector)[1] > bars[0 if by_words else 1]


@lru_cache(maxsize=1)
def judges() -> dict[str, Judge]:
    """The stored judges: A for likenesses, B for outcomes. Raises DataError where they can't be read."""
    try:
        return {name: Judge(stored) for name, stored in read_json(WEIGHTS).items()}
    except (ValueError, KeyError, TypeError) as error:
        raise unreadable(WEIGHTS, error) from error


def _known_likeness(texts: Sequence[str], at: Sequence[int], analogies: Sequence[Analogy]) -> tuple[int, Analogy] | None:
    """The catalog's likeness that is drawn in one of the sentences `at` or in the one after, and that sentence."""
    for i in at:
        near = " ".join(texts[i:i + 2])
        for analogy in analogies:
            if re.search(r"(?<!\w)(?:" + "|".join(map(re.escape, analogy.cues)) + r")s?(?!\w)", near, re.IGNORECASE):
                return i, analogy
    return None


def _tells_outcome(sentence: str) -> bool:
    """Whether the sentence names something that somebody answers for and, in other words, a change to it."""
    patterns = _patterns()
    things = [m.span() for m in patterns["nouns"].finditer(sentence)]
    return any(not any(a < change.end() and change.start() < b for a, b in things)
               for change in patterns["verbs"].finditer(sentence)) if things else False
