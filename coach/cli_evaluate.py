"""The command evaluate: labelled drafts in, the measures of the evaluation out."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping

from coach.cli_output import OK, WRONG, Faults, show, to_json
from coach.cli_text import Page
from coach.errors import InputError
from coach.inputs import Fault, file_format, json_lines, opened, place


def evaluate(args) -> int:
    from coach import evaluation
    from coach.batch import critique_many

    faults = Faults("text")
    labelled = list(_labelled(args.paths, faults))
    pairs: dict[str, list] = {"stories": [], "explanations": []}
    progress = sys.stderr.isatty()
    for n, (record, outcome) in enumerate(
        zip(labelled, critique_many(map(evaluation.draft_of, labelled)), strict=True), start=1
    ):
        if progress:
            print(
                f"\r{n} of {len(labelled)} drafts",
                end="" if n < len(labelled) else "\n",
                file=sys.stderr,
                flush=True,
            )
        if isinstance(outcome, Fault):
            faults.add(outcome)
        else:
            pairs["stories" if "sentences" in record else "explanations"].append((record, outcome.as_dict()))
    measures = {}
    with warnings.catch_warnings():
        # A measure of nothing, such as a rank correlation of one draft, is shown as such without a warning.
        warnings.simplefilter("ignore", RuntimeWarning)
        for kind, run in (
            ("stories", evaluation.evaluate_stories),
            ("explanations", evaluation.evaluate_explanations),
        ):
            if pairs[kind]:
                found = {
                    name: None if value != value else round(value, 4)
                    for name, value in run(pairs[kind]).items()
                }
                measures[kind] = {"drafts": len(pairs[kind]), "measures": found}
    if args.format == "json":
        print(to_json(measures))
    for kind, found in measures.items():
        if args.format == "jsonl":
            for name, value in found["measures"].items():
                print(to_json({"kind": kind, "drafts": found["drafts"], "measure": name, "value": value}))
        elif args.format == "text":
            page = Page()
            page.heading(
                f"{found['drafts']} {kind if found['drafts'] != 1 else kind.replace('ies', 'y').rstrip('s')}"
            )
            page.table(
                [
                    [name, "nothing to measure" if value is None else f"{value:.3f}"]
                    for name, value in found["measures"].items()
                ]
            )
            page.gap()
            show(page)
    return WRONG if faults.all else OK


def _labelled(paths: Iterable[str], faults: Faults) -> Iterator[dict]:
    """The labelled records of JSON Lines files; what is not in order is told of and left out."""
    for path in paths:
        try:
            if file_format(path) not in ("", ".jsonl"):
                raise InputError(
                    "unknown-format", f"{path!r}: labelled drafts are JSON Lines; name a .jsonl file."
                )
            with opened(path) as stream:
                for number, row in json_lines(stream, path):
                    try:
                        if isinstance(row, InputError):
                            raise row
                        check_labels(row)
                    except InputError as error:
                        faults.add(Fault(str(number), error.code, str(error), place(path, number)))
                    else:
                        yield row
        except InputError as error:
            faults.add(Fault(path, error.code, str(error)))


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) for v in value)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def check_labels(record: Mapping) -> None:
    """Raises InputError that names the first label of a record that is missing or not of its kind."""
    from coach import evaluation
    from coach.reading.verdicts import AGENTS

    parts = tuple(evaluation.COMPONENTS)

    def need(table: object, where: str, **tests) -> None:
        if not isinstance(table, Mapping):
            raise InputError(
                "labels", f"The label {where or 'record'!r} must be an object; mend the labelled file."
            )
        for key, is_right in tests.items():
            name = f"{where}.{key}" if where else key
            if key not in table:
                raise InputError("labels", f"The label {name!r} is missing; mend the labelled file.")
            if not is_right(table[key]):
                raise InputError(
                    "labels",
                    f"The label {name!r} is not as it should be: "
                    f"{ascii(table[key])[:60]}; mend the labelled file.",
                )

    need(record, "", id=lambda v: isinstance(v, str | int), text=lambda v: isinstance(v, str))
    if "sentences" in record:
        need(
            record,
            "",
            sentences=lambda v: isinstance(v, list) and v,
            prompts=lambda v: isinstance(v, dict) and all(n in (0, 1, 2) for n in v.values()),
        )
        for n, sentence in enumerate(record["sentences"]):
            need(
                sentence,
                f"sentences[{n}]",
                text=lambda v: isinstance(v, str),
                component=lambda v: v in parts,
                agent=lambda v: v is None or v in AGENTS,
                metric=_is_flag,
                vague=_is_flag,
            )
        need(
            record.get("story"),
            "story",
            we_overuse=_is_flag,
            result_quantified=_is_flag,
            missing=lambda v: _texts(v) and set(v) <= set(parts),
            quality=lambda v: isinstance(v, int | float) and not isinstance(v, bool),
        )
        evaluation.places(record["text"], record["sentences"])
    else:
        need(
            record,
            "",
            jargon=_texts,
            acronyms=_texts,
            analogy=_is_flag,
            business_outcome=_is_flag,
            level=lambda v: v in ("lay", "mixed", "technical"),
        )
    evaluation.draft_of(record)
