"""The search for claims in one sentence: heads, their words of degree, and whether they assert anything."""

from __future__ import annotations

from collections.abc import Iterator

from coach.reading.annotated import Annotated, Sentence
from coach.reading.claim_finders import FINDERS, Found, amounts
from coach.reading.claim_grammar import (
    NOUNS,
    VERBS,
    clause_of,
    is_asserted,
    listed,
    lists,
    noun_kind,
    phrases,
    subject_of,
    word_kind,
)


class Scan:
    """One sentence with what every finder asks for: its tokens, its text, its words of degree."""

    def __init__(self, draft: Annotated, sentence: Sentence):
        self.draft, self.sentence = draft, sentence
        self.tokens = list(draft.span(sentence))
        self.text = draft.plain[sentence.start : sentence.end]
        self.closed = self.text.rstrip("\"') ").endswith("?") or bool(phrases("lessons").search(self.text))
        self.quiet = self.places("quiet")
        self.degrees = self.places("degree")
        self.verbless = not any(t.tag_ in ("VBD", "VBP", "VBZ", "MD") for t in self.tokens)

    def places(self, name: str) -> list[tuple[int, int]]:
        """First and last token of each phrase of the list in the sentence."""
        places = []
        for match in phrases(name).finditer(self.text):
            a, b = (self.sentence.start + i for i in match.span())
            inside = [t.i for t in self.tokens if a <= t.idx and t.idx + len(t) <= b]
            if inside:
                places.append((inside[0], inside[-1]))
        return places

    def claims(self) -> list[Found]:
        """What the finders find and the sentence asserts, in order; where two overlap, the longer."""
        if self.closed:
            return []
        found: list[Found] = []
        for first, last, head, kind in self._candidates():
            if (
                any(a <= head.i <= b for a, b in self.quiet)
                or not is_asserted(head)
                or " in case " in self.text[: head.idx - self.sentence.start]
            ):
                continue
            found.append((first, last, head, kind))
        kept: list[Found] = []
        for claim in sorted(found, key=lambda c: (c[0] - c[1], c[0])):
            if not any(claim[0] <= k[1] and k[0] <= claim[1] for k in kept):
                kept.append(claim)
        return sorted(kept, key=lambda c: c[:2])

    def _candidates(self) -> Iterator[Found]:
        for kind in ("success", "liking", "cost", "speed", "amount"):
            for first, last in self.places(f"idioms_{kind}"):
                head = self.draft.doc[first : last + 1].root
                subject = subject_of(clause_of(head))
                if kind != "liking" or subject is None or subject.lower_ not in ("i", "he", "she"):
                    yield first, last, head, kind
        yield from amounts(self)
        for token in self.tokens:
            for finder in FINDERS:
                if claim := finder(self, token):
                    yield claim

    # The words of degree beside a head

    def degree(self, token) -> tuple[int, int, bool] | None:
        """First and last token of the head with its word of degree, and whether that word tells a size."""
        clause = {t.i for t in token.subtree}
        best = None
        for a, b in self.degrees:
            if a <= token.i <= b:
                continue
            near = b == token.i - 1 or (b < token.i and b >= token.i - 3 and self.draft.doc[b].head == token)
            after = (
                token.i < a <= token.i + 8
                and not any(
                    t.is_punct
                    or (t.pos_ in ("VERB", "AUX", "CCONJ", "SCONJ") and t.dep_ != "amod")
                    or (t.pos_ == "ADP" and a not in clause)
                    for t in self.draft.doc[token.i + 1 : a]
                )
            )
            if near or after:
                first, last = min(a, token.i), max(b, token.i)
                strong = " ".join(t.lower_ for t in self.draft.doc[a : b + 1]) not in lists()["weak_degree"]
                if best is None or strong > best[2]:
                    best = (first, last, strong)
        return best

    def with_degree(self, token, kind: str) -> Found:
        degree = self.degree(token)
        return (degree[0], degree[1], token, kind) if degree else (token.i, token.i, token, kind)

    # What the grammar can say of a sentence that is known to claim something

    def guess(self) -> Found | None:
        """The likeliest words of a claim that no finder knows, None in a question or an open clause."""
        if self.closed:
            return None
        doc = self.draft.doc
        heads = [
            (first, last, doc[last].head if doc[last].head.i != first else doc[last])
            for first, last in self.degrees
        ]
        for a, b, head in heads:
            within = abs(head.i - b) <= 4 and self.tokens[0].i <= head.i <= self.tokens[-1].i
            if not within or head.pos_ not in (*VERBS, "ADJ", "ADV", "NOUN") or listed("open_verbs", head):
                continue
            if is_asserted(head):
                return min(a, head.i), max(b, head.i), head, word_kind(head) or noun_kind(head) or "other"
        for first, last in self.places("amounts"):
            noun = next(
                (t for t in doc[last + 1 : min(last + 4, self.tokens[-1].i + 1)] if t.pos_ in NOUNS), None
            )
            if noun is not None and is_asserted(noun):
                return first, noun.i, noun, noun_kind(noun) or "amount"
        root = next((t for t in self.tokens if t.dep_ == "ROOT" and t.is_alpha), None)
        if root is None or listed("open_verbs", root) or not is_asserted(root):
            return None
        return self._around(root)

    def likeliest(self) -> Found | None:
        """The same for a sentence that claims something beyond doubt: its comparative, else its main verb or noun."""
        if self.closed:
            return None
        more = next((t for t in self.tokens if t.tag_ in ("JJR", "RBR") or any(t.i == b for _, b in self.degrees)), None)
        if more is not None:
            return self.with_degree(more, word_kind(more) or "other")
        root = next((t for t in self.tokens if t.dep_ == "ROOT" and t.is_alpha), None)
        return None if root is None else self._around(root)

    def _around(self, root) -> Found:
        near = [
            c
            for c in root.children
            if c.dep_ in ("prt", "acomp", "attr", "dobj", "advmod") and 0 < c.i - root.i <= 3
        ]
        last = max([root.i] + [c.i for c in near])
        return root.i, last, root, next((k for c in [*near, root] if (k := noun_kind(c))), "other")
