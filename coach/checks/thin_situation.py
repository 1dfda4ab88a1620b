"""thin-situation: the context has no concrete detail of a system."""

from coach.checks.base import Check, Flag, Unjudged


def look(reading, text):
    if reading.verdicts is None:
        return Unjudged("there is no whole answer to judge")
    context = [*reading.of("situation"), *reading.of("task")]
    if not context:
        return Unjudged("no situation was found")
    detail = 0
    for s in context:
        span = reading.annotated.span(s)
        detail += sum(q.sentence == s.index for q in reading.quantities)
        detail += sum(t.pos_ == "PROPN" and t.ent_type_ not in ("PERSON", "DATE", "GPE") for t in span)
        detail += len(text.pattern("systems").findall(span.text))
    if detail >= text.limits["least_details"]:
        return []
    first = context[0]
    return [Flag(first.start, first.end)]


CHECK = Check("thin-situation", look)
