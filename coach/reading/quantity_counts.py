"""The roles of bare numbers, counts and stretches of time: what is counted, and whose doing it is."""

from __future__ import annotations

import re

from coach.reading.quantity_context import acted, conditional, labelled, rated, tried, value_role
from coach.reading.quantity_scene import SPEAKER, Place

_RUNNING = frozenset(
    {
        "run",
        "start",
        "load",
        "read",
        "train",
        "build",
        "reach",
        "answer",
        "deploy",
        "query",
        "come",
        "finish",
        "complete",
        "sell",
        "return",
        "respond",
        "react",
        "process",
        "burn",
    }
)
_LONG = (
    "day",
    "night",
    "week",
    "fortnight",
    "month",
    "quarter",
    "year",
    "decade",
    "sprint",
    "evening",
    "afternoon",
    "morning",
    "saturday",
    "sunday",
    "working",
    "business",
    "calendar",
)


def time(place: Place) -> str:
    scene, low, high, figure = place.scene, place.low, place.high, place.figure
    unit = figure.unit.lower()
    long = unit.split("/")[0].startswith(_LONG) or unit.split("/")[0] == ""
    after, before = scene.word(high), scene.word(scene.before(low))
    if after in ("ago", "later", "before") or scene.word(scene.before(low)) in (
        "last",
        "next",
        "past",
        "first",
        "day",
        "every",
        "week",
    ):
        return "none"
    if "-" in scene.text[figure.number_end : figure.number_end + 1] and not scene.any(
        "waits", high, high + 2
    ):
        return "none"
    if (
        place.noun is not None
        and after != "of"
        and not scene.is_in(place.noun, "waits")
        and place.noun.i == place.scene.first + high
    ):
        return "none"
    if scene.any("settings", low - 3, low) or scene.any("settings", high, high + 1):
        return "setting"
    effort = scene.is_in(place.subject, "efforts") or place.by_human
    if after == "of" and place.noun is not None and scene.is_in(place.noun, "efforts"):
        return "none"
    if "/" in unit:
        return "none" if place.by_speaker and not scene.is_in(place.verb, "saving") else value_role(place)
    if conditional(place):
        return "setting"
    verb = place.verb
    if verb is not None and scene.is_in(verb, "timers") and not long:
        return "setting"
    if scene.any("saving", low - 5, low) and before not in ("in", "for", "over", "after", "within", "than"):
        return value_role(place)
    if (
        not long
        and re.match(r" (?:of |an? )", scene.text[figure.end : figure.end + 4])
        and after == "of"
        and not effort
    ):
        return value_role(place)
    if (
        after
        in (
            "late",
            "behind",
            "stale",
            "old",
            "off",
            "down",
            "ahead",
            "slower",
            "faster",
            "longer",
            "shorter",
            "earlier",
            "sooner",
            "quicker",
            "out",
        )
        and not place.by_speaker
        and not (long and after in ("longer", "ahead", "old", "earlier"))
    ):
        return value_role(place)
    if place.by_speaker and not scene.any("goals", low - 6, low) and not scene.is_in(verb, "moves"):
        return "none"
    if (
        verb is not None
        and verb.lemma_ in ("take", "need")
        and not place.by_human
        and (
            verb.tag_ in ("VBZ", "VBP", "VBG")
            or verb.head.lemma_ == "use"
            or "would" in [c.lower_ for c in verb.children]
        )
    ):
        return value_role(place)
    if verb is not None and verb.lemma_ in ("take", "need", "cost", "last", "be", "wait"):
        if any(
            c.dep_ in ("dobj", "dative") and c.lower_ in SPEAKER | {"him", "her", "them"}
            for c in verb.children
        ):
            return "none"
        if effort and verb.lemma_ != "wait":
            return "none"
    bounded = scene.word(low - 1) in ("under", "below", "within", "inside")
    if (
        not long
        and place.subject is None
        and (verb is None or verb.i > scene.tokens[high - 1].i)
        and (after in ("from", "per") or before in (":", "->", "→", "="))
    ):
        return value_role(place)
    if scene.compares_times or (before == "to" and scene.lower[max(0, low - 4) : low].count("down")):
        return "none" if scene.is_in(place.subject, "efforts") else value_role(place)
    waiting = (
        (bounded and not long)
        or scene.any("waits", low - 7, low)
        or scene.any("waits", high, high + 4)
        or (verb is not None and not place.by_human and verb.lemma_ in _RUNNING)
    )
    if (
        verb is not None
        and verb.dep_ == "relcl"
        and scene.word(verb.i - scene.first - 2) == ","
        and place.aside
    ):
        return "none"
    if before == "from" and "to" in scene.lower[high : high + 7]:
        return "baseline"
    if before == "to" and "from" in scene.lower[max(0, low - 9) : low]:
        return "measured"
    if long:
        if (
            effort
            or (place.subject is not None and place.subject.lower_ == "it")
            or before in ("for", "in", "over", "within", "during")
            or not waiting
            or verb is None
        ):
            return "none"
        return (
            value_role(place)
            if scene.is_in(verb, "waits") and verb.lemma_ not in ("run", "train", "start", "read", "build")
            else "none"
        )
    return value_role(place) if waiting or (before in ("down", "after") and not effort) else "none"


