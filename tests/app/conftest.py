"""The app without a browser: its pages as Streamlit's AppTest runs them, on a story bank of their own."""

import pytest
from app_driver import App

from coach.web.models import MODELS
from stories import open_store


@pytest.fixture(scope="session")
def models():
    """The real models, loaded."""
    MODELS.wait()
    assert MODELS.error is None
    return MODELS


@pytest.fixture
def app(tmp_path, monkeypatch):
    """The app on an empty bank."""
    monkeypatch.setenv("STAR_COACH_HOME", str(tmp_path))
    return App(tmp_path)


@pytest.fixture
def bank(app):
    """The bank that the app uses."""
    with open_store(app.home) as store:
        yield store
