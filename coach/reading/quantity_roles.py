"""The role of a figure: measured, baseline, target, change, setting, or none where it is no metric.

Most hangs on what the number counts and on who does what with it: "I read 600 sessions" is work, "we served
600 sessions" is load, "five incidents" is an outcome, "five sites" is the scene.
"""

from __future__ import annotations

import re

from coach.reading import quantity_counts
from coach.reading.quantity_context import conditional, labelled, tried, value_role
from coach.reading.quantity_figures import Figure
from coach.reading.quantity_scene import Place

_HARD = (
    "gb",
    "gi",
    "tb",
    "mb",
    "mm",
    "km",
    "kilo",
    "met",
    "cm",
    "nm",
    "micro",
    "kw",
    "ton",
    "mile",
    "inch",
    "mp",
    "watt",
    "hect",
    "lit",
    "kg",
)
_SPATIAL = (
    "km",
    "kilom",
    "kilos",
    "kg",
    "met",
    "mile",
    "cm",
    "centi",
    "mm",
    "millim",
    "ton",
    "degree",
    "gram",
    "°",
)


def judge(place: Place) -> str:
    """The role of the figure, "none" if it is no metric."""
    return _JUDGES[place.figure.kind](place)


def _percent(place: Place) -> str:
    scene, low, high = place.scene, place.low, place.high
    after = scene.word(high)
    if (
        after in ("confidence", "confident", "sure", "ci", "interval", "certain", "credible")
        or scene.word(high - 1) == "percentile"
    ):
        return "setting"
    if tried(place) or conditional(place) or (place.by_speaker and scene.is_in(place.verb, "setting_up")):
        return "setting"
    before = scene.before(low)
    if (before >= 0 and scene.lemma[before] in ("threshold", "cutoff", "dropout", "quantile", "holdout")) or (
        scene.word(before) in ("at", "of", "to") and scene.any("settings", before - 2, before)
    ):
        return "setting"
    if (
        place.figure.unit.lower().startswith("point")
        and place.figure.value is not None
        and place.by_human
        and not scene.any("measures", low - 8, high + 5)
        and not scene.any("moves", low - 4, low)
    ):
        return "none"
    return value_role(place)


def _money(place: Place) -> str:
    paid = place.verb is not None and place.verb.lemma_ in ("cost", "pay", "charge", "save", "price")
    if place.figure.unit.lower().startswith("cent") and place.figure.worded and not paid:
        return "none"
    return "setting" if conditional(place) else value_role(place)


def _unit(place: Place) -> str:
    scene, low, high = place.scene, place.low, place.high
    if (
        place.noun is not None
        and place.noun.i - scene.first == place.high
        and not scene.is_in(place.noun, "measures")
        and not (
            scene.any("goals", place.high, place.high + 2)
            or scene.any("compared", place.high, place.high + 1)
        )
        and "/" not in (place.figure.unit)
        and place.figure.unit.lower().startswith(_HARD)
    ):
        return "none"
    if (
        scene.any("settings", place.low - 3, place.low)
        or scene.any("settings", place.high, place.high + 1)
        or conditional(place)
    ):
        return "setting"
    if scene.any("timers", place.low - 4, place.low) and place.figure.unit in ("ms", "milliseconds"):
        return "setting"
    near = (
        scene.any("measures", low - 8, high + 5)
        or scene.any("goals", low - 6, low)
        or scene.any("moves", low - 4, low)
        or (scene.any("compared", high, high + 2))
    )
    if (
        not near
        and place.figure.unit.lower().startswith(_SPATIAL)
        and "/" not in place.figure.unit
        and (
            place.by_human
            or scene.word(high) in ("of", "from", "away", "long", "wide", "tall", "high", "deep")
        )
    ):
        return "none"
    if (
        place.by_speaker
        and place.verb is not None
        and not (scene.is_in(place.verb, "handling") or scene.is_in(place.verb, "moves"))
        and not scene.any("measures", place.low - 8, place.high + 4)
        and not scene.any("goals", place.low - 6, place.low)
        and (
            place.verb.lemma_
            in (
                "set",
                "use",
                "put",
                "try",
                "test",
                "walk",
                "drive",
                "run",
                "cycle",
                "wait",
                "inject",
                "sleep",
            )
        )
    ):
        return "setting"
    return value_role(place)


