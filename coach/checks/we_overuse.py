"""we-overuse: a listener could not say what the speaker personally did."""

from coach.checks.base import Check, Flag, Unjudged


def look(reading, text):
    if reading.verdicts is None:
        return Unjudged("there is no whole answer to judge")
    if not reading.of("action"):
        return Unjudged("no action was found")
    if not reading.verdicts.we_overuse:
        return []
    agents = reading.verdicts.agents
    return [Flag(values={"group": agents["we"], "hidden": agents["none"], "own": agents["I"] + agents["mixed"]})]


CHECK = Check("we-overuse", look)
