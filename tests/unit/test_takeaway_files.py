"""What leaves the coach: file names, Word documents, the sheet to print."""

import io
import re
from html.parser import HTMLParser

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from story_strategies import STORIES

from coach import takeaway, takeaway_sheet
from coach.bank import match_stories
from coach.checks import CHECKS
from coach.critic import critique
from coach.errors import InputError
from coach.report import Finding, Report
from coach.takeaway_sheet import LONGEST_OPENING, MOST_FIGURES, Line, page
from coach.takeaway_word import word, xml_text
from stories import Story, example_stories, make_title, open_store

steady = settings(derandomize=True, deadline=None, database=None, max_examples=60,
                  suppress_health_check=[HealthCheck.too_slow])
BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")


# Names


@pytest.mark.parametrize(("title", "name"), [
    ("When our churn model got worse", "when-our-churn-model-got-worse.md"),
    ("  A/B: 5 % \"faster\"? <really> ", "a-b-5-faster-really.md"), ("CON", "con-story.md"), ("lpt1", "lpt1-story.md"),
    ("…!?", "story.md"), ("", "story.md"), ("../../etc/passwd", "etc-passwd.md"), (".bashrc", "bashrc.md"),
    ("Ä \u202eevil", "ä-evil.md"), ("नमस्ते दुनिया", "नमस्ते-दुनिया.md"), ("a" * 300, "a" * 60 + ".md"),
])
def test_a_file_is_named_after_its_title(title, name):
    assert takeaway.file_name(title, ".md") == name


@steady
@given(st.text())
def test_any_title_makes_a_safe_file_name(title):
    name = takeaway.file_name(title, ".docx")
    assert name.endswith(".docx")
    assert 0 < len(name.encode()) <= 255
    assert not re.search(r'[<>:"/\\|?*\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]', name)
    assert name[0] not in ".-"
    assert name.removesuffix(".docx")[-1] not in ".-"


# Drafts and questions


@steady
@given(STORIES)
def test_a_story_is_a_draft_of_the_same_words(story):
    if not any(c.isalnum() for c in takeaway.plain_text([story])):
        with pytest.raises(InputError):
            takeaway.draft_of(story)
        return
    draft = takeaway.draft_of(story)
    assert draft.text == (story.text or "\n\n".join(text for _, text in story.sections))
    assert draft.text == takeaway.plain_text([story])
    assert draft.audience is None or draft.audience == story.audience


def test_what_is_asked_is_said_in_words():
    assert takeaway.question_of(Story(prompt="impact-performance")).startswith("Tell me about a time you cut")
    assert takeaway.question_of(Story(prompt="gone")) == takeaway.question_of(Story()) == ""
    told = Story(kind="explanation", concept="embeddings", audience="legal counsel")
    assert takeaway.question_of(told) == "Explain embeddings to legal counsel."
    assert takeaway.question_of(Story(kind="explanation", audience="my aunt")) == "Explain it to my aunt."
    assert takeaway.question_of(Story(kind="explanation")) == ""


def test_several_stories_are_copied_under_their_titles():
    both = [Story(title="One", text="First."), Story(title="Two", sections=(("task", "T"), ("result", "R")))]
    assert takeaway.plain_text(both) == "One\n\nFirst.\n\n\nTwo\n\nT\n\nR"


# Word


def opened(data: bytes):
    return docx.Document(io.BytesIO(data))


def commented(document) -> list[tuple[str, str]]:
    """(words, comment) of each comment; the words of several paragraphs with line breaks between them, those of
    headings that stand within left out."""
    found = []
    for comment in document.comments:
        words, inside = [], False
        for paragraph in document.element.body.iter(qn("w:p")):
            started = inside
            if started:
                words.append("\n")
            for child in paragraph:
                own = child.get(qn("w:id")) == str(comment.comment_id)
                if child.tag == qn("w:commentRangeStart") and own:
                    inside = True
                elif child.tag == qn("w:commentRangeEnd") and own:
                    inside = False
                elif child.tag == qn("w:r") and inside and not str(paragraph.style).startswith("Heading"):
                    words.append(docx.text.run.Run(child, None).text)
        found.append(("".join(words), comment.text))
    return found


