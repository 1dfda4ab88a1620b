"""filler: sounds and phrases that carry nothing, and words begun twice."""

from coach.checks.base import Check, Flag


def look(reading, text):
    marks = {*reading.delivery.fillers, *reading.delivery.false_starts}
    return [Flag(m.start, m.end) for m in sorted(marks, key=lambda m: (m.start, m.end))]


CHECK = Check("filler", look)
