import subprocess
import sys

import pytest

from stories import StoreError, Story, make_title

SECTIONS = (("situation", "It was slow."), ("result", "It took 2 h, not 9 h."))


def test_sections_are_kept_in_order_without_blank_ones():
    story = Story(sections=(("result", "r"), ("task", " \n"), ("situation", " s ")))
    assert story.sections == (("situation", " s "), ("result", "r"))


def test_title_is_one_line_and_empty_choices_are_none():
    story = Story(title=" a\n b\u2003c ", prompt="", audience="", concept="")
    assert (story.title, story.prompt, story.audience, story.concept) == ("a b c", None, None, None)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "essay"},
        {"text": "t", "sections": SECTIONS},
        {"kind": "explanation", "sections": SECTIONS},
        {"sections": (("moral", "m"),)},
        {"sections": (("task", "a"), ("task", "b"))},
        {"text": 7},
        {"title": None},
        {"example": "true"},
        {"sections": (("task", 7),)},
        {"text": "half \ud83d"},
    ],
)
def test_what_cannot_be_a_story_is_refused(fields):
    with pytest.raises(StoreError) as caught:
        Story(**fields)
    assert caught.value.code == "story-field"


def test_record_holds_only_what_is_set():
    story = Story(id="a", sections=SECTIONS, prompt="failure-project", example=True, created="x", updated="y")
    assert story.as_record() == {
        "id": "a",
        "kind": "story",
        "situation": "It was slow.",
        "result": "It took 2 h, not 9 h.",
        "prompt": "failure-project",
    }
    assert Story(kind="explanation", text="t", concept="c").as_record() == {
        "kind": "explanation",
        "text": "t",
        "concept": "c",
    }


def test_record_is_read_with_nulls_and_unknown_keys():
    record = {"id": "b", "task": "t", "action": None, "audience": "engineer", "text": None, "mood": 3}
    assert Story.from_record(record) == Story(id="b", sections=(("task", "t"),), audience="engineer")


def test_record_with_a_wrong_type_names_the_field_and_not_the_value():
    with pytest.raises(StoreError, match="'text'") as caught:
        Story.from_record({"text": ["secret"]})
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("story", "title"),
    [
        (Story(title="Mine", text="x"), "Mine"),
        (Story(text="I made it fast."), "I made it fast."),
        (
            Story(text="one two three four five six seven, eight, nine"),
            "one two three four five six seven, eight…",
        ),
        (Story(sections=SECTIONS), "It was slow. It took 2 h, not…"),
        (Story(text="x" * 100), "x" * 60 + "…"),
        (Story(), "Untitled"),
    ],
)
def test_title_from_first_words(story, title):
    assert make_title(story) == title


def test_package_imports_nothing_heavy():
    code = "import sys, stories; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert "stories.store" in loaded
    assert not {"coach", "prompts", "torch", "spacy", "streamlit"} & set(loaded)
