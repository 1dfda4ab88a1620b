"""Agency: who does the main action of a sentence, by its dependency parse.

A sentence is taken apart into its main clauses: coordinated ones, run-ons and "while …, I …" count, while
relative and describing clauses, reported speech and quotations don't. The actor of each is its subject as
the grammar has it (the "by" of a passive, the owner in "my fix replaced", the left-out speaker of a note),
and a clause may tell of an action with no actor (a passive, "there was a rewrite") or of no action at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from coach.reading.agency_actors import is_rare, who_is
from coach.reading.agency_verbs import actor_of, acts, is_condition, is_impersonal, is_occasion
from coach.reading.agency_words import (
    PAST,
    PEOPLE,
    SUBJECTS,
    UNSURE,
    VERB,
    WH,
    in_list,
    is_modal,
    kids,
    lists,
    opening_of,
    says,
    subject_of,
)
from coach.reading.annotated import Annotated, Sentence

# What may stand before the first word that tells: bullets, numbers, times, days, headings.
_LEAD = re.compile(
    r"(?:[-*•–—▪◦·‣>#|.,;:…)\]\[(]+|\(?\d{1,2}[.)](?=\s)|\d{1,2}\s?[ap]m\b"
    r"|\d{1,4}[:.hT/-]\d{1,2}(?:[:./-]\d{1,4})?\s*(?:am|pm|h)?(?=[\s,:-])"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b(?=\s*[-:,–—]|\s+\d)"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b"
    r"|(?:day|week|month|sprint|step|phase|q)\s*\d+\b(?=\s*[-:,–—]))\s*", re.IGNORECASE)
_HEADING = re.compile(r"([A-Za-z][\w'/&-]*(?: [\w'/&-]+){0,3})\s*:\s+")
_QUOTED = re.compile(r"\"[^\"]*(?:\"|$)|(?<!\w)'[^']+[,.?!]'(?!\w)")


@dataclass(frozen=True)
class Agency:
    """Who acts in a sentence: I, we, other, none, mixed or na.

    `start` and `end` are the offsets in the draft of the words that show it; `spans` has every main action
    found, as (label, start, end).
    """

    label: str
    start: int
    end: int
    spans: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class _Clause:
    """`weak`: a wish or a possibility, which counts where nobody does more."""

    label: str
    start: int
    end: int
    verb: object = None
    weak: bool = False


def read(draft: Annotated) -> tuple[Agency, ...]:
    """Who acts in each sentence of the draft, in order."""
    return tuple(_sentence(draft, sentence) for sentence in draft.sentences)


def _sentence(draft: Annotated, sentence: Sentence) -> Agency:
    told, clauses = _told(draft, sentence)
    if told and not clauses:
        clauses = _clauses(told)
    clauses = _without_background(clauses)
    if any(c.label in PEOPLE and not c.weak for c in clauses):
        clauses = [c for c in clauses if not c.weak]
    people = [c.label for c in clauses if c.label in PEOPLE]
    label = people[0] if people else "none" if any(c.label == "none" for c in clauses) else "na"
    if "I" in people and len(set(people)) > 1:
        label = "mixed"
    shown = ("we", "other") if label == "mixed" else (label,)
    place = next((c for c in clauses if c.label in shown and label != "na"), sentence)
    return Agency(label, place.start, place.end,
                  tuple((c.label, c.start, c.end) for c in clauses if c.label != "na"))


def told_in(draft: Annotated, sentence: Sentence) -> list:
    """The sentence's tokens without what leads it in and what it quotes."""
    return _told(draft, sentence)[0]


def _without_background(clauses: list[_Clause]) -> list[_Clause]:
    """The clauses but those that tell how it stood before or stands now beside what the speaker's side did
    ("My manager had sold it, so I went with him"; "I thanked him; he merges more than I do now")."""
    if not any(c.label in ("I", "we") and (c.verb is None or c.verb.tag_ in PAST) for c in clauses):
        return clauses
    told = [c for c in clauses if c.label == "I" or c.verb is None or not (
        c.verb.tag_ in ("VBZ", "VBP") or (c.label != "we" and c.verb.tag_ == "VBN" and says(c.verb, "had", "'d")))]
    return told if any(c.label in PEOPLE for c in told) else clauses


