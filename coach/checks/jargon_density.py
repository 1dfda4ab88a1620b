"""jargon-density: too many unexplained terms for the audience."""

from coach.checks.base import Check, Flag, Unjudged, listener
from prompts import load_audiences


def look(reading, text):
    if reading.draft.audience is None:
        return Unjudged("no audience was chosen")
    if not reading.is_whole():
        return Unjudged("there is no whole text to judge")
    density = reading.jargon_density
    most = load_audiences()[reading.draft.audience].most_unknown
    if density <= most:
        return []
    return [Flag(values={"audience": listener(reading), "density": f"{100 * density:.1f}",
                         "limit": f"{100 * most:.0f}"})]


CHECK = Check("jargon-density", look)
