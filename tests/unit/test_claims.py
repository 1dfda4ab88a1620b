"""What the reading of claims finds in sentences written for it, and what it leaves alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.draft import Draft
from coach.reading import claims, quantities
from coach.reading.annotated import annotate


def vague(text: str) -> list[str]:
    draft = annotate(Draft(text))
    return [c.text for c in claims.read(draft, quantities.read(draft)) if c.vague]


CLAIMS = [
    ("The exporter became faster.", "became faster"),
    ("The exporter became a lot faster.", "became a lot faster"),
    ("Accuracy improved.", "improved"),
    ("Memory use improved significantly.", "improved significantly"),
    ("It reduced hosting costs.", "reduced"),
    ("We cut the hosting bill a lot.", "cut the hosting bill a lot"),
    ("- Improved recall", "Improved"),
    ("- Far fewer timeouts", "Far fewer timeouts"),
    ("Pages load much faster now.", "much faster"),
    ("Wait times fell sharply.", "fell sharply"),
    ("The failure rate went down a lot.", "went down a lot"),
    ("Churn is way down.", "is way down"),
    ("Alerts are now much more accurate.", "much more accurate"),
    ("Dispatchers loved it.", "loved it"),
    ("Customers were thrilled.", "thrilled"),
    ("It was a huge success.", "a huge success"),
    ("The feedback was overwhelmingly positive.", "overwhelmingly positive"),
    ("The rollout went really well.", "went really well"),
    ("The new index led to a significant improvement in throughput.", "a significant improvement"),
    ("There were severe delays in billing.", "severe delays"),
    ("Their importer was painfully slow.", "painfully slow"),
    ("Far too many parcels were being sent back.", "Far too many parcels"),
    ("We saved a lot of money.", "a lot of money"),
    ("The complaints disappeared.", "disappeared"),
    ("Performance got worse.", "got worse"),
    ("The migration made builds noticeably quicker.", "noticeably quicker"),
    ("Throughput was boosted considerably.", "boosted considerably"),
    ("Engagement went through the roof.", "through the roof"),
    ("By noon the prices were back to normal.", "back to normal"),
    ("The nightly job was constantly failing.", "constantly failing"),
    ("It helped reduce support costs.", "reduce"),
    ("The incumbent model was performing poorly.", "performing poorly"),
]

QUIET = [
    "I had to make it faster.",
    "We wanted to improve recall.",
    "I cached the tiles so that it would be quicker.",
    "My goal was to cut the licence cost.",
    "The task was to reduce complaints before summer.",
    "I focused on improving the precision.",
    "Would it be any faster on the new machines?",
    "If latency improved, we could drop the second cluster.",
    "I hoped that accuracy would improve a lot.",
    "Accuracy did not improve.",
    "I learned a lot about caching.",
    "I was really happy with the outcome.",
    "My manager was very pleased.",
    "Next time I would make the plan much smaller.",
    "That gave me a better understanding of the scheduler.",
    "I read more and more papers.",
    "It seemed a better place to start.",
    "We already had a fast API.",
    "I picked the best model of the five.",
    "That is a good question.",
    "I lowered the learning rate.",
    "I increased the batch size.",
    "He is better at statistics than I am.",
    "I spent a lot of time with the operators.",
    "It rained a lot that week.",
    "The root cause was a stale lock.",
    "I compared the two indexes on last year's queries.",
    "The vendor had changed the file format.",
    "I rewrote the loader and moved the cache closer to the database.",
]

PAIRS = [
    ("Latency improved significantly.", "Latency improved from 35 ms to 8 ms."),
    ("Latency improved significantly.", "Latency improved significantly, from 35 ms to 8 ms."),
    ("I cut the cost a lot.", "I cut the cost by 40 %."),
    ("The service became much faster.", "The service became 3x faster."),
    ("The service became faster.", "The service became faster, 120 ms instead of 900 ms at p99."),
    ("It reduced costs.", "It reduced costs by $40,000 a month."),
    ("Precision improved.", "Precision improved from 0.71 to 0.86."),
    ("Error rates dropped dramatically.", "Error rates dropped from 4 % to 0.3 %."),
    ("Users loved it.", "Users loved it: adoption went from 12 % to 61 %."),
    ("- Improved recall", "- Improved recall from 0.62 to 0.80"),
    ("The loader got much faster.", "The loader got much faster. It now takes 8 ms instead of 35 ms."),
    ("We saved a lot of money.", "We saved a lot of money. The bill fell by 30 %."),
]


@pytest.mark.parametrize(("text", "expected"), CLAIMS)
def test_a_claim_is_found_with_its_words(text, expected):
    assert vague(text) == [expected]


@pytest.mark.parametrize("text", QUIET)
def test_no_claim(text):
    assert vague(text) == []


@pytest.mark.parametrize(("bare", "figured"), PAIRS)
def test_a_figure_answers_the_claim(bare, figured):
    assert vague(bare)
    assert vague(figured) == []


def test_a_target_in_the_next_sentence_is_no_figure_for_a_claim():
    assert vague("The importer was painfully slow. My target was 200 ms.")


@pytest.mark.parametrize(("text", "about", "kind"), [
    ("The new loader became much faster.", "The new loader", "speed"),
    ("We cut the hosting cost a lot.", "the hosting cost", "cost"),
    ("Accuracy improved significantly.", "Accuracy", "quality"),
    ("It was a huge success.", "", "success"),
    ("Dispatchers loved it.", "Dispatchers", "liking"),
    ("Traffic grew enormously.", "Traffic", "amount"),
])
def test_what_is_claimed_of_what(text, about, kind):
    draft = annotate(Draft(text))
    (claim,) = claims.read(draft, ())
    assert (claim.about, claim.kind) == (about, kind)


def test_vectors_of_another_encoder_are_left_aside():
    text = "Latency improved significantly. I rewrote the loader."
    plain = annotate(Draft(text))
    other = annotate(Draft(text), lambda sentences: np.ones((len(sentences), 7), np.float32))
    assert claims.read(plain, ()) == claims.read(other, ())


PIECES = st.sampled_from([c for c, _ in CLAIMS] + QUIET + [
    "\n\n", "- ", "…", "“it got, um, way better”", "naïve 👍", "\t", "?"])


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=5).map(" ".join) | st.text(min_size=1, max_size=60))
def test_claims_are_verbatim_and_in_their_sentence(text):
    if not any(c.isalnum() for c in text):
        return
    draft = annotate(Draft(text))
    for claim in claims.read(draft, quantities.read(draft)):
        sentence = draft.sentences[claim.sentence]
        assert sentence.start <= claim.start < claim.end <= sentence.end
        assert claim.text == text[claim.start:claim.end]
        assert claim.about in text
        assert claim.kind in claims.KINDS
