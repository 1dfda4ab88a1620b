"""lecture: too long to listen to, or never a word about the listener's own work."""

from coach.checks.base import Check, Flag, Unjudged, listener


def look(reading, text):
    if not reading.is_whole():
        return Unjudged("there is no whole text to judge")
    flags = []
    seconds = reading.delivery.seconds
    if seconds > text.limits["most_seconds"]:
        flags.append(Flag(values={"seconds": seconds}))
    if reading.draft.audience is not None and not reading.explaining.addressed:
        flags.append(Flag(values={"audience": listener(reading)}, severity="advice", message=text.words["unaddressed"][0],
                          question=text.words["unaddressed"][1]))
    return flags


CHECK = Check("lecture", look)
