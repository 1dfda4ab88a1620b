"""Who does what a verb says: its subject, its agent, or nobody; and whether anything is done at all."""

from __future__ import annotations

from coach.reading.agency_actors import is_first_name, is_rare, name_label, who_is
from coach.reading.agency_words import (
    OWN_GROUP,
    PAST,
    PEOPLE,
    SELF,
    UNSURE,
    VERB,
    in_list,
    is_modal,
    kids,
    lists,
    object_of,
    says,
    subject_of,
)


def actor_of(verb, owner, subject, told: list) -> tuple:
    """(label, the last token that shows it or None) of a clause with a subject."""
    who, pointing = who_is(subject), subject.lower_ in ("it", "this", "that", "here")
    if verb.lemma_ == "be" or any(c.lemma_ == "be" for c in kids(verb, "aux", "auxpass")):
        # "What I did first was …", "the first thing I did was …"
        for inner in (subject, *kids(subject, "relcl", "acl")):
            actor = subject_of(inner) if inner.pos_ in VERB else None
            if actor is not None and who_is(actor) in PEOPLE and any(
                    in_list(t, "doing") for t in (inner, *kids(inner, "xcomp"))):
                return who_is(actor), None
    if subject.lower_ == "i" and subject.i > 1 and subject.nbor(-1).lower_ == "and" and subject.nbor(-2).text != "," and (
            any(c != subject and c.i < subject.i for c in kids(verb, "nsubj"))
            or (verb.dep_ == "conj" and verb.head.i == subject.i - 2 and who_is(verb.head) in PEOPLE)):
        return "we", None  # "The squad and I walked"
    if subject.dep_ == "expl" or subject.lower_ == "there":
        things = [c for c in kids(verb, "attr", "dobj", "nsubj") if c != subject]
        if not things or not _is_action(things[0]):
            return "na", None
        return _sender(things[0]) or ("none", things[0])
    if _is_passive(verb, owner):
        return _of_passive(verb, owner, subject)
    late = [c for c in kids(verb, "xcomp") if kids(c, "auxpass")]
    if late and who == "thing" and verb.lemma_ in ("have", "need", "end"):
        return "none", late[0]
    if verb.lemma_ in ("be", "become", "remain"):
        return _of_copula(verb, subject)
    if verb.lemma_ in ("come", "stem", "arrive") and _is_action(subject):
        return _sender(verb) or ("none", None)
    if subject.dep_ in ("csubj", "csubjpass") or (verb.lemma_ in ("take", "cost") and pointing):
        for child in kids(verb, "dative", "dobj", "iobj"):  # "reproducing it took me five weeks"
            if who_is(child) in (*PEOPLE, *UNSURE):
                return who_is(child) if who_is(child) in PEOPLE else "other", child
        return "I" if subject.dep_ == "csubj" and subject.tag_ == "VBG" else "na", None
    owned = any(c.lower_ in ("my", "our") for c in kids(subject, "poss"))
    if in_list(subject, "works", *(("actions",) if owned else ())) and kids(verb, "dobj") and not in_list(verb, "changes"):
        whose = next((c.lower_ for c in kids(subject, "poss")), "")  # "my fix replaced", "Patch replaced"
        bare = not kids(subject, "det", "poss", "compound", "amod") and subject.tag_ in ("NN", "NNP")
        if whose in ("my", "our") or bare:
            return "we" if whose == "our" else "I", None
    if who == "I" and verb.dep_ == "conj" and verb.head.i == subject.i - 2 and name_label(verb.head) != "thing":
        who = "we"  # "Helga and I went", taken apart by the parser
    elif who == "thing" and is_first_name(subject, verb, told):
        who = "other"
    elif who == "doubtful":
        does = in_list(verb, "human", "speech") or (
            in_list(subject, "doers") and verb.tag_ == "VBD" and kids(verb, "dobj") and not counts(verb)
            and not in_list(verb, "changes", "states"))
        who = "other" if does and not is_modal(verb) else "thing"
    elif who == "named":
        person = is_rare(subject) and kids(verb, "dobj") and not counts(verb)
        who = "thing" if in_list(verb, "changes") and not in_list(verb, "human") and not person else "other"
    if who == "thing" and in_list(verb, "speech") and verb.tag_ == "VBD" and not (
            pointing or counts(verb) or subject.pos_ == "PRON" or not kids(subject, "det", "poss", "compound")
            or in_list(subject, "measures", "things", "works", "documents")):
        who = "other"
    if in_list(subject, "contributions") and any(c.lower_ == "my" for c in kids(subject, "poss")):
        return "I", None
    if who != "thing":
        finding = who == "other" and _is_finding(verb, subject)
        return who if who in PEOPLE and acts(verb) and not finding else "na", None
    happens = (in_list(verb, "happenings") and not object_of(verb)) or says(verb, "place", "ahead") or (
        verb.lemma_ == "come" and subject.i > verb.i)
    if happens and _is_action(subject):
        return "none", None
    return "none" if _is_bare_passive(verb, subject) else "na", None


