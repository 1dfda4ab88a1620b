"""The commands of the story bank."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from coach import takeaway
from coach.cli_output import OK, WRONG, Records, complain, show, to_json
from coach.cli_text import Page
from coach.errors import InputError
from coach.inputs import STDIN, Fault, decoded, opened, place, read_whole
from stories import (
    Problem,
    Store,
    StoreError,
    Story,
    import_stories,
    load_csv,
    load_json,
    load_jsonl,
    load_markdown,
    open_store,
    to_markdown,
)

if TYPE_CHECKING:
    from coach.report import Report


def list_stories(args) -> int:
    with open_store() as store:
        found = store.deleted() if args.deleted else store.list(args.kind)
    if args.kind:
        found = [s for s in found if s.kind == args.kind]
    with Records(args.format) as records:
        for story in found:
            records.write(_record(story))
    if args.format == "text" and found:
        page = Page()
        page.table(
            [[s.id, "example" if s.example else s.kind, s.updated[:10], s.title] for s in found], indent=0
        )
        show(page)
    elif args.format == "text":
        complain(
            "The bin is empty."
            if args.deleted
            else "The story bank holds nothing yet; write a story in the app, "
            "import one, or load the examples with `star-coach stories examples`."
        )
    return OK


def _record(story: Story) -> dict:
    dates = {name: date for name in ("created", "updated") if (date := getattr(story, name))}
    return story.as_record() | dates | ({"example": True} if story.example else {})


def show_story(args) -> int:
    with open_store() as store:
        story, number = store.find(args.id), {}
        if args.version is not None:
            story, number = store.version(story.id, args.version).story, {"version": args.version}
    if args.format == "text":
        page = Page()
        page.add(to_markdown(story).removesuffix("\n"))
        show(page)
    else:
        print(to_json(_record(story) | number))
    return OK


def list_versions(args) -> int:
    with open_store() as store:
        found = store.versions(store.find(args.id).id)
    with Records(args.format) as records:
        for v in found:
            records.write({"id": v.id, "version": v.number, "saved": v.saved, "words": v.story.words(), "title": v.story.title})
    if args.format == "text":
        page = Page()
        page.table([[str(v.number), v.saved[:16].replace("T", " "), _words(v.story.words()), v.story.title] for v in found],
                   indent=0, right=(0, 2))
        show(page)
    return OK


def import_files(args) -> int:
    """Each file is imported whole or, where it can't be read, not at all; the others are done."""
    status, added, skipped = OK, 0, 0
    with open_store() as store:
        for path in args.paths:
            try:
                found, problems = _read(path)
                for problem in problems:
                    keys = problem.code == "import-keys"
                    told = path if keys or _ending(path) == ".json" else place(path, problem.line)
                    complain(f"{told}: {problem.message}")
                    status = status if keys else WRONG
                if not found and not problems:
                    raise InputError("empty-file", f"{path!r} holds no story; write one first.")
                done = import_stories(store, found, args.on_conflict)
            except InputError as error:
                complain(error)
                status = WRONG
            except StoreError as error:
                if not error.code.startswith(("import-", "story-")):
                    raise
                complain(f"{path}: {error}")
                status = WRONG
            else:
                added, skipped = added + done.added, skipped + done.skipped
    print(
        f"{_stories(added)} imported" + (f", {skipped} left out that were there before." if skipped else ".")
    )
    return status


def _words(n: int) -> str:
    return f"{n} word{'' if n == 1 else 's'}"


def _ending(path: str) -> str:
    return "" if path == STDIN else Path(path).suffix.lower()


def _read(path: str) -> tuple[list[Story], list[Problem]]:
    """The stories of a file, and what was wrong with single ones."""
    load = {".csv": load_csv, ".json": load_json}.get(_ending(path))
    if load:
        with opened(path) as stream:
            return load(decoded(stream.read(), path))
    text, is_json = read_whole(path)
    return load_jsonl(text) if is_json else (load_markdown(text, "" if path == STDIN else Path(path).stem), [])


def _stories(n: int) -> str:
    return f"{n} {'story' if n == 1 else 'stories'}"


