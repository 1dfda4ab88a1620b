import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stories import StoreError, Story, example_stories, open_store

ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",)))


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path) as store:
        yield store


def code_of(call, *args):
    with pytest.raises(StoreError) as caught:
        call(*args)
    return caught.value.code


def test_saved_story_is_read_back(store):
    saved = store.save(Story(text="I did it.", prompt="impact-proud"))
    assert len(saved.id) == 8
    assert saved.title == "I did it."
    assert saved.created == saved.updated != ""
    assert store.get(saved.id) == saved
    assert store.list() == [saved]


def test_update_keeps_created_and_place(store):
    first, second = (store.save(Story(text=text)) for text in ("first", "second"))
    again = store.save(replace(first, text="changed", created=""))
    assert again.created == first.created
    assert again.updated > first.updated
    assert store.list() == [second, again]
    assert store.save(replace(again, updated="2001"), touch=False).updated == "2001"


def test_list_by_kind_and_same_date_later_saved_first(store):
    a, b = (store.save(Story(id=id, text="t", created="2025")) for id in "ab")
    c = store.save(Story(id="c", kind="explanation", text="t", created="2024"))
    assert store.list() == [b, a, c]
    assert store.list("explanation") == [c]


@settings(derandomize=True, deadline=None, database=None, max_examples=50)
@given(text=ANY_TEXT, section=ANY_TEXT, title=ANY_TEXT, id=ANY_TEXT)
def test_any_text_survives(tmp_path_factory, text, section, title, id):
    with open_store(tmp_path_factory.mktemp("any")) as store:
        for story in (Story(id=id, title=title, text=text), Story(sections=(("action", section),))):
            saved = store.save(story)
            assert store.get(saved.id) == saved
            assert (saved.text, saved.sections) == (story.text, story.sections)


def test_delete_restore_purge(store):
    kept, gone = store.save(Story(text="kept")), store.save(Story(text="gone"))
    store.delete(gone.id)
    assert (store.list(), store.deleted(), store.count()) == ([kept], [gone], 1)
    assert store.list(include_deleted=True) == [gone, kept]
    assert code_of(store.get, gone.id) == "story-unknown"
    store.restore(gone.id)
    assert store.get(gone.id) == gone
    store.delete(gone.id)
    assert store.purge() == 1
    assert store.purge() == 0
    assert store.list(include_deleted=True) == [kept]
    assert code_of(store.restore, gone.id) == code_of(store.delete, "zz") == "story-unknown"


def test_saving_a_deleted_story_loses_nothing(store):
    story = store.save(Story(text="in two tabs"))
    store.delete(story.id)
    assert store.get(store.save(story).id).text == "in two tabs"


def test_purged_text_leaves_no_trace_in_the_files(store):
    story = store.save(Story(text="very private words " * 500))
    store.delete(story.id)
    store.purge()
    assert not any(b"very private" in file.read_bytes() for file in store.path.parent.iterdir())


def test_find_by_prefix(store):
    for id in ("abc1", "abd2", "abc"):
        store.save(Story(id=id, text="t"))
    assert store.find("abc").id == "abc"
    assert store.find("abd").id == "abd2"
    with pytest.raises(StoreError, match="abc, abc1, abd2") as caught:
        store.find("ab")
    assert caught.value.code == "story-ambiguous"
    with pytest.raises(StoreError, match="the nearest are abd2") as caught:
        store.find("abx2")
    assert caught.value.code == "story-unknown"
    store.delete("abd2")
    assert code_of(store.find, "abd") == "story-unknown"
    assert store.find("abd", include_deleted=True).id == "abd2"
    assert code_of(store.find, "%") == "story-unknown"


def test_transaction_is_whole_or_nothing(store):
    def two_steps():
        with store.transaction():
            store.save(Story(text="half"))
            store.delete("not there")

    assert code_of(two_steps) == "story-unknown"
    assert store.count() == 0


