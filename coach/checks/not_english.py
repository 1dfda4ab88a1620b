"""not-english: the text is in another language, so nothing is judged."""

from coach.checks.base import Check, Flag


def look(reading, text):
    if reading.foreign is None:
        return []
    return [Flag(values={"language": text.words["names"][text.words["codes"].index(reading.foreign)]
                         if reading.foreign in text.words["codes"] else "another language"})]


CHECK = Check("not-english", look)
