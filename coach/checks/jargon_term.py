"""jargon-term: a term that the audience would not know, not explained."""

from coach.checks.base import Check, Flag, Unjudged, listener


def look(reading, text):
    if reading.draft.audience is None:
        return Unjudged("no audience was chosen")
    return [Flag(u.start, u.end, {"audience": listener(reading), "plain": u.plain},
                 question=text.question if u.plain else text.words["without_plain"][0]) for u in reading.jargon]


CHECK = Check("jargon-term", look)
