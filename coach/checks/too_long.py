"""too-long: the answer takes longer to say than an interviewer listens."""

from coach.checks.base import Check, Flag


def look(reading, text):
    seconds = reading.delivery.seconds
    limit = text.limits[f"{reading.draft.kind}_seconds"]
    return [Flag(values={"seconds": seconds, "limit": round(limit)})] if seconds > limit else []


CHECK = Check("too-long", look)