def number(place: Place) -> str:
    scene, figure, low, high = place.scene, place.figure, place.low, place.high
    value, text = figure.value, scene.text[figure.start : figure.number_end]
    if value is None:
        return "none"
    if text[-1:] in "Bb" and text[-2:-1].isdigit():
        return "setting"  # the size of a model
    decimal = "." in text and value < 1000
    before = scene.before(low)
    measured = scene.any("measures", before - 1, before + 1) or scene.any("measures", low - 9, low)
    per = "/" in figure.unit or rated(place)
    if labelled(place):
        return "none"
    noun = place.noun
    if (
        scene.any("settings", before, before + 1)
        or (
            scene.word(before) in ("at", "of", "to", "=", ":", "from", "is", "was")
            and scene.any("settings", before - 3, before)
        )
        or (noun is not None and scene.is_in(noun, "settings") and not per and not acted(place))
    ):
        return "setting"
    if noun is not None and scene.is_in(noun, "never") and not per:
        return "none"
    if conditional(place):
        return "setting"
    if noun is None or (decimal and not per):
        return _bare(place, measured, decimal, per)
    if scene.text[figure.number_end : figure.number_end + 1] == "-" or noun.lemma_.lower().startswith(
        (*_LONG, "hour", "minute")
    ):
        return "none"
    if scene.is_in(noun, "team") and not (value >= 1000 or (per and not place.by_human)):
        return "none"
    wanted = (not figure.worded and value >= 13) or value >= 100
    if tried(place) and not per:
        return "setting"
    mild = (
        value >= 1e6
        or (value >= 1000 and not place.direct)
        or (value >= 13 and place.nested)
        or (value >= 100 and not place.by_speaker)
    )
    if (
        value > 1
        and scene.is_in(noun, "harms")
        and not (
            place.by_speaker and place.subject.lower_ == "i"
            if place.subject is not None
            else place.by_speaker
        )
    ):
        return value_role(place)
    if place.by_human and not per and not mild and not scene.any("goals", low - 5, low):
        telling = (
            scene.is_in(place.verb, "handling")
            if place.subject is not None and place.subject.lower_ in ("we", "us", "they")
            else scene.is_in(place.verb, "moves") or scene.is_in(place.verb, "outcome_verbs")
        )
        if value >= 13 and not place.by_speaker and scene.is_in(noun, "outcomes"):
            telling = True
        if not (telling and value >= 13) or (value < 100 and scene.is_in(noun, "things")):
            return "setting" if value >= 20 else "none"
    if per:
        return "none" if place.by_human and value < 13 else value_role(place)
    outcome = scene.is_in(noun, "outcomes") or scene.any("outcomes", high, high + 2)
    if scene.is_in(noun, "things") and value < 50 and not outcome and not acted(place):
        return "none"
    if wanted:
        return value_role(place)
    if (
        outcome
        and not scene.is_in(noun, "team")
        and (scene.is_in(place.verb, "outcome_verbs") or not scene.is_in(noun, "things"))
        and (value != 1)
    ):
        return value_role(place)
    return value_role(place) if acted(place) and value > 1 else "none"


def _bare(place: Place, measured: bool, decimal: bool, per: bool) -> str:
    """A number without a noun: the value of a measure, or one of a pair, or nothing."""
    scene, low, high, value = place.scene, place.low, place.high, place.figure.value or 0.0
    before = scene.word(scene.before(low))
    if per:
        return "none" if place.by_human and value < 13 else value_role(place)
    if decimal:
        if place.by_human and not measured and not scene.is_in(place.verb, "moves"):
            return "none"
        if (
            value >= 1
            and not measured
            and {"version", "upgrade", "upgraded", "downgraded", "rolled", "library", "release", "pinned"}
            & set(scene.lower)
        ):
            return "none"
        if (
            low > 0
            and scene.tokens[low - 1].pos_ == "PROPN"
            and value >= 1
            and not scene.any("measures", low - 1, low)
        ):
            return "none"
        return (
            value_role(place)
            if measured
            or value < 1
            or scene.any("moves", low - 4, low)
            or before in ("to", "from", "at", "of", "against")
            or place.noun is not None
            else "none"
        )
    moved = before in (
        "to",
        "from",
        "by",
        "at",
        "against",
        "under",
        "than",
        "down",
        "of",
        "was",
        "is",
        "above",
        "below",
        ":",
    ) and (scene.any("moves", low - 6, low) or measured)
    at = scene.before(low)
    moved = moved or (
        at >= 0
        and scene.lemma[at] in ("exceed", "reach", "hit", "top", "pass", "average")
        and not place.by_human
    )
    paired = (before == "from" and "to" in scene.lower[high : high + 5]) or (
        before == "to" and "from" in scene.lower[max(0, low - 7) : low]
    )
    if (moved or paired) and (value >= 13 or measured or paired) and value != 1:
        if place.by_human and not measured and not (paired and scene.is_in(place.verb, "moves")):
            return "none"
        return value_role(place)
    if (
        measured
        and not place.by_human
        and (not place.figure.worded or value >= 13)
        and scene.any("measures", low - 3, low)
    ):
        return value_role(place)
    if (value >= 1000 or (value >= 2 and acted(place))) and not place.by_human:
        return value_role(place)
    return "none"
