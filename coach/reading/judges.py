"""Judges: logistic regressions that have read the labelled sentences and correct the readings of the grammar.

Four of them: who acts (six labels), whether a sentence holds a figure, whether it claims an effect, and whether an
everyday word stands in its technical sense. Each sees what the grammar found, some plain facts of the sentence, the
parts of the answer around it, and the sentence's vector. Trained by `python -m training.judges`; without vectors the grammar's readings stand as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from coach.reading.agency import Agency, told_in
from coach.reading.agency_actors import who_is
from coach.reading.agency_words import PEOPLE, kids, lists, opening_of, subject_of
from coach.reading.annotated import Annotated, Sentence
from coach.reading.claim_grammar import is_asserted, is_own, is_person, listed, noun_kind, object_of
from coach.reading.claim_grammar import subject_of as claimed_of
from coach.reading.claim_scan import Scan
from coach.reading.claims import Claim, answered, claims_of
from coach.reading.quantities import Quantity, promoted
from coach.reading.quantity_figures import figures
from coach.reading.quantity_roles import judge
from coach.reading.quantity_scene import Place, Scene
from coach.trained import FOLDER, read_json, unreadable

WEIGHTS = FOLDER / "judges.json"
Features = dict[str, float]

NAMES = ("agent", "figure", "claim", "sense")

# A claim that the grammar found stands from the first probability, one that it can only guess at from the second; in a
# whole answer, where plain sentences are many, both need more than in a sentence or two.
IN_WHOLE, IN_FRAGMENT = (0.4, 0.6), (0.15, 0.5)

# From this probability a claim is marked even where the grammar can only point at the sentence's main words.
BEYOND_DOUBT = 0.8

# The figure judge overrules the grammar only where it is so sure.
SURE = 0.55

# From the first probability an everyday word is taken in its technical sense (nine in ten such are, on held-out
# sentences), from the second where other terms stand around it.
TECHNICAL, TECHNICAL_AMONG_TERMS = 0.8, 0.4

# How far the vector speaks beside the other features, which are 0..1.
EMPHASIS = 3.0

_NOUNS = ("team", "things", "outcomes", "harms", "settings", "never", "trial_objects", "efforts", "measures", "waits",
          "containers")
_VERBS = ("outcome_verbs", "moves", "handling", "saving", "trying", "goals", "timers")
_PRONOUNS = {"I": ("i",), "we": ("we",), "they": ("he", "she", "they")}
_CUES = ("while", "when", "so", "because", "which", "that", "found", "turned", "showed", "was", "were", "there", "got", "had",
         "been", "being", "has", "is", "are", "until", "after", "if", "would", "not", "nobody")


@dataclass(frozen=True)
class Judged:
    """The readings of figures, claims and agency after the judges have spoken."""

    quantities: tuple[Quantity, ...]
    claims: tuple[Claim, ...]
    agency: tuple[Agency, ...]


def review(draft: Annotated, found: Sequence[Quantity], asserted: Sequence[Claim], actors: Sequence[Agency],
           parts: np.ndarray | None) -> Judged:
    """The readings of the grammar as the judges correct them.

    `parts` has the components' probabilities, shape (sentences, 6), or is None where there is no whole story.
    Where the draft was not encoded, or by another encoder, nothing is changed.
    """
    as_read = Judged(tuple(found), tuple(asserted), tuple(actors))
    if draft.vectors is None or not draft.sentences:
        return as_read
    judge = judges()
    if not judge["agent"].fits(draft.vectors[0]):
        return as_read
    quantities: list[Quantity] = []
    agency: list[Agency] = []
    for s in draft.sentences:
        vector, near, actor = draft.vectors[s.index], around(s, parts), actors[s.index]
        own = [q for q in found if q.sentence == s.index]
        told = of_figures(draft, s, own, actor)
        if told is not None:
            yes = judge["figure"].probabilities(told | near, vector)[1]
            if max(yes, 1 - yes) > SURE:
                own = _with_figure(draft, s, own, yes > 0.5)
        quantities += own
        said = judge["agent"].probabilities(of_agency(draft, s, actor) | near, vector)
        agency.append(_with_label(s, actor, judge["agent"].labels[int(said.argmax())]))
    figured, claims = answered(quantities), []
    for s in draft.sentences:
        if s.index in figured:
            claims += claims_of(draft, s, Scan(draft, s).claims(), figured)
            continue
        told, finds, guess = of_claims(draft, s, actors[s.index])
        claim = judge["claim"].probabilities(told | around(s, parts), draft.vectors[s.index])[1]
        if is_claim(bool(finds), claim, parts is not None):
            guess = guess or (Scan(draft, s).likeliest() if claim > BEYOND_DOUBT else None)
            claims += claims_of(draft, s, finds or ([guess] if guess else []), figured)
    return Judged(tuple(quantities), tuple(claims), tuple(agency))


def _with_label(sentence: Sentence, actor: Agency, label: str) -> Agency:
    """The sentence's agency under the label, with the words that show it where the grammar found some."""
    if label == actor.label:
        return actor
    shown = ("we", "other") if label == "mixed" else (label,)
    start, end = next(((a, b) for name, a, b in actor.spans if name in shown), (sentence.start, sentence.end))
    return Agency(label, start, end, actor.spans)


