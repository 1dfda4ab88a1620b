"""Words, speaking time, fillers and hedges."""

import pytest

from coach.draft import Draft
from coach.reading import delivery
from coach.reading.annotated import annotate


def read(text):
    return delivery.read(annotate(Draft(text)))


def quotes(text, marks):
    return [text[m.start:m.end] for m in marks]


@pytest.mark.parametrize(("text", "count"), [
    ("the loader", 2), ("8ms", 2), ("from 35ms to 8ms", 7), ("40%", 2), ("0.81", 4), ("1,900 films", 5), ("in 2023", 3),
    ("$12", 2), ("state-of-the-art", 4), ("don't", 1), ("p99", 3), ("1,100,000", 5),
])
def test_numbers_and_units_count_as_spoken(text, count):
    assert delivery.spoken_words(text) == count


def test_speaking_time_follows_the_words():
    told = read("I rewrote the loader. " * 75)
    assert told.words == 300
    assert told.seconds == 120


@pytest.mark.parametrize(("text", "fillers"), [
    ("So, um, I rewrote it.", ["um"]), ("It was, you know, slow.", ["you know"]), ("There's, like, eight of us.", ["like"]),
    ("You know the loader.", []), ("I like the loader.", []), ("It looks like a queue.", []), ("I mean the old one.", []),
])
def test_fillers(text, fillers):
    assert quotes(text, read(text).fillers) == fillers


@pytest.mark.parametrize(("text", "hedges"), [
    ("I guess I rewrote it.", ["I guess"]), ("I sort of led it.", ["sort of"]), ("This sort of index is old.", []),
    ("It was some kind of queue.", []), ("Maybe it was the cache.", ["Maybe"]),
])
def test_hedges(text, hedges):
    assert quotes(text, read(text).hedges) == hedges


def test_false_starts():
    text = "I, I rewrote the, the loader, and and then again, again and again."
    assert quotes(text, read(text).false_starts)[:2] == ["I, I", "the, the"]
