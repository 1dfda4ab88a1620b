"""Agency: who does the main action of a sentence, by its dependency parse.

A sentence is taken apart into its main clauses: coordinated ones, run-ons and "while …, I …" count, while
relative and describing clauses, reported speech and quotations don't. The actor of each is its subject as
the grammar has it (the "by" of a passive, the owner in "my fix replaced", the left-out speaker of a note),
and a clause may tell of an action with no actor (a passive, "there was a rewrite") or of no action at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from coach.lexicon import words
from coach.reading.annotated import Annotated, Sentence

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_SELF, _OWN_GROUP = {"i", "me", "myself"}, {"we", "us", "ourselves"}
_PEOPLE, _UNSURE = ("I", "we", "other"), ("doubtful", "named")
_BEFORE_NOUN = ("det", "poss", "amod", "compound", "nummod", "nmod", "punct")
_WH = ("WDT", "WP", "WP$", "WRB")
_PAST, _VERB = ("VBD", "VBN"), ("VERB", "AUX")

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


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(entries) for name, entries in words("agency").items()}


def _is(token, *names: str) -> bool:
    """Whether the token or its lemma is in one of the lists."""
    return any(w in _lists()[name] for w in (token.lower_, token.lemma_.lower()) for name in names)


def _kids(token, *deps: str) -> list:
    return [c for c in token.children if c.dep_ in deps]


def _says(token, *forms: str) -> bool:
    """Whether one of the words stands among the token's children."""
    return any(c.lower_ in forms for c in token.children)


def _subject(verb):
    """The verb's own subject; None where it has none."""
    own = _kids(verb, *_SUBJECTS)
    before = [c for c in own if c.i < verb.i]
    return ([c for c in before if c.lower_ in ("i", "we")] or before or own or [None])[-1]


def _modal(verb) -> bool:
    return any(c.tag_ == "MD" for c in verb.children)


def read(draft: Annotated) -> tuple[Agency, ...]:
    """Who acts in each sentence of the draft, in order."""
    return tuple(_sentence(draft, sentence) for sentence in draft.sentences)


def _sentence(draft: Annotated, sentence: Sentence) -> Agency:
    told, clauses = _told(draft, sentence)
    if told and not clauses:
        clauses = _clauses(told)
    if any(c.label in _PEOPLE and not c.weak for c in clauses):
        clauses = [c for c in clauses if not c.weak]
    people = [c.label for c in clauses if c.label in _PEOPLE]
    label = people[0] if people else "none" if any(c.label == "none" for c in clauses) else "na"
    if "I" in people and len(set(people)) > 1:
        label = "mixed"
    shown = ("we", "other") if label == "mixed" else (label,)
    place = next((c for c in clauses if c.label in shown and label != "na"), sentence)
    return Agency(label, place.start, place.end,
                  tuple((c.label, c.start, c.end) for c in clauses if c.label != "na"))


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
            if draft.plain[heading.end():heading.end() + 1] == '"' or _is(named[-1], "roles", "functions"):
                speaker = [_Clause("other", *heading.span(1))]
        match = match or heading
        if not match or match.end() >= sentence.end:
            break
        at = match.end()
    quotes = [m.span() for m in _QUOTED.finditer(draft.plain, sentence.start, sentence.end)]
    return [t for t in span if t.idx >= at and not t.is_space
            and not any(a <= t.idx < b for a, b in quotes)], speaker


# --- clauses ----------------------------------------------------------------------------------------------


