"""Where a claim may be in a sentence: each finder takes a scan and a token and gives a find or None."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.reading.claim_grammar import (
    NOUNS,
    OBJECTS,
    PARTICLES,
    SUBJECTS,
    VERBS,
    base_of,
    clause_of,
    is_group,
    is_own,
    is_person,
    listed,
    lists,
    noun_kind,
    object_of,
    subject_of,
    word_kind,
)

# First and last token, head and kind of a claim.
Found = tuple[int, int, object, str]


def change(scan, token):
    if token.pos_ == "VERB" and listed("vanishing", token) and object_of(token) is None:
        subject = subject_of(token)
        if (
            subject is not None
            and (noun_kind(subject) or listed("success_nouns", subject))
            and (token.lemma_ != "go" or any(c.lower_ in ("away", "quiet") for c in token.children))
        ):
            return scan.with_degree(token, noun_kind(subject) or "quality")
    if token.pos_ not in ("VERB", "AUX", "ADJ") or not listed("change_up_down", token):
        return None
    if (token.pos_ == "ADJ" and token.dep_ != "ROOT" and token.tag_ not in ("VBN", "VBD")) or (
        token.dep_ == "amod" and not _heads(scan, token)
    ):
        return None
    subject, obj = subject_of(token), token.head if _heads(scan, token) else object_of(token)
    passive = any(c.dep_ == "nsubjpass" for c in token.children)
    if subject is None and token.i > scan.tokens[0].i and scan.verbless and token.tag_ in ("VBN", "VBD"):
        before = scan.draft.doc[token.i - 1]
        subject = before if before.pos_ in NOUNS else None
    moved = obj if obj is not None and not passive else subject
    kind = noun_kind(moved) if moved is not None else None
    degree = scan.degree(token)
    strong = bool(degree and degree[2])
    acting = obj is not None and (subject is None or is_own(subject))
    if acting and kind and listed("settable", moved):
        kind = None
    if moved is not None and moved.lower_ in lists()["one_person"]:
        return None
    if kind:
        pass
    elif (
        (strong and not acting and moved is not None)
        or (strong and acting and obj is not None and listed("change_alone", token))
        or (obj is None and subject is not None and listed("change_alone", token) and not is_person(subject))
    ):
        kind = "other"
    else:
        return None
    return scan.with_degree(token, kind)


def _heads(scan, token) -> bool:
    """Whether a participle that the parser hangs on a noun opens a note: "- Improved accuracy"."""
    return (
        token.dep_ == "amod"
        and token.tag_ in ("VBN", "VBD")
        and token.head.dep_ == "ROOT"
        and not any(t.is_alpha for t in scan.tokens if t.i < token.i)
    )


def movement(scan, token):
    if token.lower_ not in lists()["directions"] or token.dep_ == "amod":
        return None
    verb = token.head
    degree = scan.degree(token)
    if verb.pos_ in VERBS and not listed("movement", verb):
        return None
    if verb.pos_ in VERBS and token.dep_ in PARTICLES:
        subject, obj = subject_of(verb), object_of(verb)
        moved = obj if obj is not None else subject
        degree = degree or scan.degree(verb)
        first = min(verb.i, degree[0] if degree else token.i)
    elif scan.draft.doc[token.i - 1 if token.i > scan.tokens[0].i else token.i].pos_ in (
        "NOUN",
        "ADV",
        "PROPN",
    ):
        moved = next((t for t in reversed(scan.tokens) if t.i < token.i and t.pos_ in NOUNS), None)
        first, verb = (degree[0] if degree else token.i), token
    else:
        return None
    kind = noun_kind(moved) if moved is not None else None
    if kind is None and degree and moved is not None and moved.lower_ in ("it", "they", "that", "this"):
        kind = "other"
    if kind is None or (
        token.lower_ == "off" and verb.lemma_ in ("be", "get", "come", "go", "move", "keep", "stay")
    ):
        return None
    after = any(c.dep_ == "pobj" for c in token.children)
    if after:
        return None
    return first, max(token.i, degree[1] if degree else 0), verb, kind


def comparative(scan, token):
    graded = token.tag_ in ("JJR", "RBR") or (
        token.pos_ in ("ADJ", "ADV", "NOUN", "PROPN") and base_of(token) != token.lower_
    )
    more = next(
        (c for c in token.children if c.dep_ == "advmod" and c.lower_ in ("more", "less", "most")), None
    )
    if token.lower_ in ("more", "less") and token.head.pos_ in ("ADJ", "ADV") and token.dep_ == "advmod":
        return None
    if not graded and more is None:
        return None
    kind = word_kind(token)
    if kind is None:
        return None
    first = more.i if more is not None else token.i
    degree = scan.degree(token) or (scan.degree(more) if more is not None else None)
    if degree:
        first = min(first, degree[0])
    last = max(token.i, degree[1] if degree else 0)
    if token.dep_ in ("amod", "nummod") and token.head.pos_ in NOUNS:
        of_noun = noun_kind(token.head)
        vague_more = token.lower_ in ("more", "less") and not degree
        if of_noun is None or vague_more or not _effect_place(scan, token.head):
            return None
        return first, max(last, token.head.i) if token.head.i - last < 4 else last, token.head, of_noun
    clause = clause_of(token)
    subject = subject_of(token) or subject_of(clause)
    if subject is not None and subject.lower_ in lists()["one_person"] and not object_of(clause):
        return None
    if clause.lemma_ == "be":
        measured = subject is not None and noun_kind(subject)
        now = re.search(r"\b(?:now|since|afterwards|after that|these days|today)\b", scan.text, re.IGNORECASE)
        if not (measured or (degree and subject is not None and not is_person(subject)) or now):
            return None
        return first, last, token, finer(kind, subject)
    if (
        clause.pos_ == "VERB"
        and listed("becoming", clause)
        and token.dep_
        in ("acomp", "advmod", "ccomp", "oprd", "attr", "xcomp", "amod", "npadvmod", "dobj", "conj")
    ):
        if listed("making", clause) or clause.lemma_ in (
            "become",
            "turn",
            "grow",
            "stay",
            "remain",
            "prove",
            "look",
            "feel",
        ):
            first = min(first, clause.i) if clause.i == first - 1 else first
        elif not degree and kind == "amount":
            return None
        return first, last, token, finer(kind, subject)
    if scan.verbless or clause.pos_ not in VERBS:
        noun = next((t for t in reversed(scan.tokens) if t.i < first and t.pos_ in NOUNS), None)
        if noun is not None and (noun_kind(noun) or degree):
            return first, last, token, finer(kind, noun)
    return None


def _effect_place(scan, noun) -> bool:
    """Whether a noun stands where an effect is told: what something led to, or a phrase without a verb."""
    head = noun
    while (
        head.dep_ in ("conj", "pobj", "prep", "appos", "attr") and head.head != head and head.pos_ != "VERB"
    ):
        head = head.head
        if head.pos_ in VERBS:
            return listed("leading", head)
    if head.dep_ in OBJECTS + SUBJECTS:
        return listed("leading", head.head)
    return head.dep_ == "ROOT" and scan.verbless


def noun(scan, token):
    if token.pos_ not in NOUNS:
        return None
    change, success = listed("change_nouns", token), listed("success_nouns", token)
    harm = listed("harms", token) and next((c for c in token.children if listed("harm_adjectives", c)), None)
    if harm and not _ours(scan, token):
        return min(harm.i, token.i), token.i, token, noun_kind(token) or "quality"
    if not change and not success:
        return None
    size = next(
        (c for c in token.children if c.dep_ in ("amod", "compound") and listed("size_adjectives", c)),
        None,
    )
    kind = _kind_of_change(scan, token) if change else "success"
    if size is None:
        if (
            change
            and kind != "other"
            and _effect_place(scan, token)
            and token.lemma_ not in lists()["common_nouns"]
        ):
            return token.i, token.i, token, kind
        return None
    if (listed("common_nouns", token) or not change) and not _effect_place(scan, token):
        return None
    degree = scan.degree(size)
    first = min([size.i] + ([degree[0]] if degree else []))
    if first > scan.tokens[0].i and scan.draft.doc[first - 1].lower_ in ("a", "an"):
        first -= 1
    return first, token.i, token, kind


def _kind_of_change(scan, noun) -> str:
    for child in noun.children:
        if child.dep_ in ("compound", "amod") and (kind := noun_kind(child)):
            return kind
        if child.dep_ == "prep":
            for inner in child.children:
                if kind := noun_kind(inner):
                    return kind
    return noun_kind(noun) or "other"


def liking(scan, token):
    if listed("loving", token) and token.pos_ == "VERB":
        subject = subject_of(token)
        if (
            subject is None
            or not is_group(subject)
            or token.tag_ == "VB"
            or (object_of(token) is None and listed("mild_loving", token))
        ):
            return None
        obj = object_of(token)
        last = obj.i if obj is not None and obj.i == token.i + 1 and obj.pos_ == "PRON" else token.i
        degree = scan.degree(token)
        return (
            min(token.i, degree[0] if degree else token.i),
            max(last, degree[1] if degree else 0),
            token,
            "liking",
        )
    if (
        listed("pleased", token)
        and token.pos_ in ("ADJ", "VERB")
        and token.dep_ in ("acomp", "ROOT", "conj", "ccomp", "attr", "oprd")
    ):
        subject = subject_of(token)
        if subject is not None and is_group(subject):
            return scan.with_degree(token, "liking")
    return None


def state(scan, token):
    if token.lower_ in lists()["manners"] and token.pos_ == "ADV" and listed("going", token.head):
        subject, degree = subject_of(token.head), scan.degree(token)
        if subject is None or is_person(subject) or (token.lower_ == "well" and not degree):
            return None
        return min(token.head.i, token.i), token.i, token.head, finer("quality", subject)
    if (
        token.pos_ not in ("ADJ", "ADV", "VERB")
        or not listed("bad_states", token)
        or token.tag_ in ("JJR", "RBR")
    ):
        return None
    degree, frequent = scan.degree(token), _often(scan, token)
    strong = listed("strong_states", token)
    if token.dep_ == "amod":
        kind = noun_kind(token.head)
        if kind and (strong or degree) and _effect_place(scan, token.head):
            return min(degree[0] if degree else token.i, token.i), token.head.i, token.head, kind
        return None
    if token.dep_ not in ("acomp", "ROOT", "attr", "conj", "oprd", "ccomp", "advcl", "xcomp"):
        return None
    subject = subject_of(token)
    if subject is None or is_person(subject) or subject.lower_ in ("there", "that", "what", "which"):
        return None
    kind = noun_kind(subject)
    if not (
        (kind and (degree or strong or frequent or token.head.lemma_ == "become"))
        or (listed("problem_states", token) and (degree or frequent))
        or (listed("outcome_states", token) and degree)
    ):
        return None
    first, last = (degree[0], degree[1]) if degree else (token.i, token.i)
    return (
        (min(first, frequent[0]) if frequent else first),
        last,
        token,
        finer(word_kind(token) or "quality", subject),
    )


def _often(scan, token) -> tuple[int, int] | None:
    clause = clause_of(token)
    return next(((a, b) for a, b in scan.places("often") if clause_of(scan.draft.doc[b]) == clause), None)


def failing(scan, token):
    if (
        token.pos_ not in ("VERB", "ADJ")
        or (not listed("failing", token) and not listed("failing_alone", token))
        or token.dep_ in ("amod", "compound")
    ):
        return None
    subject = subject_of(token)
    if subject is not None and subject.lower_ in lists()["one_person"]:
        return None
    degree, frequent = scan.degree(token), _often(scan, token)
    alone = listed("failing_alone", token) and token.tag_ in ("VBG", "JJ")
    if not (alone or frequent or (degree and degree[2])):
        return None
    first, last = (degree[0], degree[1]) if degree else (token.i, token.i)
    if frequent:
        first, last = min(first, frequent[0]), max(last, frequent[1])
    return first, last, token, "quality"


def amounts(scan) -> Iterator[tuple]:
    for first, last in scan.places("amounts"):
        phrase = " ".join(t.lower_ for t in scan.draft.doc[first : last + 1])
        noun = next(
            (t for t in scan.draft.doc[last + 1 : last + 5] if t.pos_ in ("NOUN", "PROPN", "PRON")), None
        )
        if noun is None or noun.i >= scan.tokens[-1].i + 1:
            continue
        while noun.dep_ == "compound" and noun.head.i > noun.i:
            noun = noun.head
        kind = noun_kind(noun)
        clause = clause_of(noun)
        subject = subject_of(clause)
        if phrase in lists()["strong_amounts"] and (subject is None or not is_own(subject)):
            kind = kind or "amount"
        if kind is None or (phrase in lists()["weak_amounts"] and not listed("harms_and_gains", noun)):
            continue
        if (
            subject is not None
            and is_own(subject)
            and clause.lemma_
            not in ("save", "lose", "gain", "earn", "win", "see", "get", "have", "waste", "free")
        ):
            continue
        yield first, noun.i, noun, kind


def _ours(scan, token) -> bool:
    """Whether the token belongs to something that the speaker or the speaker's group does."""
    clause = clause_of(token)
    subject = subject_of(clause)
    return (
        subject is not None
        and is_own(subject)
        and clause.lemma_
        not in ("save", "lose", "gain", "earn", "see", "get", "have", "suffer", "face", "experience")
    )


def finer(kind: str, noun) -> str:
    """The kind of a word of good and bad or of amount is its noun's; speed, cost and liking are their own."""
    return (noun is not None and kind in ("quality", "amount") and noun_kind(noun)) or kind


FINDERS = (change, movement, comparative, noun, liking, state, failing)
