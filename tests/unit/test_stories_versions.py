"""Each save that changes a story is kept, in its order, until the story is purged."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stories import (
    KINDS,
    StoreError,
    Story,
    dump_jsonl,
    dump_markdown,
    import_stories,
    load_jsonl,
    load_markdown,
    open_store,
)

ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",)))
CONTENTS = st.builds(
    lambda guided, kind, parts, **rest: (
        Story(title=rest.pop("title"), sections=tuple(parts.items()), prompt=rest["prompt"])
        if guided else Story(kind=kind, **rest)
    ),
    guided=st.booleans(), kind=st.sampled_from(KINDS),
    parts=st.dictionaries(st.sampled_from(["task", "action", "result"]), ANY_TEXT),
    title=ANY_TEXT, text=ANY_TEXT, prompt=st.none() | ANY_TEXT, audience=st.none() | ANY_TEXT,
)


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path) as store:
        yield store


def told(store, id):
    return [(v.number, v.story.text) for v in store.versions(id)]


def code_of(call, *args):
    with pytest.raises(StoreError) as caught:
        call(*args)
    return caught.value.code


def test_each_save_that_changes_something_is_a_version(store):
    first = store.save(Story(title="T", text="One."))
    second = store.save(replace(first, text="Two."))
    store.save(second)
    store.save(replace(second, created="", updated=""))
    third = store.save(replace(second, prompt="impact-proud"))
    found = store.versions(first.id)
    assert [v.number for v in found] == [1, 2, 3]
    assert [v.saved for v in found] == [first.updated, second.updated, third.updated]
    assert [v.story.content() for v in found] == [s.content() for s in (first, second, third)]
    assert {v.id for v in found} == {first.id}
    assert store.count_versions(first.id) == 3
    assert store.version(first.id, 2) == found[1]


def test_a_version_is_brought_back_by_saving_it(store):
    first = store.save(Story(text="One."))
    store.save(replace(first, text="Two."))
    back = store.save(store.version(first.id, 1).story)
    assert (back.text, back.created) == ("One.", first.created)
    assert back.updated > first.updated
    assert told(store, first.id) == [(1, "One."), (2, "Two."), (3, "One.")]


@settings(derandomize=True, deadline=None, database=None, max_examples=60)
@given(st.lists(CONTENTS, min_size=1, max_size=5))
def test_the_versions_are_the_contents_that_were_saved(tmp_path_factory, contents):
    with open_store(tmp_path_factory.mktemp("any")) as store:
        saved = [store.save(replace(content, id="s")).content() for content in contents]
        kept = [v.story.content() for v in store.versions("s")]
        assert kept == [c for i, c in enumerate(saved) if i == 0 or c != saved[i - 1]]
        assert kept[-1] == store.get("s").content()


def test_the_bin_keeps_versions_and_purging_removes_them(store):
    story = store.save(Story(text="very private words " * 500))
    store.save(replace(story, text="quite different words " * 500))
    other = store.save(Story(text="kept"))
    store.delete(story.id)
    assert len(store.versions(story.id)) == 2
    store.restore(story.id)
    assert store.save(store.get(story.id))
    assert len(store.versions(story.id)) == 2
    store.delete(story.id)
    assert store.purge() == 1
    assert code_of(store.versions, story.id) == "story-unknown"
    assert store.count_versions(story.id) == 0
    assert told(store, other.id) == [(1, "kept")]
    files = b"".join(file.read_bytes() for file in store.path.parent.iterdir())
    assert b"very private" not in files
    assert b"quite different" not in files


def test_saving_over_a_deleted_story_goes_on_with_its_versions(store):
    story = store.save(Story(text="One."))
    store.delete(story.id)
    store.save(story)
    store.delete(story.id)
    store.save(replace(story, text="Two."))
    assert told(store, story.id) == [(1, "One."), (2, "Two.")]


def test_what_is_not_there_is_said(store):
    id = store.save(Story(text="One.")).id
    with pytest.raises(StoreError, match="version 1 only"):
        store.version(id, 2)
    store.save(Story(id=id, text="Two."))
    with pytest.raises(StoreError, match="the versions 1 to 2"):
        store.version(id, 0)
    assert code_of(store.version, id, 10**30) == "version-unknown"
    assert code_of(store.version, "nope", 1) == code_of(store.versions, "nope") == "story-unknown"


def test_examples_have_versions_of_their_own(store):
    store.load_examples()
    id = "example-attention"
    shipped = store.get(id)
    store.delete(id)
    store.load_examples()
    assert store.count_versions(id) == 1
    store.save(replace(shipped, text="Mine."))
    assert [v.story.content() for v in store.versions(id)] == [
        shipped.content(), {**shipped.content(), "text": "Mine."}]
    store.remove_examples()
    assert store.count_versions(id) == 2
    assert store.count_versions("example-churn-model") == 0


def test_an_example_that_a_newer_package_words_anew_is_a_version(store, monkeypatch):
    store.load_examples()
    anew = replace(store.get("example-attention"), text="Worded anew.")
    monkeypatch.setattr("stories.store.example_stories", lambda: [anew])
    assert store.load_examples() == 1
    assert store.count_versions(anew.id) == 2


def test_a_save_that_is_undone_leaves_no_version(store):
    story = store.save(Story(text="One."))

    def fails():
        with store.transaction():
            store.save(replace(story, text="Two."))
            store.delete("not there")

    assert code_of(fails) == "story-unknown"
    assert told(store, story.id) == [(1, "One.")]


def test_an_import_counts_as_a_save(store):
    import_stories(store, [Story(id="a", text="One.", updated="2025-01-02")])
    assert [(v.number, v.saved) for v in store.versions("a")] == [(1, "2025-01-02")]
    store.delete("a")
    import_stories(store, [Story(id="a", title="One.", text="One.")])
    assert store.get("a")
    assert store.count_versions("a") == 1


def test_exports_hold_the_present_text_only(store):
    story = store.save(Story(title="T", text="One."))
    present = store.save(replace(story, text="Two."))
    assert load_jsonl(dump_jsonl(store.list())) == ([present], [])
    assert load_markdown(dump_markdown(store.list())) == [present]
    assert "One." not in dump_jsonl(store.list()) + dump_markdown(store.list())


def test_an_import_asks_few_things_for_each_story(store):
    asked = []
    store._db.set_trace_callback(asked.append)
    import_stories(store, [Story(text=f"Story {n}.") for n in range(500)])
    assert store.count() == 500
    assert len(asked) < 5 * 500
