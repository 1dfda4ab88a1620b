import csv
import io
import json
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from story_strategies import STORIES, TEXT

from stories import (
    StoreError,
    Story,
    dump_csv,
    dump_json,
    dump_jsonl,
    dump_markdown,
    example_stories,
    from_markdown,
    import_stories,
    load_csv,
    load_json,
    load_jsonl,
    load_markdown,
    open_store,
    split_sections,
    to_markdown,
)

steady = settings(derandomize=True, deadline=None, database=None, max_examples=150)

@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path) as store:
        yield store


# Round trips


@steady
@given(STORIES)
def test_markdown_gives_back_what_went_in(story):
    written = to_markdown(story)
    assert "\r" not in written
    assert from_markdown(written) == story
    assert from_markdown(written.replace("\n", "\r\n")) == story, "the file's own line endings do not matter"


@steady
@given(st.lists(STORIES, max_size=4))
def test_a_whole_bank_in_one_file(stories):
    assert load_markdown(dump_markdown(stories)) == stories
    assert load_jsonl(dump_jsonl(stories)) == (stories, [])
    assert load_json(dump_json(stories)) == (stories, [])
    assert load_csv(dump_csv(stories)) == (stories, [])
    assert len(dump_jsonl(stories).splitlines()) == len(stories)


@steady
@given(TEXT)
def test_any_text_can_be_read_as_markdown(text):
    title, sections, free = split_sections(text)
    assert sections is None or (free == "" and all(part for _, part in sections))
    assert title is None or title.strip()


@pytest.mark.parametrize(
    "text", ["## Result", "---\nkind: story", "# x", "\r", " ", "a\r\nb\n", "\\\r", "\\&#13;"]
)
def test_hard_texts(text):
    for story in (Story(text=text), Story(title="T", text=text), Story(kind="explanation", text=text)):
        assert load_markdown(dump_markdown([story, story])) == [story, story]


@pytest.mark.parametrize("title", ["Result", "a #", "# a", 'C++: 5 \\ "q"', "'a'", "", "**Task:** b"])
def test_hard_titles(title):
    for story in (Story(title=title, text="# t"), Story(title=title, kind="explanation", text="t")):
        assert from_markdown(to_markdown(story)) == story


# How it looks


def test_markdown_looks_natural():
    story = Story(
        id="a1",
        title="The slow loader",
        sections=(
            ("situation", "It was slow.\n\n- Very."),
            ("result", "2 h & no *more*.\n---\n# not a part"),
        ),
        prompt="impact-performance",
        created="2025-01-02T03:04:05+00:00",
    )
    assert to_markdown(story) == (
        "---\nkind: story\nid: a1\nprompt: impact-performance\ncreated: 2025-01-02T03:04:05+00:00\n---\n\n"
        "# The slow loader\n\n## Situation\n\nIt was slow.\n\n- Very.\n\n"
        "## Result\n\n2 h & no *more*.\n---\n# not a part\n"
    )


def test_only_what_would_be_misread_is_escaped():
    written = to_markdown(Story(title="T", text="## Intro\n## Result\n**Task:** t\n\\## Result"))
    assert written.endswith("# T\n\n## Intro\n\\## Result\n\\**Task:** t\n\\\\## Result\n")


def test_shipped_examples_are_in_the_format_itself():
    folder = files("stories").joinpath("examples")
    texts = sorted(file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".md"))
    assert sorted(map(to_markdown, example_stories())) == texts


# Markdown by hand


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("# Situation", "situation"), ("## CONTEXT:", "situation"), ("### Background ###", "situation"),
        ("## Task", "task"), ("**Goal**", "task"), ("###### Action", "action"), ("## What  I did", "action"),
        ("**Actions:**", "action"), ("__Result__:", "result"), ("- **Outcome**:", "result"),
        ("## 4. Results", "result"),
        ("## **Reflection:**", "reflection"), ("2) **Learning:**", "reflection"),
        ("## learnings", "reflection"),
        ("  ## Lessons", "reflection"), ("## Lessons learned", "reflection"),
    ],
)  # fmt: skip
def test_headings_by_hand(heading, name):
    text = f"# My title\n{heading}\nSome text.\n\nMore.\n"
    assert split_sections(text) == ("My title", ((name, "Some text.\n\nMore."),), "")
    assert split_sections(text.replace("\n", "\r\n"))[1] == ((name, "Some text.\n\nMore."),)


