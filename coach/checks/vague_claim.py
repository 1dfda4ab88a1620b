"""vague-claim: an effect is asserted and no figure given for it."""

from coach.checks.base import Check, Flag


def look(reading, text):
    flags = []
    for claim in reading.claims:
        if claim.vague:
            [question] = text.words[claim.kind]
            about = "“{about}”: " if claim.about else ""
            flags.append(Flag(claim.start, claim.end, {"about": claim.about}, question=about + question))
    return flags


CHECK = Check("vague-claim", look)
