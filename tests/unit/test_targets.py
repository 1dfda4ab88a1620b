"""What to aim at: whole, in agreement with what the checks flag, and refused by key where not in order."""

import shutil
from itertools import pairwise

import pytest

from coach import targets
from coach.checks.base import texts
from coach.draft import SECTION_NAMES
from coach.errors import DataError, InputError
from coach.reading.delivery import measure
from coach.targets import find_target, load_targets

LEVELS = ("junior", "mid", "senior", "staff")
SECONDS = (60, 90, 120, 180)


def test_all_levels_and_lengths_are_there():
    assert tuple(load_targets().levels) == LEVELS
    assert load_targets().seconds == SECONDS


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("seconds", SECONDS)
def test_the_parts_make_the_whole_and_no_check_flags_it(level, seconds):
    target = find_target(level, seconds)
    whole = target.aim()
    assert whole.words == seconds * 150 / 60
    assert abs(sum(target.aim(part).seconds for part in SECTION_NAMES) - seconds) <= 3
    assert abs(sum(target.aim(part).words for part in SECTION_NAMES) - whole.words) <= 12
    low, high = target.span()
    assert low < seconds < high <= texts()["too-long"].limits["story_seconds"]
    limits = texts()["unbalanced-components"].limits
    least, most = ({part: target.shares(part)[i] for part in SECTION_NAMES} for i in (0, 1))
    assert all(0 < least[part] < most[part] < 1 for part in SECTION_NAMES)
    assert least["action"] >= limits["action_least"]
    assert least["result"] >= limits["result_least"]
    assert most["situation"] + most["task"] <= limits["context_most"]


def test_seniors_tell_less_setting_and_more_of_decisions_results_and_reflection():
    for junior, senior in pairwise(find_target(level).level.shares for level in LEVELS):
        assert senior["situation"] < junior["situation"]
        assert senior["task"] < junior["task"]
        for part in ("action", "result", "reflection"):
            assert senior[part] >= junior[part]
        assert senior["result"] + senior["reflection"] > junior["result"] + junior["reflection"]


def test_the_usual_level_is_what_the_check_on_proportions_tells():
    shares = find_target().level.shares
    assert "fifth for situation and task together, more than half for the action, a fifth for the result" in \
        texts()["unbalanced-components"].better
    assert shares["situation"] + shares["task"] == pytest.approx(0.2)
    assert shares["action"] > 0.5
    assert shares["result"] == pytest.approx(0.2, abs=0.015)


@pytest.mark.parametrize(("level", "seconds", "said"), [("seniors", 120, "'senior'"), ("mid", 100, "100")])
def test_what_is_not_offered_is_refused(level, seconds, said):
    with pytest.raises(InputError, match=said):
        find_target(level, seconds)


@pytest.mark.parametrize(("old", "new", "key"), [
    ("seconds = [60,", "seconds = [60, 60,", "'seconds'"),
    ("90, 120, 180]", "90, 180]", "'seconds'"),
    ("120, 180]", "120, 300]", "too-long"),
    ("seconds = [60,", "seconds = [20,", "too-short"),
    ("seconds_give = 0.25", "seconds_give = 25", "seconds_give"),
    ("[give]", "[gives]", "gives"),
    ("[levels.mid]", "[levels.middle]", "levels"),
    ('name = "Senior"', 'title = "Senior"', "levels.senior.title"),
    ('stress = "Staff', 'stress = " " # "Staff', "levels.staff.stress"),
    ("situation = 0.07", "situation = 0.17", "must sum to 1"),
    ("situation = 0.07", "situation = 7", "levels.staff.situation"),
    ("situation = 0.07\ntask = 0.06\naction = 0.54\nresult = 0.21", "situation = 0.21\ntask = 0.21\naction = 0.36\nresult = 0.1",
     "levels.staff.action"),
    ("action = 0.1\n", "action = 0.3\n", "unbalanced-components"),
    ("situation = 0.05\n", "situation = 0.3\n", "more than its give"),
])
def test_what_is_not_in_order_or_contradicts_a_check_is_refused(tmp_path, old, new, key):
    file = tmp_path / "targets.toml"
    shutil.copy(targets.FILE, file)
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=key):
        load_targets(file)


@pytest.mark.parametrize(("text", "words", "seconds"), [
    ("", 0, 0), ("   \n", 0, 0), ("…!?", 0, 0), ("I moved the feature into Redis.", 6, 2),
    ("Latency fell from 35 ms to 8 ms.", 8, 4), ("word " * 75, 75, 30),
])
def test_a_part_is_measured_as_the_whole_is(text, words, seconds):
    assert measure(text) == (words, seconds)
