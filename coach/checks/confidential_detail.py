"""confidential-detail: people, customers and internal names that may not be the speaker's to tell."""

import re

from coach.checks.base import Check, Flag

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\bhttps?://\S+|\b[\w-]+\.(?:internal|corp|local|intra)\b[\w./:-]*"
                      r"|(?<!\d)(?:\+\d{1,3}[ -]?)?\(?\d{3}\)?[ -]\d{3}[ -]\d{4}(?!\d)")


def look(reading, text):
    flags = []

    def add(start, end, what):
        if not any(f.start < end and start < f.end for f in flags):
            flags.append(Flag(start, end, {"what": what}))

    plain = reading.annotated.plain
    for m in _ADDRESS.finditer(plain):
        add(m.start(), m.end(), "an address or number")
    doc = reading.annotated.doc
    for entity in doc.ents if doc is not None else ():
        words = [t for t in entity if t.text[:1].isupper() and t.is_alpha]
        start, end = entity.start_char, entity.end_char
        if "\n" in plain[start:end] or text.pattern("public").search(plain[start:end]):
            continue
        if entity.label_ == "PERSON" and len(words) >= 2 and len(words) == len(entity):
            add(start, end, "a person's full name")
        elif entity.label_ == "ORG" and words and re.search(
                rf"{text.pattern('customers').pattern}[ ,:]*(?:called |named |was |is |like |such as )?(?:the )?$",
                plain[max(0, start - 40):start], re.IGNORECASE):
            add(start, end, "a customer's name")
    for m in re.finditer(r"\b(?:Project|Operation|Codename|codename|code-named) [\"']?[A-Z]\w+", plain):
        if not text.pattern("public").search(m.group()):
            add(m.start(), m.end(), "an internal code name")
    for m in text.pattern("marked").finditer(plain):
        add(m.start(), m.end(), "something marked as confidential")
    return sorted(flags, key=lambda f: f.start)


CHECK = Check("confidential-detail", look)
