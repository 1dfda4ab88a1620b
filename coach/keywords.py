"""The few words that carry each sentence, to tell a story from: what stands on a speaker's card.

A sentence keeps its metrics, whole, and then, as far as a third of its words allows, what they count, its main verb
with the object, its names and terms, its other figures, and further verbs and nouns, in this order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coach.reading import Reading
from coach.reading.annotated import Sentence
from coach.reading.quantities import Quantity

OPENING_WORDS = 4

_PIECE = re.compile(r"[^\s—–]+")
_AROUND = ".,;:!?…()[]{}\"'“”‘’«»*_`~|"
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_OBJECTS = ("dobj", "attr", "acomp", "oprd", "dative")
_NOUNS = ("NOUN", "PROPN")
_CLAUSES = ("conj", "xcomp", "ccomp", "advcl", "relcl", "pcomp")
# They tell nothing without what they bring.
_EMPTY = ("be", "have", "do", "get", "become", "seem", "start", "begin", "come", "go")


@dataclass(frozen=True)
class Key:
    """Words to remember: offsets in the draft, and whether they are a metric."""

    start: int
    end: int
    figure: bool = False


Words = list[tuple[int, int]]


def keywords(reading: Reading) -> tuple[tuple[Key, ...], ...]:
    """The keys of each sentence, in order and apart from one another.

    They are at most a third of the sentence's words, rounded, or its metrics where these are more, and at least one
    word. A word is what stands between white space or dashes, without the punctuation around it; keys begin and end
    with words or metrics.
    """
    return tuple(_keys(reading, sentence) for sentence in reading.sentences)


def opening(reading: Reading, sentence: Sentence) -> Key:
    """The sentence's first words, OPENING_WORDS at most; no words where it has none."""
    words = _words(reading, sentence)[:OPENING_WORDS]
    return Key(words[0][0], words[-1][1]) if words else Key(sentence.start, sentence.start)


def counted(reading: Reading, quantity: Quantity) -> tuple[int, int]:
    """Where the figure stands, with what it counts where that stands right behind it: "64 shops", "50 % of traffic"."""
    if any(c.isalnum() for c in quantity.measured):
        behind = re.compile(rf"\s+(?:of\s+(?:the\s+|all\s+)?)?{re.escape(quantity.measured)}\b")
        found = behind.match(reading.draft.text, quantity.end, reading.sentences[quantity.sentence].end)
        if found:
            return quantity.start, found.end()
    return quantity.start, quantity.end


def _words(reading: Reading, sentence: Sentence) -> Words:
    found = []
    for piece in _PIECE.finditer(reading.draft.text, sentence.start, sentence.end):
        text = piece.group()
        start = piece.start() + len(text) - len(text.lstrip(_AROUND))
        end = piece.start() + len(text.rstrip(_AROUND))
        if any(c.isalnum() for c in text):
            found.append((start, end))
    return found


def _keys(reading: Reading, sentence: Sentence) -> tuple[Key, ...]:
    words = _words(reading, sentence)
    text = reading.draft.text
    own = [q for q in reading.quantities if q.sentence == sentence.index]
    metrics = [(q.start, q.end) for q in own if q.is_metric]
    chosen = {i for span in metrics for i in _touched(words, span)}
    most = max(round(len(words) / 3), len(chosen), 1)
    for n, wide in enumerate(counted(reading, q) for q in own if q.is_metric):
        more = chosen | _touched(words, wide)
        if len(more) <= most:
            chosen, metrics[n] = more, wide
    for spans in _wanted(reading, sentence, [(q.start, q.end) for q in own if not q.is_metric]):
        more = {i for span in spans for i in _touched(words, span)} | chosen
        if len(more) <= most:
            chosen = more
        if len(chosen) == most:
            break
    if not chosen:
        chosen = set(range(min(most, len(words))))
    return _joined(text, [words[i] for i in chosen], metrics)


def _touched(words: Words, span: tuple[int, int]) -> set[int]:
    return {i for i, (start, end) in enumerate(words) if start < span[1] and span[0] < end}


