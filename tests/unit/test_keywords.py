"""The key words of a sentence: verbatim, in order, few, figures whole."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.draft import Draft
from coach.keywords import OPENING_WORDS, keywords, opening
from coach.reading import read
from coach.takeaway import draft_of
from stories import example_stories

BITS = ["I rewrote the loader.", "We cut the cost by 40 %.", "p99 fell from 350 ms to 90 ms", "שלום", "\x00", "👩‍👩‍👧", "\n\n",
        "- bullet", "(“x”)", "C++", "n't", "…", "—", "$3M/year", "did not", "retrain", "\u202e", "5", "'''", "a/b"]
TEXT = st.lists(st.one_of(st.sampled_from(BITS), st.text(max_size=20)), min_size=1, max_size=10).map(" ".join)


def told(text: str, kind: str = "story") -> list[list[str]]:
    reading = read(Draft(text, kind=kind))
    return [[text[k.start:k.end] for k in keys] for keys in keywords(reading)]


def words(text: str) -> int:
    return sum(any(c.isalnum() for c in piece) for piece in re.split(r"[\s—–]+", text))


def check(draft: Draft):
    reading = read(draft)
    found = keywords(reading)
    assert len(found) == len(reading.sentences)
    for sentence, keys in zip(reading.sentences, found, strict=True):
        at = sentence.start
        for key in keys:
            assert at <= key.start < key.end <= sentence.end
            at = key.end
        metrics = [q for q in reading.quantities if q.sentence == sentence.index and q.is_metric]
        for q in metrics:
            assert any(k.figure and k.start <= q.start and q.end <= k.end for k in keys), q.text
        whole = words(draft.text[sentence.start:sentence.end])
        kept = sum(words(draft.text[k.start:k.end]) for k in keys)
        touched = sum(words(draft.text[k.start:k.end]) for k in keys if k.figure)
        assert kept <= max(round(whole / 3), touched, 1)
        assert kept or not whole
        first = opening(reading, sentence)
        assert sentence.start <= first.start <= first.end <= sentence.end
        assert words(draft.text[first.start:first.end]) == min(whole, OPENING_WORDS)


@settings(derandomize=True, database=None, max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXT, st.sampled_from(["story", "explanation"]))
def test_any_text(text, kind):
    if any(c.isalnum() for c in text):
        check(Draft(text, kind=kind))


@pytest.mark.parametrize("story", example_stories(), ids=lambda story: story.id)
def test_the_examples_are_cut_to_about_a_third(story):
    draft = draft_of(story)
    check(draft)
    kept = sum(words(draft.text[k.start:k.end]) for keys in keywords(read(draft)) for k in keys)
    assert 0.2 < kept / words(draft.text) < 0.38


@pytest.mark.parametrize(("text", "wanted"), [
    ("We rebuilt the stop table from the raw scanner events.", ["rebuilt", "stop table"]),
    ("The checkout fell from 350 ms to 90 ms within two weeks of our change.", ["350 ms to 90 ms"]),
    ("The project was not resumed that year; its budget went into tills.", ["not resumed"]),
    ("I moved the whole pipeline from Airflow to Dagster over one long weekend.", ["moved", "Airflow"]),
    ("I was the only data scientist at a bakery chain with 64 shops.", ["64 shops"]),
    ("I set up nightly alerts for the desk of the operations people.", ["set up", "alerts"]),
])
def test_what_carries_a_sentence_stays(text, wanted):
    [keys] = told(text)
    for one in wanted:
        assert any(one in key for key in keys), keys


def test_a_figure_is_kept_apart_from_the_word_before_it():
    text = "Our search ranker scored 300 candidates per query."
    reading = read(Draft(text))
    assert [(text[k.start:k.end], k.figure) for k in keywords(reading)[0]] == [("scored", False), ("300 candidates", True)]