def _clauses(told: list) -> list[_Clause]:
    """The main clauses, in order of place."""
    inside, first = {t.i for t in told}, _verb_first(told)
    verbs = [t for t in told if t.pos_ in _VERB and t.dep_ not in ("aux", "auxpass")]
    main = [v for v in verbs if _is_main(v, inside)]
    found = {v.i: c for v in main if (c := _clause(v, told, first))}
    if first is not None and first not in main:
        found[first.i] = _Clause("I", first.idx, first.idx + len(first))
    if not found:
        found.update(_bare_participle(told))
    if all(c.label == "na" for c in found.values()):
        # What the sentence tells only in a clause that goes on from its main one ("… until I plotted it").
        for verb in verbs:
            subject = _subject(verb)
            goes_on = _says(verb, "until", "till") or (verb.dep_ == "relcl" and any(
                t.tag_ in _WH and t.i > told[0].i and t.nbor(-1).text == "," for t in verb.lefts))
            if (goes_on and verb not in main and subject is not None and verb.tag_ == "VBD" and _acts(verb)
                    and subject.tag_ not in _WH and _who(subject) in _PEOPLE):
                found[verb.i] = _Clause(_who(subject), subject.left_edge.idx, verb.idx + len(verb), verb)
    return _without_speech([found[i] for i in sorted(found)])


def _without_speech(clauses: list[_Clause]) -> list[_Clause]:
    """The clauses but those that an earlier one reports ("I said, look, we shouldn't switch this on")."""
    kept, reporting = [], False
    for clause in clauses:
        verb = clause.verb
        if verb is not None:
            subject = _subject(verb)
            if (reporting and (verb.tag_ in ("VBP", "VB", "VBZ") or _modal(verb)) and subject is not None
                    and subject.lower_ in ("we", "you", "they", "it")):
                continue
            reporting |= _is(verb, "speech") or (verb.lemma_ in ("go", "be") and _says(verb, "like"))
        kept.append(clause)
    return kept


def _is_main(verb, inside: set[int]) -> bool:
    """Whether the verb heads a clause that tells something of its own."""
    head, dep, subject = verb.head, verb.dep_, _subject(verb)
    if subject is not None and (
            (subject.lower_ in ("me", "us", "mine", "ours") and not list(subject.children))
            or (verb.tag_ == "VBG" and not _kids(verb, "aux") and dep != "ROOT")):
        return False
    if dep == "ROOT":
        return True
    if _has_subordinator(verb):
        return False
    if dep == "conj":
        joined, steps = verb, 0
        while joined.dep_ == "conj" and joined.head.i in inside and steps < len(inside):
            joined, steps = joined.head, steps + 1
        if joined.dep_ == "conj":
            return True
        if joined.pos_ not in _VERB:
            return subject is not None
        return _is_main(joined, inside) or (subject is not None and _restarts(verb, subject))
    if head.i not in inside:
        return True
    if subject is None or dep in ("csubj", "csubjpass", "xcomp", "pcomp"):
        return subject is None and dep in ("parataxis", "dep") and verb.tag_ in _PAST
    if dep in ("relcl", "acl"):
        if _says(verb, "that") or _is(head, "times", "occasions"):
            return False
        # With an object of its own it describes no noun: "Instead of a comment I wrote a test".
        full = not _kids(verb, "xcomp") and any(
            c.pos_ != "PRON" or c.lower_ == "it" for c in _kids(verb, "dobj"))
        return full or head.pos_ == "NUM" or _restarts(verb, subject)
    if dep == "ccomp":
        whose = _subject(head)
        if verb.i < head.i:
            return not _is(head, "says") or (whose is not None and whose.i > verb.i)
        if _is(head, "hedges") and head.tag_ in ("VBP", "VB") and (whose is None or whose.lower_ == "i"):
            return True
        between = verb.doc[head.i + 1:verb.left_edge.i + 1]
        run_on = head.pos_ in _VERB and not _is(head, "says") and any(t.is_punct for t in between)
        return run_on or head.lemma_ == "be" or _restarts(verb, subject)
    so = next((c for c in verb.lefts if c.lower_ == "so"), None)
    if so is not None and (_modal(verb) or (so.dep_ == "mark" and so.i > head.i and so.nbor(-1).text != ",")):
        return False  # a purpose
    while head.pos_ not in _VERB and head.dep_ != "ROOT" and head.i in inside:
        head = head.head
    return head.pos_ not in _VERB or _is_main(head, inside)