def _sender(token) -> tuple | None:
    """Label and token of the person after the token's "from", None where there is none."""
    for source in kids(token, "prep"):
        for noun in kids(source, "pobj") if source.lower_ == "from" else ():
            if who_is(noun) in (*PEOPLE, *UNSURE):
                return who_is(noun) if who_is(noun) in PEOPLE else "other", noun
    return None


def is_occasion(noun, verb) -> bool:
    """Whether a note names an occasion before a comma and goes on ("Quick spike, then wrote it up")."""
    if noun.pos_ != "NOUN" or not noun.is_alpha or kids(noun, "poss", "appos", "relcl", "conj", "acl") or any(
            c.lower_ != "no" for c in kids(noun, "det")):
        return False
    between = [t for t in verb.doc[noun.i + 1:verb.i] if t.pos_ not in ("ADV", "CCONJ", "SCONJ")]
    commas = sum(t.text == "," for t in between)
    return (verb.tag_ in PAST and commas == 1 and between[-1].text == ","
            and not kids(verb, "aux", "auxpass"))


def counts(verb) -> bool:
    """Whether the verb's object is a figure ("explained 70% of the residual")."""
    return any(in_list(c, "shares") or c.pos_ == "NUM" or kids(c, "nummod")
               for c in kids(verb, "dobj", "npadvmod", "attr"))


def is_impersonal(verb) -> bool:
    """Whether a verb without subject tells of a thing ("Didn't help"; "Dropped gender" is the speaker's)."""
    if verb.lower_ in ("ran", "went"):
        through = any(kids(c, "pobj") for c in verb.rights if c.lower_ in ("up", "down"))
        return says(verb, "out", "from", "up", "down") and not through and not kids(verb, "dobj")
    if in_list(verb, "impersonal") and not kids(verb, "dobj"):
        return verb.lemma_ != "turn" or says(verb, "out")
    return bool(kids(verb, "acomp")) or (in_list(verb, "yields", "impersonal") and counts(verb))


def _is_finding(verb, subject) -> bool:
    """Whether what several do is a measurement ("they explained a tenth", "annotators agreed on 71%")."""
    if subject.lower_ in ("they", "those", "others", "theirs", "hers", "his") and (
            counts(verb) or (in_list(verb, "changes") and not in_list(verb, "volitions") and not object_of(verb))):
        return True
    return subject.tag_ in ("NNS", "PRP") and subject.lower_ not in ("he", "she") and any(
        t.lower_ == "%" for c in verb.rights if c.dep_ in ("dobj", "prep", "npadvmod") for t in c.subtree)


def acts(verb) -> bool:
    """Whether a person who is the verb's subject does something."""
    clauses, objects = kids(verb, "advcl"), kids(verb, "dobj")
    if verb.tag_ in ("VB", "VBP", "VBZ") and any(says(c, "if", "whenever") for c in clauses):
        return False
    if in_list(verb, "hedges") and (verb.tag_ == "VBP" or is_modal(verb)):
        return False
    if any(c.lower_ == "nothing" for c in objects):
        return False
    if verb.lemma_ == "do":
        return bool(kids(verb, "dobj", "oprd", "ccomp", "prep"))
    if verb.lemma_ == "have":  # "had a look", "had it done", "had it running", "had to do it"
        if objects and any(in_list(t, "readiness") for t in verb.subtree if t.i > objects[0].i):
            return True
        within = [c for thing in objects for c in thing.children]
        return bool(kids(verb, "ccomp", "xcomp")) or any(
            in_list(c, "light_objects") and not says(c, "no") for c in objects) or any(
            c.tag_ == "VBN" and any(d.i > c.i for d in kids(c.head, "det", "poss")) for c in within) or any(
            c.dep_ in ("acl", "relcl", "advcl", "oprd") and c.tag_ in PAST and subject_of(c) is None
            for c in (*within, *verb.children) if objects)
    if verb.lemma_ in ("get", "go", "grow", "turn", "fall", "keep", "stay", "remain", "look", "come") and not objects and any(
            c.nbor(-1).text != "," for c in kids(verb, "acomp")):
        return False
    return not in_list(verb, "states")


