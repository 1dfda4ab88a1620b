"""Word by word, and finding by finding: what two versions do not share."""

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.changes import Change, word_changes
from coach.checks import CHECKS
from coach.moves import ONE_EACH, moved
from coach.report import Finding, NotJudged, Report

ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",)))
WORDY = st.lists(st.sampled_from(["I ", "we ", "rebuilt ", "the ", "index", ". ", "\n", "35 ms ", "🙂"])).map("".join)


def told(old, new):
    return "".join(c.old if c.same else f"[{c.old}|{c.new}]" for c in word_changes(old, new))


@pytest.mark.parametrize(("old", "new", "expected"), [
    ("", "", ""),
    ("", "New.", "[|New.]"),
    ("Gone.", "", "[Gone.|]"),
    ("The same.", "The same.", "The same."),
    ("It was much better. All slept.", "It fell by 9 minutes. All slept.", "It [was much better|fell by 9 minutes]. All slept."),
    ("We rebuilt the index.", "I rebuilt the index.", "[We|I] rebuilt the index."),
    ("From 35.5 ms to 8 ms.", "From 34.5 ms to 8 ms.", "From [35.5|34.5] ms to 8 ms."),
    ("I don't know.", "I didn't know.", "I [don't|didn't] know."),
    ("one\ntwo", "one two", "one[\n| ]two"),
    ("I measured. I wrote it.", "I measured. I asked. I wrote it.", "I measured. [|I asked. ]I wrote it."),
    ("It ran on the old box in a dry cellar.", "My lead gave me the new rack of a big bank.",
     "[It ran on the old box in a dry cellar|My lead gave me the new rack of a big bank]."),
])
def test_changed_words(old, new, expected):
    assert told(old, new) == expected


@settings(derandomize=True, deadline=None, database=None, max_examples=200)
@given(st.one_of(st.tuples(ANY_TEXT, ANY_TEXT), st.tuples(WORDY, WORDY)))
def test_changes_make_both_texts_again(texts):
    old, new = texts
    found = word_changes(old, new)
    assert "".join(c.old for c in found) == old
    assert "".join(c.new for c in found) == new
    assert all(a.same != b.same for a, b in pairwise(found))
    assert (old == new) == all(c.same for c in found)


def test_texts_of_the_greatest_length_are_compared_at_once():
    rng = random.Random(7)
    words = [rng.choice("alpha beta gamma delta the of a we I index".split()) for _ in range(7000)]
    for end in (" ", ". "):
        old, new = end.join(words), end.join(reversed(words))
        started = time.perf_counter()
        assert "".join(c.new for c in word_changes(old, new)) == new
        assert time.perf_counter() - started < 20
    assert word_changes("a " * 20_000, "b " * 20_000) == [Change("a " * 20_000, "b " * 20_000)]


def finding(check="vague-claim", quote="much better", message="m"):
    return Finding(check, "warning", 0 if quote else None, 1 if quote else None, quote, message, "s", "STAR")


def report(*findings, not_judged=()):
    return Report("", "story", "", (), (), findings, {}, (), tuple(NotJudged(c, "why") for c in not_judged))


def test_findings_that_went_came_and_stayed():
    old = report(finding(), finding(quote="a lot happier"), finding("no-reflection", None))
    new = report(finding(quote="far nicer"), finding("no-reflection", None), finding(quote="A lot\nhappier"))
    found = moved(old, new)
    assert found.gone == (old.findings[0],)
    assert found.new == (new.findings[0],)
    assert found.stayed == new.findings[1:]
    assert found.unjudged == ()


def test_the_same_words_twice_are_two_findings():
    old, new = report(finding(), finding()), report(finding())
    assert moved(old, new).gone == (finding(),)
    assert moved(new, old).new == (finding(),)


def test_a_quote_reworded_in_part_stays():
    before, after = finding(quote="the result was far better than it was"), finding(quote="the result was better than it was")
    assert moved(report(before), report(after)).stayed == (after,)


def test_the_same_quote_under_another_check_is_another_finding():
    found = moved(report(finding("hedge")), report(finding("filler")))
    assert (len(found.gone), len(found.new)) == (1, 1)


def test_figures_in_the_message_do_not_make_another_finding_but_another_part_does():
    share = [finding("unbalanced-components", None, f"Situation takes {n}% of the answer.") for n in (40, 35)]
    assert moved(report(share[0]), report(share[1])).stayed == (share[1],)
    parts = [finding("missing-component", None, f"No sentence tells the {part}.") for part in ("task", "result")]
    found = moved(report(parts[0]), report(parts[1]))
    assert (found.gone, found.new) == ((parts[0],), (parts[1],))
    long = [finding("too-long", None, f"About {n} seconds.") for n in (300, 280)]
    assert moved(report(long[0]), report(long[1])).stayed == (long[1],)


def test_what_can_no_longer_be_judged_is_not_gone():
    found = moved(report(finding("no-reflection", None)), report(not_judged=["no-reflection"]))
    assert found.gone == ()
    assert found.unjudged == (finding("no-reflection", None),)


def test_checks_that_find_one_thing_for_each_part_are_known():
    assert set(ONE_EACH) <= {c.name for c in CHECKS}
