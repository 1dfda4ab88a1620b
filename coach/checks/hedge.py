"""hedge: words that take back what was said, where the answer should stand."""

from coach.checks.base import Check, Flag


def look(reading, text):
    spared = ("reflection", "other") if reading.is_whole() else ()
    flags = []
    for mark in reading.delivery.hedges:
        s = next(s for s in reading.sentences if s.start <= mark.start < s.end)
        if not reading.components or reading.components[s.index].label not in spared:
            flags.append(Flag(mark.start, mark.end))
    return flags


CHECK = Check("hedge", look)
