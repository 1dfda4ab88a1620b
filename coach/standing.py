"""Where a writer stands: what is known of each entry of the bank, and which question has a story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coach.bank import Known
from coach.inputs import Fault
from prompts import GROUPS, Prompt, load_prompts
from stories import Story


@dataclass(frozen=True)
class Entry:
    """A story or an explanation of the bank.

    `state` is "read", "waiting" (to be read) or "failed" (it can't be read; `fault` says why). Of one that was read:
    `score` and `level` as in `Known`, `remarks` as (check, severity) in the order of the report, and `serves` the
    prompts that it can serve with their scores, best first.
    """

    id: str
    kind: str
    title: str
    prompt: str | None = None
    state: str = "read"
    fault: str = ""
    score: int | None = None
    level: str | None = None
    remarks: tuple[tuple[str, str], ...] = ()
    serves: Mapping[str, float] = field(default_factory=dict)

    def count(self, severity: str) -> int:
        """How many remarks are of that severity."""
        return sum(own == severity for _, own in self.remarks)


@dataclass(frozen=True)
class Served:
    """A prompt and the stories that can serve it, best first."""

    prompt: Prompt
    stories: tuple[Entry, ...]


def entry(story: Story, found: Known | Fault | None) -> Entry:
    """The entry for a story of the bank and what its shelf holds for it."""
    own = {"id": story.id, "kind": story.kind, "title": story.title, "prompt": story.prompt}
    if found is None:
        return Entry(**own, state="waiting")
    if isinstance(found, Fault):
        return Entry(**own, state="failed", fault=found.message)
    serves = {m.prompt: m.score for m in found.matched.matches if m.usable}
    return Entry(**own, score=found.score, level=found.level, remarks=found.remarks, serves=serves)


def strongest_first(entries: Sequence[Entry]) -> list[Entry]:
    """By score, then by the fewest remarks, the gravest counting first; what is not read comes last."""
    return sorted(entries, key=lambda e: (
        e.state != "read", e.score is None, -(e.score or 0), e.count("error"), e.count("warning"), e.count("advice"),
        e.title, e.id))


def served(entries: Sequence[Entry]) -> list[Served]:
    """All prompts of the catalog, in its order, with the stories that can serve them."""
    return [
        Served(prompt, tuple(sorted((e for e in entries if prompt.id in e.serves), key=lambda e: -e.serves[prompt.id])))
        for prompt in load_prompts()
    ]


def by_group(rows: Sequence[Served]) -> dict[str, list[Served]]:
    """The rows by the id of their group, in the catalog's order."""
    return {group: [row for row in rows if row.prompt.group == group] for group in GROUPS}
