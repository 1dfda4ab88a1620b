"""The Python API: what `from coach import …` gives, in any order of import."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("names", ["critique, match, critique_frame", "match, critique", "critique_frame, critique"])
def test_functions_come_out_whatever_was_imported_first(names):
    code = f"import coach\nfrom coach import {names}\nimport coach.critic, coach.batch\nprint(all(map(callable, ({names}))), callable(coach.critique))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]


def test_an_unknown_name_is_refused():
    import coach

    with pytest.raises(AttributeError, match="nothing"):
        _ = coach.nothing