@pytest.mark.parametrize(
    "text",
    [
        "Result: 5 %",
        "## Results of the test",
        "**Result** was good",
        "The **result:** good",
        "Situation",
        "#Result",
        "",
    ],
)
def test_lines_that_are_no_heading(text):
    assert split_sections(text) == (None, None, text) or text.startswith("## ")
    assert split_sections("Text.\n\n" + text)[1] is None


def test_text_in_the_line_of_a_bold_heading():
    text = "**Situation:** It was slow.\n**Task**: Make it fast.\nSoon.\n\n**Result:**\n\n5 %"
    sections = (("situation", "It was slow."), ("task", "Make it fast.\nSoon."), ("result", "5 %"))
    assert split_sections(text) == (None, sections, "")


def test_order_repeats_preamble_and_other_headings():
    text = (
        "Scene.\n## Result\nr\n## Actions\na1\n### Detail\nd\n## What I did\na2\n## Task\n\n## Background\nb"
    )
    assert split_sections(text)[1] == (
        ("situation", "Scene.\n\nb"),
        ("action", "a1\n### Detail\nd\n\na2"),
        ("result", "r"),
    )


def test_template_that_is_not_filled_in():
    assert split_sections("# T\n## Situation\n\n## Task\n") == ("T", (), "")


def test_free_text_by_hand():
    assert split_sections("Just text.\n\n---\n\nMore.") == (None, None, "Just text.\n\n---\n\nMore.")
    assert from_markdown("Just text.", default_title="notes") == Story(title="notes", text="Just text.")
    assert from_markdown("\ufeff## My story\n\nText.", default_title="notes") == Story(
        title="My story", text="Text."
    )


def test_explanation_has_no_parts():
    text = "---\nkind: explanation\n---\n# Attention\n## Background\nb\n"
    assert from_markdown(text) == Story(kind="explanation", title="Attention", text="## Background\nb")
    assert split_sections("# A\n## Background\nb", kind="explanation") == ("A", None, "## Background\nb")


def test_front_matter_by_hand():
    text = (
        "---\ntitle: 'My story'\ntags:\n  - a\naudience: \"an engineer\"\nprompt:\nexample: no\n---\nText.\n"
    )
    assert from_markdown(text) == Story(title="My story", text="Text.", audience="an engineer")
    assert split_sections(text) == (None, None, "Text.")
    assert from_markdown('---\ntitle: "Fast" or not\n---\nText.').title == '"Fast" or not'


def test_faults_in_markdown_name_the_story():
    with pytest.raises(StoreError) as caught:
        from_markdown("---\nkind: essay\n---\nText.")
    assert caught.value.code == "story-field"
    with pytest.raises(StoreError, match="Story 2") as caught:
        load_markdown(to_markdown(Story(text="a")) + "\n---\nkind: essay\n---\nText.")
    assert caught.value.code == "import-story"


# JSON Lines


def test_broken_line_costs_only_itself():
    lines = [
        '{"id": "a", "text": "one"}',
        '{"id": "b", "text": "secret',
        "",
        '["secret"]',
        '{"id": 5, "text": "secret"}',
        '{"text": "secret \\ud83d"}',
        '{"text": "secret", "task": "secret"}',
        "[" * 100_000,
        '{"n": ' + "9" * 5000 + "}",
        '{"kind": "explanation", "text": "two", "mood": 1, "Text": "x"}',
        '{"task": "three", "mood": 2}',
    ]
    stories, problems = load_jsonl("\ufeff" + "\r\n".join(lines))
    assert [s.text or s.sections for s in stories] == ["one", "two", (("task", "three"),)]
    assert [(p.line, p.code) for p in problems] == [
        *((n, "import-line") for n in (2, 4, 5, 6, 7, 8, 9)),
        (10, "import-keys"),
    ]
    assert "'Text', 'mood'" in problems[-1].message
    assert all("secret" not in p.message for p in problems)


def test_jsonl_is_readable_and_holds_the_record():
    story = Story(id="a", text="naïve 🙂", example=True, updated="2025")
    line = dump_jsonl([story])
    assert "naïve 🙂" in line
    assert json.loads(line) == {**story.as_record(), "updated": "2025", "example": True}


# JSON and CSV


