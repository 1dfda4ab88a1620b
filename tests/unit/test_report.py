"""The report's promises, whatever the text: quotes verbatim, offsets in range and sorted, the same text the same bytes."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.critic import critique
from coach.draft import Draft
from coach.report import SEVERITIES, Report
from prompts import load_prompts

STORY = """Our fraud model at a small bank scored 300 payments a second and missed too much. I was asked to raise
recall to 80% before the summer. We pulled the disputes of a year. I rebuilt the features from raw events and the
model was retrained. Recall rose from 61% to 84%. The desk is much happier. I would look at disputes sooner."""

BITS = ["I rewrote the loader.", "We cut cost by 40 %.", "It was much faster 🚀.", "\u202eright to left\u202c", "שלום עולם", "\x00\x07",
        "p99 of 8ms", "SRM", "\u0301", "👩‍👩‍👧", "“quoted, we said”", "\n\n", "- bullet", "½ of ²", "\ufeff", "a" * 300, "Ⅷ", "١٢٣", "…", "\t"]
TEXT = st.lists(st.one_of(st.sampled_from(BITS), st.text(max_size=30)), min_size=1, max_size=8).map(" ".join)


def check_report(report: dict, text: str):
    assert report["schema"] == 1
    assert report["text"] == text
    at = 0
    for s in report["sentences"]:
        assert at <= s["start"] < s["end"] <= len(text)
        at = s["end"]
        assert s["component"] in ("situation", "task", "action", "result", "reflection", "other")
        assert s["agent"] in (None, "I", "we", "other", "none", "mixed", "na")
        assert 0 <= s["confidence"] <= 1
    places = [(-1, -1) if f["start"] is None else (f["start"], f["end"]) for f in report["findings"]]
    assert places == sorted(places)
    for f in report["findings"]:
        assert f["severity"] in SEVERITIES
        assert f["message"]
        if f["start"] is not None:
            assert text[f["start"]:f["end"]] == f["quote"] != ""
    for key in ("quantities", "jargon", "acronyms"):
        for item in report["measures"][key]:
            assert text[item["start"]:item["end"]] == item["text"] != ""
    scores = [p["score"] for p in report["prompts"]]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= s <= 1 for s in scores)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(text=TEXT, kind=st.sampled_from(["story", "explanation"]), audience=st.sampled_from([None, "customer", "engineer"]))
def test_any_text(encode, text, kind, audience):
    if not any(c.isalnum() for c in text):
        return
    report = critique(Draft(text, kind=kind, audience=audience)).as_dict()
    check_report(report, text)
    assert json.loads(json.dumps(report)) == report
    json.dumps(report, ensure_ascii=False).encode("utf-8")
    assert Report.from_dict(report).as_dict() == report


def test_the_same_text_gives_the_same_bytes_whatever_came_before(encode):
    first = json.dumps(critique(STORY).as_dict())
    critique("Something else about a queue. " + STORY[:200])
    encode._kept.clear()
    critique(STORY[100:])
    assert json.dumps(critique(STORY).as_dict()) == first


def test_a_whole_story(encode):
    report = critique(Draft(STORY, id="bank", prompt="impact-quality")).as_dict()
    check_report(report, STORY)
    assert [p["id"] for p in report["prompts"]] != []
    assert {p["id"] for p in report["prompts"]} == {p.id for p in load_prompts()}
    measures = report["measures"]
    assert measures["missing"] == []
    assert measures["result_quantified"] is True
    assert sum(measures["component_share"].values()) == pytest.approx(1, abs=0.01)
    assert {f["quote"] for f in report["findings"] if f["check"] == "vague-claim"} == {"much happier"}
    assert sum(p["points"] for p in measures["score_parts"]) == measures["score"]


def test_sections_are_evidence(encode):
    parts = {"situation": "Our loader took nine hours a night on one old machine.", "task": "I had to halve that by June.",
             "action": "I traced one batch through all stages and moved the decoding in front of the shuffle.",
             "result": "It takes three hours now and the machine is idle by four.", "reflection": "I trace first now."}
    report = critique(Draft.from_sections(parts, id="s")).as_dict()
    check_report(report, "\n\n".join(parts.values()))
    assert [s["component"] for s in report["sentences"]] == ["situation", "task", "action", "result", "reflection"]


def test_another_language_is_said_and_not_judged(encode):
    report = critique("Ich habe den Lader neu geschrieben, und das Training dauerte danach nur noch halb so lange.").as_dict()
    assert [f["check"] for f in report["findings"]] == ["not-english"]
    assert "German" in report["findings"][0]["message"]
    assert report["measures"]["score"] is None
    assert report["measures"]["missing"] is None
    assert report["not_judged"]


def test_a_single_sentence_gets_span_findings_and_no_verdict(encode):
    report = critique("We made the loader much faster.").as_dict()
    assert {f["check"] for f in report["findings"]} == {"we-action", "vague-claim"}
    assert report["measures"]["score"] is None
    assert report["measures"]["we_overuse"] is None
    assert {n["check"] for n in report["not_judged"]} >= {"missing-component", "we-overuse", "no-reflection"}
    assert not any(p["usable"] for p in report["prompts"])


def test_without_an_encoder_rules_still_speak():
    report = critique(STORY, encode=None).as_dict()
    check_report(report, STORY)
    assert any(f["check"] == "vague-claim" for f in report["findings"])
    assert {n["check"] for n in report["not_judged"]} >= {"missing-component", "missing-metric"}
    assert report["prompts"] == []
