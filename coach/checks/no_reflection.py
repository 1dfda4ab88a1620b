"""no-reflection: the answer ends without what the speaker took from it."""

from coach.checks.base import Check, Flag, Unjudged


def look(reading, text):
    if reading.verdicts is None:
        return Unjudged("there is no whole answer to judge")
    return [] if reading.of("reflection") else [Flag()]


CHECK = Check("no-reflection", look)