def _has_subordinator(verb) -> bool:
    for child in verb.lefts:
        if ((child.dep_ == "mark" and not _is(child, "telling_marks")) or child.tag_ in _WH
                or any(t.lower_ in ("how", "what", "which") for t in child.lefts)):
            return True
    subject = _subject(verb)
    return subject is not None and (subject.tag_ in _WH or any(c.tag_ == "WP$" for c in subject.subtree))


def _restarts(verb, subject) -> bool:
    """Whether a comma stands before the clause and its subject makes a new start ("…, and I wrote")."""
    left, doc = subject.left_edge.i, verb.doc
    if verb.tag_ == verb.head.tag_ == "VBD" and left - verb.head.i > 3 and doc[left - 1].text == ",":
        return not _kids(verb, "aux", "auxpass")
    while left > verb.sent.start + 1 and (_is(doc[left - 1], "fillers") or doc[left - 1].pos_ == "ADV"):
        left -= 1
        if doc[left].lower_ in ("and", "so", "but", "then") and doc[left - 1].text in ",;":
            return not _modal(verb)
    return False


def _clause(verb, told: list, first) -> _Clause | None:
    """What the clause of a main verb says about who acts."""
    subject, owner = _subject(verb), verb
    if first is not None and subject is not None and subject.left_edge == first and verb != first:
        return None
    while subject is None and owner.dep_ == "conj" and owner.head.pos_ in _VERB and owner.head.i < owner.i:
        owner = owner.head
        subject = _subject(owner)
    start = min([verb.idx] + [c.idx for c in _kids(verb, "aux", "auxpass", "neg")])
    if subject is not None and owner == verb and subject.i < verb.i:
        start = min(start, subject.left_edge.idx)
    if verb == first:
        subject, owner, start = None, first, verb.idx
    if subject is None or owner == first or _is_occasion(subject, owner):
        speaker = owner == first or subject is not None or (owner.tag_ in _PAST and not _is_impersonal(
            owner) and not any(t.dep_ in _SUBJECTS for t in told if t.i < owner.i))
        label, shown = "I" if speaker else "na", None
    else:
        label, shown = _actor(verb, owner, subject, told)
    end = max(t.idx + len(t) for t in (verb, shown or verb))
    return _Clause(label, start, end, verb, label in _PEOPLE and (_is(verb, "wishes") or _modal(verb)))


