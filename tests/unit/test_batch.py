import numpy as np
import pandas as pd
import pytest

import coach.batch
from coach.batch import (
    Matched,
    critique_frame,
    critique_many,
    match,
    match_frame,
    match_many,
    stories_for_prompt,
    stories_for_question,
)
from coach.draft import Draft
from coach.errors import DataError, InputError
from coach.inputs import Fault
from coach.matching import Match
from coach.questions import QuestionMatch
from coach.report import Report
from prompts import load_prompts
from stories import example_stories

EXAMPLES = {s.id: s.as_record() for s in example_stories()}
GERMAN = (
    "Unser Modell war nach dem Umzug langsamer geworden, und ich habe den Grund gefunden. "
    "Danach haben wir alles neu gebaut und die Kunden waren wieder zufrieden mit dem Dienst."
)


def outcome(item):
    return (item.id, item.code if isinstance(item, Fault) else type(item).__name__)


def test_critique_many_keeps_the_order_and_goes_on_after_a_fault():
    items = [
        Draft("I rewrote the loader.", "a"),
        Fault("b", "not-json", "It is not JSON."),
        {"id": "c"},
        "I wrote a test.",
        {"id": "e", "text": "x", "prompt": "no-such"},
        {"id": "f", "text": "I measured it.", "kind": "explanation"},
    ]
    assert [outcome(r) for r in critique_many(items)] == [
        ("a", "Report"),
        ("b", "not-json"),
        ("c", "no-text"),
        ("", "Report"),
        ("e", "unknown-prompt"),
        ("f", "Report"),
    ]


def test_critique_many_gives_each_report_as_it_is_done():
    def items():
        yield "I rewrote the loader."
        raise AssertionError("read too far")

    assert isinstance(next(critique_many(items())), Report)


def test_fault_inside_the_coach_is_told_and_costs_its_draft_alone(monkeypatch):
    real = coach.batch.critique

    def critique(draft, **options):
        if draft.id == "b":
            raise ZeroDivisionError
        return real(draft, **options)

    monkeypatch.setattr(coach.batch, "critique", critique)
    found = list(critique_many([Draft("I did it.", id) for id in "abc"]))
    assert [outcome(r) for r in found] == [("a", "Report"), ("b", "internal"), ("c", "Report")]
    assert "ZeroDivisionError" in found[1].message


def test_fault_of_the_coach_s_data_concerns_all(monkeypatch):
    def critique(*args, **options):
        raise DataError("weights", "The weights can't be read.")

    monkeypatch.setattr(coach.batch, "critique", critique)
    with pytest.raises(DataError):
        list(critique_many(["I did it."]))


def test_match_ranks_the_whole_catalog_as_the_report_does():
    draft = Draft.from_record(EXAMPLES["example-search-latency"])
    found = match(draft)
    assert {m.prompt for m in found} == {p.id for p in load_prompts()}
    assert [m.score for m in found] == sorted((m.score for m in found), reverse=True)
    report = next(critique_many([draft]))
    assert [{"id": m.prompt, "score": m.score, "usable": m.usable} for m in found] == list(report.prompts)
    sentences = {(s["start"], s["end"]) for s in report.sentences}
    assert {(m.start, m.end) for m in found} <= sentences
    assert match(draft.text) == found if not draft.sections else True


def test_match_of_a_fragment_is_never_usable_and_of_others_is_empty():
    assert not any(m.usable for m in match("I rewrote the loader of our search and it took 8 ms."))
    assert match(GERMAN) == []
    assert match(EXAMPLES["example-attention"]) == []
    with pytest.raises(InputError):
        match("")


def test_match_frame_has_a_row_a_draft_and_a_column_a_prompt():
    frame = match_frame([EXAMPLES["example-search-latency"], {"id": "bad"}, "I rewrote it."])
    assert list(frame.columns) == [p.id for p in load_prompts()]
    assert list(frame.index) == ["example-search-latency", "bad", "3"]
    assert frame.iloc[0].between(0, 1).all()
    assert frame.loc["bad"].isna().all()
    assert match_frame([]).shape == (0, len(load_prompts()))


def matched(id, **scores):
    found = [Match(p.replace("_", "-"), s, s >= 0.5, 0, 3, ()) for p, s in scores.items()]
    return Matched(Draft("I did it.", id), tuple(sorted(found, key=lambda m: -m.score)), np.zeros(2))


def test_stories_for_a_prompt_are_best_first_without_those_that_serve_none():
    rows = stories_for_prompt("p-a", [matched("x", p_a=0.2), matched("y", p_a=0.9), matched("z")])
    assert [(d.id, m.score) for d, m in rows] == [("y", 0.9), ("x", 0.2)]


def test_stories_for_a_question_go_by_the_nearest_prompts():
    ranked = [
        QuestionMatch("p-a", 0.8, True),
        QuestionMatch("p-b", 0.4, False),
        QuestionMatch("p-c", 0.2, False),
        QuestionMatch("p-d", 0.1, False),
    ]
    stories = [
        matched("x", p_a=0.3, p_b=0.9, p_c=0, p_d=1),
        matched("y", p_a=0.7, p_b=0, p_c=0, p_d=0),
        matched("z"),
    ]
    rows = stories_for_question(ranked, stories)
    assert [(d.id, m.prompt, m.score, m.usable) for d, m in rows] == [
        ("y", "p-a", 0.7, True),
        ("x", "p-b", 0.45, False),
    ]
    assert stories_for_question([QuestionMatch("p-a", 0.0, False)], stories) == []


def test_match_many_passes_faults_on():
    items = [Fault("a", "x", "y"), {"id": "b"}, {"id": "c", "text": "I rewrote the loader."}]
    found = list(match_many(items))
    assert [f.code for f in found[:2]] == ["x", "no-text"]
    assert found[2].draft.id == "c"


def test_frame_gives_findings_and_measures_by_the_index_of_the_frame():
    rows = [EXAMPLES["example-churn-model"], {"id": "bad", "text": " "}, EXAMPLES["example-attention"]]
    df = pd.DataFrame(rows, index=["x", "y", "z"])
    findings, measures = critique_frame(df)
    assert list(measures.index) == ["x", "y", "z"]
    assert list(measures.columns) == list(coach.batch.MEASURES)
    assert list(measures["id"]) == ["example-churn-model", "bad", "example-attention"]
    assert measures["error"].isna().tolist() == [True, False, True]
    assert set(findings.index) <= {"x", "z"}
    report = next(critique_many([rows[0]]))
    assert findings.loc[["x"], "check"].tolist() == [f.check for f in report.findings]
    assert measures.loc["x", "score"] == report.measures["score"]
    assert measures.loc["x", "agents.we"] == report.measures["agents"]["we"]
    assert measures.loc["x", "prompt"] == report.prompts[0]["id"]
    assert measures.loc["z", "level"] in ("lay", "mixed", "technical")
    for row in findings.dropna(subset=["start"]).loc[["x"]].itertuples():
        assert report.text[row.start : row.end] == row.quote


def test_frame_takes_defaults_an_empty_frame_and_a_doubled_index():
    df = pd.DataFrame({"text": ["I rewrote it.", None, "I measured it."]}, index=[7, 7, 7])
    _, measures = critique_frame(df, kind="explanation", audience="customer")
    assert list(measures.index) == [7, 7, 7]
    assert list(measures["kind"].dropna()) == ["explanation"] * 2
    findings, measures = critique_frame(df.iloc[:0])
    assert (len(findings), len(measures)) == (0, 0)
    with pytest.raises(InputError):
        critique_frame(pd.DataFrame({"body": ["x"]}))