def _with_figure(draft: Annotated, sentence: Sentence, own: list[Quantity], is_metric: bool) -> list[Quantity]:
    """The sentence's figures, none of them or at least one a metric."""
    if is_metric == any(q.is_metric for q in own):
        return own
    if not is_metric:
        return [replace(q, role="setting") if q.is_metric else q for q in own]
    return promoted(draft, sentence, own)


def around(sentence: Sentence, parts: np.ndarray | None) -> Features:
    """The probabilities of the six components, shape (sentences, 6), as features; none for a fragment."""
    if parts is None:
        return {"fragment": 1.0}
    return {f"part {i}": float(p) for i, p in enumerate(parts[sentence.index])}


def of_agency(draft: Annotated, sentence: Sentence, agency: Agency) -> Features:
    """What tells who acts."""
    told = told_in(draft, sentence)
    f: Features = {f"grammar {agency.label}": 1.0, "clauses": min(len(agency.spans), 4) / 4}
    f |= {f"clause {label}": 1.0 for label, _, _ in agency.spans}
    words = [t.lower_ for t in told]
    for name, forms in _PRONOUNS.items():
        at = [i for i, w in enumerate(words) if w in forms]
        acting = sum(_acts_next(told, i) for i in at)
        f |= {f"has {name}": float(bool(at)), f"acts {name}": min(acting, 2) / 2,
              f"early {name}": float(bool(at) and at[0] < 3)}
    f |= {"our": float(bool({"our", "us"} & set(words))), "my": float(bool({"my", "me"} & set(words)))}
    if opening := opening_of(told):
        first = opening[0]
        f |= {f"opens {first.tag_}": 1.0, f"opens as {first.dep_}": 1.0,
              "opens past": float(first.lower_ in lists()["pasts"] or bool(re.match("..+ed$", first.lower_))),
              "bullet": float(draft.plain[sentence.start] in "-*•")}
    if root := next((t for t in told if t.dep_ == "ROOT"), None):
        subject = subject_of(root)
        f |= {f"root {root.tag_}": 1.0, f"root is {root.pos_}": 1.0,
              f"subject {who_is(subject) if subject is not None else '-'}": 1.0,
              "root passive": float(bool(kids(root, "auxpass", "nsubjpass"))), "root be": float(root.lemma_ == "be")}
    for token in told:
        f |= {f"also {who_is(token)}": 1.0} if token.dep_ == "nsubj" and token.i > told[0].i else {}
        f |= {f"says {token.lower_}": 1.0} if token.lower_ in _CUES else {}
    by = [t for t in told if t.lower_ == "by"]
    f |= {"passive": float(any(t.dep_ in ("auxpass", "nsubjpass") for t in told)), "by": float(bool(by)),
          "by somebody": float(any(who_is(n) in PEOPLE for t in by for n in kids(t, "pobj"))),
          "name": float(any(t.ent_type_ == "PERSON" for t in told)), "modal": float(any(t.tag_ == "MD" for t in told)),
          "number": float(any(t.pos_ == "NUM" or t.lower_ == "%" for t in told)),
          "quote": float('"' in draft.plain[sentence.start:sentence.end])}
    return f


def _acts_next(told: list, at: int) -> bool:
    """Whether a past verb comes soon after the word."""
    verb = next((t for t in told[at + 1:at + 4] if t.tag_ in ("VBD", "VBN", "VBP", "VB", "VBZ", "MD")), None)
    return verb is not None and verb.tag_ in ("VBD", "VBN")


def of_figures(draft: Annotated, sentence: Sentence, found: Sequence[Quantity], agency: Agency) -> Features | None:
    """What tells whether a sentence holds a figure of a system or a business; None where no number stands."""
    text = draft.plain[sentence.start:sentence.end]
    numbers = figures(text)
    if not numbers:
        return None
    scene = Scene(text, sentence.start, draft.span(sentence))
    f: Features = {f"agent {agency.label}": 1.0, "numbers": min(len(numbers), 4) / 4,
                   "metrics": min(sum(q.is_metric for q in found), 3) / 3, "any": float(any(q.is_metric for q in found))}
    f |= {f"told as {q.role}": 1.0 for q in found}
    for number in numbers:
        place = Place(scene, number)
        role = judge(place)
        f |= {f"role {role}": 1.0, f"kind {number.kind}": 1.0, f"{number.kind} {role}": 1.0}
        whose = "speaker" if place.by_speaker else "people" if place.by_human else "nobody"
        plain = role in ("none", "setting")
        f[f"{'plain' if plain else 'metric'} of {whose}"] = 1.0
        if not plain:
            continue
        f |= {f"counts {name}": 1.0 for name in _NOUNS if scene.is_in(place.noun, name)}
        f |= {f"verb {name}": 1.0 for name in _VERBS if scene.is_in(place.verb, name)}
        if number.value:
            f["size"] = max(f.get("size", 0.0), min(float(np.log10(max(abs(number.value), 1.0))) / 6, 1.0))
    return f


