"""Words and grammar that claims are told by: kinds of measures, who a subject is, what a sentence asserts."""

from __future__ import annotations

import re
from functools import lru_cache

from coach.lexicon import words

_NEGATIVE = ("never", "hardly", "barely", "longer")
_AIMS = ("for", "towards", "without", "despite", "about", "on", "at")
KINDS = ("speed", "quality", "cost", "liking", "amount", "success", "other")
MEASURES = KINDS[:5]
VERBS = ("VERB", "AUX")
NOUNS = ("NOUN", "PROPN")
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
OBJECTS = ("dobj", "obj", "oprd")
PARTICLES = ("prt", "advmod", "prep", "acomp", "advcl")
BELOW = ("conj", "xcomp", "acomp", "advmod", "attr", "oprd", "aux", "advcl", "prt", "prep", "ccomp")


@lru_cache(maxsize=1)
def lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(entries) for name, entries in words("claims").items()}


@lru_cache(maxsize=64)
def phrases(name: str) -> re.Pattern:
    entries = sorted(words("claims")[name], key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(w) for w in entries)})(?![\w])", re.IGNORECASE)


def listed(name: str, token) -> bool:
    entries = lists()[name]
    return token.lemma_.lower() in entries or token.lower_ in entries


def noun_kind(token) -> str | None:
    """The kind of figure a noun asks for: by itself, as "the number of errors", as "error count"."""
    for kind in MEASURES:
        if listed(f"{kind}_nouns", token):
            return kind
    for child in token.children:
        if child.dep_ in ("compound", "nmod") and (kind := noun_kind(child)):
            return kind
        if child.dep_ == "prep" and child.lower_ == "of":
            for inner in child.children:
                if inner.dep_ == "pobj" and (kind := noun_kind(inner)):
                    return kind
    return None


def subject_of(verb, deep: int = 3):
    """The subject of a verb, or of the verb that it is coordinated with or that has it as complement."""
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            return child
    if verb.dep_ == "relcl":
        return verb.head
    if deep and verb.dep_ in BELOW and (verb.dep_ == "conj" or verb.head.pos_ in VERBS):
        return subject_of(verb.head, deep - 1)
    return None


def object_of(verb):
    return next((c for c in verb.children if c.dep_ in OBJECTS), None)


def clause_of(token):
    """The verb of the token's clause, or the token at its root."""
    while token.pos_ not in VERBS and token.dep_ != "ROOT":
        token = token.head
    return token


def base_of(token) -> str:
    """The plain form of a comparative that the tagger does not know ("snappier"), else the word itself."""
    word = token.lower_
    for base in (
        word[:-3] + "y" if word.endswith("ier") else "",
        word[:-2] if word.endswith("er") else "",
        word[:-1] if word.endswith("er") else "",
    ):
        if base and _kind_of_word(base):
            return base
    return word


def _kind_of_word(word: str) -> str | None:
    return next((kind for kind in MEASURES if word in lists()[f"{kind}_words"]), None)


def word_kind(token) -> str | None:
    return _kind_of_word(token.lower_) or _kind_of_word(token.lemma_.lower()) or _kind_of_word(base_of(token))


def is_own(subject) -> bool:
    return subject.lower_ in ("i", "we", "us", "me")


def is_person(subject) -> bool:
    """Whether the subject is somebody, not something; "they" may be either and is taken for things."""
    if subject.lower_ in lists()["one_person"] or subject.ent_type_ == "PERSON":
        return True
    return listed("people", subject) and subject.lower_ != "they"


def is_group(subject) -> bool:
    return subject.ent_type_ != "PERSON" and (subject.tag_ in ("NNS", "NNPS") or listed("people", subject))


def is_asserted(head) -> bool:
    """Whether what the head tells is told as a fact: nothing above it negates it or wishes for it."""
    token = head
    while True:
        if token.pos_ in VERBS and _is_open(token, head):
            return False
        if token.dep_ == "ROOT":
            return True
        up = token.head
        if (
            token.dep_ in ("pobj", "pcomp")
            and up.lower_ in _AIMS
            and (token.tag_ == "VBG" or up.lower_ == "without")
        ):
            return False
        if token.dep_ in ("acl", "relcl", "pcomp", "prep", "appos", "xcomp", "pobj") and listed(
            "goal_nouns", up
        ):
            return False
        if token.dep_ in ("ccomp", "xcomp", "advcl", "acl") and listed("open_verbs", up):
            return False
        if token.dep_ == "conj" and up.pos_ in VERBS and any(c.dep_ in SUBJECTS for c in token.children):
            while up.dep_ == "conj":  # a clause of its own shares only what stands above the first
                up = up.head
            if up.dep_ == "ROOT":
                return True
        token = up


def _is_open(verb, head) -> bool:
    """Whether a verb leaves open what it tells: negated, a wish, a condition, an infinitive of purpose."""
    before = [c for c in verb.children if c.i < head.i]
    if any(c.dep_ == "neg" or c.lower_ in _NEGATIVE for c in before):
        return True
    marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "aux", "neg", "advmod", "det")}
    if marks & lists()["open_marks"]:
        return True
    modal = marks & lists()["open_modals"]
    if modal and not ("now" in marks and modal & {"can", "could"}):
        return True
    if verb.tag_ != "VB":
        return False
    if "to" in marks:
        up = verb.head
        aim = subject_of(up) if up.lemma_ == "be" else None
        done = (
            verb.dep_ in ("xcomp", "ccomp", "conj")
            and listed("done_verbs", up)
            and not listed("open_verbs", up)
        )
        return not done or (aim is not None and listed("goal_nouns", aim))
    return not marks and verb.dep_ == "ROOT"
