"""missing-metric: the result has no figure."""

from coach.checks.base import Check, Flag, Unjudged


def look(reading, text):
    if reading.verdicts is None:
        return Unjudged("there is no whole answer to judge")
    results = reading.of("result")
    if not results:
        return Unjudged("no result was found")
    if reading.verdicts.result_quantified:
        return []
    return [Flag(results[-1].start, results[-1].end)]


CHECK = Check("missing-metric", look)
