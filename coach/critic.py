"""Draft -> Report: reading, then checks, then prompts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from coach import checks, matching, scoring
from coach.draft import Draft
from coach.embedding import encoder
from coach.matching import Match
from coach.reading import Reading, read
from coach.report import Report
from prompts import find_prompt, load_audiences


def as_draft(draft: Draft | Mapping | str, **fields) -> Draft:
    """A Draft from what callers hold: a Draft, a record of the contract, or a plain text with fields."""
    if isinstance(draft, Draft):
        return draft
    return Draft.from_record({"text": draft, **fields} if isinstance(draft, str) else {**fields, **draft})


def critique(draft: Draft | Mapping | str, *, encode="installed", **fields) -> Report:
    """The report on one draft: `critique("…", kind="explanation", audience="customer")`.

    `encode` turns sentences into unit vectors; the installed encoder by default, and None to do without, where
    what needs embeddings is reported as not judged. Raises InputError for a draft that can't be critiqued,
    UnknownPrompt for a prompt that the catalog does not hold, ModelError where a model is missing.
    """
    return critique_reading(draft, encode=encode, **fields)[0]


def critique_reading(draft: Draft | Mapping | str, *, encode="installed", **fields) -> tuple[Report, Reading, tuple[Match, ...]]:
    """As `critique`, with the reading that the report was made from, and the prompts for a story, best first."""
    draft = as_draft(draft, **fields)
    if draft.prompt is not None:
        find_prompt(draft.prompt)
    encode = encoder() if encode == "installed" else encode
    reading = read(draft, encode)
    matches = matching.match(reading, encode)
    if draft.prompt is not None and matches and reading.is_whole():
        reading = replace(reading, chosen=matching.chosen(draft.prompt, matches))
    findings, unjudged = checks.run(reading)
    report = Report(
        draft.id, draft.kind, draft.text,
        tuple({"name": s.name, "start": s.start, "end": s.end} for s in draft.sections),
        _sentences(reading), findings, _measures(reading),
        tuple({"id": m.prompt, "score": m.score, "usable": m.usable} for m in matches), unjudged,
    )
    return report, reading, matches


def _sentences(reading: Reading) -> tuple[dict, ...]:
    figures = {q.sentence for q in reading.quantities if q.is_metric}
    vague = {c.sentence for c in reading.claims if c.vague}
    rows = []
    for s in reading.sentences:
        component = reading.components[s.index] if reading.components else None
        rows.append({
            "start": s.start, "end": s.end,
            "component": component.label if component else "other",
            "confidence": component.confidence if component else 0.0,
            "agent": reading.agency[s.index].label if reading.agency else None,
            "metric": s.index in figures, "vague": s.index in vague,
        })
    return tuple(rows)


def _spans(reading: Reading, indices: Sequence[int]) -> list[dict]:
    return [{"start": reading.sentences[i].start, "end": reading.sentences[i].end} for i in indices]


def _measures(reading: Reading) -> dict:
    told = reading.delivery
    measures = {"words": told.words, "speaking_seconds": told.seconds}
    quantities = [{"start": q.start, "end": q.end, "text": q.text, "role": q.role} for q in reading.quantities]
    language = {
        "jargon": [{"start": u.start, "end": u.end, "text": u.text, "plain": u.plain} for u in reading.jargon],
        "jargon_density": round(reading.jargon_density, 4),
        "jargon_limit": load_audiences()[reading.draft.audience].most_unknown if reading.draft.audience else None,
        "acronyms": [{"start": u.start, "end": u.end, "text": u.text} for u in reading.initialisms],
    }
    if reading.draft.kind == "explanation":
        e = reading.explaining
        return measures | language | {
            "analogy": e.analogy if e else None, "business_outcome": e.outcome if e else None,
            "level": e.level if e else None,
            "analogies": _spans(reading, e.analogies) if e else [], "outcomes": _spans(reading, e.outcomes) if e else [],
            "quantities": quantities, "score": None,
        }
    v = reading.verdicts
    parts = scoring.parts(reading)
    return measures | {
        "component_share": v.share if v else None, "missing": list(v.missing) if v else None,
        "we_overuse": v.we_overuse if v else None, "result_quantified": v.result_quantified if v else None,
        "agents": v.agents if v else None, "quantities": quantities,
    } | language | {
        "score": scoring.total(parts),
        "score_parts": [vars(p) for p in parts] if parts else None,
    }
