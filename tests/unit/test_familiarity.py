"""How many words a listener would not know."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.draft import Draft
from coach.language import parse
from coach.reading import terms
from coach.reading.annotated import annotate
from coach.reading.familiarity import frequency, unknown_words


def unknown(text, audience="customer"):
    draft = annotate(Draft(text, kind="explanation", audience=audience))
    return unknown_words(draft, terms.read(draft))


@pytest.mark.parametrize(("plain", "hard"), [
    ("The shop sends the parcel on the same day.", "The vendor dispatches the consignment forthwith."),
    ("Nine of ten people got well.", "Nine of ten people got well (RR 0.73, 95% CI 0.65 to 0.81, p = 0.02)."),
    ("A number says how sure it is.", "A softmax says how sure it is."),
    ("The softmax, that is a step that turns scores into shares, comes last.", "The softmax comes last."),
])
def test_the_harder_of_two_texts_holds_more_unknown_words(plain, hard):
    assert unknown(plain) < unknown(hard)


def test_without_a_listener_or_for_an_engineer_only_terms_count():
    assert unknown("The vendor dispatches the consignment forthwith.", None) == 0
    assert unknown("The vendor dispatches the consignment forthwith.", "engineer") == 0
    assert unknown("The softmax is forthwith.", "engineer") == 1


def test_spelling_and_plain_derivations_do_not_make_a_word_rare():
    british, derived, rare = (parse(f"It was {w}.")[2] for w in ("randomised", "springiness", "serovar"))
    assert frequency(british) == pytest.approx(frequency(parse("It was randomized.")[2]), abs=0.2)
    assert frequency(derived) > frequency(rare)


@given(st.text(alphabet="abc XYZ.,=<0123456789é\n", min_size=3, max_size=80).filter(lambda t: any(c.isalnum() for c in t)))
def test_the_number_lies_between_none_and_all_pieces(text):
    assert 0 <= unknown(text) <= len(text)
