"""Text stays text."""

import pytest

from coach.web.plain import counted, escaped, plain_markdown, said


@pytest.mark.parametrize("text", ["*a*", "[a](b)", "$x$", ":smile:", "<b>", "`a`", "# a", ":red[a]", "https://a.b", "a->b"])
def test_markdown_is_escaped_and_reads_the_same(text):
    shown = plain_markdown(text)
    assert shown != text
    assert shown.replace("\\", "").replace("\u2060", "") == text


def test_html_is_escaped():
    assert escaped("<b a='1'>\"&\n") == "&lt;b a=&#x27;1&#x27;&gt;&quot;&amp;<br>"


def test_counted():
    assert [counted(1, "story", "stories"), counted(2, "story", "stories"), counted(1000, "word")] == [
        "1 story", "2 stories", "1,000 words"]


@pytest.mark.parametrize(("text", "read"), [
    ("It took 0.6 s, “down” from 4; that's 85% less!", "It took 0.6 s, “down” from 4; that's 85% less!"),
    ("See ![x](https://a.b) and www.a.b\nor <b>*me*</b> :smile: $x_1$", "See ! x https a.b and www a.b or b me b smile x 1"),
])
def test_a_label_that_is_read_aloud_holds_no_signs_of_markdown(text, read):
    assert said(text) == read
