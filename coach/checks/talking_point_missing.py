"""talking-point-missing: the chosen question has points that no sentence covers."""

from coach.checks.base import Check, Flag, Unjudged


def look(reading, text):
    if reading.draft.prompt is None:
        return []
    if reading.chosen is None:
        return Unjudged("there is no whole answer to judge")
    if reading.chosen.off:
        return Unjudged("the story does not answer the chosen question")
    lacking = sorted((p for p in reading.chosen.points if p.lacking), key=lambda p: p.probability)
    return [Flag(values={"point": p.name[0].lower() + p.name[1:], "follow_up": p.follow_up})
            for p in lacking[:int(text.limits["most"])]]


CHECK = Check("talking-point-missing", look)