def test_json_is_a_list_of_the_records_of_jsonl():
    stories = [Story(id="a", text="One.\u2028Two."), Story(id="b", sections=(("task", "T"),), example=True)]
    assert json.loads(dump_json(stories)) == [json.loads(line) for line in dump_jsonl(stories).splitlines()]
    assert (dump_json([]), dump_csv([]).count("\n")) == ("[]\n", 1)
    assert load_json(dump_jsonl(stories[:1])) == (stories[:1], []), "one record alone will do"


def test_a_bad_json_record_costs_itself_alone():
    stories, problems = load_json('[{"text": "a", "mood": 1}, 7, {"kind": "poem"}, {"text": "b"}]')
    assert [s.text for s in stories] == ["a", "b"]
    assert [(p.line, p.code) for p in problems] == [(2, "import-line"), (3, "import-line"), (1, "import-keys")]
    assert problems[1].message.startswith("Record 3 is left out: The kind must be")


@pytest.mark.parametrize("text", ["", "[{]", '"a"', "[" * 100_000, "[1e999999999999"])
def test_what_is_no_json_list_is_refused(text):
    with pytest.raises(StoreError) as caught:
        load_json(text)
    assert caught.value.code == "import-file"


FORMULAS = ["=1+1", "+1", "-1", "@a", "\tx", "\rx", '=HYPERLINK("http://x")', "- a list\n- of things"]


@pytest.mark.parametrize("text", [*FORMULAS, *("'" + f for f in FORMULAS), "''=1", "'", "'word'", "a=b"])
def test_no_cell_is_a_formula_and_each_comes_back(text):
    story = Story(id="x", title=text, text=text)
    rows = list(csv.reader(io.StringIO(dump_csv([story]).removeprefix("\ufeff"), newline="")))
    assert not [cell for cell in rows[1] if cell and cell[0] in "=+-@\t\r"]
    assert load_csv(dump_csv([story])) == ([story], [])


def test_csv_by_hand():
    text = "text, audience,mood,situation\nI did.,customer,glad,\n,,,It was.\nOne,two,three,four,five\n\nx,,,y\n"
    stories, problems = load_csv(text)
    assert stories == [Story(text="I did.", audience="customer"), Story(sections=(("situation", "It was."),))]
    assert [(p.line, p.code) for p in problems] == [(4, "import-line"), (6, "import-line"), (2, "import-keys")]
    assert load_csv("action\n" + "a" * 200_000)[0][0].sections[0][1] == "a" * 200_000


@pytest.mark.parametrize("text", ["", "Text;Mood\na;b", "a,b\n1,2\n"])
def test_csv_without_a_column_for_the_text_is_refused(text):
    with pytest.raises(StoreError, match="column 'text'"):
        load_csv(text)


# Import


def test_import_adds_once_and_never_overwrites(store):
    mine = store.save(Story(id="a", title="T", text="mine"))
    stories = [
        Story(id="a", title="T", text="theirs"),
        Story(id="b", text="new", created="2020", updated="2021"),
    ]
    assert import_stories(store, stories) == (2, 0)
    assert store.get("a") == mine
    assert (store.get("b").created, store.get("b").updated) == ("2020", "2021")
    assert sorted(s.text for s in store.list()) == ["mine", "new", "theirs"]
    assert import_stories(store, stories) == (0, 2), "a second time changes nothing"
    assert import_stories(store, store.list()) == (0, 3)


def test_import_can_skip_conflicts(store):
    store.save(Story(id="a", text="mine"))
    assert import_stories(store, [Story(id="a", text="theirs"), Story(id="b", text="new")], "skip") == (1, 1)
    with pytest.raises(ValueError, match="on_conflict"):
        import_stories(store, [], "overwrite")


def test_import_restores_what_was_deleted(store):
    story = store.save(Story(id="a", text="mine"))
    store.delete("a")
    assert import_stories(store, [replace(story, text="other")]) == (1, 0)
    assert [s.id for s in store.deleted()] == ["a"]
    assert import_stories(store, [story]) == (1, 0)
    assert store.get("a") == story


def test_import_brings_a_bank_to_an_empty_machine(store, tmp_path):
    store.load_examples()
    store.save(Story(sections=(("task", "t\r\n"),)))
    for dumped in (load_jsonl(dump_jsonl(store.list()))[0], load_markdown(dump_markdown(store.list()))):
        with open_store(tmp_path / f"{len(list(tmp_path.iterdir()))}.db") as other:
            assert import_stories(other, dumped) == (5, 0)
            assert {s.id: s for s in other.list()} == {s.id: s for s in store.list()}