# Examples


def test_examples_load_once_and_go_in_one_step(store):
    own = store.save(Story(text="mine"))
    assert store.load_examples() == 4
    before = store.list()
    assert store.load_examples() == 0
    assert store.list() == before
    assert all(story.example for story in before if story != own)
    assert store.remove_examples() == 4
    assert store.list() == [own]


def test_edited_example_is_the_writers_own(store):
    store.load_examples()
    mine, other = (story.id for story in store.list()[:2])
    store.save(store.get(other))
    assert store.get(other).example, "saving it as it is changes nothing"
    assert not store.save(replace(store.get(mine), title="Edited")).example
    assert store.load_examples() == 0
    assert store.get(mine).title == "Edited"
    assert store.remove_examples() == 3
    assert [s.id for s in store.list()] == [mine]
    assert store.load_examples() == 3
    assert store.get(mine).title == "Edited"


def test_deleted_example_comes_back(store):
    store.load_examples()
    store.delete("example-attention")
    assert store.load_examples() == 1
    assert store.get("example-attention").example


def test_shipped_examples_are_what_they_claim():
    examples = example_stories()
    assert [e.kind for e in examples].count("story") == 3
    assert len(examples) == 4
    for example in examples:
        words = len((example.text or " ".join(text for _, text in example.sections)).split())
        assert 180 <= words <= 300, example.id
        assert example.id.startswith("example-")
        assert example.title
        assert example.prompt or example.concept


# Threads and tabs


def test_threads_sharing_one_store(store):
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda n: store.save(Story(text=f"story {n}")).id, range(400)))
    assert store.count() == len(set(ids)) == 400


def test_stores_opened_and_written_at_the_same_time(tmp_path):
    def work(n):
        with open_store(tmp_path / "new" / "stories.sqlite3") as store:
            for k in range(50):
                store.save(Story(id=f"{n}-{k}", text="t"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    with open_store(tmp_path / "new") as store:
        assert store.count() == 400


# Working drafts


def test_working_draft_survives_reopening(store, tmp_path):
    key = store.put_working(None, "tab 1", "story", {"task": "half a sen"})
    assert store.put_working(key, "tab 1", "story", {"task": "half a sentence 🙂 \ud83d"}) == key
    with open_store(tmp_path) as other:
        draft = other.latest_working("story")
        assert draft.payload == {"task": "half a sentence 🙂 \ud83d"}
        assert draft.key == key
        assert other.latest_working("explanation") is None
        assert other.claim_working(key, "tab 2") == draft.payload
        assert other.claim_working("none", "tab 2") is None


def test_what_was_saved_survives_a_crash(tmp_path):
    code = (
        "import os, sys, stories; store = stories.open_store(sys.argv[1]);"
        "store.save(stories.Story(text='t'));"
        "store.put_working('k', 'tab 1', 'story', {'task': 'half'}); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False).returncode == 9
    with open_store(tmp_path) as store:
        assert store.count() == 1
        assert store.claim_working("k", "tab 2") == {"task": "half"}


def test_two_tabs_never_overwrite_each_other(store):
    first = store.put_working("new-story", "tab 1", "story", {"n": 1})
    second = store.put_working("new-story", "tab 2", "story", {"n": 2})
    assert first == "new-story" != second
    assert store.claim_working(first, "tab 2") == {"n": 1}
    third = store.put_working(first, "tab 1", "story", {"n": 3})
    assert third not in (first, second)
    assert [draft.payload["n"] for draft in store.list_working()] == [3, 2, 1]


def test_discard_working(store):
    key = store.put_working(None, "tab 1", "story", {})
    assert not store.discard_working(key, owner="tab 2")
    assert store.discard_working(key, owner="tab 1")
    assert not store.discard_working(key)
    assert store.put_working(key, "tab 1", "story", {"later": "typing"}) == key
    assert store.discard_working(key)
    assert store.list_working() == []
