"""The page of checks is what checks.toml says."""

import runpy
from pathlib import Path


def test_the_page_of_checks_is_fresh():
    make = runpy.run_path(str(Path(__file__).parents[2] / "docs" / "make.py"))
    assert make["PAGE"].read_text(encoding="utf-8") == make["checks_page"](), "docs/checks.md is stale: run `make docs`"
