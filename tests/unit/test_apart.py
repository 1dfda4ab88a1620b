"""A free text taken apart: nothing lost, sentences to the letter, the writer's choices kept over small edits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.apart import LEFT_OUT, PLACES, carried, choose, left_out, parts_of, pieces
from coach.critic import critique
from coach.report import Report

TEXT = "  We had a slow loader.  I was asked to mend it.\n\nI read the traces. I read the traces.  Anyway. It took 8 ms. "
SENTENCES = ("We had a slow loader.", "I was asked to mend it.", "I read the traces.", "I read the traces.", "Anyway.",
             "It took 8 ms.")
READ = ("situation", "task", "action", "action", "other", "result")


def report(text, sentences=None, read=READ, confidence=0.9):
    rows, at = [], 0
    for sentence, component in zip(sentences or SENTENCES, read, strict=True):
        start = text.index(sentence, at)
        at = start + len(sentence)
        rows.append({"start": start, "end": at, "component": component, "confidence": confidence})
    return Report("", "story", text, (), tuple(rows), (), {}, ())


def test_every_sentence_stands_in_its_order_with_its_proposed_place():
    found = pieces(report(TEXT))
    assert tuple(p.text for p in found) == SENTENCES
    assert tuple(p.place for p in found) == READ
    assert [p.number for p in found] == [0, 0, 0, 1, 0, 0]
    assert "  " + "".join(p.text + p.gap for p in found) == TEXT
    assert all(p.sure and not p.chosen for p in found)
    assert not any(p.sure for p in pieces(report(TEXT, confidence=0.7)))


def test_parts_hold_the_sentences_to_the_letter_and_what_is_left_out_is_told():
    found = pieces(report(TEXT))
    assert parts_of(found) == {
        "situation": "We had a slow loader.", "task": "I was asked to mend it.",
        "action": "I read the traces. I read the traces.", "result": "It took 8 ms.",
    }
    assert left_out(found) == ["Anyway."]


def test_a_choice_moves_one_sentence_even_among_equal_ones():
    told = report(TEXT)
    choices = choose([], pieces(told)[3], "reflection")
    choices = choose(choices, pieces(told, choices)[4], "result")
    found = pieces(told, carried(choices, told))
    assert [p.place for p in found] == ["situation", "task", "action", "reflection", "result", "result"]
    assert [p.chosen for p in found] == [False, False, False, True, True, False]
    assert parts_of(found)["result"] == "Anyway. It took 8 ms."
    assert left_out(found) == []


def test_choosing_again_replaces_the_choice():
    told = report(TEXT)
    choices = choose(choose([], pieces(told)[0], "task"), pieces(told)[0], LEFT_OUT)
    assert len(choices) == 1
    assert pieces(told, choices)[0].place == LEFT_OUT
    with pytest.raises(ValueError, match="'results'"):
        choose([], pieces(told)[0], "results")


@pytest.mark.parametrize("now", [
    "We had a slow data loader.", "We had a very slow loader", "We had a slow loader that nobody had looked at for a year.",
])
def test_a_choice_survives_an_edit_of_its_sentence(now):
    told = report(TEXT)
    choices = choose([], pieces(told)[0], "reflection")
    edited = report(TEXT.replace(SENTENCES[0], now), (now, *SENTENCES[1:]))
    kept = carried(choices, edited)
    assert kept == [[now, 0, "reflection"]]
    assert pieces(edited, kept)[0].place == "reflection"
    assert pieces(edited, kept)[1].place == "task"


def test_a_choice_outlives_its_sentence_and_is_not_given_to_another():
    told = report(TEXT)
    choices = choose([], pieces(told)[0], "reflection")
    without = report(TEXT[23:], SENTENCES[1:], READ[1:])
    kept = carried(choices, without)
    assert not any(p.chosen for p in pieces(without, kept))
    assert pieces(told, carried(kept, told))[0].place == "reflection"


def test_choices_for_sentences_that_are_gone_do_not_pile_up():
    choices = [[f"Number {n} of many different sentences about {chr(97 + n % 26) * 9}.", 0, "task"] for n in range(200)]
    kept = carried(choices, report(TEXT))
    assert len(kept) == 20
    assert kept == choices[-20:]


def test_of_a_real_text_nothing_is_lost(encode):
    text = ("Our fraud model scored 900 payments a second and a fifth came back too late.\n\nMy director asked me to get "
            "that under two percent. I traced a day of slow payments and moved one feature into Redis. The late share fell "
            "from 20% to 1.4%. Anyway, that was that.")
    found = pieces(critique(text, encode=encode))
    assert "".join(p.text + p.gap for p in found) == text
    assert sorted((" ".join(parts_of(found).values()) + " " + " ".join(left_out(found))).split()) == sorted(text.split())


SENTENCE = st.text(st.characters(blacklist_categories=("Cs", "Zs", "Zl", "Zp", "Cc")), min_size=1, max_size=30)


@given(st.lists(st.tuples(SENTENCE, st.sampled_from(PLACES), st.sampled_from([" ", "\n\n", ""])), min_size=1, max_size=12),
       st.sampled_from(PLACES), st.integers(0, 11))
def test_whatever_is_chosen_every_sentence_is_in_one_place(rows, place, at):
    text = "".join(sentence + gap for sentence, _, gap in rows)
    told = report(text, [r[0] for r in rows], [r[1] for r in rows])
    piece = pieces(told)[at % len(rows)]
    found = pieces(told, carried(choose([], piece, place), told))
    assert found[at % len(rows)].place == place
    held = "".join(parts_of(found).values()) + "".join(left_out(found))
    assert sorted(c for c in held if not c.isspace()) == sorted(c for c in text if not c.isspace())
