"""Quantities: values and changes in digits and in words, with what they measure and their role."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from coach.reading.annotated import Annotated, Sentence
from coach.reading.quantity_context import value_role
from coach.reading.quantity_figures import Figure, figures
from coach.reading.quantity_measured import measured
from coach.reading.quantity_roles import judge
from coach.reading.quantity_scene import Place, Scene, lists

METRIC_ROLES = ("measured", "baseline", "target", "change")

_THEN = re.compile(
    r"[ ,]*(?:->|-->|→|⟶|=>|to|down to|up to|(?:and )?now)(?: (?:about|around|roughly|under|over|just"
    r"|nearly|almost"
    r"|only|some|um|uh|like|below|above|a|the),?){0,3} ?",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"[^.;:()]{0,60}?\bto(?: (?:about|around|roughly|under|over|just|nearly|almost|only|some|um|uh"
    r"|like),?){0,3} ",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\bfrom(?: (?:about|around|roughly|under|over|just|nearly|almost|only|some|um|uh|like|a|the),?){0,3} $",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween(?: (?:about|around|roughly))? $", re.IGNORECASE)
_COMPARING = re.compile(r"\bused to\b|\binstead of\b|\brather than\b|\bpreviously\b|->|→", re.IGNORECASE)


@dataclass(frozen=True)
class Quantity:
    """A figure in the text. `start` and `end` are offsets in the draft; `sentence` is its index.

    `value` is the number as meant ("1.2M" is 1200000.0); of a change from one value to another it is the
    value reached, of a range its middle. A share of a whole ("12 of 14", "a third", "1 in 900") has its ratio
    as value and "share" as unit; a factor ("3x", "halved") has the factor (3.0, 0.5) and the unit "times".
    "five nines" is 99.999 %. `value` is None where the number cannot be told. `unit` is as written ("ms",
    "%", "€/month"), "" for a bare number or count. `measured` holds the words of the text that say what is
    measured, "" if none do.
    """

    start: int
    end: int
    text: str
    role: str
    sentence: int
    value: float | None = None
    unit: str = ""
    measured: str = ""

    @property
    def is_metric(self) -> bool:
        return self.role in METRIC_ROLES


def read(draft: Annotated) -> tuple[Quantity, ...]:
    """All figures of the draft that are metrics or settings, in order of place."""
    return tuple(q for sentence in draft.sentences for q in _in_sentence(draft, sentence))


# A number after one of these is a name: "step 40,000".
_NUMBERED = re.compile(r"\b(?:step|epoch|iteration|round|layer|line|page|section|chapter|version|checkpoint|fold|sprint|attempt|"
                       r"ticket|issue|build|release|phase|stage|floor|room|gate|level)\s+$", re.IGNORECASE)


def promoted(draft: Annotated, sentence: Sentence, own: list[Quantity]) -> list[Quantity]:
    """The sentence's figures with its likeliest one a metric: a setting before a bare number."""
    if own and all(_NUMBERED.search(draft.plain[sentence.start:q.start]) for q in own):
        return own
    if own:
        first = max(own, key=lambda q: (q.role == "setting", bool(q.unit), q.value or 0))
        return [replace(q, role="measured") if q is first else q for q in own]
    text = draft.plain[sentence.start:sentence.end]
    scene = Scene(text, sentence.start, draft.span(sentence))
    place = max((Place(scene, f) for f in figures(text)), key=lambda p: (bool(p.figure.unit), p.figure.value or 0))
    if _NUMBERED.search(text[:place.figure.start]):
        return own
    a, b = sentence.start + place.figure.start, sentence.start + len(text[:place.figure.end].rstrip())
    return [Quantity(a, b, draft.quote(a, b), value_role(place), sentence.index, place.figure.value, place.figure.unit,
                     measured(place))]


def _in_sentence(draft: Annotated, sentence: Sentence) -> list[Quantity]:
    text = draft.plain[sentence.start : sentence.end]
    found = figures(text)
    if not found:
        return []
    scene = Scene(text, sentence.start, draft.span(sentence))
    scene.compares_times = sum(f.kind == "time" for f in found) > 1 and bool(_COMPARING.search(text))
    places = [Place(scene, figure) for figure in found]
    roles = [judge(place) for place in places]
    result, at = [], 0
    while at < len(found):
        place, figure, role = places[at], found[at], roles[at]
        start, end, value, unit = figure.start, figure.end, figure.value, figure.unit
        what = None
        joined = _joined(text, places[at], places[at + 1]) if at + 1 < len(found) else ""
        if joined and (
            {role, roles[at + 1]} & set(METRIC_ROLES) or (joined == "change" and _telling(places[at + 1]))
        ):
            last = found[at + 1]
            role = (
                joined if joined != "range" else next(r for r in (roles[at + 1], role) if r in METRIC_ROLES)
            )
            value = last.value if joined == "change" else _middle(figure.value, last.value)
            end, unit = last.end, last.unit or unit
            counted = place.noun is not None and place.noun.i < scene.first + places[at + 1].high
            what = measured(places[at + 1]) or ("" if counted else measured(place))
            at += 1
        at += 1
        if role == "none":
            continue
        a, b = sentence.start + start, sentence.start + start + len(text[start:end].rstrip())
        result.append(
            Quantity(
                a,
                b,
                draft.draft.text[a:b],
                role,
                sentence.index,
                value,
                unit,
                measured(place) if what is None else what,
            )
        )
    return result


def _joined(text: str, first: Place, second: Place) -> str:
    """ "change" for "from A to B", "range" for "between A and B" or "2 to 3 seconds", else ""."""
    a, b = first.figure, second.figure
    if not _alike(a, b) or b.start - a.end > 80:
        return ""
    gap, before = text[a.end : b.start], text[max(0, a.start - 30) : a.start]
    if _BETWEEN.search(before) and gap.strip() == "and":
        return "range"
    if _FROM.search(before) and (_THEN.fullmatch(gap) or _LATER.fullmatch(gap)):
        return "change"
    if not _THEN.fullmatch(gap):
        return ""
    if gap.strip() not in ("to",) or a.value is None or b.value is None or b.value < a.value:
        return "change"
    scene = first.scene
    moved = (
        any(w in lists()["moves"] and w != "take" for w in scene.lemma[max(0, first.low - 6) : first.low])
        or ":" in scene.lower[max(0, first.low - 2) : first.low]
    )
    score = (a.kind == b.kind == "number" and b.value <= 1) or {a.kind, b.kind} == {"number", "zero"}
    return "change" if moved or score else "range"


def _alike(a: Figure, b: Figure) -> bool:
    """Whether two figures can be values of one thing."""
    if a.kind == b.kind:
        return a.kind not in ("factor",)
    return (
        {a.kind, b.kind} <= {"number", "zero"}
        or ("number" in (a.kind, b.kind) and not {a.kind, b.kind} & {"factor", "share"})
        or "zero" in (a.kind, b.kind)
    )


def _telling(place: Place) -> bool:
    """Whether a change of this kind tells of a metric though neither value alone does: "75 to 19 minutes"."""
    return not place.by_human and place.figure.kind in ("time", "unit", "percent", "money")


def _middle(low: float | None, high: float | None) -> float | None:
    return None if low is None or high is None else (low + high) / 2