def _actor(verb, owner, subject, told: list) -> tuple:
    """(label, the last token that shows it or None) of a clause with a subject."""
    who, pointing = _who(subject), subject.lower_ in ("it", "this", "that", "here")
    if verb.lemma_ == "be" or any(c.lemma_ == "be" for c in _kids(verb, "aux", "auxpass")):
        # "What I did first was …", "the first thing I did was …"
        for inner in (subject, *_kids(subject, "relcl", "acl")):
            actor = _subject(inner) if inner.pos_ in _VERB else None
            if actor is not None and _who(actor) in _PEOPLE and any(
                    _is(t, "doing") for t in (inner, *_kids(inner, "xcomp"))):
                return _who(actor), None
    if subject.dep_ == "expl" or subject.lower_ == "there":
        things = [c for c in _kids(verb, "attr", "dobj", "nsubj") if c != subject]
        return ("none", things[0]) if things and _is_action(things[0]) else ("na", None)
    if _is_passive(verb, owner):
        return _of_passive(verb, owner, subject)
    late = [c for c in _kids(verb, "xcomp") if _kids(c, "auxpass")]
    if late and who == "thing" and verb.lemma_ in ("have", "need", "end"):
        return "none", late[0]
    if verb.lemma_ in ("be", "become", "remain"):
        return _of_copula(verb, subject)
    if subject.dep_ in ("csubj", "csubjpass") or (verb.lemma_ in ("take", "cost") and pointing):
        for child in _kids(verb, "dative", "dobj", "iobj"):  # "reproducing it took me five weeks"
            if _who(child) in (*_PEOPLE, *_UNSURE):
                return _who(child) if _who(child) in _PEOPLE else "other", child
        return "I" if subject.dep_ == "csubj" and subject.tag_ == "VBG" else "na", None
    if _is(subject, "works") and _kids(verb, "dobj") and not _is(verb, "changes"):
        whose = next((c.lower_ for c in _kids(subject, "poss")), "")  # "my fix replaced", "Patch replaced"
        bare = not _kids(subject, "det", "poss", "compound", "amod") and subject.tag_ in ("NN", "NNP")
        if whose in ("my", "our") or bare:
            return "we" if whose == "our" else "I", None
    if who == "I" and verb.dep_ == "conj" and verb.head.i == subject.i - 2 and _name(verb.head) != "thing":
        who = "we"  # "Helga and I went", taken apart by the parser
    elif who == "thing" and _is_first_name(subject, verb, told):
        who = "other"
    elif who == "doubtful":
        who = "other" if _is(verb, "human", "speech") and not _modal(verb) else "thing"
    elif who == "named":
        who = "thing" if _is(verb, "changes") and not _is(verb, "human") else "other"
    if who == "thing" and _is(verb, "speech") and verb.tag_ == "VBD" and not (
            pointing or _counts(verb) or subject.pos_ == "PRON" or _is(subject, "measures")):
        who = "other"
    if who != "thing":
        finding = who == "other" and _is_finding(verb, subject)
        return who if who in _PEOPLE and _acts(verb) and not finding else "na", None
    happens = (_is(verb, "happenings") and not _object(verb)) or _says(verb, "place", "ahead") or (
        verb.lemma_ == "come" and subject.i > verb.i)
    if happens and _is_action(subject):
        return "none", None
    return "none" if _is_bare_passive(verb, subject) else "na", None


def _is_occasion(noun, verb) -> bool:
    """Whether a note names an occasion before a comma and goes on ("Quick spike, then wrote it up")."""
    if noun.pos_ != "NOUN" or _kids(noun, "det", "poss", "appos", "relcl", "conj", "acl"):
        return False
    between = [t for t in verb.doc[noun.i + 1:verb.i] if t.pos_ not in ("ADV", "CCONJ")]
    commas = sum(t.text == "," for t in between)
    return (verb.tag_ in _PAST and commas == 1 and between[-1].text == ","
            and not _kids(verb, "aux", "auxpass"))


def _object(verb) -> list:
    return _kids(verb, "dobj", "ccomp", "xcomp", "dative", "oprd")


def _counts(verb) -> bool:
    """Whether the verb's object is a figure ("explained 70% of the residual")."""
    return any(_is(c, "shares") or c.pos_ == "NUM" or _kids(c, "nummod")
               for c in _kids(verb, "dobj", "npadvmod", "attr"))


def _is_impersonal(verb) -> bool:
    """Whether a verb without subject tells of a thing ("Didn't help"; "Dropped gender" is the speaker's)."""
    if verb.lower_ in ("ran", "went"):
        return _says(verb, "out", "from", "up", "down") and not _kids(verb, "dobj")
    if _is(verb, "impersonal") and not _kids(verb, "dobj"):
        return True
    return bool(_kids(verb, "acomp")) or (_is(verb, "yields", "impersonal") and _counts(verb))


def _is_finding(verb, subject) -> bool:
    """Whether what several do is a measurement ("they explained a tenth", "annotators agreed on 71%")."""
    if subject.lower_ in ("they", "those", "others", "theirs", "hers", "his") and (
            _counts(verb) or (_is(verb, "changes") and not _is(verb, "volitions") and not _object(verb))):
        return True
    return subject.tag_ in ("NNS", "PRP") and subject.lower_ not in ("he", "she") and any(
        t.lower_ == "%" for c in verb.rights if c.dep_ in ("dobj", "prep", "npadvmod") for t in c.subtree)


