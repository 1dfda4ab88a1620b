"""STAR headings in Markdown: where the parts of a draft begin, and how a text is written so that
none of its own lines is taken for one.

Written and read alike, by three rules that Markdown has, too:

- a line that would be read as a heading or as the beginning of the next story gets a backslash;
- white space at either end of a text, and a carriage return anywhere, is a character reference
  (`&#13;`), so that a file survives every change of its line endings;
- such a reference that was in the text already gets a backslash.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .types import SECTION_NAMES

_SYNONYMS = {
    "situation": ("situation", "context", "background"),
    "task": ("task", "tasks", "goal", "goals"),
    "action": ("action", "actions", "what i did"),
    "result": ("result", "results", "outcome", "outcomes"),
    "reflection": (
        "reflection", "reflections", "learning", "learnings", "what i learned",
        "lesson", "lessons", "lessons learned",
    ),
}  # fmt: skip
_COMPONENT = {name: component for component, names in _SYNONYMS.items() for name in names}

# "## Result", "# 4. **Results:**"; or bold: "**Result:** in the same line", "- **Result**".
_NAME = "|".join(sorted((name.replace(" ", "[ \t]+") for name in _COMPONENT), key=len, reverse=True))
_BOLD = r"(?:\*\*|__)"
_HEADING = (
    rf"(?:#{{1,6}}[ \t]+(?:\d{{1,2}}[.)][ \t]+)?[*_]{{0,3}}(?P<name>{_NAME})[*_: \t]*\#*[ \t]*$"
    rf"|(?:(?:[-*+]|\d{{1,2}}[.)])[ \t]+)?{_BOLD}(?P<bold>{_NAME})"
    rf"(?:[ \t]*:[ \t]*{_BOLD}|{_BOLD}[ \t]*:|{_BOLD}[ \t]*$))"
)
_FLAGS = re.IGNORECASE | re.ASCII | re.MULTILINE
_SECTION = re.compile(rf"^ {{0,3}}{_HEADING}", _FLAGS)
_TITLE = re.compile(r" {0,3}#{1,6}[ \t]+(\S.*?)(?:[ \t]+#+)?[ \t]*(?:\n|\Z)")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?=[\w-]+[ \t]*:)(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_NEXT_STORY = r"---\nkind:"


def split_sections(
    text: str, kind: str = "story"
) -> tuple[str | None, tuple[tuple[str, str], ...] | None, str]:
    """A Markdown draft as (title, sections, free text).

    The title is a heading in the first line that names no part of a story; else None. With
    headings that name parts, sections is a tuple of (name, text) in the order of SECTION_NAMES,
    without empty ones, and the free text is ""; two headings of the same part are joined, and
    what stands before the first heading belongs to the situation. Other headings stay in the
    text. Without such headings, and always for kind "explanation", sections is None and the
    free text holds everything below the title. Front matter is left out.
    """
    title, body = _take_title(_parts(text)[1].strip(), kind)
    headings = list(_SECTION.finditer(body)) if kind == "story" else []
    if not headings:
        return title, None, unprotect(body, kind, titled=title is not None)
    parts: dict[str, list[str]] = {name: [] for name in SECTION_NAMES}
    parts["situation"].append(body[: headings[0].start()])
    for heading, after in zip(headings, [*(h.start() for h in headings[1:]), len(body)], strict=True):
        name = " ".join((heading["name"] or heading["bold"]).lower().split())
        parts[_COMPONENT[name]].append(body[heading.end() : after])
    joined = {
        name: "\n\n".join(unprotect(part.strip(), kind) for part in found if part.strip())
        for name, found in parts.items()
    }
    return title, tuple((name, part) for name, part in joined.items() if part), ""


def front_matter(text: str) -> dict[str, str]:
    """The `key: value` lines between two `---` at the beginning, values as they stand; may be {}."""
    lines = (line.partition(":") for line in _parts(text)[0].split("\n"))
    return {key.strip(): value.strip() for key, _, value in lines if value.strip()}


def split_stories(text: str) -> list[str]:
    """The Markdown of each story in a file of several."""
    parts = re.split(rf"^(?={_NEXT_STORY})", _plain(text), flags=re.MULTILINE)
    return [part for part in parts if part.strip()]


def is_title(title: str, kind: str) -> bool:
    """Whether `# title` is read back as this title."""
    return _take_title(f"# {title}", kind)[0] == title


def protect(text: str, kind: str, titled: bool = True) -> str:
    """The text as it is written under a heading; `unprotect` gives it back.

    `titled` is False for a free text that no title stands above: its own first heading would
    then be taken for one.
    """

    def reference(match: re.Match[str]) -> str:
        slashes, space, code = match.groups()
        if space:
            return f"{slashes * 2}&#{ord(space)};"
        return f"{slashes * 2}\\&#{code};" if _is_space(code) else match[0]

    text = re.sub(r"(\\*)(?:(\r|\A\s|\s\Z)|&#([0-9]{1,5});)", reference, text)
    return _lines(kind, titled, r"\\*").sub(lambda match: match[0] + "\\", text)


def unprotect(text: str, kind: str, titled: bool = True) -> str:
    """The text as it was before `protect`."""

    def reference(match: re.Match[str]) -> str:
        slashes, code = match.groups()
        if not _is_space(code):
            return match[0]
        half = "\\" * (len(slashes) // 2)
        return half + (f"&#{code};" if len(slashes) % 2 else chr(int(code)))

    text = _lines(kind, titled, r"\\+").sub(lambda match: match[0][:-1], text)
    return re.sub(r"(\\*)&#([0-9]{1,5});", reference, text)


@lru_cache
def _lines(kind: str, titled: bool, slashes: str) -> re.Pattern[str]:
    """Where a line needs a backslash, or has one."""
    core = f"{_NEXT_STORY}|{_HEADING}" if kind == "story" else _NEXT_STORY
    pattern = rf"^ {{0,3}}{slashes}(?={core})"
    return re.compile(pattern if titled else rf"{pattern}|\A{slashes}(?=\#{{1,6}}[ \t]+\S)", _FLAGS)


def _take_title(body: str, kind: str) -> tuple[str | None, str]:
    match = _TITLE.match(body)
    if not match or (kind == "story" and _SECTION.match(body)):
        return None, body
    return match[1], body[match.end() :].strip()


def _parts(text: str) -> tuple[str, str]:
    text = _plain(text)
    match = _FRONT_MATTER.match(text)
    return (match[1], text[match.end() :]) if match else ("", text)


def _plain(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").lstrip("\n")


def _is_space(code: str) -> bool:
    return chr(int(code)).isspace()
