"""missing-component: situation, task, action or result is not told."""

from coach.checks.base import Check, Flag, Unjudged


def look(reading, text):
    if reading.verdicts is None:
        return Unjudged("there is no whole answer to judge")
    return [Flag(values={"part": name}, question=" ".join(text.words[name])) for name in reading.verdicts.missing]


CHECK = Check("missing-component", look)
