"""The commands critique and match. What loads models is imported when it is called."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence

from coach import cli_text
from coach.cli_output import FLAWED, OK, WRONG, Faults, Records, complain, show, to_json
from coach.cli_text import Page
from coach.draft import Draft
from coach.errors import InputError
from coach.inputs import STDIN, Drafts, Fault, json_lines, opened, place
from prompts import find_prompt, load_prompts
from stories import open_store

_QUOTE = 160


def _drafts(args) -> Drafts:
    if STDIN in (args.paths or [STDIN]) and sys.stdin is not None and sys.stdin.isatty():
        complain("Reading from the terminal; end with Ctrl-D on a line of its own.")
    return Drafts(args.paths, args.kind, args.audience, args.prompt)


def critique(args) -> int:
    drafts = _drafts(args)
    from coach.batch import critique_many
    from coach.checks import CHECKS

    titles = {p.id: p.title for p in load_prompts()}
    whys = {c.name: c.text.why for c in CHECKS}
    faults, flawed = Faults(args.format), False
    with Records(args.format) as records:
        for outcome in critique_many(drafts):
            if isinstance(outcome, Fault):
                faults.add(outcome)
                records.write(outcome.as_dict())
                continue
            flawed |= any(f.severity == "error" for f in outcome.findings)
            records.write(outcome.as_dict())
            if args.format == "text":
                page = Page()
                cli_text.report(outcome, titles, whys, page)
                show(page)
    faults.finish(drafts.ignored)
    return WRONG if faults.all else FLAWED if flawed and not args.exit_zero else OK


# match


def match(args) -> int:
    if args.questions is not None:
        if args.paths or args.question is not None or args.prompt or args.plan:
            raise InputError(
                "usage", "--questions stands alone; leave out the paths, --question, --prompt and --plan."
            )
        return _questions(args.questions)
    if args.plan and (args.question is not None or args.prompt):
        raise InputError("usage", "--plan is for the whole list; leave out --question and --prompt, or name prompts by --for.")
    if args.wanted and not args.plan:
        raise InputError("usage", "--for names the prompts of a plan; give --plan as well.")
    if args.question is not None and args.prompt:
        raise InputError("usage", "--prompt and --question ask the same thing in two ways; give one of them.")
    if args.question is not None and not any(c.isalnum() for c in args.question):
        raise InputError(
            "empty-question", "The question holds no words; write it as the interviewer would ask it."
        )
    wanted, args.prompt = args.prompt, None
    if wanted:
        find_prompt(wanted)

    from coach import batch
    from coach.embedding import encoder
    from coach.planning import chosen
    from coach.questions import match_question

    wanted_names = [name.strip() for name in args.wanted.split(",") if name.strip()]
    chosen(wanted_names)  # a wrong name is told before anything is read
    titles: dict[str, str] = {}
    drafts = _drafts(args) if args.paths else []
    faults = Faults(args.format)
    found = _sorted_out(batch.match_many(drafts) if args.paths else _bank(titles), faults)
    if args.plan:
        done = [m for m in found if isinstance(m, batch.Matched)]
        _plan(args.format, done, wanted_names, titles)
    elif wanted is None and args.question is None:
        done = _match_drafts(args.format, found, titles)
    else:
        done = [m for m in found if isinstance(m, batch.Matched)]
        if wanted:
            head, rows = {"prompt": wanted}, batch.stories_for_prompt(wanted, done)
        else:
            ranked = match_question(args.question, encoder())
            head = {"question": args.question, "prompts": [_pick(q, "score", "usable") for q in ranked]}
            rows = batch.stories_for_question(ranked, done)
        _stories_for(args.format, head, rows, faults.all, titles)
    if not done and not faults.all:
        complain(
            "The story bank holds no story yet; write one in the app, load the examples with "
            "`star-coach stories examples`, or name the files to match."
        )
    faults.finish(getattr(drafts, "ignored", ()))
    return WRONG if faults.all else OK


def _sorted_out(outcomes: Iterable, faults: Faults) -> Iterator:
    """The outcomes, faults among them, each fault also told of."""
    for outcome in outcomes:
        if isinstance(outcome, Fault):
            faults.add(outcome)
        yield outcome


def _bank(titles: dict[str, str]) -> list:
    """The stories of the bank with their prompts; their titles go into `titles`."""
    from coach.bank import match_stories

    with open_store() as store:
        stories = store.list("story")
        titles |= {story.id: story.title for story in stories}
        shown = sys.stderr.isatty()

        def tell(done: int, new: int) -> None:
            if shown and new > 3:
                print(f"\rReading {done} of {new} stories" + ("\n" if done == new else ""), end="", file=sys.stderr)

        return match_stories(store, stories, done=tell)


def _pick(match, *keys: str) -> dict:
    return {"id": match.prompt, **{key: getattr(match, key) for key in keys}}


def _evidence(draft: Draft, match) -> dict:
    return {"start": match.start, "end": match.end, "quote": draft.text[match.start : match.end]}


def _points(draft: Draft, match) -> list[dict]:
    """Each talking point of the prompt: what is said of it, and the sentence where it is covered."""
    rows = []
    for told, covered in zip(find_prompt(match.prompt).talking_points, match.points, strict=True):
        row = {"point": told.point, "probability": covered.probability,
               "verdict": "covered" if covered.told else "lacking" if covered.lacking else "uncertain"}
        rows.append(row | (_evidence(draft, covered) if covered.told else {"follow_up": told.follow_up}))
    return rows


def _match_drafts(format: str, found: Iterable, titles: Mapping[str, str]) -> list:
    """Each draft with the prompts it serves; for people the best five, in the end what none serves."""
    names, done, rows = {p.id: p.title for p in load_prompts()}, [], []
    served: set[str] = set()
    for m in found:
        done.append(m)
        if isinstance(m, Fault):
            row = m.as_dict()
        else:
            served |= {p.prompt for p in m.matches if p.usable}
            row = {
                "id": m.draft.id,
                "prompts": [{**_pick(p, "score", "usable"), **_evidence(m.draft, p), "points": _points(m.draft, p)}
                            for p in m.matches],
            }
        rows.append(row)
        if format == "jsonl":
            print(to_json(row), flush=True)
        elif format == "text" and not isinstance(m, Fault):
            page = Page()
            page.heading(
                cli_text.safe(m.draft.id + (f": {titles[m.draft.id]}" if m.draft.id in titles else ""))
            )
            page.table(
                [
                    [f"{p.score:.2f}", "can serve" if p.usable else "", p.prompt, names[p.prompt]]
                    for p in m.matches[:5]
                ]
            )
            if m.matches:
                page.add(_short(m.draft, m.matches[0]), 2, "dim", lead="speaks for the first: ", hanging=2)
            else:
                page.add(
                    "Prompts are for stories in English; this is an explanation, or in another language.", 2
                )
            page.gap()
            show(page)
    if format == "json":
        print(to_json({"drafts": rows}))
    elif format == "text" and sum("prompts" in row for row in rows) > 1:
        page, open_prompts = Page(), [id for id in names if id not in served]
        page.heading(f"{len(open_prompts)} of {len(names)} prompts that none of these can serve")
        page.add(", ".join(open_prompts) or "none", 2)
        show(page)
    return done


def _stories_for(format: str, head: dict, rows: list, faults: list[Fault], titles: Mapping[str, str]) -> None:
    """The drafts for one prompt or question, best first."""
    stories = [
        {
            "id": d.id,
            "score": m.score,
            "usable": m.usable,
            **({"prompt": m.prompt} if "question" in head else {}),
            **_evidence(d, m),
            "points": _points(d, m),
        }
        for d, m in rows
    ]
    if format == "json":
        print(to_json({**head, "stories": [*stories, *(f.as_dict() for f in faults)]}))
    elif format == "jsonl":
        for record in [*stories, *(f.as_dict() for f in faults)]:
            print(to_json(record))
    else:
        page, names = Page(), {p.id: p.title for p in load_prompts()}
        if "prompt" in head:
            page.heading(f"{head['prompt']}: {names[head['prompt']]}")
        else:
            page.heading("Prompts nearest to the question")
            page.table(
                [
                    [f"{p['score']:.2f}", "fits" if p["usable"] else "", p["id"], names[p["id"]]]
                    for p in head["prompts"][:5]
                ]
            )
        page.heading("Stories, best first")
        for draft, m in rows:
            through = f", by way of {m.prompt}" if "question" in head else ""
            page.add(
                f"{draft.id}{': ' + titles[draft.id] if draft.id in titles else ''}{through}",
                2,
                hanging=17,
                lead=f"{m.score:.2f}  {'can serve' if m.usable else '':9}  ",
            )
            page.add(_short(draft, m), 17, "dim")
            if "prompt" in head and m.usable:
                for row in _points(draft, m):
                    page.add(row["point"], 17, hanging=4, lead={"covered": "[x] ", "lacking": "[ ] "}.get(row["verdict"], "[?] "))
        if not rows:
            page.add("none", 2)
        show(page)


def _plan(format: str, matched: list, wanted: Sequence[str], titles: Mapping[str, str]) -> None:
    """The bank as a whole: which story for which prompt, the fewest, the gaps, the twins."""
    from coach.bank import plan

    found = plan(matched, wanted)
    tables = {name: _rows(getattr(found, name)) for name in ("prompts", "smallest", "gaps", "twins")}
    if format == "json":
        print(to_json(tables))
        return
    if format == "jsonl":
        for name, rows in tables.items():
            for row in rows:
                print(to_json({"table": name, **row}))
        return
    page, names = Page(), {p.id: p.title for p in load_prompts()}

    def story(id) -> str:
        return "" if id is None else titles.get(id, id)

    page.heading("One story for each prompt, none for more than three")
    gaps = {r["prompt"] for r in tables["gaps"]}
    page.table([[names[r["prompt"]], story(r["story"]) if r["story"] else "only what serves three others",
                 f"second choice: {story(r['second'])}" if r["second"] else ""]
                for r in tables["prompts"] if r["prompt"] not in gaps] or [["none can serve yet", ""]])
    page.heading("The fewest stories that serve all these")
    page.table([[story(r["story"]), ", ".join(names[p] for p in r["prompts"])] for r in tables["smallest"]] or [["none", ""]])
    page.heading(f"{len(tables['gaps'])} of {len(tables['prompts'])} prompts without a story, most important first")
    page.table([[names[r["prompt"]], f"nearest: {story(r['nearest'])}, {r['score']:.2f}" if r["nearest"] else ""]
                for r in tables["gaps"]] or [["none", ""]])
    page.heading("Told twice")
    page.table([[story(r["story"]), story(r["other"])] for r in tables["twins"]] or [["none", ""]])
    show(page)


def _rows(table) -> list[dict]:
    """The rows of a DataFrame for JSON: what is missing is None."""
    return [{key: None if value != value else value for key, value in row.items()} for row in table.to_dict("records")]


def _short(draft: Draft, match) -> str:
    quote = " ".join(draft.text[match.start : match.end].split())
    return f"“{quote if len(quote) <= _QUOTE else quote[:_QUOTE].rpartition(' ')[0] + ' …'}”"


def _questions(path: str) -> int:
    """The prompts for each question of a file, as JSON Lines in the order of the file."""
    from coach.embedding import encoder
    from coach.questions import match_question

    faults = Faults("jsonl")
    encode = None
    with opened(path) as stream:
        for number, row in json_lines(stream, path):
            id: str | int = str(number)
            try:
                if isinstance(row, InputError):
                    raise row
                id = row["id"] if isinstance(row.get("id"), str | int) and row["id"] != "" else id
                question = row.get("question")
                if not isinstance(question, str) or not any(c.isalnum() for c in question):
                    raise InputError("no-question", "The record has no question in words; give 'question'.")
                if any("\ud800" <= c <= "\udfff" for c in question):
                    raise InputError(
                        "not-unicode", "The question holds half a character; save it as UTF-8 again."
                    )
                encode = encode or encoder()
                out = {
                    "id": id,
                    "prompts": [_pick(m, "score", "usable") for m in match_question(question, encode)],
                }
            except InputError as error:
                fault = Fault(id, error.code, str(error), place(path, number))
                faults.add(fault)
                out = fault.as_dict()
            print(to_json(out), flush=True)
    faults.finish()
    return WRONG if faults.all else OK
