"""no-business-outcome: not said what it changes for the listener's work."""

from coach.checks.base import Check, Flag, Unjudged, listener


def look(reading, text):
    if not reading.is_whole():
        return Unjudged("there is no whole text to judge")
    return [] if reading.explaining.outcome else [Flag(values={"audience": listener(reading)})]


CHECK = Check("no-business-outcome", look)
