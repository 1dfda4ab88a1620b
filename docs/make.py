"""Writes docs/checks.md from checks.toml: `make docs`. `checks_page()` is what the tests compare with."""

from pathlib import Path

from coach.checks import CHECKS
from prompts import GUIDE_SECTIONS

PAGE = Path(__file__).parent / "checks.md"


def checks_page() -> str:
    """The page of checks as Markdown."""
    lines = [
        "# The checks", "",
        "Made from `coach/checks.toml` by `make docs`; edit that file, not this one. "
        "`star-coach checks ID` shows the same on the command line.", "",
        "A check has three outcomes: it flags, it is quiet, or it could not judge (too little text, a model missing). "
        "Not judged never counts as passed.", "",
        "| check | severity | for | what it flags |", "| --- | --- | --- | --- |",
    ]
    for check in CHECKS:
        text = check.text
        lines.append(f"| [{check.name}](#{check.name}) | {text.severity} | {', '.join(text.kinds)} | {text.title} |")
    for check in CHECKS:
        text = check.text
        lines += ["", f"## {check.name}", "", f"**{text.title}** ({text.severity}; guide: {GUIDE_SECTIONS[text.guide]})", "",
                  text.why, "", f"Better: {text.better}", "", f"Question: {text.question}", ""]
        lines += ["Flags:", ""] + [_example(e) for e in text.flags] + ["", "Stays quiet:", ""]
        lines += [_example(e) for e in text.quiet]
    return "\n".join(lines) + "\n"


def _example(example) -> str:
    audience = f" ({example.audience or example.prompt})" if example.audience or example.prompt else ""
    return f"- “{example.text}”{audience}"


if __name__ == "__main__":
    PAGE.write_text(checks_page(), encoding="utf-8")
    print(f"{PAGE.name} written")
