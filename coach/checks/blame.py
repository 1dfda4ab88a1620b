"""blame: others are run down."""

from coach.checks.base import Check, Flag


def look(reading, text):
    flags = []
    for s in reading.sentences:
        sentence = reading.annotated.plain[s.start:s.end]
        for m in text.pattern("phrases").finditer(sentence):
            # What somebody else is quoted as saying is not the speaker's.
            if sentence[:m.start()].count('"') % 2 == 0:
                flags.append(Flag(s.start + m.start(), s.start + m.end()))
    return flags


CHECK = Check("blame", look)