def _told(draft: Annotated, sentence: Sentence) -> tuple[list, list[_Clause]]:
    """The sentence's tokens without what leads it in and what it quotes; and its one clause where a person is
    named before a colon ("PM: 'we ship this'")."""
    span, at = draft.span(sentence), sentence.start
    speaker: list[_Clause] = []
    while at < sentence.end:
        match = _LEAD.match(draft.plain, at, sentence.end)
        heading = None if match else _HEADING.match(draft.plain, at, sentence.end)
        if heading:
            named = [t for t in span if heading.start() <= t.idx < heading.end(1)]
            if not named or named[0].tag_ == "VBN" or any(
                    t.tag_ in ("VBD", "VBZ", "VBP", "MD", "PRP") for t in named):
                break
            if draft.plain[heading.end():heading.end() + 1] == '"' or in_list(named[-1], "roles", "functions"):
                speaker = [_Clause("other", *heading.span(1))]
        match = match or heading
        if not match or match.end() >= sentence.end:
            break
        at = match.end()
    quotes = [m.span() for m in _QUOTED.finditer(draft.plain, sentence.start, sentence.end)]
    return [t for t in span if t.idx >= at and not t.is_space
            and not any(a <= t.idx < b for a, b in quotes)], speaker


def _clauses(told: list) -> list[_Clause]:
    """The main clauses, in order of place."""
    inside, first = {t.i for t in told}, _verb_first(told)
    verbs = [t for t in told if t.pos_ in VERB and t.dep_ not in ("aux", "auxpass")]
    main = [v for v in verbs if _is_main(v, inside)]
    root = next((v for v in main if v.dep_ == "ROOT"), None)
    if root is not None and _has_subordinator(root):  # "Because nobody could tell me, I pulled …", misparsed
        later = [v for v in verbs if v.tag_ == "VBD" and v.i > root.i and v.dep_ in ("ccomp", "advcl", "conj")
                 and (s := subject_of(v)) is not None and s.lower_ in ("i", "we") and s.i > root.i
                 and not any(c.dep_ == "mark" for c in v.lefts)]
        main = sorted({*main, *later} - {root}, key=lambda v: v.i) if later else main
    found = {v.i: c for v in main if (c := _clause(v, told, first))}
    if first is not None and first not in main:
        found[first.i] = _Clause("I", first.idx, first.idx + len(first))
    if not found:
        found.update(_bare_participle(told) or _fronted(told))
    if all(c.label == "na" or c.verb is None for c in found.values()) and (noted := _noted(told)):
        return [noted]
    if all(c.label == "na" for c in found.values()):
        # What the sentence tells only in a clause that goes on from its main one ("… until I plotted it").
        for verb in verbs:
            subject = subject_of(verb)
            goes_on = says(verb, "until", "till") or (verb.dep_ == "relcl" and any(
                t.tag_ in WH and t.i > told[0].i and t.nbor(-1).text == "," for t in verb.lefts))
            if (goes_on and verb not in main and subject is not None and verb.tag_ == "VBD" and acts(verb)
                    and subject.tag_ not in WH and who_is(subject) in PEOPLE):
                found[verb.i] = _Clause(who_is(subject), subject.left_edge.idx, verb.idx + len(verb), verb)
    return _without_speech([found[i] for i in sorted(found)])


def _without_speech(clauses: list[_Clause]) -> list[_Clause]:
    """The clauses but those that an earlier one reports ("I said, look, we shouldn't switch this on")."""
    kept, reporting = [], False
    for clause in clauses:
        verb = clause.verb
        if verb is not None:
            subject = subject_of(verb)
            if (reporting and (verb.tag_ in ("VBP", "VB", "VBZ") or is_modal(verb)) and subject is not None
                    and subject.lower_ in ("we", "you", "they", "it")):
                continue
            reporting |= in_list(verb, "speech") or (verb.lemma_ in ("go", "be") and says(verb, "like"))
        kept.append(clause)
    return kept


