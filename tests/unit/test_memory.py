"""The questions that help to remember: whole, and refused by name where one is not in order."""

import shutil

import pytest

from prompts import GROUPS, CatalogError, load_memory, memory, memory_questions
from prompts.behavioral import PARTS


def test_every_part_and_every_group_has_questions():
    known = load_memory()
    assert set(known) == {"any", *GROUPS}
    for part in PARTS:
        assert len(memory_questions(part)) >= 6
        for group in GROUPS:
            questions = memory_questions(part, group)
            assert len(questions) >= 8
            assert questions[:2] == known[group][part][:2]
            assert questions[-6:] == memory_questions(part)[-6:]


def test_the_questions_bring_no_facts_along():
    for entry in load_memory().values():
        for questions in entry.values():
            for question in questions:
                assert question.endswith("?")
                assert not any(c.isdigit() or c in "%$€£" for c in question)


@pytest.mark.parametrize(("old", "new", "key"), [
    ("[any]", "[anything]", "anything"),
    ("[failure]", "[failures]", "failures"),
    ("situation = [", "situations = [", "situations"),
    ("What was going wrong, and who was the first to say so?", "Say what was going wrong.", "situation"),
    ("How much went through it:", "How many of the 900 went through it:", "situation"),
    ("How would you have known that you were done?", "What had to be agreed, and by when?", "task"),
    ("How would you have known that you were done?", "", "task"),
    ('  "What would you measure from the first day if you began again?",\n', "", "reflection"),
])
def test_a_bad_entry_is_refused_with_file_entry_and_key(tmp_path, old, new, key):
    file = tmp_path / "memory.toml"
    shutil.copy(memory.FILE, file)
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        load_memory(file)
    assert caught.value.key == key
    assert "memory.toml" in str(caught.value)
