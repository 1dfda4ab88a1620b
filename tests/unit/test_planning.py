"""The plan of a bank: assignment, the fewest stories, gaps and twins."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach import planning
from prompts import load_prompts
from prompts.errors import UnknownPrompt

PROMPTS = load_prompts()[:6]
IDS = [p.id for p in PROMPTS]


def planned(values, bar=0.5, vectors=None):
    values = np.array(values, float).reshape(-1, len(IDS))
    names = pd.Index([f"s{i}" for i in range(len(values))], dtype="str")
    scores = pd.DataFrame(values, index=names, columns=IDS)
    vectors = np.eye(max(len(values), 1))[:len(values)] if vectors is None else vectors
    return planning.plan(scores, scores >= bar, vectors, PROMPTS)


scored = st.lists(st.lists(st.floats(0, 1), min_size=len(IDS), max_size=len(IDS)), min_size=0, max_size=6)


@settings(max_examples=80, deadline=None)
@given(scored)
def test_every_plan_keeps_the_rules(values):
    found = planned(values)
    usable = np.array(values).reshape(-1, len(IDS)) >= 0.5
    first = found.prompts.dropna(subset="story")
    assert (first["story"].value_counts() <= planning.MOST_PROMPTS).all()
    assert (first["score"] >= 0.5).all()
    second = found.prompts.dropna(subset="second")
    assert (second["story"] != second["second"]).all()
    assert set(found.gaps["prompt"]) == {id for id, served in zip(IDS, usable.any(axis=0), strict=True) if not served}
    covered = {p for row in found.smallest["prompts"] for p in row}
    assert covered | set(found.gaps["prompt"]) == set(IDS)


@settings(max_examples=40, deadline=None)
@given(scored)
def test_no_smaller_set_of_stories_serves_as_many_prompts(values):
    usable = np.array(values).reshape(-1, len(IDS)) >= 0.5
    size = len(planned(values).smallest)
    for fewer in combinations(range(len(values)), max(size - 1, 0)):
        if size:
            assert usable[list(fewer)].any(axis=0).sum() < usable.any(axis=0).sum()


def test_more_prompts_count_before_higher_scores():
    # The best sum would give both prompts to s0; s1 serves the first alone.
    found = planned([[0.9, 0.9, 0.9, 0.9, 0, 0], [0.6, 0, 0, 0, 0, 0]])
    assert found.prompts["story"].tolist()[:4] == ["s1", "s0", "s0", "s0"]


def test_a_prompt_whose_only_story_has_three_others_is_neither_planned_nor_a_gap():
    found = planned([[0.9, 0.8, 0.7, 0.6, 0, 0]])
    assert found.prompts["story"].isna().tolist() == [False, False, False, True, True, True]
    assert found.prompts["second"].isna().all()
    assert IDS[3] not in found.gaps["prompt"].tolist()


def test_gaps_come_by_importance_and_then_by_nearness():
    found = planned([[0.1, 0.2, 0.3, 0.4, 0.1, 0.2]])
    order = [(p.importance, score) for p, score in zip(PROMPTS, [0.1, 0.2, 0.3, 0.4, 0.1, 0.2], strict=True)]
    assert [(row.importance, row.score) for row in found.gaps.itertuples()] == sorted(order, key=lambda o: (-o[0], -o[1]))


def test_twins_are_told_once():
    vectors = np.array([[1, 0], [0.99, 0.141], [0, 1]])
    found = planned(np.zeros((3, 6)), vectors=vectors)
    assert found.twins[["story", "other"]].values.tolist() == [["s0", "s1"]]


def test_prompts_are_chosen_by_id_and_group():
    assert [p.id for p in planning.chosen(["failure-mistake", "ambiguity"])] == [
        "failure-mistake", "ambiguity-redirect", "ambiguity-unclear-goal"]
    assert planning.chosen([]) == load_prompts()
    with pytest.raises(UnknownPrompt, match="did you mean 'growth'"):
        planning.chosen(["grwth"])


def test_ten_thousand_stories_are_planned_in_seconds():
    rng = np.random.default_rng(7)
    prompts = load_prompts()
    scores = pd.DataFrame(rng.beta(0.4, 4, (10_000, len(prompts))), columns=[p.id for p in prompts])
    vectors = rng.normal(size=(10_000, 64))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    scores.index = pd.Index([f"s{i}" for i in range(10_000)], dtype="str")
    found = planning.plan(scores, scores >= 0.6, vectors, prompts)
    assert found.gaps.empty
    assert found.prompts["story"].notna().all()
