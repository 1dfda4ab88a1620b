"""The score follows from the reading, and what games it scores below the story it was made from."""

import pytest

from coach import scoring
from coach.critic import critique, critique_reading
from coach.draft import Draft
from training.answers import HELD_OUT, load

GOOD = """Our image search served 300 shops and took four seconds at the 95th percentile. My manager asked me to get it
under one second before the autumn sale. I traced single queries and found that the ranker decoded every thumbnail
twice. I moved the decoding into the indexer, cut the vectors from 768 to 256 dimensions and checked on 2,000 judged
queries that the ranking held. I put it live for one shop, watched it for a week, then rolled it out. Latency at the
95th percentile fell from 4.1 seconds to 0.8 and the shops sold 6% more through search. I would trace a single query
on the first day now, before I read any code."""


def score(text):
    return critique(text).as_dict()["measures"]["score"]


@pytest.fixture(scope="module")
def good(encode):
    return score(GOOD)


def test_the_parts_add_up_and_give_reasons(encode):
    report, reading, _ = critique_reading(Draft(GOOD))
    parts = scoring.parts(reading)
    assert sum(p.points for p in parts) == report.measures["score"]
    assert sum(p.most for p in parts) == 100
    assert all(p.why for p in parts)


def test_a_good_story_scores_well(good):
    assert good >= 75


@pytest.mark.parametrize("text", [
    GOOD + " " + " ".join(["Latency fell from 4.1 seconds to 0.8."] * 12),
    "I I I I I I I I. " * 12,
    "Tell me about a time you made a system faster. " * 6,
    "Latency 4.1 to 0.8. Accuracy 0.91. Cost down 30%. Revenue up 6%. Tickets 12 of 14. Uptime 99.9%. " * 3,
    GOOD.replace("I ", "we ").replace("My manager asked me", "We were asked"),
    "\n".join(s for s in GOOD.replace("\n", " ").split(". ") if not any(c.isdigit() for c in s)) + ". It all went very well.",
], ids=["repeats", "I I I", "pasted prompt", "numbers alone", "we", "figures taken away"])
def test_gaming_scores_below_the_story(good, text):
    assert (score(text) or 0) < good


GAMES = {
    "padded": " It was a really interesting project. Teamwork is always very important to me. I think that communication is the"
              " key to everything. I am a very passionate person. That is what I wanted to say about this.",
    "figures in a row": " Accuracy 97%, latency 12 ms, cost down 30%. I improved precision by 12%. I cut cost by 40%. I raised"
                        " revenue by 25%.",
    "names in a row": " Kafka Kubernetes Spark Airflow PyTorch TensorFlow Redis Postgres BERT GPT MLOps.",
    "one word": " I I I I I I built I built I built I built.",
    "the question": " Tell me about a time you made a system faster. What did you do when it was slow?",
    "said again": " Latency at the 95th percentile fell from 4.1 seconds to 0.8 and the shops sold 6% more through search.",
}


@pytest.mark.parametrize("more", GAMES.values(), ids=GAMES)
def test_a_story_with_more_of_nothing_scores_below_itself(good, more):
    assert score(GOOD + more) < good


@pytest.mark.parametrize("leave_out", ["A", "R"], ids=["no actions", "no results"])
def test_what_is_taken_away_is_missed(encode, leave_out):
    for answer in [a for a in load(HELD_OUT) if a.quality == 5][:4]:
        rest = " ".join(s.text for s in answer.sentences if s.component != leave_out)
        assert (score(rest) or 0) < score(answer.text)


def test_the_formula_tells_every_part(encode):
    _, reading, _ = critique_reading(Draft(GOOD))
    assert [(p.name, p.most) for p in scoring.parts(reading)] == [(name, most) for name, most, _ in scoring.FORMULA]


def test_too_little_text_has_no_score():
    assert score("I rewrote the loader.") is None
