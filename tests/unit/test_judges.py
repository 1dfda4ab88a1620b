"""The judges correct what the grammar reads, and leave it alone where they have nothing to go by."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.draft import Draft
from coach.reading import agency, claims, judges, quantities, read
from coach.reading.annotated import annotate


def grammar(draft):
    figures = quantities.read(draft)
    return figures, claims.read(draft, figures), agency.read(draft)


@pytest.mark.parametrize("text", [
    "When I joined, the sorter was throwing away sound apples.",
    "Word spread, and the other depots began to ask for the list.",
    "The porters had gone back to paper.",
])
def test_a_claim_that_no_word_list_knows(encode, text):
    assert any(c.vague for c in read(Draft(text), encode).claims)


@pytest.mark.parametrize("text", [
    "I took the second cache out of the path.",
    "The board approved it in May.",
    "I wanted it to be a lot faster.",
])
def test_no_claim(encode, text):
    assert not read(Draft(text), encode).claims


@pytest.mark.parametrize(("text", "metric"), [
    ("It has fired three times since.", True),
    ("Nine in ten of the calls are answered within a minute now.", True),
    ("I read 300 tickets and tried two ideas.", False),
])
def test_figures(encode, text, metric):
    assert any(q.is_metric for q in read(Draft(text), encode).quantities) is metric


@pytest.mark.parametrize(("text", "flagged"), [
    ("The bot gives more wrong answers this spring because of drift.", True),
    ("Your boat may drift when the engine is off.", False),
])
def test_an_everyday_word_in_its_technical_sense(encode, text, flagged):
    draft = Draft(text, kind="explanation", audience="marketing VP")
    assert ("drift" in [u.text for u in read(draft, encode).terms]) is flagged


def test_without_vectors_the_grammar_stands():
    draft = annotate(Draft("When I joined, the sorter was throwing away sound apples. We cut the bill."))
    found = grammar(draft)
    judged = judges.review(draft, *found, None)
    assert (judged.quantities, judged.claims, judged.agency) == found


def test_with_the_vectors_of_another_encoder_the_grammar_stands():
    draft = annotate(Draft("The sorter was throwing away sound apples."), lambda texts: np.ones((len(texts), 8), np.float32))
    found = grammar(draft)
    judged = judges.review(draft, *found, None)
    assert (judged.quantities, judged.claims, judged.agency) == found


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["I", "we", "cut", "it", "by", "a third", "40 ms", "was", "lost", "much", "faster", ".", "-", "\n",
                                 "nobody", "“", "by Ines", "the index", "1.2M", "😀"]), min_size=1, max_size=25))
def test_what_it_marks_lies_in_the_text(encode, pieces):
    text = " ".join(pieces)
    if not any(c.isalnum() for c in text):
        return
    reading = read(Draft(text), encode)
    assert len(reading.agency) == len(reading.sentences)
    for mark in (*reading.quantities, *reading.claims):
        assert text[mark.start:mark.end] == mark.text
