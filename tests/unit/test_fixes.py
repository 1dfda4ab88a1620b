"""Fixes: what each makes of the text, and what none may do."""

import re
from dataclasses import replace

import pytest

from coach.checks.base import texts as check_texts
from coach.critic import critique_reading
from coach.fixes import BLANK, _pairs, all_fixes, blanks, fixes
from coach.lexicon import words
from coach.reading.claims import KINDS


def made(text: str, check: str, encode, audience: str | None = None) -> list[str]:
    """What the fixes of `check` make of `text`, in order."""
    report, reading, _ = critique_reading(text, encode=encode, audience=audience,
                                          kind="explanation" if audience else "story")
    return [text[:fix.start] + fix.insert + text[fix.end:]
            for finding in report.findings if finding.check == check for fix in fixes(finding, reading)]


@pytest.mark.parametrize(("text", "fixed"), [
    ("So, um, I rewrote the loader.", "So I rewrote the loader."),
    ("Um, I rewrote the loader.", "I rewrote the loader."),
    ("Basically it was the loader.", "It was the loader."),
    ("It was basically the loader.", "It was the loader."),
    ("I found the loader, you know.", "I found the loader."),
    ("It was, you know, the loader.", "It was the loader."),
    ("I wrote it, um, tested it, and shipped it.", "I wrote it, tested it, and shipped it."),
    ("I rewrote the loader, um, and shipped it.", "I rewrote the loader, and shipped it."),
    ("I, I rewrote the loader.", "I rewrote the loader."),
    ("🎉 It was, um, the loader 🎉.", "🎉 It was the loader 🎉."),
])
def test_a_filler_goes_with_its_comma_and_its_capital(text, fixed, encode):
    assert made(text, "filler", encode) == [fixed]


def test_a_filler_that_is_all_there_is_stays(encode):
    assert made("Um.", "filler", encode) == []


@pytest.mark.parametrize(("text", "fixed"), [
    ("I guess I rewrote the loader.", "I rewrote the loader."),
    ("It maybe cut the cost by 12%.", "It cut the cost by 12%."),
    ("I sort of led the migration.", "I led the migration."),
    ("I moved it, probably.", "I moved it."),
    ("The loader might have been slow.", None),
    ("I guess that I rewrote the loader.", None),
])
def test_a_hedge_goes_where_a_sentence_is_left(text, fixed, encode):
    assert made(text, "hedge", encode) == ([fixed] if fixed else [])


@pytest.mark.parametrize(("text", "fixed"), [
    ("We rebuilt the loader over the weekend.", "I rebuilt the loader over the weekend."),
    ("In May we rebuilt our loader.", "In May I rebuilt our loader."),
    ("We were rebuilding the loader and were moving the index.", "I was rebuilding the loader and was moving the index."),
    ("We’ve rebuilt the loader.", "I’ve rebuilt the loader."),
    ("We both rebuilt the loader.", None),
    ("We rebuilt the loader together.", None),
    ("Our team deployed the new model to production.", None),
])
def test_a_bare_we_becomes_i_where_the_writer_says_so(text, fixed, encode):
    assert made(text, "we-action", encode) == ([fixed] if fixed else [])


@pytest.mark.parametrize(("text", "fixed"), [
    ("After my change the loader was much faster.", ["After my change the loader was much faster, from ___ to ___."]),
    ("The loader was much faster for the users.", ["The loader was much faster (from ___ to ___) for the users."]),
    ("Accuracy improved significantly.", ["Accuracy improved significantly, from ___ to ___.",
                                          "Accuracy improved from ___ to ___."]),
    ("The users loved it.", ["The users loved it (___ of ___ said so)."]),
])
def test_a_claim_gets_a_frame_to_fill(text, fixed, encode):
    assert made(text, "vague-claim", encode) == fixed


def test_a_result_without_a_figure_gets_a_frame(encode):
    text = check_texts()["missing-metric"].flags[0].text
    assert made(text, "missing-metric", encode) == [
        text.replace("the hotline.", "the hotline. It went from ___ to ___ within ___.")]


@pytest.mark.parametrize("text", ["Accuracy improved from ___ to ___.", "The loader was much faster, from ___ to ___.",
                                  "It took ___ ms, from ___ to ___%."])
def test_blanks_are_no_figures(text, encode):
    report, reading, _ = critique_reading(text, encode=encode)
    assert not any(q.is_metric for q in reading.quantities)
    assert not any(s["metric"] for s in report.sentences)


