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
from coach.reading.judges import TECHNICAL, TECHNICAL_AMONG_TERMS, technical
from prompts import Initialism, Term, load_initialisms, load_terms

# Under this a word is used less than once in three million words of general English.
RARE_ZIPF = 1.6
LONGEST_TERM = 5

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


@lru_cache(maxsize=1)
def _term_index() -> dict[str, Term]:
    index: dict[str, Term] = {}
    for term in load_terms():
        for name in (term.name, *term.also):
            index.setdefault(_fold(name), term)
    return index


@lru_cache(maxsize=1)
def _initialism_index() -> dict[str, Initialism]:
    return {i.name: i for i in load_initialisms()}


def _fold(name: str) -> str:
    return re.sub(r"[\s-]+", " ", name.lower()).replace("isation", "ization").replace("ise", "ize").replace("our", "or")


_INITIALISM = re.compile(r"(?<![\w@./-])(?:[A-Z]{2,7}s?|[A-Z][a-z]?[A-Z][A-Za-z]{0,4}|[a-z][A-Z]{2,5}|[A-Z]+[0-9][A-Z0-9]*)(?![\w@]|\.\w)")
_CODE = re.compile(r"(?<![\w@/.])(?:[a-z]+_[a-z_0-9]+|[a-z]+[A-Z][a-z]+[A-Za-z]*\(?\)?|\w+\(\))(?![\w@])")


def read(draft: Annotated) -> tuple[Use, ...]:
    """Unexplained terms for the draft's audience, each at its first place, in order of place.

    Without an audience only initialisms are looked at, and those of the field are taken as known.
    """
    audience = draft.draft.audience
    found = _initialisms(draft, audience)
    if audience is not None:
        found += _terms(draft, audience, {u.text for u in found})
    return tuple(sorted(found, key=lambda u: (u.start, u.end)))


def initialisms(draft: Annotated) -> tuple[Use, ...]:
    """The unexplained initialisms alone, which the text tells without a parse."""
    return tuple(_initialisms(draft, draft.draft.audience))


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
        if entry is None and (not base.isupper() or len(base) > 5 or any(c.isdigit() for c in base)):
            continue
        if (audience in entry.known if entry and audience else audience is None and base in field):
            continue
        if _spelled_out(draft.plain, base, match.start(), entry) or _explained(draft.plain, base, match.start(), ("explains", "apposes")):
            continue
        end = match.start() + len(base)
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


def _spelled_out(text: str, name: str, at: int, entry: Initialism | None) -> bool:
    """Whether the words that it stands for stand within the two sentences around its first use."""
    near = text[max(0, at - 160):at + 160].lower()
    if entry and any(_fold(full.strip()) in _fold(near) for full in re.split(r" / ", entry.full)):
        return True
    letters = [c for c in name.lower() if c.isalpha()]
    before = re.findall(r"[a-z]+", text[max(0, at - 120):at].lower())[-len(letters) - 2:]
    after = re.findall(r"[a-z]+", text[at + len(name):at + len(name) + 120].lower())[:len(letters) + 2]
    bracketed = text[at - 1:at] == "(" or re.match(r"s?\s*\(|s? stands? for|, (?:short for|for short)|,? that is",
                                                   text[at + len(name):])
    return bool(bracketed) and (_initials(before, letters) or _initials(after, letters))


def _initials(sequence: list[str], letters: list[str]) -> bool:
    """Whether the words begin with the letters in order, small words passed over."""
    left = "".join(letters)
    for word in sequence:
        if word == left:  # "explainable AI (XAI)"
            return True
        if word[0] == left[0] or (left[0] == "x" and word.startswith("ex")):
            left = left[1:]
            if not left:
                return True
    return False


def _explained(text: str, term: str, at: int, lists: tuple[str, ...] = ("explains", "apposes", "bracketed")) -> bool:
    """Whether the text explains the term at its first use, by one of the ways in the word lists."""
    near = re.sub(r"\s+", " ", text[max(0, at - 120):at + len(term) + 100])
    if _leads_up(re.split(r"[.!?]\s+|\n", text[:at])[-1]):
        lists = tuple(name for name in lists if name != "apposes")
    body = re.escape(term) + "s?[\"')]*"
    return any(re.search(way.replace("{t}", body), near, re.IGNORECASE) for name in lists for way in words("terms")[name])


def _leads_up(before: str) -> bool:
    """Whether the sentence, as far as it goes, is still in a clause or phrase that leads up to the main clause."""
    first, *rest = before.lower().split() or [""]
    if "," in before:
        return False
    lists = words("terms")
    return first in lists["leads_up"] or (first in lists["leads_up_bare"] and not {"i", "we", "it", "they"} & set(rest))


def _apposed(token) -> bool:
    """Whether an apposition of some words follows the term's last word: "a cross-encoder, a slower model that …"."""
    return any(c.dep_ == "appos" and c.i > token.i and c.right_edge.i - c.left_edge.i >= 3 and not any(
        t.dep_ in ("cc", "conj") for t in token.children) for c in token.children)


def _terms(draft: Annotated, audience: str, initialisms: set[str]) -> list[Use]:
    index = _term_index()
    tokens = [t for t in draft.doc if not t.is_space]
    uses: list[Use] = []
    weak: list[Use] = []
    bounds = [(s.start, s.end) for s in draft.sentences]
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
        if audience in term.known or term.name in seen or quote in initialisms:
            continue
        seen.add(term.name)
        if _explained(draft.plain, draft.plain[start:end], start) or _apposed(tokens[i - 1]):
            continue
        use = Use(start, end, quote, term.plain, False)
        sense = None
        if term.everyday and draft.vectors is not None:
            at = next(n for n, (_, b) in enumerate(bounds) if start < b)
            sense = technical(tokens[i - size:i], draft.vectors[at])
        if not term.everyday or (sense is not None and sense > TECHNICAL):
            uses.append(use)
        elif sense is None or sense > TECHNICAL_AMONG_TERMS:
            weak.append(use)
    for match in _CODE.finditer(draft.plain):
        if audience != "engineer" and not any(u.start <= match.start() < u.end for u in uses):
            uses.append(Use(match.start(), match.end(), draft.quote(*match.span()), "", False))
    for token in tokens:
        if _is_rare(token, audience) and token.lower_ not in seen and not any(
                u.start <= token.idx < u.end for u in (*uses, *weak)):
            seen.add(token.lower_)
            if not _explained(draft.plain, token.text, token.idx):
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
            term = index.get(_fold(name))
            if term and not (size == 1 and term.everyday and piece[0].pos_ not in ("NOUN", "PROPN", "ADJ")):
                return size, term
    return 0, None


def _is_rare(token, audience: str) -> bool:
    return (audience != "engineer" and token.is_alpha and token.is_lower and len(token) > 4 and token.ent_type_ == ""
            and token.pos_ in ("NOUN", "ADJ", "VERB") and zipf_frequency(token.text, "en") < RARE_ZIPF
            and zipf_frequency(token.lemma_, "en") < RARE_ZIPF)