def _is_main(verb, inside: set[int]) -> bool:
    """Whether the verb heads a clause that tells something of its own."""
    head, dep, subject = verb.head, verb.dep_, subject_of(verb)
    if subject is not None and (
            (subject.lower_ in ("me", "us", "mine", "ours") and not list(subject.children))
            or (verb.tag_ == "VBG" and not kids(verb, "aux") and dep != "ROOT")):
        return False
    if dep == "ROOT":
        return True
    if dep == "ccomp" and head.lemma_ == "be" and says(verb, "why") and (subject_of(head) or head).lower_ in (
            "which", "that", "this"):
        return True
    if _has_subordinator(verb):
        return False
    if dep == "conj":
        joined, steps = verb, 0
        while joined.dep_ == "conj" and joined.head.i in inside and steps < len(inside):
            joined, steps = joined.head, steps + 1
        if joined.dep_ == "conj":
            return True
        if joined.pos_ not in VERB:
            return subject is not None
        return _is_main(joined, inside) or (subject is not None and _restarts(verb, subject))
    if head.i not in inside:
        return True
    if subject is None or dep in ("csubj", "csubjpass", "xcomp", "pcomp"):
        return subject is None and dep in ("parataxis", "dep") and verb.tag_ in PAST
    if dep in ("relcl", "acl"):
        if says(verb, "that") or in_list(head, "times", "occasions"):
            return False
        # With an object of its own it describes no noun: "Instead of a comment I wrote a test".
        full = not kids(verb, "xcomp") and any(
            c.pos_ != "PRON" or c.lower_ == "it" for c in kids(verb, "dobj"))
        return full or head.pos_ == "NUM" or _restarts(verb, subject)
    if dep == "ccomp":
        whose = subject_of(head)
        if verb.i < head.i:
            return not in_list(head, "says") or whose is None or whose.i > verb.i
        if in_list(head, "hedges") and head.tag_ in ("VBP", "VB") and (whose is None or whose.lower_ == "i"):
            return True
        between = verb.doc[head.i + 1:verb.left_edge.i + 1]
        run_on = head.pos_ in VERB and not in_list(head, "says") and any(t.is_punct for t in between)
        return run_on or head.lemma_ == "be" or _restarts(verb, subject)
    so = next((c for c in verb.lefts if c.lower_ == "so"), None)
    if so is not None and (is_modal(verb) or (so.dep_ == "mark" and so.i > head.i and so.nbor(-1).text != ",")):
        return False  # a purpose
    while head.pos_ not in VERB and head.dep_ != "ROOT" and head.i in inside:
        head = head.head
    return head.pos_ not in VERB or _is_main(head, inside)


def _has_subordinator(verb) -> bool:
    subject = subject_of(verb)
    for child in verb.lefts:
        if child.lower_ == "while" and verb.i > verb.head.i and subject is not None and in_list(subject, "somebody"):
            return True  # "I sat beside her while she replayed it"
        if ((child.dep_ == "mark" and not in_list(child, "telling_marks")) or child.tag_ in WH
                or any(t.lower_ in ("how", "what", "which") for t in child.lefts)):
            return True
    return subject is not None and (subject.tag_ in WH or any(c.tag_ == "WP$" for c in subject.subtree))


def _restarts(verb, subject) -> bool:
    """Whether a comma stands before the clause and its subject makes a new start ("…, and I wrote")."""
    left, doc = subject.left_edge.i, verb.doc
    if verb.tag_ == verb.head.tag_ == "VBD" and left - verb.head.i > 3 and doc[left - 1].text == ",":
        return not kids(verb, "aux", "auxpass")
    while left > verb.sent.start + 1 and (in_list(doc[left - 1], "fillers") or doc[left - 1].pos_ == "ADV"):
        left -= 1
        if doc[left].lower_ in ("and", "so", "but", "then") and doc[left - 1].text in ",;":
            return not is_modal(verb)
    return False


def _clause(verb, told: list, first) -> _Clause | None:
    """What the clause of a main verb says about who acts."""
    subject, owner = subject_of(verb), verb
    if first is not None and subject is not None and first in subject.subtree and verb != first:
        return None
    while subject is None and owner.dep_ == "conj" and owner.head.pos_ in VERB and owner.head.i < owner.i:
        owner = owner.head
        subject = subject_of(owner)
    if first is not None and subject is not None and owner != verb and first in subject.subtree:
        return None
    if owner != verb and (other := _joined(verb)) is not None:
        who = who_is(other) if who_is(other) in PEOPLE else "other"
        return _Clause(who if acts(verb) else "na", other.left_edge.idx, verb.idx + len(verb), verb)
    if subject is None:  # "I got myself added, said nothing and then asked": a list, taken for speech
        listed = [c for c in kids(owner, "ccomp") if c.i < owner.i and subject_of(c) is not None]
        owner, subject = (listed[0], subject_of(listed[0])) if listed else (owner, None)
    cleft = _cleft(verb) if subject is None else None
    if cleft:
        return _Clause(cleft, verb.idx, verb.idx + len(verb), verb)
    start = min([verb.idx] + [c.idx for c in kids(verb, "aux", "auxpass", "neg")])
    if subject is not None and owner == verb and subject.i < verb.i:
        start = min(start, subject.left_edge.idx)
    if verb == first:
        subject, owner, start = None, first, verb.idx
    if subject is None or owner == first or is_occasion(subject, owner):
        speaker = owner == first or subject is not None or (owner.tag_ in PAST and not is_impersonal(
            owner) and not any(t.dep_ in SUBJECTS and not _is_aside(t, owner) for t in told if t.i < owner.i))
        label, shown = "I" if speaker else "na", None
    else:
        label, shown = actor_of(verb, owner, subject, told)
    end = max(t.idx + len(t) for t in (verb, shown or verb))
    return _Clause(label, start, end, verb, label in PEOPLE and (in_list(verb, "wishes") or is_modal(verb)))