def _is_passive(verb, owner) -> bool:
    if kids(verb, "auxpass", "nsubjpass"):
        return True
    return (owner != verb and verb.tag_ in PAST and bool(kids(owner, "auxpass", "nsubjpass"))
            and not kids(verb, "aux") and not object_of(verb))


def _verb_above(token):
    """The nearest verb above the token."""
    token = token.head
    while token.pos_ not in VERB and token.dep_ != "ROOT":
        token = token.head
    return token


def _of_passive(verb, owner, subject) -> tuple:
    """The same as `actor_of` for a passive clause, whose participle is `verb`."""
    for by in verb.rights:
        noun = next(iter(kids(by, "pobj")), None)
        if by.lower_ != "by" or noun is None:
            continue
        if who_is(noun) in (*PEOPLE, *UNSURE):
            return who_is(noun) if who_is(noun) in PEOPLE else "other", noun
        if noun.lower_ == "%" or (by.dep_ == "agent" and noun.ent_type_ not in ("DATE", "TIME")
                                  and (noun.tag_ == "NNS" or kids(noun, "det", "poss", "nummod"))
                                  and not in_list(verb, "succeeds")):
            return "na", None
    late = [n for by in verb.subtree if by.lower_ == "by" and by.i > verb.i and by.head != verb for n in kids(by, "pobj")]
    if doer := next((n for n in late if who_is(n) in PEOPLE and _verb_above(n) == verb), None):
        return who_is(doer), doer  # "were switched off on nights by Dieter"
    if who_is(subject) in PEOPLE and in_list(verb, "sharing"):
        return who_is(subject), verb
    aux = [*kids(verb, "aux", "auxpass"), *kids(owner, "aux", "auxpass")]
    general = any(c.tag_ in ("VBZ", "VBP") for c in aux) and any(
        t.tag_ == "WRB" or t.lower_ == "if" for c in kids(verb, "advcl") for t in c.lefts)
    general |= any(t.lower_ == "whenever" for c in kids(verb, "advcl") for t in c.lefts)
    describes = general or _is_rate(verb) or any(c.tag_ == "MD" for c in aux) or (any(in_list(c, "now") for c in aux) and not any(
        c.lower_ in ("been", "being") for c in aux))
    counted = in_list(verb, "findings", "judged") and (subject.lower_ in ("%", "percent") or (subject.pos_ == "NUM" and not kids(subject, "compound", "nmod")))
    found = in_list(verb, "findings") and subject.lower_ != "it" and (
        in_list(subject, "measures") or bool(kids(verb, "xcomp")))
    nobody = subject.lower_ in ("nobody", "nothing", "none")
    if describes or counted or found or nobody or is_condition(verb) or in_list(verb, "faults"):
        return "na", None
    return "none", verb


def _is_rate(participle) -> bool:
    """Whether "in 77%", "in 22 of 150 cases" or "at 2.7 times" follows: a figure that was found."""
    return any(c.lower_ in ("in", "at", "for") and (
        any(t.lower_ in ("%", "percent", "times") for t in c.subtree)
        or any(t.pos_ == "NUM" and any(says(g, "of") for g in (t, t.head)) and sum(
            u.pos_ == "NUM" for u in c.subtree) > 1 for t in c.subtree)) for c in kids(participle, "prep"))


