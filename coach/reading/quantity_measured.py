"""What a figure measures, in the words of the text, by the parse."""

from __future__ import annotations

from coach.reading.quantity_scene import SPEAKER, Place

_OBJECTS = frozenset({"dobj", "attr", "nsubjpass"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PARTS = frozenset({"compound", "amod", "nmod", "punct"})


def measured(place: Place) -> str:
    """The words that say what the figure measures, "" if none do."""
    scene, figure = place.scene, place.figure
    counting = figure.kind in ("number", "zero", "share", "percent")
    if (
        place.noun is not None
        and place.noun.lemma_.lower() != "time"
        and (counting or scene.word(place.high) == "of")
    ):
        return _phrase(place, place.noun)
    noun = _before(place) or _named(place) or _by_verb(place)
    if noun is None and place.noun is not None and place.noun.lemma_.lower() != "time":
        noun = place.noun
    return _phrase(place, noun) if noun is not None else ""


def _before(place: Place):
    """The noun right before the figure: "recall 0.92", "p99: 310 ms"."""
    scene = place.scene
    at = scene.before(place.low)
    if at >= 0 and scene.lower[at] in (":", "=", "of", "at", "->", "–", "—") and at > 0:
        at -= 1
    if at < 0:
        return None
    token = scene.tokens[at]
    good = token.pos_ in ("NOUN", "PROPN") or scene.is_in(token, "measures")
    if good and (scene.is_in(token, "measures") or scene.word(at + 1) in (":", "=")):
        return token
    return None


def _named(place: Place):
    """The noun that the figure belongs to: "a latency budget of 40 ms"."""
    token = place.scene.tokens[place.number]
    for _ in range(4):
        head = token.head
        if head == token or head.pos_ in ("VERB", "AUX"):
            return None
        if (
            token.pos_ == "ADP"
            and token.lower_ in ("of", "in")
            and head.pos_ in ("NOUN", "PROPN")
            and not _inside(place, head)
        ):
            return head
        token = head
    return None


def _by_verb(place: Place):
    """The object or the subject of the verb that governs the figure."""
    verb = place.verb
    if verb is None:
        root = next((t for t in place.scene.tokens if t.head == t), None)
        good = root is not None and root.pos_ in ("NOUN", "PROPN") and root.i - place.scene.first < place.low
        return root if good else None
    for _ in range(3):
        for child in verb.children:
            if child.dep_ in _OBJECTS and child.pos_ in ("NOUN", "PROPN") and not _inside(place, child):
                return child
        subject = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
        if subject is not None and subject.pos_ in ("NOUN", "PROPN") and not _inside(place, subject):
            return subject
        if subject is not None and subject.lower_ in ("which", "that") and verb.dep_ == "relcl":
            return verb.head if verb.head.pos_ in ("NOUN", "PROPN") else None
        if (
            (subject is not None and subject.lower_ not in SPEAKER)
            or verb.head == verb
            or verb.dep_ not in ("xcomp", "conj", "advcl", "pcomp", "prep")
        ):
            return None
        verb = verb.head
        if verb.pos_ == "ADP":
            verb = verb.head
    return None


def _inside(place: Place, token) -> bool:
    return place.low <= token.i - place.scene.first < place.high


def _phrase(place: Place, noun) -> str:
    """The noun with the words that say which: "preprocessing latency", "call records"."""
    tokens = place.scene.tokens
    last = noun.i - place.scene.first
    low = last
    while (
        low > 0
        and last - low < 4
        and (
            tokens[low - 1].dep_ in _PARTS or (tokens[low - 1].tag_ == "VBG" and noun.head == tokens[low - 1])
        )
        and tokens[low - 1].pos_ in ("NOUN", "PROPN", "ADJ", "PUNCT", "VERB")
        and tokens[low - 1].text not in (",", ":", ";", "(", ")", '"', "'", "–", "—", "%")
        and (not _inside(place, tokens[low - 1]))
    ):
        low -= 1
    while low < last and (tokens[low].pos_ == "PUNCT" or place.scene.is_in(tokens[low], "compared")):
        low += 1
    start = tokens[low].idx - place.scene.offset
    return place.scene.text[start : noun.idx + len(noun) - place.scene.offset]
