"""Drafts and questions against the catalog."""

import pytest

from coach import matching
from coach.draft import Draft
from coach.questions import match_question
from coach.reading import read
from prompts import load_prompts
from training.answers import HELD_OUT
from training.questions import load

LEAK = """A default model at a leasing firm scored 0.97 on every test and nobody doubted it. I was asked to put it live by
June. I took the features away one by one and saw that a single column made the score: the date of the last reminder
letter, which is only filled in once a customer has stopped paying. I removed it, split the data by time instead of by
row, and wrote a test that fails when a feature is younger than its label. The honest score was 0.79, and the credit
desk took it live with that. I now distrust any score that is too good."""
RECIPE = """Preheat the oven to 200 degrees. Rub the butter into the flour, add the sugar and a pinch of salt, then enough
cold water to bind it. Roll it out on a floured board. Lay the apples on top, brush them with melted jam and bake for
forty minutes until the edges are brown. Serve warm with cream."""


def test_all_prompts_are_ranked_with_the_sentence_that_speaks_for_them(encode):
    draft = read(Draft(LEAK), encode)
    found = matching.match(draft, encode)
    assert {m.prompt for m in found} == {p.id for p in load_prompts()}
    assert found[0].prompt == "data-leakage"
    assert found[0].usable
    evidence = draft.quote(found[0].start, found[0].end)
    assert any(word in evidence for word in ("column", "feature", "score"))
    assert evidence.endswith(".")


def test_a_recipe_serves_no_prompt(encode):
    assert not any(m.usable for m in matching.match(read(Draft(RECIPE), encode), encode))


@pytest.mark.parametrize(("question", "prompt"), [
    ("When did you stand up for an unpopular estimate in front of an executive?", "comm-bad-news"),
    ("Have you ever had to work with data that was missing, wrong or contradictory?", "data-dirty"),
    ("Tell me about a time you coached a junior engineer.", "growth-mentoring"),
])
def test_a_free_question_finds_its_prompt(encode, question, prompt):
    assert prompt in [m.prompt for m in match_question(question, encode)[:3]]


def test_stories_for_a_prompt_come_best_first(encode):
    drafts = [Draft(RECIPE, id="recipe"), Draft(LEAK, id="leak")]
    found = [matching.match(read(d, encode), encode) for d in drafts]
    assert [d.id for d, _ in matching.stories_for("data-leakage", drafts, found)] == ["leak", "recipe"]


def test_held_out_questions_find_their_prompt(encode):
    asked = [pair for pairs in load(HELD_OUT / "questions").values() for pair in pairs]
    ranks = [[m.prompt for m in match_question(question, encode)].index(prompt) for prompt, question in asked]
    assert len(asked) >= 60
    assert sum(r == 0 for r in ranks) >= 0.7 * len(ranks)
    assert sum(r < 3 for r in ranks) >= 0.9 * len(ranks)


@pytest.mark.parametrize("question", ["What is your notice period?", "Please reverse a binary tree.", "Was the train on time?"])
def test_a_question_that_the_catalog_does_not_hold_means_none(encode, question):
    assert not any(m.usable for m in match_question(question, encode))


PRESS = """Brightwater Holdings today announced the opening of its new headquarters on the river. The building offers space
for four hundred employees and has a canteen open to the public. The mayor cut the ribbon in front of two hundred guests.
Chief executive Dana Pell thanked the builders. The company will host guided tours every first Saturday of the month."""


@pytest.mark.parametrize("text", [PRESS, "Dear tenants, the lift will be serviced on Tuesday. Please use the stairs between nine "
                                  "and noon. Deliveries can be left with the caretaker in the basement. We are sorry for any "
                                  "trouble this causes you. The next service is planned for the spring, as always."])
def test_what_answers_no_question_serves_none(encode, text):
    assert not any(m.usable for m in matching.match(read(Draft(text), encode), encode))


def test_the_stored_vectors_are_of_this_catalog(encode):
    assert matching._stored(matching.texts(), encode.identity) is not None, "the catalog changed: run `make train`"
    assert matching._stored([*matching.texts(), "more"], encode.identity) is None
