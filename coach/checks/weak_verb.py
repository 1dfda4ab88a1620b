"""weak-verb: words that tell of being there, not of doing."""

from coach.checks.base import Check, Flag


def look(reading, text):
    flags = []
    for s in reading.sentences:
        sentence = reading.annotated.plain[s.start:s.end]
        if reading.is_whole() and reading.components and reading.components[s.index].label in ("situation", "task", "other"):
            continue
        for m in text.pattern("verbs").finditer(sentence):
            flags.append(Flag(s.start + m.start(), s.start + m.end()))
    return flags


CHECK = Check("weak-verb", look)
