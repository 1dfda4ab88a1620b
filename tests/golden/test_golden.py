"""Golden reports: whole drafts in each output format. Refresh with UPDATE_GOLDEN=1 and review the diff."""

import json
import os
from pathlib import Path

import pytest

from coach.cli import main

HERE = Path(__file__).parent
CASES = [(draft, form) for draft in ("loader.md", "assistant.txt", "attention.jsonl") for form in ("text", "json", "jsonl")]


def readable(printed: str, form: str) -> str:
    """The output as it is for people; for programs one key a line, without figures that depend on the last bits."""
    if form == "text":
        return printed
    reports = json.loads(printed) if form == "json" else [json.loads(line) for line in printed.splitlines()]
    for report in reports:
        for sentence in report.get("sentences", ()):
            del sentence["confidence"]
        if "prompts" in report:
            report["prompts"] = [p["id"] for p in report["prompts"][:3]]
    return json.dumps(reports, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize(("draft", "form"), CASES, ids=[f"{d}-{f}" for d, f in CASES])
def test_golden(draft, form, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(HERE)
    main(["critique", f"drafts/{draft}", "--format", form])
    found = readable(capsys.readouterr().out, form)
    expected = HERE / "expected" / f"{draft}.{form}"
    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")
