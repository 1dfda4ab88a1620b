import io
import json
import sys

import pytest

from coach.draft import Draft
from coach.inputs import Drafts, Fault, read_whole


@pytest.fixture
def read(tmp_path):
    def read(name, content, **options):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(Drafts([str(path)], **options))

    return read


@pytest.fixture
def piped(monkeypatch):
    def piped(content: bytes, **options):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        return list(Drafts(**options))

    return piped


def only(items):
    assert len(items) == 1
    return items[0]


def fault(items, code):
    found = only(items)
    assert isinstance(found, Fault)
    assert found.code == code
    assert "\n" not in str(found)
    return str(found)


@pytest.mark.parametrize("name", ["a.txt", "A.TXT", "a.md", "a"])
def test_text_file_is_one_draft_named_after_the_file(read, name):
    draft = only(read(name, "I rewrote the loader."))
    assert (draft.text, draft.kind, draft.sections) == ("I rewrote the loader.", "story", ())
    assert draft.id.lower() == "a"


def test_text_is_kept_character_by_character_but_for_the_byte_order_mark(read):
    text = "\r\n  I saw 40\u202f% 🙂 \u202eabc\x07\n\n"
    assert only(read("a.txt", b"\xef\xbb\xbf" + text.encode())).text == text


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a"])
def test_headings_make_sections(read, name):
    draft = only(read(name, "# Situation\nOld.\n\n## Result\nNew."))
    assert [s.name for s in draft.sections] == ["situation", "result"]
    assert draft.text == "Old.\n\nNew."


def test_markdown_leaves_out_title_and_front_matter_and_keeps_what_they_say(read):
    text = (
        "---\nkind: explanation\naudience: customer\nconcept: fit\nid: ex\n---\n# A title\n\nImagine a cook."
    )
    draft = only(read("a.md", text))
    assert draft == Draft("Imagine a cook.", "ex", "explanation", audience="customer", concept="fit")


def test_markdown_with_several_stories(read):
    text = "---\nkind: story\nid: a\n---\nOne.\n\n---\nkind: explanation\nid: b\n---\nTwo.\n"
    assert [(d.id, d.kind, d.text) for d in read("a.md", text)] == [
        ("a", "story", "One."),
        ("b", "explanation", "Two."),
    ]


def test_options_stand_where_the_record_says_nothing(read):
    lines = (
        '{"text": "1"}\n{"text": "2", "kind": "story", "audience": "engineer", "prompt": "impact-proud"}\n'
    )
    one, two = read("a.jsonl", lines, kind="explanation", audience="customer", prompt="failure-project")
    assert (one.kind, one.audience, one.prompt) == ("explanation", "customer", "failure-project")
    assert (two.kind, two.audience, two.prompt) == ("story", "engineer", "impact-proud")
    assert only(read("a.md", "Imagine.", kind="explanation")).kind == "explanation"


BROKEN_LINES = [
    ("{", "not-json", "column 2"),
    ("[1]", "not-a-record", "object"),
    ("3", "not-a-record", "object"),
    ("{}", "no-text", "'text'"),
    ('{"text": 5}', "wrong-type", "'text'"),
    ('{"text": " "}', "empty-draft", "no words"),
    ('{"text": "a", "situation": "b"}', "text-and-sections", "one of them"),
    ('{"text": "a", "kind": "storry"}', "unknown-kind", "did you mean 'story'"),
    ('{"text": "a", "prompt": "failure-projekt"}', "unknown-prompt", "did you mean 'failure-project'"),
    ('{"text": "a", "audience": "marketing VIP"}', "unknown-audience", "did you mean 'marketing VP'"),
    ('{"text": "\\ud800"}', "empty-draft", "no words"),
    ('{"text": "a\\ud800"}', "not-unicode", "surrogate"),
    ('{"text": ' + "[" * 100_000, "not-json", "nesting"),
    ('{"id": ' + "9" * 5000 + "}", "not-json", "too large"),
    (json.dumps({"text": "a" * 1_000_000}), "draft-too-long", "40,000"),
]


@pytest.mark.parametrize(("line", "code", "words"), BROKEN_LINES)
def test_broken_line_costs_itself_alone(read, line, code, words):
    first, bad, last = read("a.jsonl", '{"id": "a", "text": "One."}\n' + line + '\n\n{"text": "Two."}')
    assert (first.id, last.id, last.text) == ("a", "4", "Two.")
    assert (bad.id, bad.code) == ("2", code)
    assert words in bad.message
    assert str(bad).endswith(f"a.jsonl, line 2: {bad.message}")


def test_fault_carries_the_record_s_own_id(read):
    assert [f.id for f in read("a.jsonl", '{"id": "x"}\n{"id": 7}\n{"id": null}\n')] == ["x", "7", "3"]


def test_line_that_is_not_utf8_costs_itself_alone(read):
    first, bad, last = read(
        "a.jsonl", b'\xef\xbb\xbf{"text": "One."}\n{"text": "\xe4"}\r\n{"text": "Zw\xc3\xb6lf."}'
    )
    assert (first.text, bad.code, last.text) == ("One.", "not-utf8", "Zwölf.")


def test_unicode_line_separators_do_not_end_a_line(read):
    assert only(read("a.jsonl", '{"text": "a\u2028b\u0085c"}\n')).text == "a\u2028b\u0085c"


