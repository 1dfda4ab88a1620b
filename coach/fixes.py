"""What would mend a finding, as changes of the text that can be made by a key; for the app alone.

A fix holds no figure, name or fact that the draft does not hold: it strikes out, spells out what the catalog says, or
leaves blanks to fill.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from coach.lexicon import words
from coach.reading import Reading
from coach.reading.agency_words import is_modal, kids, subject_of
from coach.report import Finding, Report

BLANK = re.compile(r"(?<![^\W_])_{3,}(?![^\W_])")


@dataclass(frozen=True)
class Fix:
    """Put `insert` in place of the characters `start` to `end` (code points) of the draft; `label` says so in short."""

    label: str
    start: int
    end: int
    insert: str


def fixes(finding: Finding, reading: Reading) -> tuple[Fix, ...]:
    """The fixes for a finding on what was read, the likeliest first; none where no change is safe to offer."""
    make = _MAKERS.get(finding.check)
    if make is None or finding.start is None or reading.foreign:
        return ()
    return tuple(make(finding, reading))


def all_fixes(report: Report, reading: Reading) -> dict[Finding, tuple[Fix, ...]]:
    """The fixes of each of the report's findings that has any."""
    found = {finding: fixes(finding, reading) for finding in report.findings}
    return {finding: made for finding, made in found.items() if made}


def blanks(text: str) -> list[tuple[int, int]]:
    """Where the text still has blanks to fill: (start, end) of each."""
    return [m.span() for m in BLANK.finditer(text)]


@lru_cache(maxsize=8)
def _pairs(name: str) -> dict[str, str]:
    return dict(entry.split(" > ", 1) for entry in words("fixes")[name])


# Terms and initials


def _jargon(finding: Finding, reading: Reading) -> Iterator[Fix]:
    plain = next((u.plain for u in reading.jargon if (u.start, u.end) == (finding.start, finding.end)), "")
    text = reading.annotated.plain
    if not plain or text[finding.end:finding.end + 1] in ("-", "'"):
        return
    if replaced := _replaced(finding, reading, plain):
        yield replaced
    span = reading.annotated.doc.char_span(finding.start, finding.end)
    many = span is not None and span.root.tag_ in ("NNS", "NNPS") and plain.startswith(("a ", "an "))
    added = f" ({'each ' if many else ''}{plain})"
    yield Fix(f"Explain it: {finding.quote}{added}", finding.end, finding.end, added)


def _replaced(finding: Finding, reading: Reading, plain: str) -> Fix | None:
    """The plain words in the term's place; None where they would not stand there as the term does."""
    article, _, rest = plain.partition(" ")
    span = reading.annotated.doc.char_span(finding.start, finding.end)
    if article not in ("a", "an", "the") or not rest or span is None:
        return None
    head = span.root
    inside = {t.i for t in span}
    if (head.pos_ not in ("NOUN", "PROPN") or head.tag_ in ("NNS", "NNPS") or head.i != span[-1].i
            or head.dep_ in ("compound", "nmod", "amod", "npadvmod", "poss")
            or any(c.lower_ == "of" or c.dep_ in ("appos", "relcl", "acl", "conj") for c in head.rights)):
        return None
    outer = [c for t in span for c in t.lefts if c.i not in inside]
    determiner = next((c for c in outer if c.dep_ in ("det", "poss")), None)
    if any(c.dep_ == "nummod" for c in outer) or (determiner is None and outer):
        return None
    start, insert = finding.start, plain
    if determiner is not None and determiner.lower_ in ("a", "an"):
        if len(outer) > 1 or determiner.i != span[0].i - 1:
            return None
        start = determiner.idx
    elif determiner is not None:
        if determiner.lower_ in ("no", "any", "each", "every", "which", "what"):
            return None
        insert = rest
    insert = _as_begun(reading, start, insert)
    return Fix(f"Say “{insert}” instead", start, finding.end, insert)


