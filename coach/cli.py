"""The command line, `star-coach`: the outer contract's calls and options, and its exit status.

Models and data frames are imported where they are used, so that help comes at once.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from dataclasses import asdict
from importlib import metadata

from coach import cli_bank, cli_drafts, cli_evaluate, takeaway
from coach.cli_output import OK, WRONG, Records, complain, show, to_json, utf8_streams
from coach.cli_text import Page
from coach.draft import AUDIENCES, KINDS
from coach.errors import CoachError, InputError, unknown
from prompts import GROUPS, GUIDE_SECTIONS, CatalogError, find_prompt, load_prompts
from stories import StoreError

FORMATS = ("text", "json", "jsonl")

_INPUT = """\
Input: a .txt or .md file holds one draft, and Markdown headings named after the parts of a
story (Situation, Task, Action, Result, Reflection) make sections. A .jsonl file holds one
record a line, a .csv file one a row, with the keys id, kind, text (or situation, task, action,
result, reflection), prompt, audience, concept. Standard input, and a file whose name has no
ending, is JSON Lines if its first character that is not blank is {, and otherwise one draft.

"""
_STATUS = """\
Exit status: 0 no finding of severity error, 1 at least one, 2 a usage or input fault.
"""


class _Parser(argparse.ArgumentParser):
    def __init__(self, *args, **kwargs):
        super().__init__(
            *args, allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, **kwargs
        )

    def error(self, message):
        complain(f"{message[0].upper()}{message[1:].rstrip('.')}; see `{self.prog} --help`.")
        sys.exit(WRONG)


def main(argv: list[str] | None = None) -> int:
    """Run one call of the command line and return its exit status; errors are one line on standard error."""
    utf8_streams()
    try:
        args = _parser().parse_args(argv)
        _check_options(args)
        status = args.run(args)
        sys.stdout.flush()
        return status
    except SystemExit as end:  # argparse: help was shown, or the usage is wrong
        return end.code or OK
    except (CoachError, CatalogError, StoreError) as error:
        complain(error)
        return WRONG
    except BrokenPipeError:
        # Whoever read the output has enough. What is still buffered must not fail once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        complain(f"The system refused: {error.strerror or error}; check disk and permissions.")
        return WRONG
    except KeyboardInterrupt:
        complain("Stopped.")
        return 130


def _check_options(args) -> None:
    formats = getattr(args, "formats", FORMATS)
    for name, known in (("format", formats), ("kind", KINDS), ("audience", AUDIENCES)):
        value = getattr(args, name, None)
        if value is not None and value not in known:
            raise InputError(f"unknown-{name}", unknown(name, value, known))
    if getattr(args, "prompt", None):
        find_prompt(args.prompt)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="star-coach",
        description="A coach for behavioural interview answers and lay explanations. "
        "Everything stays on this machine.",
        epilog=_STATUS,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {_version()}")
    calls = parser.add_subparsers(title="calls", metavar="CALL", required=True)

    app = calls.add_parser("app", help="serve the app in the browser")
    app.add_argument(
        "--host", default="127.0.0.1", help="address to serve on (default: %(default)s, this machine only)"
    )
    app.add_argument("--port", type=_port, default=8501, help="port to serve on (default: %(default)s)")
    app.set_defaults(run=_app)

    critique = calls.add_parser(
        "critique",
        help="critique drafts",
        epilog=_INPUT + _STATUS,
        description="Critique drafts: files, or standard input.",
    )
    _draft_options(critique)
    critique.add_argument("--prompt", metavar="ID", help="the prompt that the drafts answer")
    critique.set_defaults(run=cli_drafts.critique)

    match = calls.add_parser(
        "match",
        help="which prompts a draft serves, which stories serve a prompt or a question",
        epilog=_INPUT + _STATUS,
        description="Score drafts, or without a path the bank's stories, against the prompts of the catalog.",
    )
    _draft_options(match)
    match.add_argument("--prompt", metavar="ID", help="rank the stories for this prompt")
    match.add_argument(
        "--question", metavar="TEXT", help="rank prompts and stories for an interviewer's own question"
    )
    match.add_argument(
        "--questions",
        metavar="FILE",
        help='rank the prompts for each line {"id": …, "question": …} '
        "of FILE (- for standard input), as JSON Lines",
    )
    match.add_argument(
        "--plan",
        action="store_true",
        help="which story for which prompt in one interview, the fewest stories that do, the gaps, and what is told twice",
    )
    match.add_argument(
        "--for", dest="wanted", metavar="LIST", default="",
        help=f"plan for these prompts and groups only, with commas between them; the groups are {', '.join(GROUPS)}",
    )
    match.set_defaults(run=cli_drafts.match)

    prompts = calls.add_parser("prompts", help="list the catalog, or show one prompt whole")
    prompts.add_argument("id", nargs="?", metavar="ID")
    _format(prompts)
    prompts.set_defaults(run=_prompts)

    checks = calls.add_parser("checks", help="list the checks, or explain one")
    checks.add_argument("id", nargs="?", metavar="ID")
    _format(checks)
    checks.set_defaults(run=_checks)

    _stories(
        calls.add_parser(
            "stories", help="the story bank: list, show, versions, import, export, delete, restore, examples"
        )
    )

    evaluate = calls.add_parser(
        "evaluate",
        help="measure the coach on labelled drafts",
        description="Run the coach over labelled drafts (JSON Lines) and print the measures. "
        "Files are pooled; stories and explanations are measured apart.",
    )
    evaluate.add_argument("paths", nargs="+", metavar="FILE")
    _format(evaluate)
    evaluate.set_defaults(run=cli_evaluate.evaluate)
    return parser


def _version() -> str:
    try:
        return metadata.version("star-coach")
    except metadata.PackageNotFoundError:
        return "(not installed)"


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not {text!r}")
    return int(text)


def _format(parser: argparse.ArgumentParser, default: str | None = "text") -> None:
    parser.add_argument(
        "--format",
        default=default,
        metavar="|".join(FORMATS),
        help="text for people (the default), json for one value, jsonl for one record a line",
    )


def _draft_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="a .txt, .md, .jsonl or .csv file; - for standard input"
    )
    _format(parser)
    parser.add_argument(
        "--kind", default="story", metavar="|".join(KINDS), help="default: %(default)s; a record's own wins"
    )
    parser.add_argument(
        "--audience", metavar="NAME", help=f"who listens: {', '.join(AUDIENCES)}; a record's own wins"
    )
    parser.add_argument("--exit-zero", action="store_true", help="exit with 0 where findings would make it 1")


def _stories(parser: argparse.ArgumentParser) -> None:
    calls = parser.add_subparsers(title="calls", metavar="CALL", required=True)

    def call(name: str, run, help: str) -> argparse.ArgumentParser:
        one = calls.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".")
        one.set_defaults(run=run)
        return one

    one = call("list", cli_bank.list_stories, "list the stories and explanations, the newest first")
    one.add_argument("--kind", metavar="|".join(KINDS))
    one.add_argument("--deleted", action="store_true", help="list the bin")
    _format(one)
    one = call("show", cli_bank.show_story, "show one story; the beginning of its id is enough")
    one.add_argument("id", metavar="ID")
    one.add_argument("--version", type=int, metavar="N", help="show it as its version N was saved")
    _format(one)
    one = call("versions", cli_bank.list_versions, "list what a story was at each save that changed it, the oldest first")
    one.add_argument("id", metavar="ID")
    _format(one)
    one = call(
        "import",
        cli_bank.import_files,
        "import stories from Markdown, JSON, JSON Lines or CSV; nothing is overwritten",
    )
    one.add_argument(
        "paths", nargs="+", metavar="FILE", help="a .md, .txt, .jsonl, .json or .csv file; - for standard input"
    )
    one.add_argument(
        "--on-conflict",
        choices=("new", "skip"),
        default="new",
        help="a story whose id is taken by another: add it under a new id (the default), or skip it",
    )
    one = call(
        "export",
        cli_bank.export,
        "export all stories, or those named, as Markdown, JSON, CSV, a Word document or a sheet to print",
    )
    one.add_argument("ids", nargs="*", metavar="ID")
    endings = ", ".join(format.suffix for format in takeaway.FORMATS.values())
    one.add_argument(
        "--output", "-o", metavar="FILE", help=f"a file that ends in {endings}; standard output without it"
    )
    one.add_argument("--force", action="store_true", help="write over a file that is there")
    one.add_argument(
        "--format",
        metavar="|".join(takeaway.FORMATS),
        help="default: markdown, also called text, or what the file's ending tells; sheet is a page of HTML to print, "
        "which story for which question",
    )
    one.add_argument(
        "--with-findings", action="store_true", help="docx only: the coach's findings as comments on the words"
    )
    one.add_argument(
        "--for", dest="wanted", metavar="LIST", default="",
        help="sheet only: for these prompts and groups, with commas between them",
    )
    one.set_defaults(formats=("text", *takeaway.FORMATS))
    one = call("delete", cli_bank.delete, "put stories into the bin")
    one.add_argument("ids", nargs="+", metavar="ID")
    one = call("restore", cli_bank.restore, "take stories out of the bin")
    one.add_argument("ids", nargs="+", metavar="ID")
    one = call("examples", cli_bank.examples, "load the example stories, or remove them")
    one.add_argument("--remove", action="store_true")


def _app(args) -> int:
    from coach.web import serve

    return serve.main(host=args.host, port=args.port) or OK


def _emit(format: str, values: list[dict], single: bool) -> None:
    if single:
        print(to_json(values[0]))
        return
    with Records(format) as records:
        for value in values:
            records.write(value)


def _prompts(args) -> int:
    found = (find_prompt(args.id),) if args.id else load_prompts()
    if args.format != "text":
        _emit(args.format, [{"id": p.id, "group": p.group, **asdict(p)} for p in found], bool(args.id))
        return OK
    page = Page()
    if not args.id:
        for group, title in GROUPS.items():
            page.heading(title)
            page.table([[p.id, p.title] for p in found if p.group == group])
        page.gap()
        page.add("`star-coach prompts ID` shows one whole.", 0, "dim")
        show(page)
        return OK
    p = found[0]
    page.heading(f"{p.id}: {p.title}")
    page.add(f"Asks for {p.asks}.")
    _list(page, "Wordings", p.wordings)
    page.heading("What it probes")
    page.add(p.probes, 2)
    page.heading("A strong answer")
    for point in p.talking_points:
        page.add(point.point, 2, hanging=2, lead="• ")
        page.add(f"“{point.example}”", 4, "dim")
        page.add(point.follow_up, 4, hanging=2, lead="→ ")
    _list(page, "Follow-up questions", p.follow_ups)
    _list(page, "Traps", p.traps)
    page.heading(f"From the guide: {GUIDE_SECTIONS[p.guide]}")
    show(page)
    return OK


def _list(page: Page, title: str, items) -> None:
    page.heading(title)
    for item in items:
        page.add(item, 2, hanging=2, lead="• ")


def _checks(args) -> int:
    from coach.checks import CHECKS, find_check

    found = (find_check(args.id),) if args.id else CHECKS
    if args.format != "text":
        _emit(args.format, [{"id": c.name, **asdict(c.text)} for c in found], bool(args.id))
        return OK
    page = Page()
    if not args.id:
        from coach.scoring import FORMULA

        page.table(
            [[c.name, c.text.severity, " and ".join(c.text.kinds), c.text.title] for c in found], indent=0
        )
        page.gap()
        page.add("`star-coach checks ID` explains one.", 0, "dim")
        page.heading("The score of a story, 100 at most, is the sum of")
        page.table([[name, f"{most} at most" if most else "a deduction", how] for name, most, how in FORMULA])
        show(page)
        return OK
    text = found[0].text
    page.heading(f"{found[0].name}: {text.title}")
    page.add(f"{text.severity}, in {' and '.join(text.kinds)}", 0, "dim")
    for title, body in (
        ("It says", text.message),
        ("It asks", text.question),
        ("Why", text.why),
        ("Better", text.better),
    ):
        page.heading(title)
        page.add(re.sub(r"\{\w+\}", "…", body), 2)
    for title, examples in (("Flagged", text.flags), ("Not flagged", text.quiet)):
        _list(
            page,
            title,
            [e.text + (f" (to a listener: {e.audience})" if e.audience else f" (for {e.prompt})" if e.prompt else "")
             for e in examples],
        )
    if text.limits:
        _list(page, "Limits", [f"{key.replace('_', ' ')}: {value}" for key, value in text.limits.items()])
    page.heading(f"From the guide: {GUIDE_SECTIONS[text.guide]}")
    show(page)
    return OK
