"""vague-claim: an effect is asserted and no figure given for it."""

import re

from wordfreq import zipf_frequency

from coach.checks.base import Check, Flag

# A capitalised word this frequent in English (a use in a million words) only begins the sentence.
COMMON = 3.0

_MORE = re.compile(r"\b(faster|slower|quicker|cheaper|shorter|longer|smaller|larger|bigger|higher|lower|better|worse|happier|safer|"
                   r"snappier|noisier|cleaner|smoother|easier|simpler|earlier|later|(?:more|less) (?:accurate|reliable|stable|robust|"
                   r"efficient|expensive|precise|popular|responsive))\b", re.IGNORECASE)
_YOURS = {"my": "your", "our": "your", "me": "you", "us": "you", "mine": "yours", "ours": "yours"}


def look(reading, text):
    flags = []
    for claim in reading.claims:
        if claim.vague:
            more = _MORE.search(claim.text)
            with_thing, without = text.words["compared" if more and claim.kind != "liking" else claim.kind]
            about = " ".join(_YOURS.get(w.lower(), w) for w in claim.about.split())
            if about[1:].islower() and zipf_frequency(about.split()[0].lower(), "en") > COMMON:
                about = about[0].lower() + about[1:]
            question = (with_thing if about else without).format(about=about, more=more[0].lower() if more else "")
            flags.append(Flag(claim.start, claim.end, {"about": claim.about}, question=question))
    return flags


CHECK = Check("vague-claim", look)