def _acronym(finding: Finding, reading: Reading) -> Iterator[Fix]:
    text, name = reading.annotated.plain, finding.quote
    full = next((u.plain for u in reading.initialisms if (u.start, u.end) == (finding.start, finding.end)), "")
    after = text[finding.end:finding.end + 1]
    if not full or after in ("-", "/", "'"):
        return
    for sense in (s.strip() for s in full.split(" / ")):
        if name.endswith("s"):
            yield Fix(f"Spell it out: {name} (short for {sense})", finding.end, finding.end, f" (short for {sense})")
        elif text[finding.start - 1:finding.start] == "(" and after == ")":
            yield Fix(f"Spell it out: ({sense}, {name})", finding.start, finding.end, f"{sense}, {name}")
        else:
            article = re.search(r"(?<!\w)(an?) $", text[max(0, finding.start - 3):finding.start], re.IGNORECASE)
            start = finding.start - (len(article[0]) if article else 0)
            said = f"{_article(sense)} {sense}" if article else sense
            insert = f"{_as_begun(reading, start, said)} ({name})"
            yield Fix(f"Spell it out: {insert}", start, finding.end, insert)


def _article(words_after: str) -> str:
    lists, word = words("fixes"), words_after.lower()
    if word.startswith(lists["spoken_vowel"]):
        return "an"
    return "an" if word[0] in "aeiou" and not word.startswith(lists["spoken_consonant"]) else "a"


def _as_begun(reading: Reading, at: int, text: str) -> str:
    """`text` with a capital where what stands at `at` begins a sentence."""
    begins = any(s.start == at for s in reading.sentences) and reading.annotated.plain[at:at + 1].isupper()
    return _capital(text) if begins else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# Who did it


def _we(finding: Finding, reading: Reading) -> Iterator[Fix]:
    span = reading.annotated.doc.char_span(finding.start, finding.end)
    subject = next((t for t in span or () if t.lower_ == "we"), None)
    if subject is None or subject.i != span[0].i or list(subject.children) or subject.dep_ not in ("nsubj", "nsubjpass"):
        return
    verbs = [subject.head]
    for verb in verbs:
        verbs += [c for c in kids(verb, "conj") if subject_of(c) is None and c.pos_ in ("VERB", "AUX")]
    if any(t.lower_ in words("fixes")["several"] for verb in verbs for t in verb.subtree):
        return
    changes = {subject: "I"}
    for verb in verbs:
        changes |= {t: said for t in (verb, *kids(verb, "aux", "auxpass")) if (said := _pairs("with_i").get(t.lower_))}
    if any(t.nbor(1).lower_ in ("n't", "not") and said == "am" for t, said in changes.items() if t.i + 1 < len(t.doc)):
        return  # "aren't" has no such form
    start, end = subject.idx, max(t.idx + len(t) for t in changes)
    insert = "".join(reading.draft.text[a:b] + said for (a, b), said in _steps(start, changes))
    shown = insert + reading.draft.text[end:max(end, finding.end)]
    yield Fix(f"That was me: “{' '.join(shown.split())}”", start, end, insert)


def _steps(start: int, changes: dict) -> Iterator[tuple[tuple[int, int], str]]:
    """For each changed token in order, the stretch that is left as it is in front of it, and what it becomes."""
    for token in sorted(changes, key=lambda t: t.idx):
        yield (start, token.idx), changes[token]
        start = token.idx + len(token)


# Figures


def _vague(finding: Finding, reading: Reading) -> Iterator[Fix]:
    claim = next((c for c in reading.claims if (c.start, c.end) == (finding.start, finding.end)), None)
    if claim is None:
        return
    frame, text = _pairs("frames")[claim.kind], reading.annotated.plain
    after = text[finding.end:].lstrip(" ")[:1]
    ends = after in ("", "\n", ".", "!", "?", ";", "…") and frame.startswith("from")
    insert = f", {frame}" if ends else f" ({frame})"
    yield Fix(f"Add “{frame}” to fill in", finding.end, finding.end, insert)
    span = reading.annotated.doc.char_span(finding.start, finding.end)
    verb = span[0] if span is not None and len(span) > 1 else None
    if (verb is not None and verb.lemma_ in words("fixes")["change_verbs"] and frame.startswith("from")
            and verb.pos_ == "VERB" and not is_modal(verb) and all(t.dep_ in ("advmod", "npadvmod", "det") for t in span[1:])):
        yield Fix(f"Say “{verb.text} {frame}” instead", verb.idx + len(verb), finding.end, f" {frame}")


