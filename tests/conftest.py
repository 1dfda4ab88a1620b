"""Fixtures for all tests: the models are loaded once a run."""

import pytest

from coach.embedding import encoder


@pytest.fixture(scope="session")
def encode():
    """The real encoder."""
    return encoder()
