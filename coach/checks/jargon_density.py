"""jargon-density: too many unexplained terms for the audience."""

from coach.checks.base import Check, Flag, Unjudged, listener


def look(reading, text):
    if reading.draft.audience is None:
        return Unjudged("no audience was chosen")
    if not reading.is_whole():
        return Unjudged("there is no whole text to judge")
    density = reading.jargon_density
    if density <= text.limits["most"]:
        return []
    return [Flag(values={"audience": listener(reading), "density": f"{100 * density:.1f}",
                         "limit": f"{100 * text.limits['most']:.0f}"})]


CHECK = Check("jargon-density", look)
