"""A story, or many, as a Word document, the coach's findings as comments on the very words."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise

from coach.checks import find_check
from coach.errors import InputError
from coach.report import Finding, Report
from coach.takeaway import question_of
from stories import Story, make_title

AUTHOR, INITIALS = "Star coach", "SC"
FONT = "Calibri"
MOST_IN_PROPERTY = 255  # characters that a document's property may have

# What XML 1.0 can't hold, in any spelling; each becomes one replacement character, so that offsets stay.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")


def word(stories: Sequence[Story], reports: Mapping[str, Report | InputError] | None = None) -> bytes:
    """The bytes of a .docx file with the stories, each from a second one on beginning a page.

    A story has its title, the question it answers, and its parts under headings, or its free text. `reports` holds
    reports on stories by their ids (see `takeaway.draft_of`): each finding becomes a comment on the words that it is
    about, one about the whole on the title. The error that stood in the way of a report becomes one on the title, too.
    The file names nobody as its author.
    """
    import docx

    document = docx.Document()
    _style(document)
    several = len(stories) > 1
    for number, story in enumerate(stories):
        _write(document, story, (reports or {}).get(story.id), several, number > 0)
    properties = document.core_properties
    properties.title = xml_text("Stories" if several or not stories else make_title(stories[0]))[:MOST_IN_PROPERTY]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def xml_text(text: str) -> str:
    """The text with what XML can't hold replaced, one character by one."""
    return _NOT_XML.sub("\ufffd", text)


@dataclass
class _Runs:
    """The runs of a story's text, each with its place in the draft's text."""

    cuts: set[int]
    placed: list[tuple[int, int, object]] = field(default_factory=list)

    def add(self, paragraph, text: str, start: int) -> None:
        """`text`, which begins at `start`, as runs that end wherever a finding begins or ends."""
        stops = sorted({start, start + len(text), *(c for c in self.cuts if start < c < start + len(text))})
        for a, b in pairwise(stops):
            self.placed.append((a, b, paragraph.add_run(xml_text(text[a - start:b - start]))))

    def within(self, start: int, end: int) -> list:
        """The runs between the two places, in order; none where they show nothing."""
        runs = [run for a, b, run in self.placed if start <= a and b <= end]
        return runs if any(run.text.strip() for run in runs) else []


def _write(document, story: Story, report: Report | InputError | None, several: bool, breaks: bool) -> None:
    """One story at the document's end."""
    findings = report.findings if isinstance(report, Report) else ()
    title = document.add_heading(level=1) if several else document.add_paragraph(style="Title")
    title.paragraph_format.page_break_before = breaks
    heading = title.add_run(" ".join(xml_text(make_title(story)).split()))
    if question := question_of(story):
        document.add_paragraph(" ".join(xml_text(question).split()), style="Subtitle")
    runs = _Runs({place for f in findings for place in (f.start, f.end) if place is not None})
    at = 0
    for name, text in story.sections or (("", story.text),):
        if name:
            document.add_heading(name.capitalize(), level=2 if several else 1)
        begin = 0
        for stop in [*_LINE.finditer(text), None]:
            line = text[begin:stop.start() if stop else len(text)]
            if line.strip():
                runs.add(document.add_paragraph(), line, at + begin)
            begin = stop.end() if stop else 0
        at += len(text) + 2  # a draft's parts are a blank line apart
    for finding in findings:
        words = [] if finding.start is None else runs.within(finding.start, finding.end)
        document.add_comment(words or heading, xml_text(_told(finding)), AUTHOR, INITIALS)
    if isinstance(report, InputError):
        document.add_comment(heading, xml_text(f"Not read: {report}"), AUTHOR, INITIALS)


def _told(finding: Finding) -> str:
    """The comment: the check's title, what it says, what it asks; each a paragraph."""
    return "\n".join(" ".join(part.split()) for part in
                     (find_check(finding.check).text.title, finding.message, finding.suggestion) if part)


def _style(document) -> None:
    """Readable type for the styles used; the fonts are named, as Word's themes would override them."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    for name, size, before, after in (("Normal", 11, 0, 8), ("Title", 24, 0, 6), ("Subtitle", 12, 0, 14),
                                      ("Heading 1", 16, 16, 6), ("Heading 2", 13, 12, 4)):
        style = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.attrib.pop(qn(f"w:{slot}Theme"), None)
            fonts.set(qn(f"w:{slot}"), FONT)
        fonts.attrib.pop(qn("w:cstheme"), None)
        style.font.size = Pt(size)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        if name != "Normal":
            style.font.color.rgb = RGBColor(0x44, 0x4F, 0x52) if name == "Subtitle" else RGBColor(0x1F, 0x5F, 0x6B)
            style.paragraph_format.keep_with_next = True
    document.styles["Normal"].paragraph_format.line_spacing = 1.2
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2.2)
