"""Talking points: which sentence covers them, and what is said where none does."""

import pytest

from coach import critique, matching
from coach.coverage import COVERED, LACKING, Covered
from coach.draft import Draft
from coach.reading import read
from prompts import find_prompt

STORY = """Two weeks before the harvest our yield model was wrong by 40% for every field in the north, and 900 growers plan
their trucks by it. My manager asked me to find the cause before the Monday delivery. I traced three fields by hand and
found that the weather provider had changed its units from millimetres to inches. I wrote a check that stops the run when
rainfall leaves the range of the last ten years, and reran the forecasts. The error fell from 40% to 6%, and nobody had to
hire a truck too many. Since then I put a range check on each input before I train anything on it."""


def test_every_point_has_a_sentence_and_a_probability(encode):
    for match in matching.match(read(Draft(STORY), encode), encode):
        assert len(match.points) == len(find_prompt(match.prompt).talking_points)
        for point in match.points:
            assert 0 <= point.probability <= 1
            assert STORY[point.start:point.end].endswith(".")


def test_what_is_told_and_what_is_lacking_leave_room_for_doubt():
    assert Covered(COVERED, 0, 1).told
    assert Covered(LACKING - 0.01, 0, 1).lacking
    between = Covered((COVERED + LACKING) / 2, 0, 1)
    assert not between.told
    assert not between.lacking


def test_the_check_of_inputs_is_found_for_monitoring(encode):
    match = next(m for m in matching.match(read(Draft(STORY), encode), encode) if m.prompt == "production-monitoring")
    said = [STORY[p.start:p.end] for p in match.points if p.told]
    assert any("check" in sentence for sentence in said)


def checks(prompt):
    return [f.check for f in critique(STORY, kind="story", prompt=prompt).findings]


@pytest.mark.parametrize("prompt", ["growth-open-source", "growth-mentoring", "culture-conflict"])
def test_a_story_for_another_question_is_off_it(prompt):
    assert "off-prompt" in checks(prompt)
    assert "talking-point-missing" not in checks(prompt)


@pytest.mark.parametrize("prompt", ["production-monitoring", "pressure-degraded-model", "production-debugging"])
def test_a_story_for_its_question_is_not(prompt):
    assert "off-prompt" not in checks(prompt)


def test_without_a_chosen_question_neither_is_said():
    assert not {"off-prompt", "talking-point-missing"} & set(checks(None))
