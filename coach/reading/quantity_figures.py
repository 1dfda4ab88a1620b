"""Figures: the places in a sentence where a number, a share, a factor or a zero stands; value and unit.

Nothing is judged here but what is plainly no quantity: dates, times of day, ordinals, codes, list numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from coach.reading.quantity_words import DIGITS, SCALE, WORD, WORDED, worth

_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twelfth": 12,
    "twentieth": 20,
    "fiftieth": 50,
    "hundredth": 100,
    "thousandth": 1000,
}

_CURRENCY = r"(?:(?:US|AU|CA|NZ|HK|R)?[$€£¥₹])"
_NUMBER = (
    rf"(?P<money>{_CURRENCY}\s?)?(?P<number>{DIGITS})(?P<scale>{SCALE})?(?P<more>\+)?"
    rf"(?:\s?[-–]\s?(?P<upto>[0-9]{{1,9}}(?:\.[0-9]{{1,6}})?)(?P<uptoscale>{SCALE})?)?"
    rf"|(?P<worded>{WORDED})"
)

_CODES = r"USD|EUR|GBP|CHF|SEK|NOK|DKK|JPY|INR|AUD|CAD"
_MONEY_AFTER = (
    rf"\s?(?:[€£$¥₹](?!\w)|(?:{_CODES}|dollars?|euros?|pounds sterling|pounds|bucks|quid|cents?|francs|rupees"
    r"|kronor|kroner|yen|pence|zloty)\b)"
)
_PERCENT_AFTER = (
    r"[ -]?(?:%|per ?cent(?:age)?(?:[ -]points?)?\b|percentage[ -]points?\b|pct\b|‰|pp\b|ppts?\b|bps\b"
    r"|basis points?\b|ppm\b|ppb\b|parts per (?:million|billion|thousand)\b"
    r"|(?:rating |f1 |auc |bleu |nps )?(?:points?|pts?)\b(?! (?:out|on|in|for|to|of (?:contact|view"
    r"|sale|the)|agenda)))"
)
_UNITS = (
    r"[ -]?(?:ms\b|msec\b|milliseconds?\b|microseconds?\b|nanoseconds?\b|µs\b|μs\b|us\b(?=\W*(?:$|per"
    r"|at|to))|ns\b"
    r"|[KMGTP]i?B(?:/s|ps)?\b|kB\b|gigs?\b|(?:kilo|mega|giga|tera|peta)bytes?\b|[KMG]bit/s|[MGk]bps\b"
    r"|dB\b|decibels?\b|fps\b"
    r"|[qQrR]ps\b|QPS\b|RPS\b|TPS\b|tps\b|[kMG]?Wh?\b|kWp\b|(?:kilo|mega"
    r"|giga)?watts?(?:[ -]hours?)?\b|k?Hz\b|[MG]Hz\b"
    r"|°\s?[CF]?|degrees?\b|km/h\b|km\b|mph\b|miles?\b|kilomet(?:er|re)s?\b|met(?:er"
    r"|re)s?\b(?! (?:are|were|in the field))"
    r"|millimet(?:er|re)s?\b|centimet(?:er|re)s?\b|mm\b|cm\b|nm\b|µm\b|microns?\b|tonnes?\b|tons?\b"
    r"|kg\b|kilos?\b|grams?\b"
    r"|lit(?:er|re)s?\b|hectares?\b|acres?\b|m²|m2\b|dpi\b|lux\b|nats?\b|bits? per \w+|[GT]FLOPS?\b"
    r"|(?:GPU|CPU|TPU|core|node|machine|instance|compute|person|man|engineer|analyst|agent"
    r"|staff)[ -](?:hours?|days?|minutes?)\b)"
)
_TIMES = (
    r"[ -]?(?:seconds?\b|secs?\b|s\b|minutes?\b|mins?\b|min\b|hours?\b|hrs?\b|h\b|(?:working "
    r"|business |calendar )?days?\b"
    r"|nights?\b|weeks?\b|weekends?\b|fortnights?\b|months?\b|quarters?\b|years?\b|decades?\b"
    r"|sprints?\b|evenings?\b"
    r"|afternoons?\b|mornings?\b|Saturdays?\b|Sundays?\b)"
)
_EACH = (
    r"(?:s|sec|second|m|min|minute|h|hr|hour|day|night|shift|week|month|quarter|year|annum|request"
    r"|query|call|user|customer|case"
    r"|ticket|claim|thousand|million|head|seat|pick|item|order|visit|capita|session|trip|mile|km|kWh"
    r"|scan|page|device|image"
    r"|document|run|core|node|hundred)"
)
_RATE = (
    rf"(?: an? {_EACH}\b| in an? {_EACH}\b| per {_EACH}\b| (?:each|every) {_EACH}\b|/{_EACH}\b"
    rf"| p\.a\.| (?:daily|nightly|hourly|weekly|monthly|annually|yearly)\b)"
)

_FIGURE = re.compile(
    rf"(?<![\w@#/^_])(?<!\w[-.:'])(?P<sign>(?:[-+~<≈±≤≥]|(?<![-=])>)\s?)?(?:{_NUMBER})(?P<ish>-ish\b)?",
    re.IGNORECASE,
)
_TAIL = re.compile(
    rf"(?P<percent>(?i:{_PERCENT_AFTER}))|(?P<money>(?i:{_MONEY_AFTER}))|(?P<unit>{_UNITS})"
    rf"|(?P<time>(?i:{_TIMES}))"
    r"|(?P<factor>\s?(?:[x×](?![\w-])|[x×](?=-\w)|-?fold\b))"
)
RATE = re.compile(_RATE, re.IGNORECASE)

_N = rf"(?:[0-9](?:[0-9,.]{{0,14}}[0-9])?{SCALE}?|{WORDED})"
_SHARE = re.compile(
    rf"(?<![\w.,-])(?P<part>{_N}|none"
    rf"|not one)(?P<noun>(?: [a-z][a-z-]{{1,20}}){{1,2}})?(?P<link> out of | of | in | from |/)"
    rf"(?:(?:the|our|those|these|every|all|a|its|their|about|around|roughly|top|last|first|next|worst"
    rf"|best) ){{0,2}}(?P<whole>{_N})(?![\w%/]|\.[0-9])",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"\b(?<!\band )(?:(?P<top>a|an|one|two|three|four|five|seven|nine|1|2|3) )?(?P<every>every |each )?"
    r"(?P<part>hal(?:f|ves)|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?"
    r"|tenths?|twelfths?|twentieths?"
    r"|fiftieths?|hundredths?|thousandths?)\b(?!-)",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:(?P<halve>halv(?:ed|es?|ing)|(?:cut|slashed|split|reduced|dropped|fell|fallen"
    r"|down)(?: \w+){0,4}? (?:in|by) half)"
    r"|(?P<double>doubl(?:ed?|es|ing))|(?P<triple>(?:tripl|trebl)(?:ed?|es|ing))"
    r"|(?P<quadruple>quadrupl(?:ed?|es|ing))"
    r"|(?P<fold>two|three|four|five|six|seven|eight|nine|ten|twenty|hundred)-?fold"
    r"|(?P<twice>twice|thrice) (?=as|the|that|what|more|this|its|our|their|faster|slower)"
    r"|(?P<half>half) as (?=many|much|long|often|slow|fast|big|large|expensive)"
    rf"|(?P<times>[0-9]+(?:\.[0-9]+)?|(?:a )?{WORD}(?:[ -]{WORD}){{0,3}}) times(?= (?:as|the|that|what"
    rf"|more|less|fewer|faster|slower|cheaper|larger"
    r"|bigger|longer|higher|lower|smaller|quicker|our|its|their|over|real|normal)\b)"
    r"|(?P<nines>two|three|four|five|six|seven|[2-7]) nines"
    r"|(?P<magnitude>(?:an?|one|two|three|2|3) orders? of magnitude))\b",
    re.IGNORECASE,
)
_HALF_TIME = re.compile(
    r"\b(?P<half>half an?|(?<=\bunder )an?|(?<=\bbelow )an?|(?<=\bthan )an?|(?<=\bwithin )an?"
    r"|(?<=\bdown to )an?) (?P<unit>second|minute|hour|day|week|month|year)\b",
    re.IGNORECASE,
)
_ZERO = re.compile(
    r"\b(?:(?P<zero>zero|not (?:one|a single)|without (?:one|a single)|never a(?: single)?|nor one"
    r"|(?:has|have|had|with|there (?:was|were|is|are)) no"
    r"|no(?: more| further| new| longer a)?)(?= [a-z])|none|nothing|(?:(?<=\bto )|(?<=\bat ))zero)\b",
    re.IGNORECASE,
)

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NOT = re.compile(
    r"\b(?:(?:19|20)[0-9]{2}(?:s\b|[-–/][0-9]{2,4}\b|\b(?![,.][0-9]|\s?(?:%|ms\b|x\b|euros|dollars)))"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\b|{_MONTH}\.? [0-9]{{1,2}}(?:st|nd|rd"
    rf"|th)?\b(?![.,:][0-9]|%|\s?%)"
    r"|[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[ap]\.?m\b)?"
    r"|[0-9]{1,2}(?:\.[0-9]{2})? ?[ap]\.?m\b"
    r"|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|24/7"
    rf"|(?:[0-9]{{1,2}}|{WORD}) o'?clock|(?:[0-9]+|\w+teen|\w+ty)(?:st|nd|rd|th)\b|[0-9]+(?:st|nd|rd"
    rf"|th)\b|q[1-4]\b|h[12]\b"
    r"|one another|no one|one day|one by one|one or two|one-off|two-way|half past \w+|half-life"
    r"|second half|first half"
    r"|half (?:term|precision|float|way|day|marathon)|in two minds|at sixes and sevens|on all fours"
    r"|fifty-fifty|50[/-]50|[0-9]+[./-][0-9]+[./-][0-9.]+)",
    re.IGNORECASE,
)
_LIST_NUMBER = re.compile(r"\s*(?:\(?[0-9]{1,2}[.)]|[0-9]{1,2}:)(?=\s)")
_YEAR_CONTEXT = re.compile(r"(?:19[5-9]|20[0-4])[0-9]")
_SAME = {"percent": "%", "per cent": "%", "pct": "%"}
_TAIL_WORD = re.compile(r"[\w@]|[-_/.'](?=\w)")
_TIME_SHARE = re.compile(
    r"(?: of)? (?:an? )(?:second|minute|hour|day|year|million|dozen|billion|percent|per cent|point)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Figure:
    """A figure at `start` to `end` in a sentence's text; `number_end` is where the number itself ends.

    `kind` is percent, money, unit, time, factor, share, zero or number.
    """

    start: int
    end: int
    kind: str
    value: float | None
    unit: str
    number_end: int
    worded: bool = False


def figures(text: str) -> list[Figure]:
    """The figures of a sentence, in order and without overlap, dates and codes left out."""
    barred = bytearray(len(text) + 1)
    for match in _NOT.finditer(text):
        barred[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    listed = _LIST_NUMBER.match(text)
    if listed:
        barred[: listed.end()] = b"\1" * listed.end()
    found: list[Figure] = []
    for finder in (_changes, _shares, _zeros, _fractions, _numbers):
        for figure in finder(text):
            if figure.end > figure.start and not any(barred[figure.start : figure.end]):
                barred[figure.start : figure.end] = b"\1" * (figure.end - figure.start)
                found.append(figure)
    return sorted(found, key=lambda f: f.start)


def _changes(text: str):
    for match in _CHANGED.finditer(text):
        name = match.lastgroup
        value, unit = (
            {"halve": 0.5, "half": 0.5, "double": 2.0, "triple": 3.0, "quadruple": 4.0}.get(name),
            "times",
        )
        if name == "twice":
            value = 2.0 if match["twice"].lower() == "twice" else 3.0
        elif name in ("fold", "times"):
            value = worth(match[name])
        elif name == "nines":
            count = int(worth(match["nines"]) or 2)
            value, unit = 100 - 10.0 ** (2 - count), "%"
        elif name == "magnitude":
            value = 10.0 ** {"two": 2, "2": 2, "three": 3, "3": 3}.get(
                match["magnitude"].split()[0].lower(), 1
            )
        yield Figure(
            match.start(),
            match.end(),
            "percent" if name == "nines" else "factor",
            value,
            unit,
            match.end(),
            True,
        )


def _shares(text: str):
    for match in _SHARE.finditer(text):
        noun, link, low = match["noun"], match["link"].strip().lower(), match["part"].lower()
        part, whole = (0.0 if low in ("none", "not one") else worth(match["part"])), worth(match["whole"])
        if part is None or not whole or part > whole:
            continue
        if noun and (
            low not in ("one", "1") if link == "in" else not (low.isdigit() and match["whole"].isdigit())
        ):
            continue
        if link == "from" or (link == "in" and whole < 3) or (RATE.match(text, match.end()) and link != "in"):
            continue
        if link == "in" and (
            (match["whole"].isdigit() and _YEAR_CONTEXT.fullmatch(match["whole"]))
            or (part >= 1 and part / whole > 0.98)
        ):
            continue
        if link == "in" and re.compile(_TIMES, re.IGNORECASE).match(text, match.end()):
            continue
        yield Figure(
            match.start(), match.end(), "share", part / whole, "share", match.end(), not low[:1].isdigit()
        )


def _fractions(text: str):
    for match in _FRACTION.finditer(text):
        top, part = (match["top"] or "").lower(), match["part"].lower()
        name = {"halves": "half"}.get(part, part.rstrip("s"))
        ordinal = not top and part != "half"
        if ordinal and not (match["every"] and name not in ("half", "quarter")):
            continue
        if (
            name == "quarter"
            and top in ("a", "one")
            and not re.match(r" (?:of|as|less|more|fewer|the|faster)\b", text[match.end() : match.end() + 8])
            and not (
                re.search(r"\b(?:by|to|than)(?: \w+)? $", text[max(0, match.start() - 20) : match.start()])
            )
        ):
            continue
        if part == "half" and (_TIME_SHARE.match(text, match.end()) or top in ("two", "three")):
            continue
        value = (worth(top) if top not in ("", "a", "an") else 1.0) / _PARTS[name]
        yield Figure(match.start(), match.end(), "share", value, "share", match.end(), True)


def _zeros(text: str):
    for match in _ZERO.finditer(text):
        yield Figure(match.start(), match.end(), "zero", 0.0, "", match.end(), True)


def _numbers(text: str):
    for match in _HALF_TIME.finditer(text):
        yield Figure(
            match.start(),
            match.end(),
            "time",
            0.5 if match["half"][0] in "hH" else 1.0,
            match["unit"].lower(),
            match.end("half"),
            True,
        )
    at = 0
    while match := _FIGURE.search(text, at):
        at = max(match.end(), at + 1)
        end, worded = match.end(), bool(match["worded"])
        number = match["worded"] or match["number"]
        scale = match["scale"] or ""
        value = worth(number + scale)
        currency = (match["money"] or "").strip()
        if match["upto"]:
            ends = (
                worth(number + (scale or match["uptoscale"] or "")),
                worth(match["upto"] + (match["uptoscale"] or scale)),
            )
            value = None if None in ends else sum(ends) / 2
        if value is not None and match["sign"] and match["sign"].strip() == "-":
            value = -value
        found = None
        letter = not worded and not currency and scale.strip(" -").lower() in ("m", "mm", "b", "k")
        if letter and scale[0] == " " and scale.strip() not in ("M", "B", "K", "k"):
            # "20 m" are metres: a small letter counts as a scale only where it is attached.
            end, scale, value = match.end("number"), "", worth(number)
        number_end = end
        after = _TAIL.match(text, end)
        if after and not (after.group() == "s" and worded):
            found = (after.lastgroup, after.group().strip(" -"), after.end())
        kind, unit, stop = found or ("number", "", end)
        unit = "times" if kind == "factor" else _SAME.get(unit.lower(), unit)
        if currency:
            kind, unit, stop = "money", currency, end
        if not found and not currency and _TAIL_WORD.match(text, end):
            continue
        rate = RATE.match(text, stop)
        if rate:
            unit, stop = (unit + _per(rate.group())).strip(), rate.end()
        yield Figure(match.start(), stop, kind, value, unit, number_end, worded)
        at = max(at, stop)


def _per(rate: str) -> str:
    word = re.sub(r"^ ?(?:in an? |an? |per |each |every |/)", "", rate).strip()
    return "/" + {
        "daily": "day",
        "nightly": "night",
        "hourly": "hour",
        "weekly": "week",
        "monthly": "month",
        "annually": "year",
        "yearly": "year",
    }.get(word, word)
