import re

import pytest

from coach.cli_text import Page, report, safe
from coach.report import Finding, Report

TEXT = "We cut it down. After my change the loader was much faster than before, and everybody was happy."
STORY_MEASURES = {"words": 18, "speaking_seconds": 67, "score": None, "component_share": None, "agents": None}


def finding(quote, severity, check="vague-claim"):
    start = None if quote is None else TEXT.index(quote)
    return Finding(
        check,
        severity,
        start,
        None if quote is None else start + len(quote),
        quote,
        f"About {quote}.",
        "How much?",
        "STAR",
    )


def shown(*findings, text=TEXT, colour=False, width=60, measures=STORY_MEASURES):
    sentence = {"component": "action"}
    page = Page(width, colour)
    report(
        Report(
            "a",
            "story",
            text,
            (),
            ({"start": 0, "end": 15, **sentence}, {"start": 16, "end": len(text), **sentence}),
            findings,
            measures,
            (),
        ),
        {},
        {"vague-claim": "Because."},
        page,
    )
    return str(page)


@pytest.mark.parametrize(
    "text", ["\x1b[31mred\x07\x9b", "a\u202eb\u2066c\u200f\ufeff", "\ue000", "a\x00b\x7f"]
)
def test_nothing_that_steers_a_terminal_is_shown(text):
    assert len(safe(text)) == len(text)
    assert not re.search(
        "[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ue000-\uf8ff]", safe(text)
    )


def test_ordinary_text_is_shown_as_it_is():
    text = "Größe “x” — 👩‍👩‍👧 שלום\n½"
    assert safe(text) == text


def test_flagged_words_are_in_brackets_in_their_sentence_which_is_shown_once():
    out = shown(finding("much faster", "error"), finding("happy", "advice", "hedge"))
    flat = " ".join(out.split())
    assert "After my change the loader was [much faster] than before, and everybody was [happy]." in flat
    assert flat.count("After my change") == 1
    assert flat.index("error: About much faster. (vague-claim) Because. → How much?") < flat.index(
        "advice: About happy."
    )
    assert max(map(len, out.splitlines())) <= 60


def test_reason_of_a_check_is_told_once():
    assert shown(finding("cut", "error"), finding("much faster", "error")).count("Because.") == 1


def test_finding_of_the_whole_stands_first_without_a_quote():
    out = shown(finding(None, "error"), finding("cut", "warning"))
    assert out.index("About None.") < out.index("We [cut] it down.")
    assert "Findings: 1 error, 1 warning" in out


def test_graver_of_two_overlapping_marks_is_shown():
    out = shown(finding("much faster than before", "advice"), finding("much faster", "error"))
    assert "[much faster][ than before]" in " ".join(out.split())


def test_mark_of_the_whole_sentence_gives_way_to_one_of_some_words():
    assert "[We cut it down.]" in shown(finding("We cut it down.", "error"))
    assert "We [cut] it down." in shown(finding("We cut it down.", "error"), finding("cut", "warning"))


def test_colour_marks_by_severity_and_never_crosses_a_line_end():
    out = shown(
        finding("the loader was much faster than before, and everybody", "error"), colour=True, width=40
    )
    assert "\033[1;4;31mthe loader" in out
    for line in out.splitlines():
        assert line.count("\033[0m") >= (1 if "\033[" in line else 0)
        assert not line.startswith("\033[1;4")
        assert re.sub(r"\033\[[\d;]*m", "", line).count("\033") == 0


def test_sentence_without_end_is_cut_to_what_is_flagged():
    text = "x " * 3000 + "much faster " + "y " * 3000
    at = text.index("much")
    flagged = Finding("vague-claim", "error", at, at + 11, "much faster", "About it.", "How much?", "STAR")
    page = Page(80, False)
    report(
        Report(
            "a",
            "story",
            text,
            (),
            ({"start": 0, "end": len(text), "component": "other"},),
            (flagged,),
            STORY_MEASURES,
            (),
        ),
        {},
        {},
        page,
    )
    assert "[much faster]" in str(page)
    assert len(str(page)) < 1500
