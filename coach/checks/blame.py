"""blame: others are run down."""

from coach.checks.base import Check, Flag
from coach.checks.phrases import find


def look(reading, text):
    return [Flag(a, b) for a, b in find(reading, text.pattern("phrases"))]


CHECK = Check("blame", look)
