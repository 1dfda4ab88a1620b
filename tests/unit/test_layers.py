"""The arrows of the architecture, and what must not be imported before it is needed."""

import subprocess
import sys

import pytest


def test_import_contract():
    done = subprocess.run([sys.executable, "-c", "import sys; from importlinter.cli import lint_imports_command;"
                           " sys.argv = ['lint-imports', '--no-cache']; lint_imports_command()"],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("statement", [
    "import prompts; prompts.load_prompts(); prompts.load_terms()",
    "import stories",
    "import coach",
    "import sys; sys.argv = ['star-coach', '--help']\nfrom coach.cli import main\ntry: main()\nexcept SystemExit: pass",
])
def test_no_heavy_import(statement):
    code = f"{statement}\nimport sys\nprint([m for m in ('torch', 'spacy', 'streamlit') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]", done.stdout