def lines_of(text: str) -> list[str]:
    return [xml_text(line) for line in BREAK.split(text) if line.strip()]


def finding(start, end, quote=None) -> Finding:
    return Finding(CHECKS[0].name, "advice", start, end, quote, f"It says “{quote}”.", "What then?", "star")


def report_of(story: Story, findings) -> Report:
    return Report(story.id, story.kind, takeaway.plain_text([story]), (), (), tuple(findings), {}, ())


@st.composite
def remarked(draw):
    """A story, and findings on stretches of its text, which may overlap, cross lines and be about the whole."""
    story = draw(STORIES)
    text = takeaway.plain_text([story])
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    spans = draw(st.lists(places.filter(lambda p: p[0] < p[1]), max_size=5)) if text else []
    return story, [finding(None, None), *(finding(a, b, text[a:b]) for a, b in spans)]


@steady
@given(remarked())
def test_any_story_opens_again_with_its_text_and_its_comments_on_the_words(given_):
    story, findings = given_
    document = opened(word([story], {story.id: report_of(story, findings)}))
    title, *rest = [p for p in document.paragraphs if p.style.name != "Subtitle"]
    assert title.text == " ".join(xml_text(make_title(story)).split())
    parts = story.sections or (("", story.text),)
    expected = [line for name, text in parts for line in [*([name.capitalize()] if name else []), *lines_of(text)]]
    assert [p.text for p in rest] == expected
    text = takeaway.plain_text([story])
    told = commented(document)
    assert len(told) == len(findings)
    for (words, comment), found in zip(told, findings, strict=True):
        assert "What then?" in comment
        if found.start is None:
            assert words == title.text
            continue
        quote = lines_of(text[found.start:found.end])
        assert [line for line in words.split("\n") if line.strip()] == quote or (not quote and words == title.text)


def test_overlapping_findings_stand_each_on_its_own_words():
    story = Story(id="s", text="Then we made it much faster 🚀 for all.")
    text = story.text
    spans = [(text.index(q), text.index(q) + len(q)) for q in ("we made it", "made it much faster 🚀", "much", "it much")]
    document = opened(word([story], {"s": report_of(story, [finding(a, b, text[a:b]) for a, b in spans])}))
    assert [words for words, _ in commented(document)] == [text[a:b] for a, b in spans]
    assert document.paragraphs[1].text == text


def test_the_coachs_own_findings_quote_the_very_words(encode):
    for story in example_stories():
        report = critique(takeaway.draft_of(story))
        document = opened(word([story], {story.id: report}))
        assert [words for words, _ in commented(document)] == [
            f.quote if f.quote is not None else story.title for f in report.findings]
        assert {c.author for c in document.comments} <= {"Star coach"}


def test_a_document_names_nobody_and_has_headings_to_walk_by():
    story = Story(id="s", title="The slow loader", prompt="impact-performance",
                  sections=(("situation", "It was slow.\n\nVery."), ("result", "35 ms to 8 ms.")))
    document = opened(word([story]))
    assert [(p.style.name, p.text) for p in document.paragraphs] == [
        ("Title", "The slow loader"), ("Subtitle", takeaway.question_of(story)), ("Heading 1", "Situation"),
        ("Normal", "It was slow."), ("Normal", "Very."), ("Heading 1", "Result"), ("Normal", "35 ms to 8 ms.")]
    properties = document.core_properties
    assert (properties.author, properties.last_modified_by, properties.title) == ("", "", "The slow loader")
    assert len(document.comments) == 0


def test_a_bank_is_one_document_each_story_on_a_page_of_its_own():
    document = opened(word(example_stories()))
    heads = [p for p in document.paragraphs if p.style.name == "Heading 1"]
    assert [p.text for p in heads] == [s.title for s in example_stories()]
    assert [bool(p.paragraph_format.page_break_before) for p in heads] == [False, True, True, True]
    assert opened(word([])).core_properties.title == "Stories"


