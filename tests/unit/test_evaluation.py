"""The measures of the evaluation on hand-made pairs, where the figure can be worked out by hand."""

import math

import pytest

from coach.errors import InputError
from coach.evaluation import evaluate_explanations, evaluate_stories, f1, ndcg, places, recall, spearman

TEXT = "It was slow. I fixed it. It took 8 ms."


def labelled(**changes):
    record = {
        "id": "x", "text": TEXT, "prompts": {"a": 2, "b": 1},
        "sentences": [
            {"text": "It was slow.", "component": "S", "agent": None, "metric": False, "vague": True},
            {"text": "I fixed it.", "component": "A", "agent": "I", "metric": False, "vague": False},
            {"text": "It took 8 ms.", "component": "R", "agent": None, "metric": True, "vague": False},
        ],
        "story": {"missing": ["T"], "we_overuse": False, "result_quantified": True, "quality": 3},
    }
    return record | changes


def report():
    def row(start, end, component, agent, metric, vague):
        return {"start": start, "end": end, "component": component, "agent": agent, "metric": metric, "vague": vague}
    return {
        "sentences": [row(0, 12, "situation", "na", False, True), row(13, 24, "action", "I", False, False),
                      row(25, 38, "result", "na", True, False)],
        "measures": {"we_overuse": False, "result_quantified": True, "missing": ["task"], "score": 50},
        "prompts": [{"id": "a"}, {"id": "b"}, {"id": "c"}],
    }


def test_a_perfect_report():
    found = evaluate_stories([(labelled(), report()), (labelled(), report() | {"measures": report()["measures"] | {"score": 60}})])
    for name in ("component macro-F1", "agent accuracy", "metric F1", "vague F1", "result_quantified F1", "missing F1",
                 "prompts nDCG at 5", "prompts recall at 3"):
        assert found[name] == 1, name


def test_mistakes_count():
    wrong = report()
    wrong["sentences"][1] |= {"component": "result", "agent": None, "metric": True}
    found = evaluate_stories([(labelled(), wrong)])
    assert found["agent accuracy"] == 0
    assert found["metric F1"] == pytest.approx(2 / 3)
    assert found["component macro-F1"] == pytest.approx((1 + 0 + 2 / 3) / 3)


def test_ranking_measures():
    assert ndcg(["a", "b"], {"a": 2, "b": 1}) == 1
    assert ndcg(["b", "a"], {"a": 2, "b": 1}) == pytest.approx((1 + 3 / math.log2(3)) / (3 + 1 / math.log2(3)))
    assert recall(["x", "y", "z", "a"], {"a": 2, "x": 1}) == 0
    assert math.isnan(recall(["a"], {"a": 1}))
    assert spearman([1, 2, 2, 4], [1, 2, 3, 4]) == pytest.approx(0.9486833)
    assert math.isnan(f1(0, 0, 0))


def test_terms_match_by_whole_words_once():
    labels = {"jargon": ["learning rate", "softmax"], "acronyms": ["SRM"], "analogy": True, "business_outcome": False, "level": "lay"}
    measures = {"jargon": [{"text": "the learning rate"}, {"text": "rate"}, {"text": "soft"}], "acronyms": [{"text": "SRM"}],
                "analogy": True, "business_outcome": True, "level": "lay"}
    found = evaluate_explanations([(labels, {"measures": measures})])
    assert found["jargon F1"] == pytest.approx(2 / (2 + 2 + 1))
    assert found["acronyms F1"] == found["analogy accuracy"] == found["level accuracy"] == 1
    assert found["business outcome accuracy"] == 0


def test_a_label_that_is_not_in_the_text_is_refused():
    with pytest.raises(InputError, match="not in its draft"):
        places("One. Two.", [{"text": "Two."}, {"text": "One."}])
