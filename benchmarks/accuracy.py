"""How well the coach and what people use in its place agree with labels: `python benchmarks/accuracy.py [FOLDER]`
prints its tables; docs/accuracy.md holds them as they were seen.

The folder (training/held_out where none is named) holds labelled answers that nothing was trained on, and minimal
pairs in pairs.toml. A tool that is not installed gets a row that says why it was not run.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import readability
from coach import critique
from coach.embedding import encoder
from coach.evaluation import Pooled, evaluate_stories, overlapping, places
from coach.language import plain, sentence_spans
from training.answers import HELD_OUT, load
from training.minimal_pairs import Pair, outcome
from training.minimal_pairs import load as load_pairs

WRITE_GOOD = "write-good@1.0.8"

# What a sentence may be marked with; the last two are looked at in actions alone.
MARKS = ("metric", "vague", "hidden agent", "we")
OF_ACTIONS = MARKS[2:]

VAGUE = re.compile(r"""\b(?:significant|significantly|substantially|considerably|dramatically|drastically|greatly|hugely
    |massively|noticeably|vastly|much|a\ lot|many|huge|improved|improvement|better|faster|quicker|smoother|easier
    |reduced|increased|boosted|successful|great)\b""", re.IGNORECASE | re.VERBOSE)
PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are)\s+\w+(?:ed|en)\b", re.IGNORECASE)
SPEAKER, GROUP = re.compile(r"\bI\b"), re.compile(r"\bwe\b", re.IGNORECASE)

# Of two wordings the one that did better on three files of training/answers.
DESCRIPTIONS = {
    "situation": ("The company's product and system, and the problem it had.",
                  "Customers were complaining because the system was slow and unreliable.",
                  "Our team ran a service that handled many requests a day."),
    "task": ("I was asked to fix it by the end of the quarter.", "My goal was to reach the target.",
             "I was responsible for this."),
    "action": ("I built it and tested it.", "I analysed the data and found the cause.",
               "I talked to the team and convinced them."),
    "result": ("In the end the error rate fell and the customers were happy.",
               "It went live and saved the company money.", "The metric went from ten to five percent."),
    "reflection": ("I learned from it.", "Next time I would do it differently.",
                   "Since then I always check first."),
    "other": ("Let me think of a good example.", "That is a great question.",
              "I can go into more detail if you like."),
}


class NotRun(Exception):
    """A tool is missing; the message says which, for the tool's row."""


# A tool turns texts into reports of the contract's form, as far as it goes: a mark that it does not know is left out.

def sentences(text: str) -> list[dict]:
    """The coach's sentences, so that tools differ in what they say of them alone."""
    return [{"start": start, "end": end} for start, end in sentence_spans(plain(text))]


def report(rows: list[dict], **measures) -> dict:
    return {"sentences": rows, "measures": measures, "prompts": []}


def marked(row: dict) -> dict:
    """The row with its agent told as marks."""
    return row | {"hidden agent": row["agent"] == "none", "we": row["agent"] == "we"}


def coach(texts: Sequence[str]) -> list[dict]:
    reports = [critique(text).as_dict() for text in texts]
    return [r | {"sentences": [marked(row) for row in r["sentences"]]} for r in reports]


def regular_expressions(texts: Sequence[str]) -> list[dict]:
    """What one writes in an hour; a passive counts as a hidden agent even where its sentence says I."""
    reports = []
    for text in texts:
        rows = sentences(text)
        for row in rows:
            said = text[row["start"]:row["end"]]
            i, we, digit = SPEAKER.search(said), GROUP.search(said), any(c.isdigit() for c in said)
            row |= marked({"agent": "mixed" if i and we else "I" if i else "we" if we else "none"})
            row |= {"metric": digit, "vague": bool(VAGUE.search(said)) and not digit,
                    "hidden agent": bool(PASSIVE.search(said))}
        reports.append(report(rows, we_overuse=len(GROUP.findall(text)) > len(SPEAKER.findall(text))))
    return reports


def touched(text: str, findings: Sequence[tuple[int, int, str]], checks: dict[str, str]) -> dict:
    """The report of a linter. `checks` tells, for each mark, what the message of its findings holds."""
    rows = sentences(text)
    for row in rows:
        messages = [message for start, end, message in findings if start < row["end"] and end > row["start"]]
        row |= {mark: any(part in message for message in messages) for mark, part in checks.items()}
    return report(rows)


