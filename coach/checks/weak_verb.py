"""weak-verb: words that tell of being there, not of doing."""

from coach.checks.base import Check, Flag
from coach.reading.agency_words import opening_of, subject_of


def look(reading, text):
    flags = []
    for s in reading.sentences:
        sentence = reading.annotated.plain[s.start:s.end]
        if reading.is_whole() and reading.components and reading.components[s.index].label in ("situation", "task", "other"):
            continue
        for m in text.pattern("verbs").finditer(sentence):
            flags.append(Flag(s.start + m.start(), s.start + m.end()))
        tokens = [t for t in reading.annotated.span(s) if not t.is_space]
        for token in tokens:
            subject = subject_of(token)
            own = token in opening_of(tokens)[:1] if subject is None else subject.lower_ in ("i", "we")
            if own and token.tag_ in ("VBD", "VBN", "VBG") and token.lemma_.lower() in text.words["lending"] and not any(
                    f.start <= token.idx < f.end for f in flags):
                flags.append(Flag(token.idx, token.idx + len(token)))
    return sorted(flags, key=lambda f: f.start)


CHECK = Check("weak-verb", look)
