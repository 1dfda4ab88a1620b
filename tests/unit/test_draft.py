"""Drafts: sections, records, and what is refused."""

import pytest

from coach.draft import MAX_CHARACTERS, Draft
from coach.errors import InputError


def test_sections_are_joined_and_found_again():
    draft = Draft.from_record({"situation": "S one.", "result": "R one.", "action": "  "})
    assert draft.text == "S one.\n\nR one."
    assert [(s.name, draft.text[s.start:s.end]) for s in draft.sections] == [
        ("situation", "S one."), ("result", "R one.")]


def test_the_record_wins_over_the_defaults():
    draft = Draft.from_record({"text": "x y", "kind": "explanation", "audience": "customer"}, kind="story", audience="engineer")
    assert (draft.kind, draft.audience) == ("explanation", "customer")


@pytest.mark.parametrize(("record", "code"), [
    ([], "not-a-record"), ({}, "no-text"), ({"text": " \n\t"}, "empty-draft"), ({"text": "…!?"}, "empty-draft"),
    ({"text": 3}, "wrong-type"), ({"text": "a", "situation": "b"}, "text-and-sections"),
    ({"text": "a", "kind": "storry"}, "unknown-kind"), ({"text": "a", "audience": "marketng VP"}, "unknown-audience"),
    ({"text": "a" * (MAX_CHARACTERS + 1)}, "draft-too-long"), ({"text": "a \ud800"}, "not-unicode"),
])
def test_what_is_refused(record, code):
    with pytest.raises(InputError) as refused:
        Draft.from_record(record)
    assert refused.value.code == code


def test_an_unknown_name_offers_the_nearest():
    with pytest.raises(InputError, match="marketing VP"):
        Draft("text", audience="marketng VP")
    with pytest.raises(InputError, match="story"):
        Draft("text", kind="storry")
