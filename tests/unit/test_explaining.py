"""Analogy, business outcome and level of an explanation."""

import pytest

from coach.draft import Draft
from coach.reading import explaining, terms
from coach.reading.annotated import annotate


def read(text, audience="executive"):
    draft = annotate(Draft(text, kind="explanation", audience=audience))
    return explaining.read(draft, terms.read(draft))


@pytest.mark.parametrize(("text", "analogy"), [
    ("Think of a waiter who hears the whole order first.", True),
    ("It works like a thermostat in a house.", True),
    ("You know how a map gets out of date?", True),
    ("We would like to use it for things like search.", False),
    ("The model gives a weight to each word.", False),
])
def test_analogy(text, analogy):
    assert read(text).analogy is analogy


@pytest.mark.parametrize(("text", "outcome"), [
    ("It saves the help desk about 40 hours a week.", True),
    ("Fewer customers send their orders back.", True),
    ("That lowers the risk of a fine from the regulator.", True),
    ("Instead of full fine-tuning we freeze the base weights.", False),
    ("You can feel which way the ground tips under your boots.", False),
    ("The cost of attention is quadratic.", False),
])
def test_business_outcome(text, outcome):
    assert read(text).outcome is outcome


@pytest.mark.parametrize(("text", "level"), [
    ("The system reads the whole question before it answers.", "lay"),
    ("The system reads the whole question, and a softmax picks the words that matter most for the answer it gives.", "mixed"),
    ("Softmax over logits, dropout in the residual, layer norm after.", "technical"),
])
def test_level(text, level):
    assert read(text).level == level
