"""What the words around a figure tell: a name, a trial, the bound of a rule; and the role of a metric."""

from __future__ import annotations

from coach.reading.quantity_figures import RATE
from coach.reading.quantity_scene import SKIPPED, Place


def acted(place: Place) -> bool:
    """Whether the system (not somebody) caught, blocked, lost … that many."""
    verb, token = place.verb, place.noun if place.noun is not None else place.scene.tokens[place.number]
    return (
        verb is not None
        and token.head == verb
        and place.scene.is_in(verb, "outcome_verbs")
        and not place.by_human
    )


def rated(place: Place) -> bool:
    """Whether "a day", "per week" or the like follows the noun that is counted."""
    if place.noun is None:
        return False
    at = place.noun.idx + len(place.noun) - place.scene.offset
    return bool(RATE.match(place.scene.text, at)) or (
        bool(RATE.match(place.scene.text, at + 1)) and place.scene.text[at : at + 1] in ",;"
    )


def labelled(place: Place) -> bool:
    """Whether the number is a name's: "ward 7", "Android 12", "stage two"."""
    scene, low = place.scene, place.low
    if low == 0 or scene.text[place.figure.start - 1 : place.figure.start] not in (" ", "\n", ""):
        return False
    last = scene.tokens[low - 1]
    return (
        last.pos_ in ("NOUN", "PROPN")
        and last.tag_ in ("NN", "NNP")
        and last.lower_ not in SKIPPED
        and not scene.any("measures", low - 1, low)
        and place.figure.unit == ""
        and (place.noun is None or (last.pos_ == "PROPN" and low > 1))
        and (place.figure.value or 0) < 1000
        and place.figure.kind == "number"
    )


def tried(place: Place) -> bool:
    """Whether the figure is the part on which something is tried."""
    scene, low, high = place.scene, place.low, place.high
    if place.figure.kind != "number" and not (
        place.noun is not None and scene.is_in(place.noun, "trial_objects")
    ):
        return bool(
            scene.word(scene.before(low)) in ("to", "on", "at") and scene.any("trying", low - 4, low)
        ) and (
            scene.lemma[scene.before(low) - 1]
            in ("ramp", "roll", "rollout", "canary", "expose", "live", "expand", "it")
        )
    before = scene.word(scene.before(low))
    return (
        before in ("to", "on", "for", "with", "of", "at", "behind") and scene.any("trying", low - 9, low)
    ) or (scene.any("trying", high, high + 6) and before in ("for", "on", "with"))


def conditional(place: Place) -> bool:
    """Whether the figure is the bound of a rule: "stays shut when it differs by more than 1%"."""
    scene, low = place.scene, place.low
    bounded = {
        "more",
        "less",
        "over",
        "above",
        "below",
        "under",
        "exceeds",
        "exceeded",
        "least",
        "beyond",
        ">",
        "<",
        "differs",
        "drops",
        "further",
    } & set(scene.lower[max(0, low - 4) : low])
    return bool(bounded) and bool(
        {"if", "when", "whenever", "unless", "anything", "everything", "once", "any"}
        & set(scene.lower[max(0, low - 12) : low])
    )


def _is_past(verb) -> bool:
    return verb.tag_ == "VBD" or (verb.tag_ == "VBG" and any(c.tag_ == "VBD" for c in verb.children if c.dep_ == "aux"))


def value_role(place: Place) -> str:
    """The role of a figure that is a metric."""
    scene, low, high = place.scene, place.low, place.high
    at = scene.before(low)
    before = scene.word(at)
    near = scene.lower[max(0, low - 4) : low]
    if before == "from" or (
        before in ("was", "were", "been")
        and {"had", "used", "previously", "originally"} & set(scene.lower[max(0, low - 8) : low])
    ):
        return "baseline"
    if {"instead", "rather", "against"} & set(near[-3:]) or scene.word(high) in ("before", "previously"):
        return "baseline"
    if (
        (place.verb is None or not _is_past(place.verb) or scene.is_in(place.verb, "goals"))
        and scene.any("goals", low - 9, low)
    ) or (scene.any("goals", low - 3, low)):
        return "target"
    if (
        scene.any("compared", high, high + 1)
        or before in ("by", "minus", "plus")
        or place.figure.kind == "factor"
        or (scene.text[place.figure.start : place.figure.start + 1] in "+-")
        or ({"up", "down", "fell", "rose", "dropped"} & set(near[-2:]) and "to" not in near[-2:])
    ):
        return "change"
    return "measured"
