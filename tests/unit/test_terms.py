"""Terms and initialisms that the audience would not know, and whether the text explains them."""

import pytest

from coach.draft import Draft
from coach.reading import terms
from coach.reading.annotated import annotate


def uses(text, audience="marketing VP", initialism=False):
    draft = Draft(text, kind="explanation", audience=audience)
    return [u.text for u in terms.read(annotate(draft)) if u.initialism == initialism]


@pytest.mark.parametrize(("text", "found"), [
    ("We put a softmax over the logits.", ["softmax", "logits"]),
    ("A softmax, that is a step that turns scores into shares, sits on top.", []),
    ("The step that turns scores into shares is called softmax.", []),
    ("The learning rate was too high for this optimiser.", ["learning rate", "optimiser"]),
    ("The head of the department drew attention to the weight of the parcel.", []),
    ("Customers wait less and buy more.", []),
    ("We corrected for overfitting.", ["overfitting"]),
    ("We corrected for overfitting, which means that it had learned the examples by heart.", []),
    ("It uses embeddings, lists of numbers that keep similar things together.", []),
])
def test_terms_for_a_marketing_vp(text, found):
    assert uses(text) == found


def test_an_engineer_knows_the_trade():
    assert uses("The service reads from a cache behind a load balancer.", "engineer") == []
    assert uses("The service reads logits from a cache.", "engineer") == ["logits"]


@pytest.mark.parametrize(("text", "found"), [
    ("The SRM warning came up.", ["SRM"]),
    ("A sample ratio mismatch (SRM) came up.", []),
    ("The SRM (sample ratio mismatch) came up. The SRM went away.", []),
    ("Retrieval-augmented generation, RAG for short, looks things up.", []),
    ("The CEO read the PDF on the API.", []),
    ("THIS IS ALL LOUD AND NOT SMALL.", []),
    ("We met the XQZ board.", ["XQZ"]),
])
def test_initialisms(text, found):
    assert uses(text, initialism=True) == found


def test_each_term_once_at_its_first_place():
    draft = annotate(Draft("A softmax here, a softmax there.", kind="explanation", audience="customer"))
    assert [(u.start, u.text) for u in terms.read(draft)] == [(2, "softmax")]


def test_a_story_without_an_audience_is_read_for_initialisms_alone():
    draft = annotate(Draft("I put a softmax on the GPU of the XQZ."))
    assert [u.text for u in terms.read(draft)] == ["XQZ"]


@pytest.mark.parametrize(("text", "found"), [
    ("It fell, which is why we moved to GQA: the memory shrinks.", ["GQA"]),
    ("We learn a small change. LoRA, in other words.", ["LoRA"]),
    ("XQZ stands for the board of external quality.", []),
    ("BMW and NATO were there.", []),
])
def test_an_initialism_is_glossed_only_by_what_tells_its_meaning(text, found):
    assert uses(text, initialism=True) == found


@pytest.mark.parametrize(("text", "found"), [
    ("The logits is a day behind.", ["logits"]),
    ("For instance, an instance of the model pays attention.", []),
    ("It runs in bf16 with a 4-bit base.", ["bf16", "4-bit"]),
    ("The iPhone in Q3 played an mp3.", []),
])
def test_forms_and_idioms(text, found):
    assert uses(text, "customer") == found


def test_a_text_explains_the_concept_that_it_is_about_unless_the_listener_is_lost():
    def found(text):
        draft = annotate(Draft(text, kind="explanation", audience="customer", concept="calibration"))
        return [u.text for u in terms.read(draft)]

    assert found("A calibrated system says ninety when it is right nine times in ten.") == []
    assert "calibrated" in found("A calibrated softmax over logits.")
