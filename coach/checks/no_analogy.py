"""no-analogy: nothing from everyday life to hold the concept by."""

from coach.checks.base import Check, Flag, Unjudged


def look(reading, text):
    if not reading.is_whole():
        return Unjudged("there is no whole text to judge")
    if reading.draft.audience == "engineer":
        return Unjudged("an engineer can do without")
    return [] if reading.explaining.analogy else [Flag()]


CHECK = Check("no-analogy", look)
