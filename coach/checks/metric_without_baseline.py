"""metric-without-baseline: a result's figure has nothing to compare it with."""

from coach.checks.base import Check, Flag


def look(reading, text):
    results = {s.index for s in reading.of("result")} if reading.is_whole() else {s.index for s in reading.sentences}
    comparing = text.pattern("comparing")
    flags = []
    for q in reading.quantities:
        if q.role != "measured" or q.sentence not in results or not text.pattern("measures").search(q.text + " " + q.measured):
            continue
        sentence = reading.sentences[q.sentence]
        rest = reading.annotated.plain[sentence.start:sentence.end]
        alike = any((o is not q and o.is_metric and (o.sentence == q.sentence or (o.unit == q.unit and o.unit)))
                    or (o is not q and o.role == "target" and o.unit == q.unit) for o in reading.quantities)
        if not alike and not comparing.search(rest):
            flags.append(Flag(q.start, q.end))
    return flags


CHECK = Check("metric-without-baseline", look)
