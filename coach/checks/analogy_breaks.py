"""analogy-breaks: a likeness that the catalog knows to mislead, without a word on how far it goes."""

from coach.checks.base import Check, Flag, Unjudged


def look(reading, text):
    explaining = reading.explaining
    if not explaining.has_concept:
        return Unjudged("the catalog doesn't know the concept")
    if explaining.known_likeness is None:
        return []
    at, analogy = explaining.known_likeness
    sentence = reading.sentences[at]
    return [Flag(sentence.start, sentence.end, {"breaks": analogy.breaks})]


CHECK = Check("analogy-breaks", look)