def of_claims(draft: Annotated, sentence: Sentence, agency: Agency) -> tuple[Features, list, object]:
    """What tells whether a sentence claims an effect; what the grammar finds; and what it would guess."""
    scan = Scan(draft, sentence)
    found, guess, tokens = scan.claims(), scan.guess(), scan.tokens
    words = {t.lower_ for t in tokens}
    f: Features = {f"kind {kind}": 1.0 for *_, kind in found}
    f |= {f"agent {agency.label}": 1.0, "found": float(bool(found)), "several": min(len(found), 3) / 3,
          "closed": float(scan.closed), "quiet": float(bool(scan.quiet)), "degree": float(bool(scan.degrees)),
          "amounts": float(bool(scan.places("amounts"))), "guess": float(guess is not None),
          "I": float("i" in words), "we": float("we" in words), "modal": float(any(t.tag_ == "MD" for t in tokens)),
          "negated": float(any(t.dep_ == "neg" for t in tokens)),
          "compares": float(any(t.tag_ in ("JJR", "RBR") for t in tokens)), "quote": float('"' in scan.text),
          "number": float(any(t.pos_ == "NUM" for t in tokens)), "length": min(len(tokens), 40) / 40}
    if root := next((t for t in tokens if t.dep_ == "ROOT"), None):
        subject, thing = claimed_of(root), object_of(root)
        whose = ("none" if subject is None else "own" if is_own(subject) else "person" if is_person(subject)
                 else "measure" if noun_kind(subject) else "pronoun" if subject.pos_ == "PRON" else "thing")
        f |= {f"root {root.tag_}": 1.0, f"root is {root.pos_}": 1.0, f"subject {whose}": 1.0,
              "asserted": float(is_asserted(root)), "open": float(listed("open_verbs", root)),
              "be": float(root.lemma_ == "be"), "object": float(thing is not None),
              "object measure": float(thing is not None and noun_kind(thing) is not None)}
    return f, found, guess


def of_term(tokens: Sequence) -> Features:
    """What tells whether a term, given by its tokens, stands in its technical sense."""
    head = tokens[-1]
    inside = {c.dep_ for c in head.children}
    return {f"is {head.pos_}": 1.0, f"as {head.dep_}": 1.0, f"tag {head.tag_}": 1.0, "of several": float(len(tokens) > 1),
            f"after {next((c.lower_ for c in head.children if c.dep_ in ('det', 'poss')), '-')}": 1.0,
            "compound": float("compound" in inside), "in compound": float(head.dep_ == "compound"),
            "described": float("amod" in inside)}


def technical(tokens: Sequence, vector: np.ndarray) -> float | None:
    """The probability that an everyday word has its technical sense in the sentence of that vector; None for the
    vector of another encoder."""
    judge = judges()["sense"]
    return float(judge.probabilities(of_term(tokens), vector)[1]) if judge.fits(vector) else None


def is_claim(by_grammar: bool, probability: float, in_whole: bool) -> bool:
    """Whether a sentence claims an effect, by the grammar's find and the judge's probability."""
    found, guessed = IN_WHOLE if in_whole else IN_FRAGMENT
    return probability > (found if by_grammar else guessed)


class Judge:
    """A logistic regression over named features and a vector; `labels` names its classes."""

    def __init__(self, stored: dict):
        self.labels: list[str] = stored["labels"]
        self.names = {name: i for i, name in enumerate(stored["names"])}
        self.coefficients = np.array(stored["coefficients"], np.float64)
        self.intercept = np.array(stored["intercept"], np.float64)

    def fits(self, vector: np.ndarray) -> bool:
        return len(self.names) + len(vector) == self.coefficients.shape[1]

    def row(self, features: Features, vector: np.ndarray) -> np.ndarray:
        row = np.zeros(len(self.names) + len(vector))
        for name, value in features.items():
            if name in self.names:
                row[self.names[name]] = value
        row[len(self.names):] = EMPHASIS * vector
        return row

    def probabilities(self, features: Features, vector: np.ndarray) -> np.ndarray:
        """Of each label, shape (labels,), summing to 1."""
        scores = self.coefficients @ self.row(features, vector) + self.intercept
        if len(scores) == 1:
            scores = np.array([0.0, scores[0]])
        powers = np.exp(scores - scores.max())
        return powers / powers.sum()


@lru_cache(maxsize=1)
def judges() -> dict[str, Judge]:
    """The stored judges by name. Raises DataError where they can't be read."""
    try:
        return {name: Judge(stored) for name, stored in read_json(WEIGHTS).items()}
    except (ValueError, KeyError, TypeError) as error:
        raise unreadable(WEIGHTS, error) from error
