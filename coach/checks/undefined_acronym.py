"""undefined-acronym: an initialism is not spelled out where it first stands."""

from coach.checks.base import Check, Flag, listener


def look(reading, text):
    audience = listener(reading) if reading.draft.audience else "an interviewer from another team"
    severity = None if reading.draft.audience else "advice"
    return [Flag(u.start, u.end, {"audience": audience, "full": u.plain}, severity,
                 question=text.question if u.plain else text.words["without_full"][0]) for u in reading.initialisms]


CHECK = Check("undefined-acronym", look)
