"""What to do next: rules in the order of their weight, each of which has at most one suggestion and says why.

The first rule that has something to say gives the main suggestion. The order follows what is lost by waiting: a draft
that may be forgotten, then a bank without a story, then a question that interviewers are known to ask, then what costs
most in a story that is there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from coach.checks import find_check
from coach.standing import Entry, Served, by_group, served
from prompts import GROUPS

MOST = 3


@dataclass(frozen=True)
class Unfinished:
    """A draft that holds something that the bank does not; `opening` is its title or its first words."""

    key: str
    kind: str
    opening: str
    prompt: str | None = None


@dataclass(frozen=True)
class Suggestion:
    """A suggestion. `act` says what its button does with `target`:

    "continue" a working draft by its key, "start" a story for a prompt, "mend" the entry of an id, "explain" a concept
    (no target).
    """

    rule: str
    act: str
    target: str
    title: str
    why: str
    button: str


@dataclass(frozen=True)
class Situation:
    """What the rules look at: the writer's own entries, examples left out, and the drafts, the latest first."""

    entries: tuple[Entry, ...]
    drafts: tuple[Unfinished, ...]

    @property
    def stories(self) -> list[Entry]:
        return [e for e in self.entries if e.kind == "story"]

    @property
    def read(self) -> bool:
        """Whether nothing waits to be read: before that, neither gaps nor the weakest can be told."""
        return not any(e.state == "waiting" for e in self.entries)


@dataclass(frozen=True)
class Rule:
    """`look` gives the target and the values for the blanks in `title` and `why`, or None where it has nothing to say."""

    name: str
    act: str
    title: str
    why: str
    button: str
    look: Callable[[Situation], tuple[str, Mapping[str, object]] | None]

    def step(self, situation: Situation) -> Suggestion | None:
        """The rule's suggestion, None where it has none."""
        found = self.look(situation)
        if found is None:
            return None
        target, values = found
        return Suggestion(self.name, self.act, target, self.title.format(**values), self.why.format(**values), self.button)


def suggestions(entries: Sequence[Entry], drafts: Sequence[Unfinished] = (), most: int = MOST) -> list[Suggestion]:
    """At most `most` suggestions for these entries of the writer's own and these drafts; the first is the main one."""
    situation = Situation(tuple(entries), tuple(drafts))
    steps = (rule.step(situation) for rule in RULES)
    return [step for step in steps if step is not None][:most]


def first_prompt(situation: Situation, importance: int | None = None) -> Served | None:
    """The most important prompt, of all or of that importance, that no story can serve, none was written for and no draft
    is begun for; of several the one in the group that is served least, then the first in the catalog."""
    rows = served(situation.stories)
    groups = by_group(rows)
    begun = {e.prompt for e in situation.stories} | {d.prompt for d in situation.drafts}
    share = {name: sum(bool(row.stories) for row in own) / len(own) for name, own in groups.items()}
    free = [row for row in rows if not row.stories and row.prompt.id not in begun
            and importance in (None, row.prompt.importance)]
    return min(free, key=lambda row: (-row.prompt.importance, share[row.prompt.group]), default=None)


def _draft(situation: Situation):
    if not situation.drafts:
        return None
    return situation.drafts[0].key, {"opening": situation.drafts[0].opening}


def _first(situation: Situation):
    found = None if situation.stories else first_prompt(situation)
    return found and (found.prompt.id, {"title": found.prompt.title})


def _missing(importance: int):
    def look(situation: Situation):
        if not (situation.stories and situation.read):
            return None
        found = first_prompt(situation, importance)
        if found is None:
            return None
        group = by_group(served(situation.stories))[found.prompt.group]
        return found.prompt.id, {"title": found.prompt.title, "group": GROUPS[found.prompt.group], "all": len(group),
                                 "served": sum(bool(row.stories) for row in group)}
    return look


def _weakest(kind: str, severity: str):
    def look(situation: Situation):
        flagged = [e for e in situation.entries if e.kind == kind and e.state == "read" and e.count(severity)]
        if not (flagged and situation.read):
            return None
        found = min(flagged, key=lambda e: (e.score if e.score is not None else -1, -e.count(severity)))
        check = next(check for check, own in found.remarks if own == severity)
        return found.id, {"title": found.title, "check": find_check(check).text.title}
    return look


def _no_explanation(situation: Situation):
    return None if any(e.kind == "explanation" for e in situation.entries) else ("", {})


_GROUP = " In {group}, {served} of {all} questions have a story."

RULES: tuple[Rule, ...] = (
    Rule("continue-draft", "continue", "Go on with “{opening}”", "What you wrote there is not in your story bank yet.",
         "Continue", _draft),
    Rule("first-story", "start", "Write your first story: {title}",
         "You have none of your own yet, and this is among the questions that matter most.", "Start this story", _first),
    Rule("asked-for", "start", "Write a story for “{title}”",
         "The guide asks for this very story, and none of yours can serve it yet." + _GROUP, "Start this story", _missing(3)),
    Rule("marked-down", "mend", "Mend “{title}”: {check}",
         "This would be marked down, and of your stories with such a remark this is the weakest.", "Mend it",
         _weakest("story", "error")),
    Rule("no-explanation", "explain", "Explain a concept to somebody who is not technical",
         "You have no explanation yet, and interviewers ask for one to hear whether others can follow you.",
         "Explain a concept", _no_explanation),
    Rule("theme", "start", "Write a story for “{title}”",
         "It is a theme of the guide's behavioural chapters, and none of your stories can serve it yet." + _GROUP,
         "Start this story", _missing(2)),
    Rule("explanation-marked-down", "mend", "Mend “{title}”: {check}", "Your listener would be lost here.", "Mend it",
         _weakest("explanation", "error")),
    Rule("likely-to-cost", "mend", "Mend “{title}”: {check}",
         "This is likely to cost, and of your stories with such a remark this is the weakest.", "Mend it",
         _weakest("story", "warning")),
    Rule("technical", "start", "Write a story for “{title}”",
         "It comes from a technical chapter of the guide, and none of your stories can serve it yet." + _GROUP,
         "Start this story", _missing(1)),
)