def _acts(verb) -> bool:
    """Whether a person who is the verb's subject does something."""
    clauses, objects = _kids(verb, "advcl"), _kids(verb, "dobj")
    if verb.tag_ in ("VB", "VBP", "VBZ") and any(_says(c, "if", "whenever") for c in clauses):
        return False
    if _is(verb, "hedges") and (verb.tag_ == "VBP" or _modal(verb)):
        return False
    if any(c.lower_ == "nothing" for c in objects):
        return False
    if verb.lemma_ == "do":
        return bool(_kids(verb, "dobj", "oprd", "ccomp", "prep"))
    if verb.lemma_ == "have":  # "had a look", "had it done", "had it running", "had to do it"
        if objects and any(_is(t, "readiness") for t in verb.subtree if t.i > objects[0].i):
            return True
        within = [c for thing in objects for c in thing.children]
        return bool(_kids(verb, "ccomp", "xcomp")) or any(
            _is(c, "light_objects") and not _says(c, "no") for c in objects) or any(
            c.tag_ == "VBN" and any(d.i > c.i for d in _kids(c.head, "det", "poss")) for c in within) or any(
            c.dep_ in ("acl", "relcl", "advcl", "oprd") and c.tag_ in _PAST and _subject(c) is None
            for c in (*within, *verb.children) if objects)
    if verb.lemma_ in ("get", "go", "grow", "turn", "fall", "keep") and not objects and any(
            c.nbor(-1).text != "," for c in _kids(verb, "acomp")):
        return False
    return not _is(verb, "states")


def _is_passive(verb, owner) -> bool:
    if _kids(verb, "auxpass", "nsubjpass"):
        return True
    return (owner != verb and verb.tag_ in _PAST and bool(_kids(owner, "auxpass", "nsubjpass"))
            and not _kids(verb, "aux") and not _object(verb))


def _of_passive(verb, owner, subject) -> tuple:
    """The same as `_actor` for a passive clause, whose participle is `verb`."""
    for by in verb.rights:
        noun = next(iter(_kids(by, "pobj")), None)
        if by.lower_ != "by" or noun is None:
            continue
        if _who(noun) in (*_PEOPLE, *_UNSURE):
            return _who(noun) if _who(noun) in _PEOPLE else "other", noun
        if noun.lower_ == "%" or (by.dep_ == "agent" and noun.ent_type_ not in ("DATE", "TIME")
                                  and (noun.tag_ == "NNS" or _kids(noun, "det", "poss", "nummod"))
                                  and not _is(verb, "succeeds")):
            return "na", None
    aux = [*_kids(verb, "aux", "auxpass"), *_kids(owner, "aux", "auxpass")]
    describes = any(c.tag_ == "MD" for c in aux) or (any(_is(c, "now") for c in aux) and not any(
        c.lower_ in ("been", "being") for c in aux))
    counted = subject.lower_ == "%" or (subject.pos_ == "NUM" and not _kids(subject, "compound", "nmod"))
    found = _is(verb, "findings") and subject.lower_ != "it" and (
        _is(subject, "measures") or bool(_kids(verb, "xcomp")))
    nobody = subject.lower_ in ("nobody", "nothing", "none")
    if describes or counted or found or nobody or _is_condition(verb) or _is(verb, "faults"):
        return "na", None
    return "none", verb


def _is_condition(participle) -> bool:
    """Whether a participle describes ("was based on", "mislabelled") rather than tells what was done."""
    lower = participle.lower_
    stems = (lower[:-2], lower[:-1], lower[:-3], lower[:-3] + "y") if lower.endswith("ed") else ()
    return (_is(participle, "conditions") or any(s in _lists()["conditions"] for s in stems)
            or lower.startswith("mis") or any(c.lower_ == "well" for c in participle.lefts))