def test_unknown_keys_are_collected_in_order_and_the_bank_s_own_are_known(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"text": "a", "mood": 1, "title": "t", "created": ""}\n{"text": "b", "age": 2, "mood": 3}\n'
    )
    drafts = Drafts([str(path)])
    assert len(list(drafts)) == 2
    assert list(drafts.ignored) == ["mood", "age"]


def test_csv_rows_are_records(read):
    text = (
        '\ufeffid,kind,text,prompt\r\na,,"He said ""no"",\nthen yes.",\r\n\r\n,explanation,2,impact-proud\r\n'
    )
    a, b = read("a.csv", text)
    assert (a.id, a.kind, a.text, a.prompt) == ("a", "story", 'He said "no",\nthen yes.', None)
    assert (b.id, b.kind, b.text, b.prompt) == ("5", "explanation", "2", "impact-proud")


def test_csv_sections_and_bad_rows(read):
    rows = read("a.csv", "id,situation,action\na,Old.,I did.\nb,,\nc,Old, very.,I did.\nd,Old.\n")
    assert rows[0].text == "Old.\n\nI did."
    assert [f.code for f in rows[1:3]] == ["no-text", "csv-row"]
    assert rows[3].text == "Old."


def test_csv_with_a_field_of_a_megabyte(read):
    assert only(read("a.csv", "text\n" + "a" * 1_000_000)).code == "draft-too-long"


BAD_FILES = [
    ("a.jsonl", b"", "empty-file", "empty"),
    ("a.jsonl", b" \n\n", "empty-file", "empty"),
    ("a.txt", b"", "empty-draft", "no words"),
    ("a.md", b"# Situation\n\n# Task\n", "empty-draft", "no words"),
    ("a.txt", b"caf\xe9", "not-utf8", "a.txt"),
    ("a.md", b"caf\xe9", "not-utf8", "a.md"),
    ("a.csv", b"text\ncaf\xe9", "not-utf8", "a.csv"),
    ("a.jsonl", '{"text": "a"}'.encode("utf-16"), "not-utf8", "a.jsonl"),
    ("a.csv", b"", "no-text-column", "'text'"),
    ("a.csv", b"text\n", "empty-file", "no row"),
    ("a.csv", b"Text,Foo\na,b\n", "no-text-column", "it has 'Text', 'Foo'"),
    ("a.csv", b"id;text\na;b\n", "no-text-column", "commas"),
    ("a.docx", b"PK", "unknown-format", ".txt, .md, .jsonl, .csv"),
    ("a.txt", b"a" * 1_000_000, "draft-too-long", "40,000"),
    ("a.md", b"---\nkind: poem\n---\nRoses.", "story-field", "kind"),
    ("a.md", b"---\naudience: costumer\n---\nRoses.", "unknown-audience", "did you mean 'customer'"),
]


@pytest.mark.parametrize(("name", "content", "code", "words"), BAD_FILES)
def test_bad_file_is_one_sentence(read, name, content, code, words):
    assert words in fault(read(name, content), code)


def test_files_that_cannot_be_read_cost_themselves_alone(tmp_path, monkeypatch):
    (tmp_path / "good.txt").write_text("Good.")
    (tmp_path / "folder.d").mkdir()
    (tmp_path / "locked.txt").write_text("Locked.")
    real_open = open

    def no_entry(path, *args, **kwargs):  # permissions do not bind the user whom tests may run as
        if str(path).endswith("locked.txt"):
            raise PermissionError(13, "Permission denied")
        return real_open(path, *args, **kwargs)

    monkeypatch.setattr("builtins.open", no_entry)
    names = ["missing.txt", "folder.d", "locked.txt", "good.txt/x.txt", "good.txt"]
    *bad, good = list(Drafts([str(tmp_path / name) for name in names]))
    assert [f.code for f in bad] == ["no-file", "folder", "unreadable", "unreadable"]
    assert all(name in str(f) for name, f in zip(names, bad, strict=False))
    assert good.text == "Good."


def test_standard_input_is_told_by_its_first_character(piped):
    assert [d.text for d in piped(b'\xef\xbb\xbf\n {"text": "a"}\n{"text": "b"}')] == ["a", "b"]
    draft = only(piped(b"\n\nI {did} it.\n"))
    assert (draft.text, draft.id) == ("\n\nI {did} it.\n", "-")
    assert fault(piped(b""), "empty-draft")
    assert fault(piped(b"caf\xe9"), "not-utf8").startswith("Standard input")
    assert [s.name for s in only(piped(b"## Task\nTo mend it.")).sections] == ["task"]


def test_closed_standard_input_is_one_sentence(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert "closed" in fault(list(Drafts()), "no-file")


def test_dash_may_stand_among_files(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("File.")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Piped.")))
    assert [d.text for d in Drafts([str(tmp_path / "a.txt"), "-"])] == ["File.", "Piped."]


def test_records_are_given_as_they_are_read(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "a"}\n' + "{\n" * 3)
    assert next(iter(Drafts([str(path)]))).text == "a"


@pytest.mark.parametrize(
    ("name", "is_json"), [("a.jsonl", True), ("a.md", False), ("a", True), ("a.txt", False)]
)
def test_whole_file_tells_its_format(tmp_path, name, is_json):
    (tmp_path / name).write_text('{"text": "é"}', encoding="utf-8")
    assert read_whole(str(tmp_path / name)) == ('{"text": "é"}', is_json)