def test_a_framed_claim_stays_vague_until_the_blanks_are_filled(encode):
    for frame, vague in (("___ to ___", True), ("35 to 8 ms", False)):
        report, *_ = critique_reading(f"The loader was much faster, from {frame}.", encode=encode)
        assert ("vague-claim" in {f.check for f in report.findings}) is vague


def test_blanks_are_found():
    assert blanks("from ___ to ____, snake_case a___b __init__") == [(5, 8), (12, 16)]


@pytest.mark.parametrize(("text", "audience", "fixed"), [
    ("We train with gradient descent and watch the latency.", "customer",
     ["We train with gradient descent (improving in small downhill steps) and watch the latency.",
      "We train with gradient descent and watch the wait for an answer.",
      "We train with gradient descent and watch the latency (the wait for an answer)."]),
    ("Latency fell to half.", "customer", ["The wait for an answer fell to half.",
                                           "Latency (the wait for an answer) fell to half."]),
])
def test_a_term_is_said_in_plain_words_or_explained(text, audience, fixed, encode):
    assert made(text, "jargon-term", encode, audience) == fixed


@pytest.mark.parametrize("text", ["The embedding layer learns.", "Some logits were too high.", "A vector of counts goes in."])
def test_a_term_that_can_only_be_explained_is_not_replaced(text, encode):
    found = made(text, "jargon-term", encode, "customer")
    assert found
    assert all(re.search(r" \(.+\)", fixed) for fixed in found)


@pytest.mark.parametrize(("text", "fixed"), [
    ("The SRM warning came.", ["The sample ratio mismatch (SRM) warning came."]),
    ("It was an SRM warning.", ["It was a sample ratio mismatch (SRM) warning."]),
    ("SRM came up again.", ["Sample ratio mismatch (SRM) came up again."]),
    ("A warning (SRM) came.", ["A warning (sample ratio mismatch, SRM) came."]),
    ("SRMs came up again.", ["SRMs (short for sample ratio mismatch) came up again."]),
    ("The DPO run ended.", ["The direct preference optimization (DPO) run ended.", "The data protection officer (DPO) run ended."]),
    ("The QZX warning came.", []),
])
def test_initials_are_spelled_out_from_the_catalog(text, fixed, encode):
    assert made(text, "undefined-acronym", encode, "customer") == fixed


def test_a_big_verb_has_a_plain_one_and_a_weak_one_none(encode):
    assert made("I utilised a cache.", "weak-verb", encode) == ["I used a cache."]
    assert made("I helped with the migration.", "weak-verb", encode) == []


def test_the_lists_are_in_order():
    assert set(_pairs("frames")) == set(KINDS)
    assert all(BLANK.search(frame) for frame in _pairs("frames").values())
    for name in ("with_i", "plainer"):
        assert all(entry.count(" > ") == 1 for entry in words("fixes")[name])


def examples():
    for name, text in check_texts().items():
        for example in (*text.flags, *text.quiet):
            for kind in text.kinds:
                yield pytest.param(name, kind, example, id=f"{name}-{kind}-{example.text[:20]}")


@pytest.mark.parametrize(("name", "kind", "example"), examples())
def test_no_fix_invents_or_brings_a_new_finding_of_its_check(name, kind, example, encode):
    report, reading, _ = critique_reading(example.text, kind=kind, audience=example.audience, encode=encode)
    for finding, offered in all_fixes(report, reading).items():
        for fix in offered:
            assert 0 <= fix.start <= fix.end <= len(example.text)
            assert fix.label
            fixed = example.text[:fix.start] + fix.insert + example.text[fix.end:]
            assert fixed != example.text
            assert not re.search(r"  | [.,;!?]", fixed.replace(example.text, ""))
            if finding.check not in ("jargon-term", "undefined-acronym"):  # these say what the catalog says
                assert set(re.findall(r"\d+", fixed)) <= set(re.findall(r"\d+", example.text))
            if BLANK.search(fix.insert):
                continue
            after, *_ = critique_reading(replace(reading.draft, text=fixed, sections=()), encode=encode)
            quotes = [f.quote for f in report.findings if f.check == finding.check]
            again = [f.quote for f in after.findings if f.check == finding.check]
            assert again.count(finding.quote) < quotes.count(finding.quote) or finding.quote not in again