def _of_copula(verb, subject) -> tuple:
    """"It was Jonas who found it", "it was me", "my first step was to …", "I was able to …"."""
    who, pointing = _who(subject), subject.lower_ in ("it", "that", "this", "here")
    for state in _kids(verb, "acomp"):
        # A participle that the parser takes for an adjective: "were leveraged".
        if (who == "thing" and verb.tag_ in _PAST
                and (state.lower_.endswith("ed") or _is(state, "participles"))
                and not state.lower_.startswith(("un", "out", "over", "under", "mis"))
                and not any(_is(c, "degrees") for c in _kids(state, "advmod"))):
            return _of_passive(state, verb, subject)
    for child in verb.rights:
        if who in _PEOPLE and child.lower_ == "like" and verb.doc[child.i + 1:child.i + 2].text == ",":
            return who, child
        if who in _PEOPLE and ((_is(child, "enabled") and _kids(child, "xcomp", "relcl", "acl"))
                               or (child.dep_ == "advcl" and child.tag_ == "VBG" and not _subject(child))):
            return who, child
        actor = _subject(child) if child.pos_ in _VERB else None
        told = _is(child, "doing") or any(t.lower_ in ("when", "how") for t in child.lefts)
        told = told and pointing and child.dep_ in ("advcl", "ccomp")
        if told and actor is not None and _who(actor) in _PEOPLE:
            return _who(actor), child
    for noun in _kids(verb, "attr", "nsubj") if pointing else ():
        follows = (*_kids(noun, "relcl", "acl"), *_kids(verb, "relcl", "ccomp", "advcl"))
        if noun.i > verb.i and _who(noun) in (*_PEOPLE, "named") and (
                noun.lower_ in _SELF | _OWN_GROUP or any(_says(c, "who", "that") for c in follows)):
            return _who(noun) if _who(noun) in _PEOPLE else "other", noun
    if _is(subject, "works") and any(c.tag_ in ("VB", "VBG") for c in _kids(verb, "xcomp", "ccomp", "attr")):
        whose = next((c.lower_ for c in _kids(subject, "poss")), "")
        return {"my": "I", "our": "we", "": "none"}.get(whose, "other"), None
    return "na", None


def _is_action(noun) -> bool:
    """Whether the noun names something done: "a rewrite", "the migration", "a go-live"."""
    word, left = noun.lemma_.lower(), noun.i
    while left > noun.sent.start and not noun.doc[left - 1].whitespace_:
        left -= 1
    return _is(noun, "actions") or noun.doc[left:noun.i + 1].text.lower() in _lists()["actions"] or (
        len(word) > 7 and word.endswith(("ation", "ment")) and not _is(noun, "measures", "static"))


def _is_bare_passive(verb, subject) -> bool:
    """"War room opened, old certificate found": in notes, a thing and what was done to it."""
    return ((verb.dep_ in ("ROOT", "conj") or verb.i < verb.head.i) and verb.tag_ in _PAST
            and (subject.pos_ in ("NOUN", "PROPN") or subject.lower_ == "one")
            and not _kids(subject, "det", "poss", "nummod") and not _is(verb, "changes", "states")
            and not _is_condition(verb) and not _kids(verb, "neg")
            and all(c.tag_ == "VBN" for c in _kids(verb, "dobj")) and not _kids(verb, "aux", "auxpass"))


def _bare_participle(told: list) -> dict[int, _Clause]:
    """The same where the parser takes the participle for an attribute ("Contract signed, end of March")."""
    for token in told:
        noun = token.head
        if token.dep_ == "acl" and token.tag_ in _PAST and noun.dep_ == "ROOT" and token.i > noun.i:
            if token.tag_ == "VBD" and token.nbor(-1).text == "," and _kids(token, "dobj", "prep"):
                return {token.i: _Clause("I", token.idx, token.idx + len(token))}
            if token.i - noun.i <= 2 and not _is(token, "changes", "conditions") and not _kids(
                    noun, "det", "nummod"):
                return {token.i: _Clause("none", noun.left_edge.idx, token.idx + len(token))}
    return {}


