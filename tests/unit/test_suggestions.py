"""Where the writer stands, and what to do next."""

from dataclasses import replace

import pytest

from coach.bank import Known
from coach.batch import Matched
from coach.draft import Draft
from coach.inputs import Fault
from coach.matching import Match
from coach.standing import Entry, by_group, entry, served, strongest_first
from coach.suggestions import MOST, RULES, Unfinished, suggestions
from prompts import GROUPS, find_prompt, load_prompts
from stories import Story

EVERY = {p.id: 0.9 for p in load_prompts()}
WHOLE = Entry("whole", "story", "Serves all", score=90, serves=EVERY)
TOLD = Entry("told", "explanation", "Told")
DRAFT = Unfinished("k1", "story", "The loader {opening} waited")


def names(*args, **more) -> list[str]:
    return [step.rule for step in suggestions(*args, **more)]


def without(importance: int) -> dict[str, float]:
    return {p.id: 0.9 for p in load_prompts() if p.importance != importance}


def test_an_empty_bank_asks_for_a_first_story_that_matters():
    first, *others = suggestions([])
    assert first.rule == "first-story"
    assert find_prompt(first.target).importance == 3
    assert find_prompt(first.target).title in first.title
    assert [s.rule for s in others] == ["no-explanation"]


def test_an_unfinished_draft_comes_before_all_else_and_the_latest_first():
    steps = suggestions([WHOLE], [DRAFT, replace(DRAFT, key="k2")])
    assert (steps[0].rule, steps[0].target) == ("continue-draft", "k1")
    assert DRAFT.opening in steps[0].title


@pytest.mark.parametrize(("importance", "rule"), [(3, "asked-for"), (2, "theme"), (1, "technical")])
def test_what_the_guide_asks_for_and_has_no_story_is_to_be_written(importance, rule):
    steps = suggestions([replace(WHOLE, serves=without(importance)), TOLD])
    assert [s.rule for s in steps] == [rule]
    assert find_prompt(steps[0].target).importance == importance
    assert GROUPS[find_prompt(steps[0].target).group] in steps[0].why


def test_of_equals_the_one_whose_group_is_served_least():
    lacking = {"impact-ownership", "collab-code-review", "collab-dependency", "collab-design-review"}
    step = suggestions([replace(WHOLE, serves={p: 0.9 for p in EVERY if p not in lacking})])[0]
    assert step.target == "collab-code-review"  # of collaboration 5 in 8 are served, of impact 3 in 4


def test_a_question_that_a_story_or_a_draft_was_begun_for_is_not_suggested_again():
    first = suggestions([replace(WHOLE, serves={})])[0].target
    begun = Entry("begun", "story", "Begun", prompt=first, score=20)
    again = suggestions([replace(WHOLE, serves={}), begun])[0].target
    assert again != first
    draft = replace(DRAFT, prompt=again)
    assert suggestions([replace(WHOLE, serves={}), begun], [draft])[1].target not in (first, again)


def test_the_weakest_story_with_an_error_is_mended_at_its_first_error():
    weak = Entry("weak", "story", "Weak", score=30, serves={}, remarks=(
        ("filler", "advice"), ("we-overuse", "error"), ("vague-claim", "error")))
    weaker = replace(weak, id="weaker", title="Weaker", score=20, remarks=(("vague-claim", "warning"),))
    step = suggestions([WHOLE, weak, weaker, TOLD])[0]
    assert (step.rule, step.act, step.target) == ("marked-down", "mend", "weak")
    assert step.title == "Mend “Weak”: Mostly “we”"
    assert "30" not in step.title + step.why


def test_a_story_too_short_for_a_score_counts_as_the_weakest():
    weak = Entry("weak", "story", "Weak", score=30, remarks=(("vague-claim", "error"),))
    assert suggestions([WHOLE, weak, replace(weak, id="short", score=None), TOLD])[0].target == "short"


def test_warnings_come_after_errors_gaps_and_explanations():
    warned = replace(WHOLE, serves=without(2), remarks=(("we-action", "warning"),))
    lost = replace(TOLD, remarks=(("jargon-density", "error"),))
    assert names([warned]) == ["no-explanation", "theme", "likely-to-cost"]
    assert names([warned, lost]) == ["theme", "explanation-marked-down", "likely-to-cost"]
    assert names([replace(warned, remarks=(("vague-claim", "error"),))]) == ["marked-down", "no-explanation", "theme"]


def test_nothing_is_said_of_what_is_lacking_before_all_is_read():
    waiting = Entry("later", "story", "Later", state="waiting")
    weak = Entry("weak", "story", "Weak", score=30, remarks=(("vague-claim", "error"),))
    assert names([weak, waiting], [DRAFT]) == ["continue-draft", "no-explanation"]
    assert names([weak, replace(waiting, kind="explanation")]) == []
    assert names([weak, replace(waiting, state="failed")]) == ["asked-for", "marked-down", "no-explanation"]


def test_where_all_is_served_and_clean_nothing_is_suggested():
    assert suggestions([WHOLE, TOLD]) == []


def test_at_most_three_and_each_rule_once():
    worst = Entry("worst", "story", "Worst", score=10, remarks=(("vague-claim", "error"), ("we-action", "warning")))
    steps = suggestions([worst], [DRAFT])
    assert len(steps) == MOST
    assert len({s.rule for s in steps}) == MOST
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert names([worst], [DRAFT], most=1) == ["continue-draft"]


def test_titles_are_never_read_as_templates():
    nasty = Entry("n", "story", "{check} {0} %s", score=10, remarks=(("vague-claim", "error"),), serves=EVERY)
    assert "“{check} {0} %s”" in suggestions([nasty, TOLD])[0].title


def test_the_strongest_comes_first_and_the_unread_last():
    strong, weak = Entry("a", "story", "A", score=80), Entry("b", "story", "B", score=40)
    clean = replace(weak, id="c", title="C")
    flagged = replace(weak, remarks=(("vague-claim", "error"),))
    unscored, waiting = replace(strong, id="d", score=None), replace(strong, id="e", state="waiting")
    found = strongest_first([waiting, unscored, flagged, clean, strong])
    assert [e.id for e in found] == ["a", "c", "b", "d", "e"]


def test_coverage_has_each_prompt_once_with_its_best_story_first():
    other = replace(WHOLE, id="other", serves={"failure-project": 0.95})
    rows = served([WHOLE, other])
    assert [row.prompt for row in rows] == list(load_prompts())
    assert [e.id for row in rows if row.prompt.id == "failure-project" for e in row.stories] == ["other", "whole"]
    assert sum(map(len, by_group(rows).values())) == len(rows)
    assert all(not row.stories for row in served([]))


def test_an_entry_is_made_from_what_the_shelf_holds():
    story = Story(id="s", title="T", text="I measured it.", prompt="failure-project")
    matches = (Match("failure-project", 0.7, True, 0, 1, ()), Match("data-dirty", 0.2, False, 0, 1, ()))
    found = entry(story, Known(Matched(Draft("I measured it."), matches, None), 55, None, (("filler", "advice"),)))
    assert (found.state, found.score, dict(found.serves), found.count("advice")) == ("read", 55, {"failure-project": 0.7}, 1)
    assert entry(story, None).state == "waiting"
    fault = entry(story, Fault("s", "internal", "It failed.", "story s"))
    assert (fault.state, fault.fault) == ("failed", "It failed.")
