"""The commands of the story bank."""

from __future__ import annotations

import sys
from pathlib import Path

from coach.cli_output import OK, WRONG, Records, complain, show, to_json
from coach.cli_text import Page
from coach.errors import InputError
from coach.inputs import STDIN, place, read_whole
from stories import (
    StoreError,
    Story,
    dump_jsonl,
    dump_markdown,
    import_stories,
    load_jsonl,
    load_markdown,
    open_store,
    to_markdown,
)


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
                text, is_json = read_whole(path)
                if path.lower().endswith(".csv"):
                    raise InputError(
                        "unknown-format", f"{path!r}: the bank imports Markdown and JSON Lines only."
                    )
                problems = []
                if is_json:
                    found, problems = load_jsonl(text)
                else:
                    found = load_markdown(text, "" if path == STDIN else Path(path).stem)
                for problem in problems:
                    keys = problem.code == "import-keys"
                    complain(
                        f"{path}: {problem.message}"
                        if keys
                        else f"{place(path, problem.line)}: {problem.message}"
                    )
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


def _stories(n: int) -> str:
    return f"{n} {'story' if n == 1 else 'stories'}"


def export(args) -> int:
    with open_store() as store:
        found = [store.find(id) for id in args.ids] or store.list()
    format = args.format
    if args.output and format is None:
        format = {".md": "text", ".jsonl": "jsonl", ".json": "json"}.get(Path(args.output).suffix.lower())
        if format is None:
            raise InputError(
                "unknown-format", f"{args.output!r}: end the name in .md, .jsonl or .json, or give --format."
            )
    if format == "jsonl":
        text = dump_jsonl(found)
    elif format == "json":
        text = "[" + ",".join("\n" + to_json(_record(s)) for s in found) + "\n]\n" if found else "[]\n"
    else:
        text = dump_markdown(found)
    if not args.output:
        sys.stdout.write(text)
        return OK
    try:
        with open(args.output, "w" if args.force else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise InputError(
            "file-exists",
            f"The file {args.output!r} is there already; give another name, or --force to write over it.",
        ) from error
    except OSError as error:
        raise InputError(
            "not-written", f"The file {args.output!r} can't be written: {error.strerror}; name another place."
        ) from error
    print(f"{_stories(len(found))} written to {args.output}.")
    return OK


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