def _opening(told: list) -> list:
    """The words from the first one that is no filler."""
    rest = [t for t in told if not t.is_punct]
    while rest and (_is(rest[0], "fillers") or rest[0].dep_ == "intj"):
        rest = rest[1:]
    return rest


def _verb_first(told: list):
    """The verb with which a note begins, its subject left out; None where another word begins it."""
    word, after = [*_opening(told)[:2], None, None][:2]
    if word is None or (after is None and word.tag_ != "VBD"):
        return None
    if after is not None and after.pos_ == "VERB" and after.i == word.i + 2 and word.nbor(1).text == "-":
        return after  # "Pre-warmed"
    lower, head, subject = word.lower_, word.head, _subject(word)
    then, close = after.lower_ if after is not None else "", after is not None and after.i == word.i + 1
    if lower == "did" and (then in ("that", "so") or then in _lists()["determiners"]):
        return word
    if lower in ("had", "have", "did") and word.dep_ == "aux":
        return head if head.i - word.i < 5 and _subject(head) is None and not _is_impersonal(head) else None
    if ((subject is not None and subject.i >= told[0].i) or word.tag_ in ("MD", "VBZ") or _is_impersonal(word)
            or (word.tag_ == "VBG" and word.dep_ != "ROOT") or (lower == "let" and then == "'s")
            or (word.tag_ in ("VB", "VBP") and _is(word, "measures"))):
        return None
    if close and then in _lists()["determiners"] and word.pos_ in ("NOUN", "PROPN", "ADJ", "VERB"):
        noun = after if after.pos_ == "PRON" and after.tag_ != "PRP$" else after.head
        if word.tag_ != "VBG" and not _is(word, "changes") and noun.dep_ not in _SUBJECTS:
            return word
    verbal = word.pos_ == "VERB" and word.tag_ in ("VBD", "VBN", "VB", "VBP")
    past = lower in _lists()["pasts"] or re.match("..+ed$", lower)
    if not verbal and (_is(word, "changes") or not past):
        return None
    if word.dep_ in ("amod", "compound") and head.dep_ in _SUBJECTS and head.i > word.i:
        listed = head.head.tag_ == "VBD" and not _kids(head, "appos") and any(
            t.text == "," for t in told if head.i < t.i < head.head.i)
        return word if listed or lower in ("asked", "told") else None
    return None if not verbal and after is not None and after.tag_ == "VBD" else word


# --- actors -----------------------------------------------------------------------------------------------


def _who(noun) -> str:
    """Whom the head of a noun phrase stands for: I, we, other, nobody, thing; doubtful (a person or a thing,
    as the verb has it) or named (by a name that may be a product's)."""
    joined = [c for c in _kids(noun, "conj") if noun.i < c.i < noun.i + 8]
    whos = {_who_alone(noun), *(_who(c) for c in joined)}
    if len(whos) == 1:
        return whos.pop()
    if "we" in whos or ("I" in whos and len(whos) > 1):
        return "we"
    return next((w for w in ("other", *_UNSURE) if w in whos), "thing")


