"""The next step: one of the findings, the gravest first, then what it costs, then its place; and it does not jump about."""

import itertools
import shutil

import pytest

from coach import next_step as module
from coach.checks import CHECKS
from coach.critic import critique_reading
from coach.errors import DataError
from coach.next_step import gains, load_steps, next_step
from coach.report import SEVERITIES, Finding

STORY = (
    "Our fraud model scored 900 card payments a second on a single Kafka consumer, and a fifth of them came back too "
    "late to block anything. My director asked me to get the late share under two percent before the holiday season. "
    "I traced a day of slow payments and found that each of them waited for one feature, the merchant history. We "
    "moved that feature into Redis. I rewrote the lookup so that it asks for fifty merchants at once, and I replayed a "
    "week of traffic against both versions to be sure that no score had changed. After the rollout the service was "
    "much faster. I would look at the waiting times before the model from the first day now."
)


def finding(check, severity, start=None, quote=None):
    return Finding(check, severity, start, None if start is None else start + len(quote), quote, "…", "…", "STAR")


VAGUE = finding("vague-claim", "error", 40, "much faster")
LATER = finding("vague-claim", "error", 90, "a lot happier")
WE = finding("we-action", "warning", 10, "We moved")
METRIC = finding("missing-metric", "error")
FILLER = finding("filler", "advice", 0, "basically")


def test_without_findings_there_is_no_step():
    assert next_step([], []) is None


@pytest.mark.parametrize(("findings", "costs", "first"), [
    ([FILLER, WE, VAGUE], [0, 9, 2], VAGUE),
    ([METRIC, VAGUE], [3, 9], VAGUE),
    ([METRIC, VAGUE], [9, 3], METRIC),
    ([VAGUE, LATER], [4, 4], VAGUE),
    ([FILLER, WE], [0, 0], WE),
])
def test_severity_then_cost_then_place(findings, costs, first):
    assert next_step(findings, costs).finding == first


@pytest.mark.parametrize(("findings", "costs", "line"), [
    ([VAGUE, WE], [8, 3], "First: give “much faster” a figure; it costs the most (about 8 points)."),
    ([VAGUE, WE], [1, 0], "First: give “much faster” a figure; it costs the most (about 1 point)."),
    ([VAGUE, WE], [3, 8], "First: give “much faster” a figure; it would be marked down (about 3 points)."),
    ([VAGUE, METRIC], [8, 8], "First: give “much faster” a figure; it would be marked down (about 8 points)."),
    ([VAGUE, LATER], [4, 4], "First: give “much faster” a figure; it costs the most (about 4 points)."),
    ([WE], [0], "First: say what was yours in “We moved”; it is likely to cost you."),
    ([FILLER], [0], "First: leave “basically” out; it would be better for it."),
])
def test_the_line_says_how_and_why_and_claims_the_most_only_where_it_is(findings, costs, line):
    assert next_step(findings, costs).line() == line
    assert "point" not in next_step(findings, costs).line(points=False)


def test_a_missing_part_is_named_and_is_where_to_go():
    missing = [finding("missing-component", "error"), finding("missing-component", "error")]
    step = next_step(missing, [5, 20], ["task", "result"])
    assert step.line() == "First: tell the result; it costs the most (about 20 points)."
    assert step.part == "result"


def test_a_long_quote_is_shortened_at_a_word():
    quote = "After the rollout in all of the\n nineteen depots the whole service was a great deal faster"
    line = next_step([finding("vague-claim", "error", 3, quote)], [4]).line()
    assert "“After the rollout in all of the nineteen depots the whole …”" in line


def test_a_quote_is_never_read_as_a_blank():
    assert "“the {part}”" in next_step([finding("vague-claim", "error", 3, "the {part}")], [4]).do


def test_the_step_stays_while_its_finding_does_and_nothing_graver_comes():
    before = next_step([VAGUE, METRIC], [8, 3])
    assert next_step([METRIC, VAGUE, LATER], [10, 4, 4], before=before).finding == VAGUE
    assert next_step([METRIC, LATER], [10, 4], before=before).finding == METRIC
    quiet = next_step([WE], [3])
    assert next_step([WE, VAGUE], [8, 1], before=quiet).finding == VAGUE


def test_of_equal_words_the_step_stays_at_its_own_place():
    here = finding("vague-claim", "error", 200, "much faster")
    moved = finding("vague-claim", "error", 190, "much faster")
    before = next_step([here], [4])
    assert next_step([VAGUE, moved], [4, 4], before=before).finding == moved


@pytest.mark.parametrize("check", CHECKS, ids=lambda c: c.name)
def test_the_step_is_always_one_of_the_gravest_findings(check):
    for example in check.text.flags:
        report, reading, _ = critique_reading(example.text, kind=check.text.kinds[-1], audience=example.audience,
                                              prompt=example.prompt, concept=example.concept)
        step = next_step(report.findings, gains(reading, report.findings), report.measures.get("missing") or ())
        assert step.finding in report.findings
        assert all(SEVERITIES.index(step.finding.severity) <= SEVERITIES.index(f.severity) for f in report.findings)
        assert "{" not in step.line().replace(step.finding.quote or "", "")


def test_what_it_says_to_cost_is_what_mending_brings():
    report, reading, _ = critique_reading(STORY)
    costs = dict(zip((f.check for f in report.findings), gains(reading, report.findings), strict=True))
    for check, old, new in [
        ("vague-claim", "the service was much faster", "the late share fell from 20% to 1.4%"),
        ("we-action", "We moved that feature into Redis", "I moved that feature from the store into Redis"),
    ]:
        mended = critique_reading(STORY.replace(old, new))[0]
        assert mended.measures["score"] - report.measures["score"] == pytest.approx(costs[check], abs=2), check


def test_while_typing_the_step_changes_only_when_its_finding_goes_or_a_graver_one_comes():
    before = None
    words = STORY.split()
    for end in itertools.count(30, 6):
        report, reading, _ = critique_reading(" ".join(words[:end]))
        step = next_step(report.findings, gains(reading, report.findings), report.measures["missing"] or (), before)
        if before and step and before.finding.check != step.finding.check:
            stands = [f for f in report.findings if (f.check, f.quote) == (before.finding.check, before.finding.quote)
                      and (f.check != "missing-component" or before.part in report.measures["missing"])]
            graver = SEVERITIES.index(step.finding.severity) < SEVERITIES.index(before.finding.severity)
            assert graver or not [f for f in stands if f.severity == step.finding.severity]
        before = step
        if end >= len(words):
            break
    assert before.finding.quote == "much faster"


def test_every_check_has_a_way_to_mend_it():
    assert set(load_steps()) == {check.name for check in CHECKS}
    for name, mending in load_steps().items():
        assert mending.do[0].islower(), name
        assert not mending.do.endswith("."), name


@pytest.mark.parametrize(("old", "new", "said"), [
    ("[vague-claim]", "[vague-claims]", "'vague-claim'"), ("[filler]\ndo", "[filler]\nhow", "'how'"),
    ('do = "give {quote} a figure"', 'do = " "', "not blank"), ('part = "result"', 'part = "results"', "'result'"),
    ("[blame]\ndo = \"tell {quote} without a verdict on anybody\"\n", "", "'blame'.*missing"),
])
def test_what_is_not_in_order_is_refused(tmp_path, old, new, said):
    file = tmp_path / "next_step.toml"
    shutil.copy(module.FILE, file)
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=said):
        load_steps(file)
