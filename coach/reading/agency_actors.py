"""Who a noun or pronoun is: I, we, other, a thing, or not to be told."""

from __future__ import annotations

from wordfreq import zipf_frequency

from coach.reading.agency_words import (
    BEFORE_NOUN,
    OWN_GROUP,
    SELF,
    UNSURE,
    in_list,
    kids,
    lists,
    object_of,
    opening_of,
    says,
)


def who_is(noun) -> str:
    """Whom the head of a noun phrase stands for: I, we, other, nobody, thing; doubtful (a person or a thing,
    as the verb has it) or named (by a name that may be a product's)."""
    joined = [c for c in kids(noun, "conj") if noun.i < c.i < noun.i + 8]
    whos = {_who_alone(noun), *(who_is(c) for c in joined)}
    if len(whos) == 1:
        return whos.pop()
    if "we" in whos or ("I" in whos and len(whos) > 1):
        return "we"
    return next((w for w in ("other", *UNSURE) if w in whos), "thing")


def _who_alone(noun) -> str:
    lower = noun.lower_
    before = [c for c in noun.lefts if c.dep_ in BEFORE_NOUN]
    whose = next((c.lower_ for c in before if c.dep_ == "poss"), "")
    within = [g for c in kids(noun, "prep") if c.lower_ in ("of", "on", "in") for g in kids(c, "pobj")]
    if noun.text == "IT":
        return "other"
    if lower in SELF | OWN_GROUP:
        return "we" if lower in OWN_GROUP else "I" if noun.pos_ == "PRON" or noun.text == "I" else "thing"
    if in_list(noun, "nobody"):
        ours = lower.startswith("every") and any(in_list(g, "teams") or g.lower_ == "us" for g in within)
        return "we" if ours else "nobody"
    if lower == "they":
        return _antecedent(noun)
    if lower in lists()["somebody"]:
        return "other"
    if in_list(noun, "parts") or noun.pos_ == "NUM":
        return who_is(within[0]) if within else "thing"
    if in_list(noun, "teams"):
        ours, modifiers = whose in ("our", "my"), [t for c in before for t in c.subtree if t.i < noun.i]
        if any(in_list(c, "trial_groups") for c in before):
            return "thing"
        own = all(in_list(t, "own_team") or (ours and in_list(t, "own_fields")) for t in modifiers)
        apart = noun.tag_ == "NNS" or kids(noun, "prep")
        return "we" if own and (ours or not apart) else "other"
    if noun.pos_ == "PRON":
        return "thing"
    if whose == "our" and in_list(noun, "own_groups"):
        return "we"
    described = any(says(c, "who") for c in kids(noun, "relcl")) or any(
        name_label(c) != "thing" for c in kids(noun, "appos"))
    if described or (whose != "" and lower == "reports"):
        return "other"
    if in_list(noun, "doubtful"):
        return "thing" if lower == "people" and not before else "doubtful"
    lemma = noun.lemma_.lower()
    if in_list(noun, "roles", "groups") or (len(lemma) > 5 and lemma.endswith(tuple(lists()["person_endings"]))):
        return "other"
    named = lower in lists()["functions"] or (noun.tag_ != "NNS" and in_list(noun, "functions"))
    if named and noun.text != "it" and not any(c.dep_ in ("det", "poss") for c in before):
        return "other"
    return name_label(noun)


def _antecedent(pronoun) -> str:
    """Whom "they" stands for, by the nearest plural or group before it: other, or doubtful after a thing."""
    for i in range(pronoun.i - 1, max(-1, pronoun.i - 60), -1):
        token = pronoun.doc[i]
        if token.pos_ in ("NOUN", "PROPN") and not in_list(token, "times"):
            if in_list(token, "roles", "groups", "functions", "doubtful"):
                return "other"
            if token.tag_ in ("NNS", "NNPS"):
                return "doubtful"
    return "other"


def name_label(noun) -> str:
    """other for a person's name, named for a name that may be a product's, else thing."""
    text = noun.text
    if not text[:1].isupper() or not text.isalpha() or noun.pos_ not in ("NOUN", "PROPN"):
        return "thing"
    if in_list(noun, "products"):
        return "thing"
    if noun.ent_type_ == "PERSON":
        return "thing" if any(t.text == noun.lower_ for t in noun.doc) else "other"
    first = next((t for t in noun.sent if t.is_alpha), None)
    bare = not kids(noun, "det", "poss", "amod", "nummod") and noun.ent_type_ not in ("DATE", "TIME")
    return "named" if first != noun and bare and not text.isupper() else "thing"


def is_rare(noun) -> bool:
    """Whether a capitalised word is so rare in English (a use in a million words) that it must be a name."""
    return (noun.text[:1].isupper() and noun.text.isalpha() and not noun.text.isupper()
            and not in_list(noun, "products") and zipf_frequency(noun.lower_, "en") < 3.0)


def is_first_name(noun, verb, told: list) -> bool:
    """Whether the bare noun that opens a sentence is a person, since its verb needs one ("Ines chose")."""
    objects = [c for c in kids(verb, "dobj") if c.tag_ != "VBN"]
    if (noun not in opening_of(told)[:1] or noun.pos_ not in ("NOUN", "PROPN") or not noun.text.isalpha()
            or not noun.text[0].isupper() or noun.text.isupper()
            or kids(noun, "det", "poss", "amod", "compound")
            or in_list(noun, "works", "actions", "measures", "products", "things")
            or noun.lower_.endswith(tuple(lists()["thing_endings"]))
            or any(t.text == noun.lower_ for t in noun.doc)):
        return False
    if in_list(noun, "first_names") and verb.tag_ == "VBD":
        return True
    named = noun.tag_ in ("NNP", "NNPS") or noun.ent_type_ == "PERSON" or is_rare(noun)
    if not named and not in_list(verb, "deliberate", "speech"):
        return False
    if (in_list(verb, "changes") and not in_list(verb, "human", "volitions")) or any(
            c.lower_ == "%" or c.pos_ == "NUM" for c in objects):
        return False
    return bool(objects or in_list(verb, "motions") or kids(verb, "xcomp", "dative")
                or (verb.lemma_ in ("find", "see") and object_of(verb)))
