"""What the coach thinks of a reading: one file a check, registered here in the order of reports."""

from __future__ import annotations

from coach.checks import (
    analogy_breaks,
    blame,
    confidential_detail,
    filler,
    first_sentence_not_so_what,
    hedge,
    hidden_agent,
    jargon_density,
    jargon_term,
    lecture,
    metric_without_baseline,
    missing_component,
    missing_metric,
    no_analogy,
    no_business_outcome,
    no_reflection,
    not_english,
    off_prompt,
    talking_point_missing,
    thin_situation,
    too_long,
    too_short,
    too_technical,
    unbalanced_components,
    undefined_acronym,
    vague_claim,
    we_action,
    we_overuse,
    weak_verb,
)
from coach.checks.base import Check, Text
from coach.errors import InputError, unknown
from coach.reading import Reading
from coach.report import Finding, NotJudged

CHECKS: tuple[Check, ...] = (
    not_english.CHECK, off_prompt.CHECK, missing_component.CHECK, talking_point_missing.CHECK, missing_metric.CHECK, vague_claim.CHECK, metric_without_baseline.CHECK,
    we_overuse.CHECK, we_action.CHECK, hidden_agent.CHECK, weak_verb.CHECK, thin_situation.CHECK,
    unbalanced_components.CHECK, no_reflection.CHECK, too_long.CHECK, too_short.CHECK, blame.CHECK, hedge.CHECK,
    filler.CHECK, jargon_term.CHECK, jargon_density.CHECK, undefined_acronym.CHECK, too_technical.CHECK,
    first_sentence_not_so_what.CHECK, no_analogy.CHECK, analogy_breaks.CHECK, no_business_outcome.CHECK, lecture.CHECK,
    confidential_detail.CHECK,
)

__all__ = ["CHECKS", "Check", "Text", "find_check", "run"]

# What these read comes from the encoder, which may still be loading.
_NEEDS_COMPONENTS = frozenset({
    "missing-component", "missing-metric", "we-overuse", "thin-situation", "unbalanced-components", "no-reflection",
    "off-prompt", "talking-point-missing",
})

# What these read comes from the text alone (confidential-detail: what patterns can tell of it).
_PLAIN = (blame.CHECK, filler.CHECK, undefined_acronym.CHECK, confidential_detail.CHECK)


def find_check(name: str) -> Check:
    """The check of that name. Raises InputError that offers the nearest."""
    for check in CHECKS:
        if check.name == name:
            return check
    raise InputError("unknown-check", unknown("check", name, [c.name for c in CHECKS]))


def run(reading: Reading) -> tuple[tuple[Finding, ...], tuple[NotJudged, ...]]:
    """All findings, those of the whole draft first and then by place, and the checks that could not look."""
    findings: list[Finding] = []
    unjudged: list[NotJudged] = []
    for check in CHECKS:
        if reading.draft.kind not in check.text.kinds:
            continue
        if reading.foreign and check is not not_english.CHECK:
            unjudged.append(NotJudged(check.name, "the text is not in English"))
            continue
        if check.name in _NEEDS_COMPONENTS and reading.sentences and not reading.components:
            unjudged.append(NotJudged(check.name, "the sentence encoder is not ready"))
            continue
        outcome = check.run(reading)
        if isinstance(outcome, NotJudged):
            unjudged.append(outcome)
        else:
            findings += outcome
    return _in_order(findings), tuple(unjudged)


def run_plain(reading: Reading) -> tuple[Finding, ...]:
    """The findings of the checks that a reading without a parse is enough for, by place."""
    checks = (c for c in _PLAIN if reading.draft.kind in c.text.kinds)
    return _in_order([finding for check in checks for finding in check.run(reading)])


def _in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda f: (-1 if f.start is None else f.start, -1 if f.end is None else f.end)))
