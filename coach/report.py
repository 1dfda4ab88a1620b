"""Finding and Report: the outer contract, schema 1. Offsets count Unicode code points in the draft's text."""

from __future__ import annotations

from dataclasses import asdict, dataclass

SCHEMA = 1
SEVERITIES = ("error", "warning", "advice")


@dataclass(frozen=True)
class Finding:
    """One flaw. `start` and `end` are None where it is about the whole draft."""

    check: str
    severity: str
    start: int | None
    end: int | None
    quote: str | None
    message: str
    suggestion: str
    guide: str


@dataclass(frozen=True)
class NotJudged:
    """A check that could not look, and why; it never counts as passed."""

    check: str
    why: str


@dataclass(frozen=True)
class Report:
    """What the coach says of one draft; `as_dict` is the contract's form."""

    id: str
    kind: str
    text: str
    sections: tuple[dict, ...]
    sentences: tuple[dict, ...]
    findings: tuple[Finding, ...]
    measures: dict
    prompts: tuple[dict, ...]
    not_judged: tuple[NotJudged, ...] = ()

    def as_dict(self) -> dict:
        """A JSON-ready dict with the keys of the contract, in its order."""
        return {
            "schema": SCHEMA,
            "id": self.id,
            "kind": self.kind,
            "text": self.text,
            "sections": list(self.sections),
            "sentences": list(self.sentences),
            "findings": [asdict(f) for f in self.findings],
            "measures": self.measures,
            "prompts": list(self.prompts),
            "not_judged": [asdict(n) for n in self.not_judged],
        }

    @classmethod
    def from_dict(cls, data: dict) -> Report:
        """The report that `as_dict` gave, for programs that stored one."""
        return cls(
            data["id"], data["kind"], data["text"], tuple(data["sections"]), tuple(data["sentences"]),
            tuple(Finding(**f) for f in data["findings"]), data["measures"], tuple(data["prompts"]),
            tuple(NotJudged(**n) for n in data.get("not_judged", ())),
        )
