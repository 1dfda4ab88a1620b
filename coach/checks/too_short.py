"""too-short: there is not enough told to judge by."""

from coach.checks.base import Check, Flag, Unjudged


def look(reading, text):
    if len(reading.sentences) < 2:
        return Unjudged("a single sentence is no answer yet")
    limit = text.limits[f"{reading.draft.kind}_words"]
    words = reading.delivery.words
    return [Flag(values={"words": words, "limit": round(limit)})] if words < limit else []


CHECK = Check("too-short", look)
