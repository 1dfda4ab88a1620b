"""off-prompt: the story does not answer the question that was chosen for it."""

from coach.checks.base import Check, Flag, Unjudged


def look(reading, text):
    if reading.draft.prompt is None:
        return []
    if reading.chosen is None:
        return Unjudged("there is no whole answer to judge")
    if not reading.chosen.off:
        return []
    first, *rest = reading.chosen.nearest
    return [Flag(values={"asks": reading.chosen.asks, "nearest": first, "second": rest[0] if rest else first})]


CHECK = Check("off-prompt", look)
