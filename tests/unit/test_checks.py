"""The registered checks, their files and checks.toml agree, and each keeps what its examples promise."""

from pathlib import Path

import pytest

from coach import checks
from coach.checks import CHECKS, base
from coach.critic import critique
from coach.errors import DataError, InputError

NO_CHECK = {"__init__", "base"}


def examples(kind):
    for check in CHECKS:
        for example in getattr(check.text, kind):
            yield pytest.param(check, example, id=f"{check.name}-{example.text[:30]}")


def findings(check, example):
    report = critique(example.text, kind=check.text.kinds[-1], audience=example.audience, prompt=example.prompt,
                      concept=example.concept)
    return [f for f in report.findings if f.check == check.name], report


def test_tuple_files_and_texts_agree():
    files = {p.stem.replace("_", "-") for p in Path(checks.__file__).parent.glob("*.py") if p.stem not in NO_CHECK}
    assert files == {c.name for c in CHECKS} == set(base.texts())


@pytest.mark.parametrize(("check", "example"), examples("flags"))
def test_flags(check, example):
    found, report = findings(check, example)
    assert found, report.findings


@pytest.mark.parametrize(("check", "example"), examples("quiet"))
def test_quiet(check, example):
    found, report = findings(check, example)
    assert not found
    # A check that could not look has not passed; only those that need an audience or the other kind may abstain.
    assert check.name not in {n.check for n in report.not_judged}


def test_unknown_check_names_the_nearest():
    with pytest.raises(InputError, match="vague-claim"):
        checks.find_check("vage-claim")


@pytest.mark.parametrize(("change", "said"), [
    (lambda t: t.replace('severity = "error"', 'severity = "fatal"', 1), "severity"),
    (lambda t: t.replace("title =", "titel =", 1), "titel"),
    (lambda t: t.replace('guide = "STAR"', 'guide = "STARS"', 1), "guide"),
    (lambda t: t + "\n[broken", "can't be read"),
])
def test_a_bad_file_is_refused_by_name(tmp_path, monkeypatch, change, said):
    file = tmp_path / "checks.toml"
    file.write_text(change(base.FILE.read_text(encoding="utf-8")), encoding="utf-8")
    monkeypatch.setattr(base, "FILE", file)
    with pytest.raises(DataError, match=said):
        base.texts.__wrapped__()


def test_suggestions_hold_nothing_that_the_draft_does_not():
    text = "We rebuilt the loader and it was much faster. The cache was rewritten. I helped with the rollout."
    for finding in critique(text).findings:
        assert not any(c.isdigit() for c in finding.suggestion.replace(str(len(text.split())), ""))