def test_what_xml_does_not_allow_is_replaced_and_a_long_title_is_no_fault():
    story = Story(title="x" * 400 + "\x00", text="a\x00b\x0bc\ufffe\x1b\td")
    document = opened(word([story]))
    assert [p.text for p in document.paragraphs[1:]] == ["a\ufffdb", "c\ufffd\ufffd\td"]
    assert len(document.core_properties.title) == 255


# The sheet


class Seen(HTMLParser):
    """The tags, and the rows' cells as text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.rows, self.inside = [], [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self.inside = True

    def handle_endtag(self, tag):
        self.inside = self.inside and tag not in ("td", "th")

    def handle_data(self, data):
        if self.inside:
            self.rows[-1][-1] += data


@pytest.fixture(scope="module")
def examples(encode, tmp_path_factory):
    """The example stories, and their prompts."""
    with open_store(tmp_path_factory.mktemp("sheet")) as store:
        store.load_examples()
        stories = store.list()
        return stories, match_stories(store, [s for s in stories if s.kind == "story"], encode)


def test_the_sheet_follows_the_plan_and_its_words_are_the_stories_own(examples):
    from coach.bank import plan

    stories, matched = examples
    lines = takeaway_sheet.lines(stories, matched)
    planned = plan(matched).prompts.dropna(subset=["story"])
    titles = {s.id: s.title for s in stories}
    assert [line.story for line in lines[:len(planned)]] == [titles[id] for id in planned["story"]]
    assert {line.story for line in lines} == set(titles.values())
    assert lines[-1].question == "Explain attention mechanism to a marketing VP."
    assert any(line.figures for line in lines)
    for line in lines:
        text = " ".join(takeaway.plain_text([s for s in stories if s.title == line.story]).split())
        assert text.startswith(line.opening)
        assert all(figure in text for figure in line.figures)
        assert len(line.figures) <= MOST_FIGURES


def test_the_sheet_for_some_questions_has_only_these(examples):
    stories, matched = examples
    lines = takeaway_sheet.lines(stories, matched, ["failure"])
    assert 0 < len(lines) < 9
    assert "attention" not in page(lines)
    assert "No story serves" in takeaway_sheet.sheet(stories, [], ["failure"])


def test_stories_without_a_use_or_a_word_are_on_the_sheet(encode):
    stories = [Story(id="a", title="Blank"), Story(id="b", title="Chosen", prompt="impact-performance", text="Done.")]
    assert takeaway_sheet.lines(stories, []) == [
        Line("", "Blank", "", ()), Line("Made something faster or cheaper", "Chosen", "Done.", ())]


def test_the_sheet_is_whole_in_itself_and_shows_text_as_text():
    nasty = "<script>alert(1)</script> & <img src=x onerror=alert(2)> \"'"
    seen = Seen(page([Line(nasty, nasty, nasty, (nasty,))]))
    assert seen.rows[1][1:] == [nasty] * 4
    assert not [tag for tag, attrs in seen.tags if tag in ("script", "img", "link", "iframe", "a")]
    assert not [name for _, attrs in seen.tags for name in attrs if name.startswith("on") or name in ("src", "href")]


def test_a_story_told_twice_is_written_out_once():
    rows = Seen(page([Line("Q1", "S", "It began.", ("5 ms",)), Line("Q2", "T", "It was.", ()),
                      Line("Q3", "S", "It began.", ("5 ms",))])).rows
    assert rows[1] == ["1", "Q1", "S", "It began.", "5 ms"]
    assert rows[3] == ["3", "Q3", "S", "as in 1"]


def test_a_long_opening_is_cut_between_words():
    opening = "word " * 60
    cell = Seen(page([Line("Q", "S", opening.strip(), ())])).rows[1][3]
    assert len(cell) <= LONGEST_OPENING + 2
    assert cell.endswith("word …")