def _joined(verb):
    """The person who does it where the parser takes the subject of a second clause for one more object of the
    first ("I pushed for a canary and our release manager set it up"); None else."""
    for noun in verb.doc[verb.sent.start:verb.i]:
        if noun.dep_ != "conj" or noun.left_edge.i == 0 or noun.left_edge.nbor(-1).lower_ not in ("and", "but"):
            continue
        between = verb.doc[noun.i + 1:verb.i]
        commas = sum(t.text == "," for t in between)
        if (commas in (0, 2) and not any(t.dep_ == "cc" or (t.tag_ == "VBD" and t.dep_ != "relcl") for t in between)
                and who_is(noun) in (*PEOPLE, *UNSURE) and (commas == 2 or all(t.pos_ == "ADV" for t in between))):
            return noun
    return None


def _is_aside(subject, owner) -> bool:
    """Whether a subject stands in a clause that leads up to the owner's ("Since it had no docs, sniffed …")."""
    clause = subject.head
    return clause.dep_ == "advcl" and clause.head == owner and _has_subordinator(clause)


def _cleft(verb) -> str | None:
    """Who does it in "What I then did was …", none in "What was tried first was …"."""
    for what in kids(verb, "advcl", "csubj", "ccomp") if verb.lemma_ == "be" else ():
        if any(c.tag_ == "WP" for c in what.lefts) and what.i < verb.i:
            subject = subject_of(what)
            if kids(what, "auxpass"):
                return "none"
            if subject is not None and who_is(subject) in PEOPLE and in_list(what, "doing"):
                return who_is(subject)
    return None


def _bare_participle(told: list) -> dict[int, _Clause]:
    """The same where the parser takes the participle for an attribute ("Contract signed, end of March")."""
    for token in told:
        noun = token.head
        if (token.dep_ == "acl" and token.tag_ in PAST and noun.dep_ == "ROOT" and kids(token, "dobj", "oprd", "prt")
                and (who_is(noun) == "other" or (noun == opening_of(told)[0] and is_rare(noun)))):
            return {token.i: _Clause("other", noun.left_edge.idx, token.idx + len(token))}
        if token.dep_ == "acl" and token.tag_ == "VBN" and token.i > noun.i:
            doer = next((n for by in kids(token, "agent") for n in kids(by, "pobj") if who_is(n) in PEOPLE), None)
            if doer is not None:
                return {token.i: _Clause(who_is(doer), token.idx, doer.idx + len(doer))}
        if token.dep_ == "acl" and token.tag_ in PAST and noun.dep_ == "ROOT" and token.i > noun.i:
            if token.tag_ == "VBD" and token.nbor(-1).text == "," and kids(token, "dobj", "prep"):
                return {token.i: _Clause("I", token.idx, token.idx + len(token))}
            if token.i - noun.i <= 2 and not in_list(token, "changes", "conditions") and not kids(
                    noun, "det", "nummod"):
                return {token.i: _Clause("none", noun.left_edge.idx, token.idx + len(token))}
    return {}


