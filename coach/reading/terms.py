"""Terms and initialisms that the audience would not know and that the text does not explain.

Candidates are the catalog's terms and initialisms, and words that are rare in general English (Zipf frequency
of the wordfreq package, a log10 scale of uses in a billion words; van Heuven and others, QJEP 67, 2014).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from wordfreq import zipf_frequency

from coach.lexicon import words
from coach.reading.annotated import Annotated
from coach.reading.explained import explained, fold, spelled_out
from coach.reading.familiarity import RARE_ZIPF, frequency
from coach.reading.judges import TECHNICAL, TECHNICAL_AMONG_TERMS, technical
from prompts import Concept, Initialism, Term, find_concept, load_concepts, load_initialisms, load_terms

LONGEST_TERM = 5

# A name in code's letters that is this common is everybody's: iPhone, eBay.
COMMON_NAME = 2.5

# Initials that are this common, and none of the field's, are everybody's: BMW, NATO, DNA.
WELL_KNOWN = 3.8

# Unexplained terms to words: at or above the first the listener is lost, under the second, one in sixty words, a listener
# follows all the same. Set on training/explanations.
LOST_DENSITY, SLIGHT_DENSITY = 0.075, 1 / 60

# With so many unexplained terms the text speaks to specialists, and an everyday word means what it means to them.
MANY_TERMS = 3


@dataclass(frozen=True)
class Use:
    """The first use of an unexplained term: offsets in the draft, what it stands for or could be called."""

    start: int
    end: int
    text: str
    plain: str
    initialism: bool


@lru_cache(maxsize=128)
def _term_index(concept: Concept | None) -> dict[str, Term]:
    """The terms by folded name: the lists', those of all concepts, and the everyday words among the terms of `concept`
    itself, which mean something else elsewhere."""
    own = concept.terms if concept else ()
    others = (t for c in load_concepts() for t in c.terms if not t.everyday and t.name not in _initialism_index())
    index: dict[str, Term] = {}
    for term in (*load_terms(), *own, *others):
        for name in (term.name, *term.also):
            index.setdefault(fold(name), term)
    return index


@lru_cache(maxsize=1)
def _initialism_index() -> dict[str, Initialism]:
    return {i.name: i for i in load_initialisms()}


_INITIALISM = re.compile(r"(?<![\w@./-])(?:[A-Z]{2,7}(?:-[A-Z]{2,7})+|[A-Z]{2,7}s?|[A-Z][a-z]?[A-Z][A-Za-z]{0,4}|[a-z][A-Z]{2,5}|[A-Z]+[0-9][A-Z0-9]*)(?![\w@]|\.\w)")
_CODE = re.compile(r"(?<![\w@/.])(?:[a-z]+_[a-z_0-9]+|[a-z]+[A-Z][a-z]+[A-Za-z]*\(?\)?|\w+\(\))(?![\w@])")


def read(draft: Annotated) -> tuple[Use, ...]:
    """Unexplained terms for the draft's audience, each at its first place, in order of place.

    Without an audience only initialisms are looked at, and those of the field are taken as known.
    """
    audience = draft.draft.audience
    found = _initialisms(draft, audience)
    if audience is not None:
        found += _terms(draft, audience, {u.text for u in found})
        found = _without_the_concept(draft, found)
    return tuple(sorted(found, key=lambda u: (u.start, u.end)))


def initialisms(draft: Annotated) -> tuple[Use, ...]:
    """The unexplained initialisms alone, which the text tells without a parse."""
    return tuple(_initialisms(draft, draft.draft.audience))


def _without_the_concept(draft: Annotated, uses: list[Use]) -> list[Use]:
    """The uses without the names of the concept that the draft explains: a text explains it by being about it, unless the
    listener is lost among the others."""
    concept = find_concept(draft.draft.concept)
    names = {fold(n) for n in (concept.name if concept else "", draft.draft.concept or "")} - {""}
    own = {piece for n in names for piece in (n, *re.split(r" (?:and|of|or|in|for|an?) ", n))}
    # "calibrated" is of "calibration": alike but for an ending.
    stems = {p[:max(5, len(p) - 4)] for p in own if " " not in p and len(p) >= 6}
    others = [u for u in uses if not (fold(u.text) in own or (" " not in u.text and fold(u.text).startswith(tuple(stems))))]
    words_in_all = sum(t.is_alpha for t in draft.doc) or 1
    return uses if len(others) / words_in_all >= LOST_DENSITY else others


def _initialisms(draft: Annotated, audience: str | None) -> list[Use]:
    ignored, field = set(words("terms")["no_initialism"]), set(words("terms")["field"])
    uses, seen = [], set()
    for match in _INITIALISM.finditer(draft.plain):
        name = match.group()
        base = name[:-1] if name.endswith("s") and name[:-1].isupper() else name
        if base in seen or base in ignored or _shouted(draft.plain, match):
            continue
        seen.add(base)
        entry = _initialism_index().get(base)
        if entry is None and (len(base) > 6 or any(c.isdigit() for c in base)
                              or (not base.isupper() and zipf_frequency(base.lower(), "en") >= COMMON_NAME)
                              or draft.plain[match.end():match.end() + 1] == "-"
                              or zipf_frequency(base.lower(), "en") >= WELL_KNOWN):
            continue
        if (audience in entry.known if entry and audience else audience is None and base in field):
            continue
        names = [entry.full] if entry else []
        if spelled_out(draft.plain, base, match.start(), names) or explained(draft.plain, base, match.start(), ("glosses", "apposes")):
            continue
        end = match.end()
        uses.append(Use(match.start(), end, draft.quote(match.start(), end), entry.full if entry else "", True))
    return uses


def _shouted(text: str, match: re.Match) -> bool:
    """Whether the capitals are a formula, emphasis or a heading: a neighbour is in capitals too, or it is a common
    word."""
    word = match.group()
    if text[:match.start()].rstrip().endswith("="):
        return True
    around = text[max(0, match.start() - 12):match.end() + 12]
    loud = len(re.findall(r"\b[A-Z]{3,}\b", around)) >= 3
    return loud or (word.isupper() and len(word) >= 4 and word not in _initialism_index()
                    and zipf_frequency(word.lower(), "en") > 4)


def _apposed(token) -> bool:
    """Whether an apposition of some words follows the term's last word: "a cross-encoder, a slower model that …"."""
    return any(c.dep_ == "appos" and c.i > token.i and c.right_edge.i - c.left_edge.i >= 3 and not any(
        t.dep_ in ("cc", "conj") for t in token.children) for c in token.children)


