"""Sentences with offsets, and the language a text is in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.language import foreign_language, parse, plain, sentence_spans


def cut(text):
    return [text[a:b] for a, b in sentence_spans(plain(text))]


@pytest.mark.parametrize(("text", "sentences"), [
    ("I met Dr. Lund at 6 p.m. and we spoke. Then I left.", ["I met Dr. Lund at 6 p.m. and we spoke.", "Then I left."]),
    ("It fell to 0.71. So I stopped.", ["It fell to 0.71.", "So I stopped."]),
    ("- Wrote the loader\n- Cut the cost by 3%", ["- Wrote the loader", "- Cut the cost by 3%"]),
    ("Situation\n\nWe had a model.", ["Situation", "We had a model."]),
    ("\"Who owns it?\" she asked. Nobody.", ["\"Who owns it?\" she asked.", "Nobody."]),
    ("So yeah. okay so I was there.", ["So yeah.", "okay so I was there."]),
    ("We use tools, e.g. Spark, etc. and more. Fine.", ["We use tools, e.g. Spark, etc. and more.", "Fine."]),
    ("The loader decoded every single image twice, which nobody had\nnoticed in the two years since it had been written by an\nintern. I did.",
     ["The loader decoded every single image twice, which nobody had\nnoticed in the two years since it had been written by an\nintern.", "I did."]),
    ("1. Read the logs\n2. Found it", ["1. Read the logs", "2. Found it"]),
])
def test_sentences(text, sentences):
    assert cut(text) == sentences


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_cut_in_order_and_nothing_but_space_is_left(text):
    spans = sentence_spans(plain(text))
    assert len(plain(text)) == len(text)
    left, at = "", 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        left += plain(text)[at:start]
        at = end
    assert not (left + plain(text)[at:]).strip()


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120))
def test_the_parse_keeps_the_offsets(text):
    doc = parse(text)
    assert doc.text == plain(text)


@pytest.mark.parametrize(("text", "code"), [
    ("I rewrote the loader and training took half the time.", None),
    ("Traced NaN to fp16 overflow in layer 22. Patched. Rolled out Tuesday.", None),
    ("Ich habe den Lader neu geschrieben, und das Training dauerte danach nur noch halb so lange.", "de"),
    ("J'ai réécrit le chargeur et l'entraînement du modèle a pris deux fois moins de temps.", "fr"),
    ("我重写了数据加载器,训练时间缩短了一半。", "zh"),
    ("لقد أعدت كتابة المحمل واستغرق التدريب نصف الوقت.", "ar"),
])
def test_language(text, code):
    assert foreign_language(text) == code


@pytest.mark.parametrize(("text", "count"), [
    ("It wasn't. Then I looked.", 2),
    ("It was somebody's. Next time I ask.", 2),
    ("It took 40 ms. Ruben agreed.", 2),
    ("I asked Dr. Meyer and Prof. Oh.", 1),
    ("J. Meyer said so.", 1),
])
def test_what_ends_a_sentence(text, count):
    assert len(sentence_spans(text)) == count


def test_the_longest_note_does_not_swallow_the_next():
    notes = "Mobile operator, 600 million records a day, nightly job\nFiles owned by another team\nNo schema, no contract"
    assert len(sentence_spans(notes)) == 3


def test_hyphened_verbs_are_one_token():
    assert {"fine-tuned", "re-ran", "A/B"} <= {t.text for t in parse("We fine-tuned it, re-ran the A/B test and left a state-of-the-art run.")}