def _no_metric(finding: Finding, reading: Reading) -> Iterator[Fix]:
    frame = words("fixes")["result_frame"][0]
    stop = "" if reading.annotated.plain[:finding.end].rstrip()[-1:] in ".!?…\"')" else "."
    yield Fix(f"Add “{frame}” to fill in", finding.end, finding.end, f"{stop} {frame}")


# Words that can go


def _filler(finding: Finding, reading: Reading) -> Iterator[Fix]:
    text = reading.annotated.plain
    begun_twice = re.fullmatch(r"(.+), \1", text[finding.start:finding.end], re.IGNORECASE)
    if begun_twice:
        kept = reading.draft.text[finding.start:finding.start + len(begun_twice[1])]
        yield Fix(f"Say “{kept}” once", finding.start, finding.end, kept)
    else:
        yield from _struck(finding, reading)


def _hedge(finding: Finding, reading: Reading) -> Iterator[Fix]:
    quote = finding.quote.replace("’", "'").lower()
    following = re.match(r"\s*([\w']+)", reading.annotated.plain[finding.end:])
    if quote not in {w.lower() for w in words("fixes")["strikable"]}:
        return
    if following is None or following[1].lower() not in words("fixes")["hanging"]:
        yield from _struck(finding, reading)


def _struck(finding: Finding, reading: Reading) -> Iterator[Fix]:
    """Strike the words out, with the commas and the space that belong to them; the next word takes over the capital."""
    text = reading.annotated.plain
    sentence = next((s for s in reading.sentences if s.start <= finding.start < s.end), None)
    if sentence is None or not any(c.isalnum() for c in text[sentence.start:finding.start] + text[finding.end:sentence.end]):
        return
    start, end = finding.start, finding.end
    before = re.search(r"(,?)([ \n]*)$", text[sentence.start:start])
    after = re.match(r"(,?)([ \n]*)", text[end:sentence.end])
    label = f"Delete “{' '.join(finding.quote.split())}”"
    if not any(c.isalnum() for c in text[sentence.start:start]):  # it begins the sentence
        end += after.end()
        capital = text[start:start + 1].isupper()
        insert = reading.draft.text[end:end + 1].upper() if capital else ""
        if len(insert) > 1:
            insert = ""
        yield Fix(label, start, end + len(insert), insert)
    elif text[end:end + 1] == "" or (not after[1] and not after[2]):  # a full stop or the end follows
        yield Fix(label, start - len(before[0]), end, "")
    elif after[1]:
        keep = "," if _comma_stays(text, sentence, start, end + after.end()) else ""
        yield Fix(label, start - len(before[0]), end + 1, keep)
    else:
        yield Fix(label, start, end + after.end(), "")


def _comma_stays(text: str, sentence, start: int, next_word: int) -> bool:
    """Whether a comma is wanted where words between two commas go: before a joining word, and in a list."""
    word = re.match(r"[\w']+", text[next_word:])
    others = text[sentence.start:start].count(",") + text[next_word:sentence.end].count(",")
    return others > 1 or bool(word and word[0].lower() in words("fixes")["joining"])


def _plainer(finding: Finding, reading: Reading) -> Iterable[Fix]:
    if said := _pairs("plainer").get(finding.quote.lower()):
        said = _capital(said) if finding.quote[0].isupper() else said
        yield Fix(f"Say “{said}” instead", finding.start, finding.end, said)


_MAKERS = {
    "jargon-term": _jargon, "undefined-acronym": _acronym, "we-action": _we, "vague-claim": _vague,
    "missing-metric": _no_metric, "filler": _filler, "hedge": _hedge, "weak-verb": _plainer,
}
