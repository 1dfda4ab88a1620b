"""Fixtures for all tests: the models are loaded once a run; and what is left out is said once, at the top."""

import os
import shutil

import pytest

from coach.embedding import encoder

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def pytest_report_header() -> list[str]:
    """One line for each kind of test that can't run here."""
    left_out = []
    if CHROMIUM is None:
        left_out.append("no Chromium found: the browser tests are skipped; install chromium to run them")
    if not os.environ.get("STAR_COACH_EVAL_DATA"):
        left_out.append("STAR_COACH_EVAL_DATA is not set: the tests on labelled drafts are skipped")
    return left_out


@pytest.fixture(scope="session")
def chromium() -> str | None:
    """The path of an installed Chromium, None where there is none."""
    return CHROMIUM


@pytest.fixture(scope="session")
def encode():
    """The real encoder."""
    return encoder()
