"""Reads the labelled answers in training/answers/*.txt (the form is told in training/README.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "answers"
HELD_OUT = Path(__file__).parent / "held_out"  # more of them, on which nothing is trained

_HEADER = re.compile(
    r"@ (?P<id>\S+) \| style: (?P<style>\w+) \| domain: (?P<domain>\w+) \| level: (?P<level>\w+)"
    r" \| quality: (?P<quality>[1-5]) \| we_overuse: (?P<we>yes|no)"
)
_LINE = re.compile(r"(?P<component>[STARLO]) (?P<agent>I|we|other|none|mixed|na|-) (?P<metric>[M.]) (?P<vague>[V.])"
                   r" \| (?P<text>\S.*)")
_OWN_LINE = re.compile(r"(?:[-*•] |\d{1,2}[.)] )")


@dataclass(frozen=True)
class Labelled:
    """A sentence with its labels, in the letters of the evaluation's files."""

    text: str
    component: str
    agent: str | None
    metric: bool
    vague: bool


@dataclass(frozen=True)
class Answer:
    """A labelled answer; `prompts` maps prompt ids to grades 1 and 2."""

    id: str
    style: str
    domain: str
    level: str
    quality: int
    we_overuse: bool
    prompts: dict[str, int]
    text: str
    sentences: tuple[Labelled, ...]

    def as_record(self) -> dict:
        """The answer in the form of the evaluation's JSON Lines files."""
        present = {s.component for s in self.sentences}
        return {
            "id": self.id, "style": self.style, "domain": self.domain, "text": self.text,
            "sentences": [vars(s) for s in self.sentences],
            "story": {
                "missing": [c for c in "STAR" if c not in present],
                "we_overuse": self.we_overuse,
                "result_quantified": any(s.component == "R" and s.metric for s in self.sentences),
                "quality": self.quality,
            },
            "prompts": self.prompts,
        }


def load(folder: Path = FOLDER) -> list[Answer]:
    """All answers of the folder's .txt files, in order. Raises ValueError that names file and line."""
    return [answer for file in sorted(folder.glob("*.txt")) for answer in _load(file)]


def _load(file: Path) -> list[Answer]:
    answers, header, prompts, text, sentences, gap = [], None, {}, "", [], ""

    def close():
        if header:
            answers.append(Answer(header["id"], header["style"], header["domain"], header["level"],
                                  int(header["quality"]), header["we"] == "yes", prompts, text, tuple(sentences)))

    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("@ prompts:"):
            prompts = {p: int(g) for p, g in (item.split("=") for item in line[10:].split())}
        elif line.startswith("@ "):
            close()
            header = _HEADER.fullmatch(line)
            if not header:
                raise ValueError(f"{file.name}:{number}: not a header")
            prompts, text, sentences, gap = {}, "", [], ""
        elif not line.strip():
            gap = "\n\n" if text else ""
        else:
            match = _LINE.fullmatch(line)
            if not match or not header:
                raise ValueError(f"{file.name}:{number}: not a labelled sentence")
            sentence = match["text"]
            if text and not gap:
                own = header["style"] == "notes" or _OWN_LINE.match(sentence)
                gap = "\n" if own else " "
            text += gap + sentence
            gap = ""
            sentences.append(Labelled(sentence, match["component"], None if match["agent"] == "-" else match["agent"],
                                      match["metric"] == "M", match["vague"] == "V"))
    close()
    return answers