def _noted(told: list) -> _Clause | None:
    """A note that says what was done to a thing ("Interviews conducted over three weeks", "Access granted by IT")."""
    opening = opening_of(told)
    if not opening or opening[0].pos_ not in ("NOUN", "PROPN", "ADJ", "ADV") or any(
            t.tag_ in ("VBZ", "VBP", "MD", "PRP") and t.text != "IT" for t in told):
        return None
    for token in opening[1:]:
        if token.tag_ not in PAST or token.pos_ not in ("VERB", "ADJ"):
            continue
        thing = subject_of(token) or (token.head if token.dep_ == "acl" else None)
        while thing is not None and thing.dep_ == "pobj" and thing.head.head.pos_ in ("NOUN", "PROPN"):
            thing = thing.head.head
        if thing is not None and kids(token, "dobj") and who_is(thing) not in PEOPLE:
            continue
        if (thing is None or thing.i > token.i or who_is(thing) in PEOPLE or kids(thing, "det")
                or in_list(token, "finite") or kids(token, "dobj", "aux", "auxpass", "acomp", "xcomp")):
            return None
        rest = [t for t in told if t.i > token.i]
        doer = next((n for by in rest if by.lower_ == "by" for n in kids(by, "pobj")
                     if who_is(n) in (*PEOPLE, *UNSURE)), None)
        if doer is not None:
            who = who_is(doer)
            return _Clause(who if who in PEOPLE else "other", token.idx, doer.idx + len(doer), token)
        agreed = token.lemma_ == "agree" and who_is(thing) == "thing"
        if not agreed and (in_list(token, "faults") or is_condition(token) or (
                in_list(token, "changes", "findings") and not in_list(token, "volitions"))):
            return None
        return _Clause("none", thing.left_edge.idx, token.idx + len(token), token)
    return None


def _fronted(told: list) -> dict[int, _Clause]:
    """The clause after what stands first ("The risk percentage I took out", "As a group we chose")."""
    root = next((t for t in told if t.dep_ == "ROOT"), None)
    for verb in told:
        subject = subject_of(verb)
        bare = verb.head == root or root is None or root.pos_ not in VERB or (
            subject_of(root) is None and root.i > verb.i)
        if (verb.dep_ == "relcl" and bare and verb.tag_ == "VBD" and acts(verb)
                and subject is not None and subject.lower_ in ("i", "we")
                and not any(t.tag_ in WH or t.lower_ == "that" for t in verb.lefts)):
            return {verb.i: _Clause(who_is(subject), subject.idx, verb.idx + len(verb), verb)}
    return {}


def _verb_first(told: list):
    """The verb with which a note begins, its subject left out; None where another word begins it."""
    word, after = [*opening_of(told)[:2], None, None][:2]
    if word is None or (word.tag_ == "VB" and in_list(word, "actions") and after is not None and after.lower_ == "with"):
        return None
    if (after is None and word.tag_ != "VBD") or not word.text[0].isalpha() or (
            word.tag_ == "NNP" and word.dep_ in SUBJECTS and word.head.i > word.i and word.head.tag_ in PAST):
        return None
    if after is not None and after.pos_ == "VERB" and after.i == word.i + 2 and word.nbor(1).text == "-":
        return after  # "Pre-warmed"
    lower, head, subject = word.lower_, word.head, subject_of(word)
    then, close = after.lower_ if after is not None else "", after is not None and after.i == word.i + 1
    if lower == "did" and (then in ("that", "so") or then in lists()["determiners"]):
        return word
    if lower in ("had", "have", "did") and word.dep_ == "aux":
        return head if head.i - word.i < 5 and subject_of(head) is None and not is_impersonal(head) else None
    if ((subject is not None and subject.i >= told[0].i) or word.tag_ in ("MD", "VBZ") or is_impersonal(word)
            or (word.tag_ == "VBG" and word.dep_ != "ROOT") or (lower == "let" and then == "'s")
            or (word.tag_ in ("VB", "VBP") and in_list(word, "measures"))):
        return None
    if close and then in lists()["determiners"] and word.pos_ in ("NOUN", "PROPN", "ADJ", "VERB"):
        noun = after if after.pos_ == "PRON" and after.tag_ != "PRP$" else after.head
        if (word.tag_ != "VBG" and noun.dep_ not in SUBJECTS
                and (not in_list(word, "changes") or in_list(word, "volitions"))):
            return word
    verbal = word.pos_ == "VERB" and word.tag_ in ("VBD", "VBN", "VB", "VBP")
    past = lower in lists()["pasts"] or re.match("..+ed$", lower)
    if not verbal and (in_list(word, "changes") or not past):
        return None
    if word.dep_ in ("amod", "compound") and head.dep_ in SUBJECTS and head.i > word.i:
        listed = head.head.tag_ == "VBD" and not kids(head, "appos") and any(
            t.text == "," for t in told if head.i < t.i < head.head.i)
        listed = listed or (head.head.tag_ == "VBD" and head.head.nbor(-1).lower_ in ("and", "then", "but"))
        return word if listed or lower in ("asked", "told") else None
    return None if not verbal and after is not None and after.tag_ == "VBD" else word
