"""What the reading of agency asks of words: lists, and plain questions about the parse."""

from __future__ import annotations

from functools import lru_cache

from coach.lexicon import words

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
SELF, OWN_GROUP = {"i", "me", "myself"}, {"we", "us", "ourselves"}
PEOPLE, UNSURE = ("I", "we", "other"), ("doubtful", "named")
BEFORE_NOUN = ("det", "poss", "amod", "compound", "nummod", "nmod", "punct")
WH = ("WDT", "WP", "WP$", "WRB")
PAST, VERB = ("VBD", "VBN"), ("VERB", "AUX")


@lru_cache(maxsize=1)
def lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(entries) for name, entries in words("agency").items()}


def in_list(token, *names: str) -> bool:
    """Whether the token or its lemma is in one of the lists."""
    return any(w in lists()[name] for w in (token.lower_, token.lemma_.lower()) for name in names)


def kids(token, *deps: str) -> list:
    return [c for c in token.children if c.dep_ in deps]


def says(token, *forms: str) -> bool:
    """Whether one of the words stands among the token's children."""
    return any(c.lower_ in forms for c in token.children)


def subject_of(verb):
    """The verb's own subject; None where it has none."""
    own = kids(verb, *SUBJECTS)
    before = [c for c in own if c.i < verb.i]
    if not before and verb.tag_ in PAST and not in_list(verb, "inverted"):
        return next((c for c in own if c.dep_ == "expl"), None)
    return ([c for c in before if c.lower_ in ("i", "we")] or before or own or [None])[-1]


def is_modal(verb) -> bool:
    return any(c.tag_ == "MD" for c in verb.children)


def object_of(verb) -> list:
    return kids(verb, "dobj", "ccomp", "xcomp", "dative", "oprd")


def opening_of(told: list) -> list:
    """The words from the first one that is no filler."""
    rest = [t for t in told if not t.is_punct]
    while rest and (in_list(rest[0], "fillers") or rest[0].dep_ == "intj"):
        rest = rest[1:]
    return rest
