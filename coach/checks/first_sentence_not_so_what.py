"""first-sentence-not-so-what: the explanation does not begin with why the listener should care."""

from coach.checks.base import Check, Flag, Unjudged, listener


def look(reading, text):
    if not reading.is_whole():
        return Unjudged("there is no whole text to judge")
    explaining = reading.explaining
    if explaining.opens in explaining.outcomes:
        return []
    first = reading.sentences[explaining.opens]
    if explaining.opens in explaining.addressed and explaining.opens not in explaining.analogies:
        return []
    return [Flag(first.start, first.end, {"audience": listener(reading)})]


CHECK = Check("first-sentence-not-so-what", look)