def is_condition(participle) -> bool:
    """Whether a participle describes ("was based on", "mislabelled") rather than tells what was done."""
    lower = participle.lower_
    if lower == "called" and any(c.lower_ in ("in", "off", "for", "up", "out") for c in participle.rights):
        return False
    stems = (lower[:-2], lower[:-1], lower[:-3], lower[:-3] + "y") if lower.endswith("ed") else ()
    return (in_list(participle, "conditions") or any(s in lists()["conditions"] for s in stems)
            or lower.startswith("mis") or any(c.lower_ == "well" for c in participle.lefts))


def _of_copula(verb, subject) -> tuple:
    """"It was Jonas who found it", "it was me", "my first step was to …", "I was able to …"."""
    who, pointing = who_is(subject), subject.lower_ in ("it", "that", "this", "here")
    for state in kids(verb, "acomp", "prep"):
        if who in PEOPLE and (in_list(state, "sharing") or (state.lower_ == "in" and any(
                c.lower_ == "charge" for c in kids(state, "pobj")))):
            return who, state
    for noun in (subject, *kids(verb, "attr")):
        if in_list(noun, "contributions") and (whose := {c.lower_ for c in kids(noun, "poss")}) & {"my", "our"}:
            return "I" if "my" in whose else "we", None
    for state in kids(verb, "acomp"):
        # A participle that the parser takes for an adjective: "were leveraged".
        if (who == "thing" and verb.tag_ in PAST
                and (state.lower_.endswith("ed") or in_list(state, "participles"))
                and not state.lower_.startswith(("un", "out", "over", "under", "mis"))
                and not any(in_list(c, "degrees") for c in kids(state, "advmod"))):
            return _of_passive(state, verb, subject)
    for child in verb.rights:
        if who in PEOPLE and child.lower_ == "like" and verb.doc[child.i + 1:child.i + 2].text == ",":
            return who, child
        if who in PEOPLE and ((in_list(child, "enabled") and kids(child, "xcomp", "relcl", "acl"))
                               or (child.dep_ == "advcl" and child.tag_ == "VBG" and not subject_of(child))):
            return who, child
        actor = subject_of(child) if child.pos_ in VERB else None
        told = in_list(child, "doing") or any(t.lower_ in ("when", "how") for t in child.lefts)
        told = told and pointing and child.dep_ in ("advcl", "ccomp")
        if told and actor is not None and who_is(actor) in PEOPLE:
            return who_is(actor), child
    for noun in kids(verb, "attr", "nsubj") if pointing else ():
        follows = (*kids(noun, "relcl", "acl"), *kids(verb, "relcl", "ccomp", "advcl"))
        if noun.i > verb.i and who_is(noun) in (*PEOPLE, "named") and (
                noun.lower_ in SELF | OWN_GROUP or any(says(c, "who", "that") for c in follows)):
            return who_is(noun) if who_is(noun) in PEOPLE else "other", noun
    if in_list(subject, "works") and any(c.tag_ in ("VB", "VBG") for c in kids(verb, "xcomp", "ccomp", "attr")):
        whose = next((c.lower_ for c in kids(subject, "poss")), "")
        return {"my": "I", "our": "we", "": "none"}.get(whose, "other"), None
    return "na", None


def _is_action(noun) -> bool:
    """Whether the noun names something done: "a rewrite", "the migration", "a go-live"."""
    word, left = noun.lemma_.lower(), noun.i
    while left > noun.sent.start and not noun.doc[left - 1].whitespace_:
        left -= 1
    return in_list(noun, "actions") or noun.doc[left:noun.i + 1].text.lower() in lists()["actions"] or (
        len(word) > 7 and word.endswith(("ation", "ment")) and not in_list(noun, "measures", "static"))


def _is_bare_passive(verb, subject) -> bool:
    """"War room opened, old certificate found": in notes, a thing and what was done to it."""
    return (not in_list(verb, "finite") and (verb.dep_ in ("ROOT", "conj") or verb.i < verb.head.i) and verb.tag_ in PAST
            and (subject.pos_ in ("NOUN", "PROPN") or subject.lower_ == "one")
            and not kids(subject, "det", "poss", "nummod") and not in_list(verb, "changes", "states")
            and not is_condition(verb) and not kids(verb, "neg")
            and all(c.tag_ == "VBN" for c in kids(verb, "dobj")) and not kids(verb, "aux", "auxpass"))
