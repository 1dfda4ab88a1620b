"""Stories to take out of the coach: the formats, the files' names, and what is written in each.

Text formats are those of the story bank; Word and the sheet to print have files of their own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from coach.draft import AUDIENCES, Draft
from prompts import load_audiences, load_prompts
from stories import Story, dump_csv, dump_json, dump_jsonl, dump_markdown, make_title

LONGEST_NAME = 60
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³")}


@dataclass(frozen=True)
class Format:
    """A format: what people call it, its file ending and its media type."""

    label: str
    suffix: str
    mime: str


FORMATS = {
    "markdown": Format("Markdown", ".md", "text/markdown"),
    "jsonl": Format("JSON Lines", ".jsonl", "application/jsonl"),
    "json": Format("JSON", ".json", "application/json"),
    "csv": Format("CSV", ".csv", "text/csv"),
    "docx": Format("Word", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "sheet": Format("a sheet to print", ".html", "text/html"),
}
TEXTS = {"markdown": dump_markdown, "jsonl": dump_jsonl, "json": dump_json, "csv": dump_csv}


def file_name(title: str, suffix: str, fallback: str = "story") -> str:
    """A file name made of the title's letters and digits, in any script, which every system takes: lower case, hyphens
    between the words, at most 60 characters and 180 bytes before the suffix, no name that Windows keeps for devices."""
    words = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in
                    unicodedata.normalize("NFC", title.lower()))
    name = "-".join(words.split())[:LONGEST_NAME]
    while len(name.encode()) > 180:
        name = name[:-1]
    name = name.strip("-") or fallback
    return (f"{name}-{fallback}" if name in _RESERVED else name) + suffix


def draft_of(story: Story) -> Draft:
    """The story as a draft to critique; a prompt or audience that this version does not know is left out.

    Raises InputError as Draft does, for a story without words, say.
    """
    record = story.as_record()
    if record.get("prompt") not in {p.id for p in load_prompts()}:
        record.pop("prompt", None)
    if record.get("audience") not in AUDIENCES:
        record.pop("audience", None)
    return Draft.from_record(record)


def question_of(story: Story) -> str:
    """What the story answers, in an interviewer's words; "" where nothing known is chosen."""
    if story.kind == "explanation":
        known = load_audiences().get(story.audience)
        whom = f" to {known.spoken if known else story.audience}" if story.audience else ""
        return f"Explain {story.concept}{whom}." if story.concept else f"Explain it{whom}." if whom else ""
    return next((p.wordings[0] for p in load_prompts() if p.id == story.prompt), "")


def plain_text(stories: Sequence[Story]) -> str:
    """The words alone, for the clipboard: a story as it would be said; several each under its title."""
    def words(story: Story) -> str:
        return story.text or "\n\n".join(text for _, text in story.sections)

    if len(stories) == 1:
        return words(stories[0])
    return "\n\n\n".join(f"{make_title(story)}\n\n{words(story)}" for story in stories)