def proselint(texts: Sequence[str]) -> list[dict]:
    """Its every finding for each mark, since none of its checks is made for one."""
    try:
        from proselint.checks import __register__ as checks
        from proselint.registry import CheckRegistry
        from proselint.tools import LintFile
    except ImportError:
        raise NotRun("proselint is not installed; `pip install -c constraints.txt '.[benchmark]'`") from None
    registry = CheckRegistry()
    if not registry.checks:
        registry.register_many(checks)
    reports = []
    for text in texts:
        # Its spans count a line break that it puts before the text.
        found = [(r.check_result.span[0] - 1, r.check_result.span[1] - 1, r.check_result.check_path)
                 for r in LintFile("draft", text).lint()]
        reports.append(touched(text, found, dict.fromkeys(("vague", *OF_ACTIONS, "any"), "")))
    return reports


def write_good(texts: Sequence[str]) -> list[dict]:
    """Its weasel words for vague claims and its passives for hidden agents."""
    script = """
        const check = require("write-good"), texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
        const points = (text, end) => [...text.slice(0, end)].length;
        console.log(JSON.stringify(texts.map(text => check(text).map(
            f => [points(text, f.index), points(text, f.index + f.offset), f.reason]))));
    """
    with TemporaryDirectory() as folder:
        try:
            subprocess.run(["npm", "install", "--silent", "--ignore-scripts", "--fetch-retries=1", "--prefix", folder,
                            WRITE_GOOD], check=True, capture_output=True, timeout=300)
            done = subprocess.run(["node", "-e", script], cwd=folder, input=json.dumps(texts), check=True,
                                  capture_output=True, encoding="utf-8", timeout=300)
        except FileNotFoundError as error:
            raise NotRun(f"{error.filename} is not installed") from None
        except subprocess.SubprocessError as error:
            raise NotRun(f"{error.cmd[0]} failed on {WRITE_GOOD}; is a registry within reach?") from None
    checks = {"vague": "is a weasel word", "hidden agent": "may be passive voice", "any": ""}
    return [touched(text, found, checks) for text, found in zip(texts, json.loads(done.stdout), strict=True)]


def zero_shot(texts: Sequence[str]) -> list[dict]:
    """MiniLM alone: the component one of whose descriptions lies nearest."""
    labels = [label for label, described in DESCRIPTIONS.items() for _ in described]
    described = encoder()([text for texts in DESCRIPTIONS.values() for text in texts])
    reports = []
    for text in texts:
        rows = sentences(text)
        nearest = (encoder()([text[r["start"]:r["end"]] for r in rows]) @ described.T).argmax(axis=1)
        reports.append(report([r | {"component": labels[n]} for r, n in zip(rows, nearest, strict=True)]))
    return reports


def most_frequent(texts: Sequence[str]) -> list[dict]:
    """The most frequent labels of training/answers for every sentence."""
    return [report([row | {"component": "action", "agent": "I"} for row in sentences(text)]) for text in texts]