def export(args) -> int:
    """Write stories in one of takeaway.FORMATS, "text" being Markdown. A story that can't be critiqued or matched is
    written all the same, told, and makes the status that of bad input."""
    format = _format(args)
    if args.with_findings and format != "docx":
        raise InputError(
            "no-findings", "Findings go into Word documents only; give --format docx with --with-findings."
        )
    if args.wanted and format != "sheet":
        raise InputError("no-plan", "--for chooses the prompts of the sheet; give --format sheet with it.")
    if format == "docx" and not args.output and sys.stdout.isatty():
        raise InputError("no-output", "A Word document is no text for a terminal; name a file with --output.")
    with open_store() as store:
        found = [store.find(id) for id in args.ids] or store.list()
        faults: list[Fault] = []
        if format == "docx":
            from coach.takeaway_word import word

            data = word(found, _reports(found, faults) if args.with_findings else None)
        elif format == "sheet":
            data = _sheet(store, found, args.wanted, faults).encode()
        else:
            data = takeaway.TEXTS[format](found).encode()
    for fault in faults:
        complain(fault)
    if args.output:
        _write(args, data)
        print(f"{_stories(len(found))} written to {args.output}.")
    elif format == "docx":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
    else:
        sys.stdout.write(data.decode())
    return WRONG if faults else OK


def _format(args) -> str:
    """A key of takeaway.FORMATS, by --format or by the ending of the file that is written."""
    format = args.format
    if args.output and format is None:
        endings = {known.suffix: name for name, known in takeaway.FORMATS.items()}
        format = endings.get(Path(args.output).suffix.lower())
        if format is None:
            raise InputError(
                "unknown-format", f"{args.output!r}: end the name in {', '.join(endings)}, or give --format."
            )
    return "markdown" if format in (None, "text") else format


def _reports(stories: list[Story], faults: list[Fault]) -> dict[str, Report | InputError]:
    from coach.critic import critique

    found = {}
    for story in stories:
        try:
            found[story.id] = critique(takeaway.draft_of(story))
        except InputError as error:
            found[story.id] = error
            faults.append(Fault(story.id, error.code, str(error), f"story {story.id}"))
    return found


def _sheet(store: Store, stories: list[Story], wanted: str, faults: list[Fault]) -> str:
    from coach import takeaway_sheet
    from coach.bank import match_stories
    from coach.planning import chosen

    names = [name.strip() for name in wanted.split(",") if name.strip()]
    chosen(names)  # a wrong name is told before anything is read
    matched = match_stories(store, [s for s in stories if s.kind == "story"])
    faults += [m for m in matched if isinstance(m, Fault)]
    return takeaway_sheet.sheet(stories, matched, names)


def _write(args, data: bytes) -> None:
    try:
        with open(args.output, "wb" if args.force else "xb") as file:
            file.write(data)
    except FileExistsError as error:
        raise InputError(
            "file-exists",
            f"The file {args.output!r} is there already; give another name, or --force to write over it.",
        ) from error
    except OSError as error:
        raise InputError(
            "not-written", f"The file {args.output!r} can't be written: {error.strerror}; name another place."
        ) from error


def delete(args) -> int:
    with open_store() as store, store.transaction():
        for story in [store.find(id) for id in args.ids]:
            store.delete(story.id)
            _say(
                f"Deleted {story.id}, {story.title}; `star-coach stories restore {story.id}` brings it back."
            )
    return OK


def restore(args) -> int:
    with open_store() as store, store.transaction():
        for story in [store.find(id, include_deleted=True) for id in args.ids]:
            store.restore(story.id)
            _say(f"Restored {story.id}, {story.title}.")
    return OK


def examples(args) -> int:
    with open_store() as store:
        if args.remove:
            print(f"{_stories(store.remove_examples())} removed; those that you edited are kept.")
        else:
            print(
                f"{_stories(store.load_examples())} loaded as examples; `star-coach stories examples "
                "--remove` takes them out again."
            )
    return OK


def _say(text: str) -> None:
    page = Page()
    page.add(text)
    show(page)
