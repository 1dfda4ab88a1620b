"""hidden-agent: an action is told without anybody who does it."""

from coach.checks.base import Check, Flag


def look(reading, text):
    return [Flag(a.start, a.end) for s, a in zip(reading.sentences, reading.agency, strict=True)
            if a.label == "none" and reading.may_act(s)]


CHECK = Check("hidden-agent", look)
