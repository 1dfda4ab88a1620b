"""The bank's stories against the catalog: kept in the store, computed anew only where something changed."""

from dataclasses import replace

import pytest

import coach
from coach import bank
from coach.embedding import identity
from coach.inputs import Fault
from prompts import load_prompts
from stories import Story, open_store
from stories.store import example_stories


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path) as found:
        found.load_examples()
        yield found


def matched(store, encode, done=None):
    return bank.match_stories(store, store.list("story"), encode, done)


def test_what_did_not_change_is_not_computed_again(store, encode, monkeypatch):
    first = matched(store, encode)
    monkeypatch.setattr(bank, "critique_reading", None)
    again = matched(store, encode)
    for one, two in zip(first, again, strict=True):
        assert one.matches == two.matches
        assert (one.vector == two.vector).all()


def test_a_changed_story_is_computed_anew_and_alone(store, encode):
    matched(store, encode)
    story = store.list("story")[0]
    store.save(replace(story, text="I measured it first, and then I mended the loader.", sections=()))
    told = []
    matched(store, encode, lambda done, new: told.append((done, new)))
    assert told == [(1, 1)]


def test_another_title_or_date_costs_nothing(store, encode, monkeypatch):
    matched(store, encode)
    store.save(replace(store.list("story")[0], title="Another title"))
    monkeypatch.setattr(bank, "critique_reading", None)
    matched(store, encode)


def test_the_plan_of_matched_drafts(encode):
    texts = [{"id": s.id, "text": s.text, **dict(s.sections)} for s in example_stories() if s.kind == "story"]
    matched = list(coach.match_many([{k: v for k, v in t.items() if v} for t in texts], encode=encode))
    found = coach.plan(matched, ["failure"])
    assert {p.split("-")[0] for p in found.prompts["prompt"]} == {"failure"}
    assert set(found.prompts["story"].dropna()) <= {t["id"] for t in texts}
    assert len(coach.plan(matched).prompts) == len(load_prompts())
    assert len(coach.plan([]).gaps) == len(load_prompts())


def test_nothing_is_left_of_a_purged_story(store, encode):
    matched(store, encode)
    story = store.list("story")[0]
    store.delete(story.id)
    assert story.id in store.computed()
    store.purge()
    assert story.id not in store.computed()


def test_a_story_that_cannot_be_read_is_a_fault_and_the_others_are_done(store, encode):
    store.save(Story(id="blank", title="Nothing yet"))
    found = {(m.id if isinstance(m, Fault) else m.draft.id): m for m in matched(store, encode)}
    assert isinstance(found["blank"], Fault)
    assert len(found["example-churn-model"].matches) == len(load_prompts())


def test_a_story_at_which_the_coach_fails_costs_no_other(store, encode, monkeypatch):
    whole = bank.critique_reading

    def broken(draft, encode):
        if draft.id == "example-churn-model":
            raise ValueError("what somebody wrote")
        return whole(draft, encode=encode)

    monkeypatch.setattr(bank, "critique_reading", broken)
    found = matched(store, encode)
    assert [m.code for m in found if isinstance(m, Fault)] == ["internal"]
    assert "what somebody wrote" not in str(found)
    assert len(store.computed()) == len(found) - 1


def test_a_store_that_can_only_be_read_is_left_as_it_is(store, encode):
    store.read_only = True
    assert len(matched(store, encode)) == 3
    assert store.computed() == {}


def test_what_the_coach_noticed_is_what_it_notices(store, encode):
    stories = store.list()
    fresh = bank.Shelf(store, stories, encode.identity)
    fresh.read(store, encode)
    kept = bank.Shelf(store, stories, encode.identity)
    assert kept.waiting == 0
    for story, first, again in zip(stories, fresh.found, kept.found, strict=True):
        report = coach.critique(story.as_record(), encode=encode)
        assert again.remarks == first.remarks == tuple((f.check, f.severity) for f in report.findings)
        assert again.score == first.score == report.measures["score"]
        assert again.level == first.level == report.measures.get("level")


def test_what_is_kept_needs_no_model(store, encode):
    matched(store, encode)
    assert bank.Shelf(store, store.list("story"), identity()).waiting == 0


def test_another_question_or_listener_is_read_anew(store, encode):
    stories = store.list()
    bank.Shelf(store, stories, encode.identity).read(store, encode)
    changed = [replace(s, prompt="culture-conflict") if s.kind == "story" else replace(s, audience="engineer") for s in stories]
    assert bank.Shelf(store, changed, encode.identity).waiting == len(stories)


def test_a_question_that_this_version_does_not_know_costs_the_story_nothing(store, encode):
    story = replace(store.list("story")[0], prompt="from-a-newer-catalog", audience="a listener to come")
    shelf = bank.Shelf(store, [story], encode.identity)
    shelf.read(store, encode)
    assert len(shelf.found[0].matched.matches) == len(load_prompts())


def test_reading_stops_in_time_and_goes_on_later(store, encode):
    stories = store.list()
    shelf = bank.Shelf(store, stories, encode.identity)
    shelf.read(store, encode, seconds=0)
    assert shelf.waiting == len(stories)
    shelf.read(store, encode)
    assert shelf.waiting == 0


def test_what_was_read_is_kept_when_the_reading_is_interrupted(store, encode):
    class Interrupted(BaseException):
        pass

    def stop(done, new):
        if done == 2:
            raise Interrupted

    shelf = bank.Shelf(store, store.list(), encode.identity)
    with pytest.raises(Interrupted):
        shelf.read(store, encode, stop)
    assert len(store.computed()) == 2
    other = bank.Shelf(store, store.list(), encode.identity)
    assert other.waiting == shelf.waiting == store.count() - 2
    other.read(store, encode)
    shelf.look(store)
    assert shelf.waiting == 0
