"""What people typed, made safe for the places that would read more into it than text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# Links, addresses, :emoji: and arrows are found in the text after its escapes are undone; a word joiner, which
# takes no room, keeps them apart.
_FOUND_LATER = re.compile(r"(?<=[:@<=\-])(?=\S)|(?<=\S)(?=[:@>\-])|(?<=www)(?=\.)", re.IGNORECASE)

# All signs but those of plain sentences, and the dot by which an address without "http" is known.
_ACTED_ON = re.compile(r"[^\w\s.,;'’“”\"%&?!+=…–—-]|_|(?<=www)\.|\\", re.IGNORECASE)


def escaped(text: object) -> str:
    """`text` for HTML, in content and in quoted attributes; line breaks stay line breaks to the eye."""
    return html.escape(str(text)).replace("\n", "<br>")


def items(texts: Iterable[str]) -> str:
    """The texts as a list, for HTML."""
    return "<ul>" + "".join(f"<li>{escaped(t)}</li>" for t in texts) + "</ul>"


def plain_markdown(text: str) -> str:
    """`text` for a place that takes only Markdown: labels and banners show it as it was typed, in one line."""
    joined = _FOUND_LATER.sub("\u2060", " ".join(text.split()))
    return _PUNCTUATION.sub(r"\\\1", joined)


def said(text: str) -> str:
    """`text` for the label of a control that is read aloud as it stands and drawn, though hidden, as Markdown: in one line,
    without the signs that Markdown would act on."""
    return " ".join(_ACTED_ON.sub(" ", text).split())


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 story", "3 stories"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