def named(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except ImportError:
        return package


TOOLS: dict[str, Callable[[Sequence[str]], list[dict]]] = {
    "star-coach": coach, "regular expressions": regular_expressions, named("proselint"): proselint,
    WRITE_GOOD.replace("@", " "): write_good, "MiniLM, zero-shot": zero_shot, "most frequent label": most_frequent,
}
# By what pairs differ in: the mark of the tools that have a check for it; a linter's every finding counts.
PAIR_MARKS = {
    regular_expressions: {"figure": "vague", "i-we": "we", "agent": "hidden agent"},
    proselint: {"figure": "any", "hedge": "any"},
    write_good: {"figure": "any", "agent": "any", "filler": "any", "hedge": "any"},
}


def show(*values: float) -> str:
    return " / ".join("–" if math.isnan(v) else f"{v:.2f}" for v in values)


def line(*cells: object) -> None:
    print("|", " | ".join(map(str, cells)), "|")


def pooled(records: Sequence[dict], reports: Sequence[dict]) -> dict[str, Pooled]:
    """Right, false and missed sentences of each mark."""
    counts = {mark: Pooled() for mark in MARKS}
    for record, told in zip(records, reports, strict=True):
        for s, place in zip(record["sentences"], places(record["text"], record["sentences"]), strict=True):
            read = overlapping(told["sentences"], *place) or {}
            for mark in MARKS if s["component"] == "A" else MARKS[:2]:
                counts[mark].flag(bool(read.get(mark)), marked(s)[mark])
    return counts


def cells(records: Sequence[dict], reports: Sequence[dict]) -> list[str]:
    """The figures of one tool, "–" for what it says nothing about."""
    says = reports[0]["sentences"][0].keys() | reports[0]["measures"].keys()
    row = [show(p.tp / (p.tp + p.fp or math.nan), p.tp / (p.tp + p.fn or math.nan), p.f1) if mark in says else "–"
           for mark, p in pooled(records, reports).items()]
    measures = evaluate_stories(list(zip(records, reports, strict=True)))
    for key, name in (("component", "component macro-F1"), ("agent", "agent accuracy"), ("we_overuse", "we_overuse F1")):
        row.append(show(measures[name]) if key in says else "–")
    return row


def answers_table(records: Sequence[dict]) -> None:
    labelled = [s for record in records for s in record["sentences"]]
    actions = [s for s in labelled if s["component"] == "A"]
    among = {mark: actions if mark in OF_ACTIONS else labelled for mark in MARKS}
    print(f"{len(records)} answers, {len(labelled)} sentences. Precision / recall / F1 of each mark:\n")
    line("", *MARKS, "component macro-F1", "agent accuracy", "we_overuse F1")
    line("---", *["---:"] * (len(MARKS) + 3))
    line("labelled so", *(f"{sum(marked(s)[mark] for s in among[mark])} of {len(among[mark])}" for mark in MARKS),
         len(labelled), len(actions), f"{sum(r['story']['we_overuse'] for r in records)} of {len(records)}")
    texts = [record["text"] for record in records]
    for name, read in TOOLS.items():
        try:
            line(name, *cells(records, read(texts)))
        except NotRun as why:
            line(name, f"not run: {why}", *[""] * (len(MARKS) + 2))


def flagged(told: dict, mark: str) -> bool:
    return any(row[mark] for row in told["sentences"])


def pairs_table(pairs: Sequence[Pair]) -> None:
    kinds = Counter(pair.differs for pair in pairs)
    print(f"\n{len(pairs)} pairs. How often the bad text, and not the good one, is flagged for what they differ in:\n")
    line("", *(f"{differs} ({n})" for differs, n in kinds.items()))
    line("---", *["---:"] * len(kinds))
    right = Counter(pair.differs for pair in pairs if outcome(pair) == (True, False))
    line("star-coach", *(right[differs] for differs in kinds))
    for name, read in TOOLS.items():
        marks = PAIR_MARKS.get(read)
        if not marks:
            continue
        try:
            bads, goods = read([pair.bad for pair in pairs]), read([pair.good for pair in pairs])
        except NotRun as why:
            line(name, f"not run: {why}", *[""] * (len(kinds) - 1))
            continue
        right = Counter(pair.differs for pair, bad, good in zip(pairs, bads, goods, strict=True)
                        if (mark := marks.get(pair.differs)) and flagged(bad, mark) and not flagged(good, mark))
        line(name, *(right[differs] if differs in marks else "–" for differs in kinds))


def marked_table(file: Path) -> None:
    """Answers whose authors marked their parts: the share of words that a tool puts into the author's part."""
    records = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    parts = ("situation", "task", "action", "result")
    texts, bounds = [], []
    for record in records:
        text, places = "", []
        for part in parts:
            if record.get(part):
                start = len(text) + 2 * bool(text)
                text += ("\n\n" if text else "") + record[part]
                places.append((start, len(text), part))
        texts.append(text)
        bounds.append(places)
    print(f"\n{len(records)} answers with the parts that their authors marked, read without the marks. Share of the words in "
          "the author's part:\n")
    line("", "all", *parts)
    line("---", *["---:"] * 5)
    for name in ("star-coach", "MiniLM, zero-shot", "most frequent label"):
        right, words = Counter(), Counter()
        for text, places, told in zip(texts, bounds, TOOLS[name](texts), strict=True):
            for start, end, part in places:
                for word in re.finditer(r"\w+", text[start:end]):
                    at = start + word.start()
                    words[part] += 1
                    right[part] += any(r["start"] <= at < r["end"] and r["component"] == part for r in told["sentences"])
        line(name, show(right.total() / words.total()), *(show(right[part] / words[part]) for part in parts))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[1])
    parser.add_argument("folder", nargs="?", type=Path, default=HELD_OUT)
    folder = parser.parse_args().folder
    if answers := load(folder):
        answers_table([answer.as_record() for answer in answers])
    if (folder / "pairs.toml").exists():
        pairs_table(load_pairs(folder / "pairs.toml"))
    if data := os.environ.get("STAR_COACH_EVAL_DATA"):
        marked_table(Path(data) / "real" / "star_marked.jsonl")
        readability.table(Path(data) / "real" / "lay_technical.jsonl", line)
    else:
        print("\nAnswers marked by their authors, and texts for laymen and specialists: not run, STAR_COACH_EVAL_DATA does not "
              "name the folder of labelled drafts.")


if __name__ == "__main__":
    main()
