"""Phrases of a word list in a draft, for the checks that look for words."""


def find(reading, pattern):
    """(start, end) of each match that lies in one sentence and not in quotation marks, in order of place."""
    found = []
    for s in reading.sentences:
        sentence = reading.annotated.plain[s.start:s.end]
        for m in pattern.finditer(sentence):
            if sentence[:m.start()].count('"') % 2 == 0:
                found.append((s.start + m.start(), s.start + m.end()))
    return found
