"""What is found before any model is loaded."""

import subprocess
import sys

import pytest

from coach import critique
from coach.checks.base import texts
from coach.draft import Draft
from coach.skim import skim

TEXT = ("So, um, the SRM warning came up again 🎉. I wrote to anna.berg@example.com about Project Nightingale, and it was "
        "their fault.")


def found(text: str, **fields) -> list[tuple[str, str]]:
    return [(f.check, f.quote) for f in skim(Draft(text, **fields))]


def test_patterns_alone_find_these():
    assert found(TEXT) == [
        ("filler", "um"), ("undefined-acronym", "SRM"), ("confidential-detail", "anna.berg@example.com"),
        ("confidential-detail", "Project Nightingale"), ("blame", "their fault")]


def test_no_library_of_models_is_imported():
    code = ("import sys; from coach.draft import Draft; from coach.skim import skim; assert skim(Draft(sys.argv[1]));"
            "assert not {'spacy', 'torch', 'sentence_transformers'} & set(sys.modules), 'imported'")
    subprocess.run([sys.executable, "-c", code, TEXT], check=True)


def test_another_language_is_left_alone():
    assert found("Unser Modell war nach dem Umzug langsamer geworden, um es kurz zu sagen, und er wusste es, er hat die SRM "
                 "in der Warteschlange gefunden.") == []


def test_what_an_explanation_is_not_asked_is_not_asked_early():
    assert "blame" not in {check for check, _ in found(TEXT, kind="explanation")}


@pytest.mark.parametrize("name", ["blame", "filler", "undefined-acronym", "confidential-detail"])
def test_the_critique_says_the_same_later(name, encode):
    for example in (*texts()[name].flags, *texts()[name].quiet):
        kind = texts()[name].kinds[0]
        later = critique(example.text, kind=kind, audience=example.audience, encode=encode)
        told = {(f.check, f.start, f.end, f.message) for f in later.findings}
        assert {(f.check, f.start, f.end, f.message) for f in skim(Draft(example.text, kind=kind, audience=example.audience))} <= told