def _who_alone(noun) -> str:
    lower = noun.lower_
    before = [c for c in noun.lefts if c.dep_ in _BEFORE_NOUN]
    whose = next((c.lower_ for c in before if c.dep_ == "poss"), "")
    within = [g for c in _kids(noun, "prep") if c.lower_ in ("of", "on", "in") for g in _kids(c, "pobj")]
    if lower in _SELF | _OWN_GROUP:
        return "we" if lower in _OWN_GROUP else "I" if noun.pos_ == "PRON" or noun.text == "I" else "thing"
    if _is(noun, "nobody"):
        ours = lower.startswith("every") and any(_is(g, "teams") or g.lower_ == "us" for g in within)
        return "we" if ours else "nobody"
    if lower == "they":
        return _antecedent(noun)
    if lower in _lists()["somebody"]:
        return "other"
    if _is(noun, "parts") or noun.pos_ == "NUM":
        return _who(within[0]) if within else "thing"
    if _is(noun, "teams"):
        ours, modifiers = whose in ("our", "my"), [t for c in before for t in c.subtree if t.i < noun.i]
        if any(_is(c, "trial_groups") for c in before):
            return "thing"
        own = all(_is(t, "own_team") or (ours and _is(t, "own_fields")) for t in modifiers)
        apart = noun.tag_ == "NNS" or _kids(noun, "prep")
        return "we" if own and (ours or not apart) else "other"
    if noun.pos_ == "PRON":
        return "thing"
    described = any(_says(c, "who") for c in _kids(noun, "relcl")) or any(
        _name(c) != "thing" for c in _kids(noun, "appos"))
    if described or (whose != "" and lower == "reports"):
        return "other"
    if _is(noun, "doubtful"):
        return "thing" if lower == "people" and not before else "doubtful"
    lemma = noun.lemma_.lower()
    if _is(noun, "roles", "groups") or (len(lemma) > 5 and lemma.endswith(tuple(_lists()["person_endings"]))):
        return "other"
    if not any(c.dep_ in ("det", "poss") for c in before) and noun.text != "it" and _is(noun, "functions"):
        return "other"
    return _name(noun)


def _antecedent(pronoun) -> str:
    """Whom "they" stands for, by the nearest plural or group before it: other, or doubtful after a thing."""
    for i in range(pronoun.i - 1, max(-1, pronoun.i - 60), -1):
        token = pronoun.doc[i]
        if token.pos_ in ("NOUN", "PROPN") and not _is(token, "times"):
            if _is(token, "roles", "groups", "functions", "doubtful"):
                return "other"
            if token.tag_ in ("NNS", "NNPS"):
                return "doubtful"
    return "other"


def _name(noun) -> str:
    """other for a person's name, named for a name that may be a product's, else thing."""
    text = noun.text
    if not text[:1].isupper() or not text.isalpha() or noun.pos_ not in ("NOUN", "PROPN"):
        return "thing"
    if _is(noun, "products"):
        return "thing"
    if noun.ent_type_ == "PERSON":
        return "thing" if any(t.text == noun.lower_ for t in noun.doc) else "other"
    first = next((t for t in noun.sent if t.is_alpha), None)
    bare = not _kids(noun, "det", "poss", "amod", "nummod") and noun.ent_type_ not in ("DATE", "TIME")
    return "named" if first != noun and bare and not text.isupper() else "thing"


def _is_first_name(noun, verb, told: list) -> bool:
    """Whether the bare noun that opens a sentence is a person, since its verb needs one ("Ines chose")."""
    objects = [c for c in _kids(verb, "dobj") if c.tag_ != "VBN"]
    if (noun not in _opening(told)[:1] or noun.pos_ not in ("NOUN", "PROPN") or not noun.text.isalpha()
            or not noun.text[0].isupper() or noun.text.isupper()
            or _kids(noun, "det", "poss", "amod", "compound")
            or _is(noun, "works", "actions", "measures", "products", "things")
            or noun.lower_.endswith(tuple(_lists()["thing_endings"]))
            or any(t.text == noun.lower_ for t in noun.doc)):
        return False
    named = noun.tag_ in ("NNP", "NNPS") or noun.ent_type_ == "PERSON"
    if not named and not _is(verb, "deliberate", "speech"):
        return False
    if (_is(verb, "changes") and not _is(verb, "human", "volitions")) or any(
            c.lower_ == "%" or c.pos_ == "NUM" for c in objects):
        return False
    return bool(objects or _is(verb, "motions") or _kids(verb, "xcomp", "dative")
                or (verb.lemma_ in ("find", "see") and _object(verb)))