def _factor(place: Place) -> str:
    scene = place.scene
    if scene.tokens[place.low].pos_ not in ("VERB", "AUX") and scene.lower[place.low] in ("double", "triple"):
        return "none"
    if scene.any("settings", place.high, place.high + 4):
        return "setting"
    if (
        place.by_speaker
        and place.verb is not None
        and place.verb.lemma_
        in (
            "test",
            "load",
            "replay",
            "read",
            "check",
            "record",
            "ask",
            "try",
            "run",
            "train",
            "retrain",
            "say",
            "think",
            "use",
            "write",
        )
    ):
        return "setting"
    if scene.any("team", place.high, place.high + 3) or scene.word(place.high) in (
        "down",
        "check",
        "checked",
    ):
        return "none"
    return "change"


def _share(place: Place) -> str:
    scene, figure = place.scene, place.figure
    ratio = bool(re.search(r" (?:out of|of|in) ", scene.text[figure.start : figure.end]))
    if not ratio and (
        (place.noun is not None and scene.is_in(place.noun, "no_whole"))
        or scene.any("no_whole", place.high, place.high + 1)
        or (scene.word(place.high) == "of" and scene.any("no_whole", place.high + 1, place.high + 3))
    ):
        return "none"
    if scene.word(place.high) in ("-", "asleep", "dead") or (
        not ratio
        and re.match(r"an? ", scene.text[figure.start : figure.end])
        and (
            scene.tokens[place.high].pos_ in ("NOUN", "ADJ", "PROPN")
            and not scene.any("compared", place.high, place.high + 1)
            if place.high < len(scene.tokens)
            else False
        )
    ):
        return "none"
    if tried(place) or scene.word(scene.before(place.low)) in ("top", "first", "other", "second", "last"):
        return "setting"
    if labelled(place):
        return "none"
    text = scene.text[figure.start : figure.end].lower()
    if ratio:
        if re.match(r"(?:one|1) of ", text) and " every " not in text and not re.search(r"[1-9][0-9]", text):
            return "none"
        small = (
            figure.worded
            and not re.search(r"[0-9]|teen|ty\b|hundred|dozen|\bten\b", text)
            and " in " not in text
        )
        if (
            small
            and (place.noun is None or scene.is_in(place.noun, "things"))
            and not scene.is_in(place.verb, "outcome_verbs")
            and " every " not in text
        ):
            return "none"
        if place.noun is not None and scene.is_in(place.noun, "team") and not _large(figure):
            return "none"
        if place.noun is not None and place.noun.lemma_.lower() in ("us", "them", "team"):
            return "none"
    elif place.noun is not None and scene.is_in(place.noun, "team") and text.startswith(("half", "one")):
        return "none"
    if (
        text == "half"
        and place.noun is None
        and scene.word(place.high) not in ("of", "as", "what", "our", "it")
        and scene.word(scene.before(place.low)) not in ("by", "in", "to", "than")
    ):
        return "none"
    if (
        place.by_speaker
        and (place.subject is None or place.subject.lower_ == "i")
        and place.verb is not None
        and not (scene.is_in(place.verb, "handling") or scene.is_in(place.verb, "moves"))
    ):
        return "setting"
    return value_role(place)


def _large(figure: Figure) -> bool:
    return not figure.worded


def _zero(place: Place) -> str:
    scene, text = place.scene, place.scene.text[place.figure.start : place.figure.end].lower()
    after = place.high
    if text == "zero" and scene.word(place.low - 1) in ("to", "at"):
        return "none" if scene.word(after) == "-" else value_role(place)
    if text.startswith("not one") and place.noun is None:
        return "measured" if "since" in scene.lower[max(0, place.low - 8) : after + 10] else "none"
    if text == "none" and scene.word(place.low - 1) == ":":
        return "measured"
    if text in ("none", "nothing"):
        return (
            "measured"
            if "since" in scene.lower[after : after + 3]
            or (text == "none" and scene.word(after - 2) == "," and scene.any("outcomes", after - 8, after))
            else "none"
        )
    if scene.word(after) in ("-", "of") or scene.any("no_zero", after, after + 1):
        return "none"
    if place.noun is None or scene.is_in(place.noun, "team") or scene.is_in(place.noun, "no_zero"):
        return "none"
    named = scene.any("outcomes", after, after + 5)
    if text == "zero" or text.startswith(("not", "without")):
        return "measured" if text == "zero" or named else "none"
    later = {"since", "afterwards", "anymore", "so far", "thereafter"} & set(
        scene.lower[after : after + 12]
    ) or {"since"} & set(scene.lower[max(0, place.low - 8) : place.low])
    return "measured" if named and later else "none"


_JUDGES = {
    "percent": _percent,
    "money": _money,
    "unit": _unit,
    "time": quantity_counts.time,
    "factor": _factor,
    "share": _share,
    "zero": _zero,
    "number": quantity_counts.number,
}
