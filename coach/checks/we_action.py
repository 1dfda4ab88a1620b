"""we-action: an action is told of "we", so that the speaker's own part can't be seen."""

from coach.checks.base import Check, Flag


def look(reading, text):
    flags = []
    for s, agency in zip(reading.sentences, reading.agency, strict=True):
        if agency.label == "we" and reading.may_act(s):
            hides = reading.verdicts is None or reading.verdicts.we_overuse
            flags.append(Flag(agency.start, agency.end, severity="warning" if hides else "advice"))
    return flags


CHECK = Check("we-action", look)
