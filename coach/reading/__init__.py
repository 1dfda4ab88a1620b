"""What the text says; no opinion. `read` lays all readings on a draft, each computed once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from coach.draft import Draft
from coach.language import foreign_language
from coach.reading import agency, claims, components, delivery, explaining, judges, quantities, terms, verdicts
from coach.reading.annotated import Annotated, Sentence, annotate
from coach.reading.chosen import Chosen
from coach.reading.familiarity import unknown_words


@dataclass(frozen=True, eq=False)
class Reading:
    """All readings of one draft. `verdicts` is None where there is no whole answer to judge, `explaining` None
    for a story, `components` empty without an encoder; for a text in another language all are empty. `chosen` is laid on
    by matching, where a question was chosen and there is a whole answer."""

    annotated: Annotated
    foreign: str | None
    quantities: tuple[quantities.Quantity, ...]
    claims: tuple[claims.Claim, ...]
    agency: tuple[agency.Agency, ...]
    components: tuple[components.Component, ...]
    delivery: delivery.Delivery
    terms: tuple[terms.Use, ...]
    unknown_words: float
    explaining: explaining.Explaining | None
    verdicts: verdicts.Verdicts | None
    chosen: Chosen | None = None

    @property
    def draft(self) -> Draft:
        return self.annotated.draft

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return self.annotated.sentences

    def quote(self, start: int, end: int) -> str:
        return self.draft.text[start:end]

    def is_whole(self) -> bool:
        """Whether there is enough text for a verdict on the whole."""
        return self.foreign is None and verdicts.is_whole(self.delivery.words, len(self.sentences))

    def of(self, component: str) -> tuple[Sentence, ...]:
        """The sentences of that component, in order."""
        return tuple(s for s, c in zip(self.sentences, self.components, strict=False) if c.label == component)

    def may_act(self, sentence: Sentence) -> bool:
        """Whether the sentence tells an action; in a fragment, where parts can't be told, any may."""
        if not self.components or not self.is_whole():
            return True
        return self.components[sentence.index].label == "action"

    @cached_property
    def jargon(self) -> tuple[terms.Use, ...]:
        """Terms that the audience would not know and the text does not explain, each at its first place."""
        return tuple(u for u in self.terms if not u.initialism)

    @property
    def jargon_density(self) -> float:
        """The share, 0..1, of the words that the audience can be expected not to know."""
        return min(1.0, self.unknown_words / max(self.delivery.words, 1))

    @cached_property
    def initialisms(self) -> tuple[terms.Use, ...]:
        """Initialisms that the audience would not know and the text does not spell out."""
        return tuple(u for u in self.terms if u.initialism)


def read(draft: Draft, encode=None) -> Reading:
    """Parse the draft, encode its sentences once with `encode`, and lay the readings on it.

    Without `encode` (the models are still loading) what needs embeddings is left out.
    """
    foreign = foreign_language(draft.text)
    annotated = annotate(draft, encode if foreign is None else None)
    told = delivery.read(annotated)
    if foreign:
        return Reading(annotated, foreign, (), (), (), (), told, (), 0.0, None, None)
    figures = quantities.read(annotated)
    asserted = claims.read(annotated, figures)
    actors = agency.read(annotated)
    story = draft.kind == "story"
    whole = verdicts.is_whole(told.words, len(annotated.sentences))
    parts, shares = components.read(annotated, figures, asserted, actors) if story else ((), None)
    judged = judges.review(annotated, figures, asserted, actors, shares if whole else None)
    used = terms.read(annotated)
    return Reading(
        annotated, None, judged.quantities, judged.claims, judged.agency, parts, told, used, unknown_words(annotated, used),
        None if story else explaining.read(annotated, used),
        verdicts.read(annotated, parts, judged.agency, judged.quantities, shares) if parts and whole else None,
    )