def _terms(draft: Annotated, audience: str, initialisms: set[str]) -> list[Use]:
    concept = find_concept(draft.draft.concept)
    index = _term_index(concept)
    tokens = [t for t in draft.doc if not t.is_space]
    uses: list[Use] = []
    weak: list[Use] = []
    bounds = [(s.start, s.end) for s in draft.sentences]
    idioms = [m.span() for m in re.finditer("|".join(words("terms")["idioms"]), draft.plain, re.IGNORECASE)]
    plain = {t.name: t.plain for t in concept.terms} if concept else {}
    seen: set[str] = set()
    i = 0
    while i < len(tokens):
        size, term = _longest(tokens, i, index)
        if term is None:
            i += 1
            continue
        start, end = tokens[i].idx, tokens[i + size - 1].idx + len(tokens[i + size - 1])
        i += size
        quote = draft.quote(start, end)
        if audience in term.known or term.name in seen or quote in initialisms or any(a <= start < b for a, b in idioms):
            continue
        seen.add(term.name)
        if explained(draft.plain, draft.plain[start:end], start) or _apposed(tokens[i - 1]):
            continue
        use = Use(start, end, quote, plain.get(term.name, term.plain), False)
        sense = None
        if term.everyday and draft.vectors is not None:
            at = next(n for n, (_, b) in enumerate(bounds) if start < b)
            sense = technical(tokens[i - size:i], draft.vectors[at])
        if not term.everyday or (sense is not None and sense > TECHNICAL):
            uses.append(use)
        elif sense is None or sense > TECHNICAL_AMONG_TERMS:
            weak.append(use)
    if audience != "engineer":
        for start, end in _forms(draft.plain):
            text = draft.quote(start, end)
            if text.lower() not in seen and not any(u.start < end and start < u.end for u in uses):
                seen.add(text.lower())
                uses.append(Use(start, end, text, "", False))
    for token in tokens:
        if _is_rare(token, audience) and token.lower_ not in seen and not any(
                u.start <= token.idx < u.end for u in (*uses, *weak)):
            seen.add(token.lower_)
            if not explained(draft.plain, token.text, token.idx):
                uses.append(Use(token.idx, token.idx + len(token), draft.quote(token.idx, token.idx + len(token)), "", False))
    # An everyday word is taken in its technical sense where the sentence holds another term, or the text is full of them.
    many = len(uses) >= MANY_TERMS
    for use in weak:
        a, b = next(((a, b) for a, b in bounds if a <= use.start < b), (0, 0))
        if many or any(a <= u.start < b for u in uses):
            uses.append(use)
    return uses


def _longest(tokens, i: int, index: dict[str, Term]) -> tuple[int, Term | None]:
    """How many tokens from `i` make the longest term, and the term."""
    for size in range(min(LONGEST_TERM, len(tokens) - i), 0, -1):
        piece = tokens[i:i + size]
        if any(t.is_punct and t.text not in "-@/+" for t in piece[:1] + piece[-1:]):
            continue
        text = "".join(t.text_with_ws for t in piece[:-1]) + piece[-1].text
        for name in (text, text[:-1] if text.endswith("s") and len(text) > 3 else text,
                     "".join(t.text_with_ws for t in piece[:-1]) + piece[-1].lemma_):
            term = index.get(fold(name))
            if term and not (size == 1 and term.everyday and piece[0].pos_ not in ("NOUN", "PROPN", "ADJ")):
                return size, term
    return 0, None


def _forms(text: str) -> list[tuple[int, int]]:
    """Places of what is a term by its form alone: code-like names, letters with figures, symbols."""
    lists = words("terms")
    known = set(lists["known_forms"])
    found = [m for m in _CODE.finditer(text) if zipf_frequency(m.group(), "en") < COMMON_NAME]
    found += [m for form in lists["forms"] for m in re.finditer(form, text)]
    return [m.span() for m in found if m.group() not in known]


def _is_rare(token, audience: str) -> bool:
    return (audience != "engineer" and token.is_alpha and token.is_lower and len(token) > 4 and token.ent_type_ == ""
            and token.pos_ in ("NOUN", "ADJ", "VERB") and frequency(token) < RARE_ZIPF)
