"""too-technical: so many unknown terms that the listener is lost."""

from coach.checks.base import Check, Flag, Unjudged, listener


def look(reading, text):
    if reading.draft.audience is None:
        return Unjudged("no audience was chosen")
    if not reading.is_whole():
        return Unjudged("there is no whole text to judge")
    if reading.explaining.level != "technical":
        return []
    return [Flag(values={"audience": listener(reading), "count": len(reading.terms)})]


CHECK = Check("too-technical", look)
