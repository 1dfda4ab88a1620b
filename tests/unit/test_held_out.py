"""The coach on labelled text of the project's own that nothing was trained on and no rule was written for."""

import json
from collections import Counter

from coach.critic import critique
from coach.evaluation import draft_of, evaluate_explanations, evaluate_stories
from training.answers import HELD_OUT, load
from training.minimal_pairs import load as load_pairs
from training.minimal_pairs import outcome


def test_minimal_pairs():
    pairs = load_pairs(HELD_OUT / "pairs.toml")
    right = Counter(pair.differs for pair in pairs if outcome(pair) == (True, False))
    assert len(pairs) >= 100
    assert right.total() >= 0.9 * len(pairs), right


def test_held_out_answers_agree_with_their_labels(encode):
    records = [answer.as_record() for answer in load(HELD_OUT)]
    found = evaluate_stories([(r, critique(draft_of(r), encode=encode).as_dict()) for r in records])
    least = {"component macro-F1": 0.88, "agent accuracy": 0.91, "metric F1": 0.9, "vague F1": 0.8, "we_overuse F1": 0.92,
             "result_quantified F1": 0.92}
    assert {name: value for name, value in found.items() if value < least.get(name, 0)} == {}


def test_held_out_explanations_agree_with_their_labels(encode):
    lines = (HELD_OUT / "explanations.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    found = evaluate_explanations([(r, critique(draft_of(r), encode=encode).as_dict()) for r in records])
    least = {"jargon F1": 0.62, "acronyms F1": 0.9, "analogy accuracy": 0.7, "business outcome accuracy": 0.8,
             "level accuracy": 0.75}
    assert {name: value for name, value in found.items() if value < least[name]} == {}
