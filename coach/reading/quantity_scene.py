"""A figure in its sentence: the words around it, what it counts, the verb that governs it and who does it."""

from __future__ import annotations

from functools import lru_cache

from coach.lexicon import words
from coach.reading.quantity_figures import Figure

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


@lru_cache(maxsize=1)
def lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(entries) for name, entries in words("quantities").items()}


SPEAKER, _HUMAN, SKIPPED = (lists()[name] for name in ("speakers", "humans", "passed_over"))


class Scene:
    """A sentence as the judgement sees it: its text and tokens, by place."""

    def __init__(self, text: str, offset: int, span) -> None:
        self.text, self.offset = text, offset
        self.tokens = list(span)
        self.first = self.tokens[0].i
        self.starts = [t.idx - offset for t in self.tokens]
        self.lower = [t.lower_ for t in self.tokens]
        self.lemma = [t.lemma_.lower() for t in self.tokens]
        self.compares_times = False
        self._at = 0

    def index(self, place: int) -> int:
        """The position of the first token that ends after `place`; places are best asked for in order."""
        at = self._at if self._at < len(self.starts) and self.starts[self._at] <= place else 0
        while at + 1 < len(self.starts) and self.starts[at + 1] <= place:
            at += 1
        self._at = at
        return at

    def any(self, name: str, low: int, high: int) -> bool:
        """Whether a word of the list stands from position `low` to `high` (exclusive)."""
        entries = lists()[name]
        for at in range(max(low, 0), min(high, len(self.tokens))):
            if self.lemma[at] in entries or self.lower[at] in entries:
                return True
        return False

    def word(self, at: int) -> str:
        return self.lower[at] if 0 <= at < len(self.lower) else ""

    def before(self, at: int) -> int:
        """The position of the nearest word before `at` that says something (no "about", no filler), or -1."""
        at -= 1
        while (
            at >= 0
            and self.lower[at] in SKIPPED
            and (self.lower[at] != "at" or self.word(at + 1) in ("least", "most"))
        ):
            at -= 1
        return at

    def is_in(self, token, name: str) -> bool:
        return token is not None and (token.lemma_.lower() in lists()[name] or token.lower_ in lists()[name])


class Place:
    """A figure in its scene: its tokens, what it counts, the verb that governs it, its subject."""

    def __init__(self, scene: Scene, figure: Figure) -> None:
        self.scene, self.figure = scene, figure
        self.low = scene.index(figure.start)
        self.number = scene.index(max(figure.number_end - 1, figure.start))
        self.high = scene.index(max(figure.end - 1, figure.start)) + 1
        self.noun = self._noun()
        self.verb = self._verb()
        self.subject = self._subject()

    def _noun(self):
        """The noun that the figure counts or is a part of, or None."""
        scene = self.scene
        at, steps = self.high, 0
        if scene.word(at) == "of" or (
            self.figure.kind in ("share", "percent") and scene.word(at) in ("of", "the", "our")
        ):
            at += 1
        noun = None
        while at < len(scene.tokens) and steps < 6:
            token = scene.tokens[at]
            if (
                token.lower_ in ("of", "the", "our", "those", "these", "their", "its", "all", "my", "-")
                and noun is None
            ):
                at += 1
                continue
            if token.pos_ in ("NOUN", "PROPN") and scene.lower[at] not in ("%",):
                noun = token
            elif (
                noun is not None
                or token.pos_ not in ("ADJ", "NUM", "VERB", "ADV")
                or (
                    token.pos_ == "VERB"
                    and not (
                        token.dep_ in ("amod", "compound")
                        or (token.tag_ in ("VBN", "VBG") and token.dep_ not in ("ROOT", "acl"))
                    )
                )
                or (token.pos_ == "ADV" and token.dep_ not in ("advmod", "amod"))
            ):
                break
            at, steps = at + 1, steps + 1
        return noun

    def _verb(self):
        token = (
            self.noun
            if self.noun is not None and self.figure.kind == "number"
            else self.scene.tokens[self.number]
        )
        for _ in range(9):
            if token.pos_ in ("VERB", "AUX") and (
                self.figure.kind == "factor" or token.i - self.scene.first not in range(self.low, self.high)
            ):
                return token
            if token.head == token:
                return None
            token = token.head
        return None

    def _subject(self):
        verb = self.verb
        for _ in range(5):
            if verb is None:
                return None
            for child in verb.children:
                if child.dep_ in _SUBJECTS:
                    if child.lower_ in ("which", "that", "who") and verb.dep_ == "relcl":
                        return verb.head
                    return child
            if verb.dep_ in ("acl", "relcl"):
                return verb.head if verb.tag_ != "VBN" else None
            if (
                verb.dep_ not in ("conj", "xcomp", "advcl", "ccomp", "aux", "pcomp", "prep")
                or verb.head == verb
            ):
                return None
            verb = verb.head
            while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
                verb = verb.head
        return None

    @property
    def by_speaker(self) -> bool:
        """Whether the speaker (or, in notes, nobody else) does what the figure is about."""
        if self.subject is not None:
            return self.subject.lower_ in SPEAKER
        verb, number = self.verb, self.scene.tokens[self.number]
        while (
            verb is not None
            and verb.dep_ in ("conj", "xcomp", "advcl")
            and verb.head != verb
            and verb.head.pos_ == "VERB"
        ):
            verb = verb.head
        between = self.scene.tokens[verb.i - self.scene.first : self.number] if verb is not None else ()
        return (
            verb is not None
            and all(t.text != ":" for t in between)
            and verb.tag_ in ("VBD", "VBN", "VB", "VBP")
            and verb.i < number.i
            and verb.dep_ in ("ROOT", "ccomp")
            and (
                all(
                    t.pos_ in ("ADV", "PUNCT", "NUM", "CCONJ", "INTJ")
                    for t in self.scene.tokens[: verb.i - self.scene.first]
                )
                and not any(c.dep_ in ("auxpass", "aux", "expl") for c in verb.children)
            )
        )

    @property
    def nested(self) -> bool:
        """Whether the counted noun only describes another noun: "a bank with 2 million customers"."""
        token = self.noun if self.noun is not None else self.scene.tokens[self.number]
        for _ in range(6):
            if token.dep_ == "appos":
                return True
            if token.head == token or token.head == self.verb:
                return token.head == token and token.pos_ in ("NOUN", "PROPN")
            token = token.head
            if token.pos_ in ("NOUN", "PROPN"):
                return not self.scene.is_in(token, "containers")
        return False

    @property
    def aside(self) -> bool:
        """Whether the verb stands in ", which took …" about what the speaker did."""
        root = self.verb
        while root.head != root:
            root = root.head
        subjects = [c.lower_ for c in root.children if c.dep_ in _SUBJECTS]
        return subjects[0] in SPEAKER if subjects else root.tag_ == "VBD"

    @property
    def direct(self) -> bool:
        """Whether the counted noun is the verb's own object or stands right at a preposition of the verb."""
        token = self.noun if self.noun is not None else self.scene.tokens[self.number]
        return self.verb is not None and (
            token.head == self.verb or (token.head.pos_ == "ADP" and token.head.head == self.verb)
        )

    @property
    def by_human(self) -> bool:
        subject = self.subject
        return self.by_speaker or (
            subject is not None
            and (
                subject.lower_ in _HUMAN or subject.ent_type_ == "PERSON" or self.scene.is_in(subject, "team")
            )
        )