def _joined(text: str, words: Words, metrics: Words) -> tuple[Key, ...]:
    """The words as keys; neighbours of a kind with nothing but white space between them are one."""
    found: list[Key] = []
    figures = [any(start < b and a < end for a, b in metrics) for start, end in words]
    marked = [(*word, figure) for word, figure in zip(words, figures, strict=True)]
    marked += [(*span, True) for span in metrics]
    for start, end, figure in sorted(marked):
        last = found[-1] if found else None
        if last and (start < last.end or (figure == last.figure and not text[last.end:start].strip())):
            found[-1] = Key(last.start, max(end, last.end), figure or last.figure)
        else:
            found.append(Key(start, end, figure))
    return tuple(found)


def _wanted(reading: Reading, sentence: Sentence, settings: Words) -> Iterator[Words]:
    """Groups of words that belong together, the weightiest first."""
    tokens = [t for t in reading.annotated.span(sentence) if not (t.is_space or t.is_punct)]
    root = next((t for t in tokens if t.dep_ == "ROOT"), None)
    if root is not None:
        if root.pos_ in ("VERB", "AUX"):
            yield from _told(root)
        else:
            yield [_span(_noun(root))]
    for use in reading.terms:
        if sentence.start <= use.start and use.end <= sentence.end:
            yield [(use.start, use.end)]
    for name in tokens:
        inner_capital = name.text[1:] != name.text[1:].lower()
        if name.pos_ == "PROPN" or name.ent_type_ in ("ORG", "PRODUCT", "PERSON", "GPE") or inner_capital:
            yield [_span([name])]
    yield from ([span] for span in settings)
    for verb in tokens:
        if verb.pos_ == "VERB" and verb.dep_ in _CLAUSES and verb != root:
            yield from _told(verb)
    for dependencies in (_SUBJECTS, ("pobj",), None):
        for noun in tokens:
            if noun.pos_ in _NOUNS and (dependencies is None or noun.dep_ in dependencies):
                yield [_span(_noun(noun))]
                yield [_span([noun])]
    for word in tokens:
        if not word.is_stop and word.pos_ in ("VERB", "ADJ", "ADV"):
            yield [_span([word])]


def _told(verb) -> Iterator[Words]:
    """A verb with its object, then what of it fits alone: whole, with the object's bare noun, the verb, the object."""
    verbal = _verb(verb)
    objects = [c for c in verb.children if c.dep_ in _OBJECTS and c.pos_ != "PRON"][:1]
    further = [c for c in verb.children if c.dep_ == "prep"][:1]
    objects = objects or [c for prep in further for c in prep.children if c.dep_ == "pobj" and c.pos_ != "PRON"][:1]
    head = [_span(verbal)] if verb.lemma_ not in _EMPTY or any(c.dep_ == "neg" for c in verb.children) else []
    for thing in objects:
        yield [*head, _span(_noun(thing))]
        yield [*head, _span([thing])]
    if head:
        yield head
    for thing in objects:
        yield [_span(_noun(thing))]
        yield [_span([thing])]


def _verb(verb) -> list:
    """The verb with the particle or negation that turns its meaning, where they stand beside it."""
    near = [verb]
    for child in verb.children:
        if child.dep_ == "prt" and child.i == verb.i + 1:
            near.append(child)
        elif child.dep_ == "neg" and child.i < verb.i and verb.i - child.i <= 2:
            near += list(verb.doc[child.i:verb.i])
            near += [c for c in verb.children if c.dep_ == "aux" and c.i == child.i - 1]
    return near


def _noun(noun) -> list:
    """The noun with the words in front of it that make its name."""
    first = noun.i
    while first > noun.sent.start:
        before = noun.doc[first - 1]
        if before.dep_ not in ("compound", "amod", "nmod", "nummod") or not before.i < before.head.i <= noun.i:
            break
        first -= 1
    return list(noun.doc[first:noun.i + 1])


def _span(tokens: Iterable) -> tuple[int, int]:
    tokens = list(tokens)
    return min(t.idx for t in tokens), max(t.idx + len(t) for t in tokens)
