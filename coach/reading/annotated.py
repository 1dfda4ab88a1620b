"""Annotated: a draft with its one parse and its one encoding, which all readings share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from coach.draft import Draft
from coach.language import parse, plain, sentence_spans


@dataclass(frozen=True)
class Sentence:
    """A sentence, bullet or heading: offsets in the draft, and its tokens `first` to `last` (exclusive)."""

    index: int
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, eq=False)
class Annotated:
    """`doc` is a spaCy Doc whose offsets are the draft's, None for a draft that was only skimmed; `vectors` has a unit
    row a sentence, or is None."""

    draft: Draft
    doc: object
    sentences: tuple[Sentence, ...]
    vectors: np.ndarray | None

    @cached_property
    def plain(self) -> str:
        """The text with typographic quotes, odd spaces and control characters replaced; same length."""
        return plain(self.draft.text)

    def span(self, sentence: Sentence):
        """The sentence's spaCy span."""
        return self.doc[sentence.first:sentence.last]

    def quote(self, start: int, end: int) -> str:
        return self.draft.text[start:end]


def skimmed(draft: Draft) -> Annotated:
    """The draft with its sentences alone, for which no model is needed; they hold no tokens."""
    spans = sentence_spans(plain(draft.text))
    return Annotated(draft, None, tuple(Sentence(i, start, end, 0, 0) for i, (start, end) in enumerate(spans)), None)


def annotate(draft: Draft, encode=None) -> Annotated:
    """The draft parsed, and encoded by `encode` (sentences to vectors) where one is given."""
    doc = parse(draft.text)
    sentences = []
    for span in doc.sents:
        tokens = [t for t in span if not t.is_space]
        if tokens:
            first, last = tokens[0], tokens[-1]
            sentences.append(Sentence(len(sentences), first.idx, last.idx + len(last), first.i, last.i + 1))
    vectors = encode([draft.text[s.start:s.end] for s in sentences]) if encode else None
    return Annotated(draft, doc, tuple(sentences), vectors)
