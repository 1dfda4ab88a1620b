"""Many drafts: streams of reports, DataFrames, and the map of drafts and prompts.

All in one process: reading keeps both models busy, and a second copy of them costs more than it gains.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from coach import matching
from coach.critic import as_draft, critique
from coach.draft import SECTION_NAMES, Draft
from coach.embedding import encoder
from coach.errors import CoachError, InputError
from coach.inputs import Fault
from coach.matching import Match
from coach.questions import QuestionMatch
from coach.reading import Reading, read
from coach.report import Finding, Report
from prompts import CatalogError, load_prompts
from prompts.errors import UnknownPrompt

if TYPE_CHECKING:
    import pandas as pd

# A question is answered by the stories for the prompts nearest to it; further ones only add noise.
NEAREST_PROMPTS = 3

_AGENTS = ("I", "we", "other", "none", "mixed", "na")
MEASURES = (
    "id",
    "kind",
    "words",
    "speaking_seconds",
    "score",
    *(f"component_share.{name}" for name in SECTION_NAMES),
    "missing",
    "we_overuse",
    "result_quantified",
    *(f"agents.{name}" for name in _AGENTS),
    "quantities",
    "jargon",
    "jargon_density",
    "acronyms",
    "analogy",
    "business_outcome",
    "level",
    "prompt",
    "prompt_score",
    "error",
)


def critique_many(
    items: Iterable[Draft | Mapping | str | Fault], *, encode="installed", **fields
) -> Iterator[Report | Fault]:
    """The report on each item, in order and as each is done; a Fault where there can be none.

    `fields` stand where a record says nothing. Raises ModelError, DataError, CatalogError: they concern all.
    """
    encode = encoder() if encode == "installed" else encode
    for number, item in enumerate(items, start=1):
        yield guarded(item, number, lambda item: critique(item, encode=encode, **fields))


def match(draft: Draft | Mapping | str, *, encode="installed", **fields) -> list[Match]:
    """All prompts of the catalog for a draft, best first, with the sentence that speaks for each.

    Empty for an explanation and for a text that is not in English. Raises InputError as `critique` does.
    """
    encode = encoder() if encode == "installed" else encode
    return list(matching.match(read(as_draft(draft, **fields), encode), encode))


@dataclass(frozen=True, eq=False)
class Matched:
    """A draft, all prompts for it, best first, and its unit vector, shape (dimension,), zeros where it was not judged."""

    draft: Draft
    matches: tuple[Match, ...]
    vector: np.ndarray


def as_matched(draft: Draft, encode) -> Matched:
    """The prompts for one draft, read with `encode`."""
    reading = read(draft, encode)
    return as_read(reading, matching.match(reading, encode), encode)


def as_read(reading: Reading, matches: tuple[Match, ...], encode) -> Matched:
    """The draft of a reading with the prompts that were found for it."""
    vector = matching.whole(reading.annotated.vectors) if matches else np.zeros(encode.dimension)
    return Matched(reading.draft, matches, vector)


def match_many(
    items: Iterable[Draft | Mapping | str | Fault], *, encode="installed", **fields
) -> Iterator[Matched | Fault]:
    """The prompts for each item, in order; faults and errors as in `critique_many`."""

    encode = encoder() if encode == "installed" else encode
    for number, item in enumerate(items, start=1):
        yield guarded(item, number, lambda item: as_matched(as_draft(item, **fields), encode))


def guarded(item, number: int, work: Callable):
    """What `work` makes of the item, or a Fault: one draft must not cost the others, whatever fails."""
    if isinstance(item, Fault):
        return item
    own = item.id if isinstance(item, Draft) else item.get("id") if isinstance(item, Mapping) else None
    id = str(number) if own in (None, "") else str(own)
    try:
        return work(item)
    except (InputError, UnknownPrompt) as error:
        return Fault(id, error.code, str(error), f"draft {id!r}")
    except (CoachError, CatalogError):
        raise
    except Exception as error:
        return Fault(
            id,
            "internal",
            f"The coach itself failed at this draft ({type(error).__name__}); please report "
            "it, with the draft if you may show it.",
            f"draft {id!r}",
        )


def stories_for_prompt(prompt: str, matched: Iterable[Matched]) -> list[tuple[Draft, Match]]:
    """The drafts with their match for `prompt`, best first; drafts without matches are left out."""
    judged = [m for m in matched if m.matches]
    return matching.stories_for(prompt, [m.draft for m in judged], [m.matches for m in judged])


def stories_for_question(
    ranked: Sequence[QuestionMatch], matched: Iterable[Matched]
) -> list[tuple[Draft, Match]]:
    """The drafts for an interviewer's question, best first, by the prompts that `match_question` ranked.

    A draft's score is that for the prompt through which it serves best, among the three nearest to the
    question, lowered where another is nearer; usable asks that both question and draft fit that prompt.
    """
    near = [q for q in ranked[:NEAREST_PROMPTS] if q.score]
    rows = []
    for m in matched:
        own = {found.prompt: found for found in m.matches}
        through = [
            replace(
                own[q.prompt],
                score=round(own[q.prompt].score * q.score / near[0].score, 3),
                usable=own[q.prompt].usable and q.usable,
            )
            for q in near
            if q.prompt in own
        ]
        if through:
            rows.append((m.draft, max(through, key=lambda found: found.score)))
    return sorted(rows, key=lambda row: -row[1].score)


def match_frame(
    drafts: Iterable[Draft | Mapping | str | Fault], *, encode="installed", **fields
) -> pd.DataFrame:
    """Scores in 0..1, one row a draft by its id and one column a prompt in the catalog's order.

    A row of NaN where a draft can't be matched.
    """
    import pandas as pd

    columns = [p.id for p in load_prompts()]
    ids, rows = [], []
    for number, found in enumerate(match_many(drafts, encode=encode, **fields), start=1):
        ids.append((found.id if isinstance(found, Fault) else found.draft.id) or str(number))
        rows.append({} if isinstance(found, Fault) else {m.prompt: m.score for m in found.matches})
    return pd.DataFrame(rows, index=pd.Index(ids, name="id", dtype="str"), columns=columns, dtype="float64")


def critique_frame(df: pd.DataFrame, *, encode="installed", **fields) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(findings, measures) of the drafts in `df`, whose columns are the keys of a record.

    Findings have one row each, measures one row a draft; both carry the index of `df`. A row that can't be
    critiqued has the reason in the measures' column `error`. Raises InputError where `df` has no text at all.
    """
    import pandas as pd

    if not {"text", *SECTION_NAMES} & set(df.columns):
        raise InputError(
            "no-text-column", f"The frame has no column 'text' and none of {', '.join(SECTION_NAMES)}."
        )
    records = [
        {key: value for key, value in row.items() if not (pd.api.types.is_scalar(value) and pd.isna(value))}
        for row in df.to_dict("records")
    ]
    findings, measures, places = [], [], []
    for position, outcome in enumerate(critique_many(records, encode=encode, **fields)):
        if isinstance(outcome, Fault):
            measures.append({"id": outcome.id, "error": outcome.message})
            continue
        best = outcome.prompts[0] if outcome.prompts else {}
        measures.append(
            {
                "id": outcome.id,
                "kind": outcome.kind,
                **_flat(outcome.measures),
                "prompt": best.get("id"),
                "prompt_score": best.get("score"),
            }
        )
        findings += [vars(f) for f in outcome.findings]
        places += [position] * len(outcome.findings)
    found = pd.DataFrame(findings, columns=list(Finding.__dataclass_fields__), index=df.index.take(places))
    found = found.astype({"start": "Int64", "end": "Int64"})
    return found, pd.DataFrame(measures, columns=list(MEASURES), index=df.index)


def _flat(measures: Mapping) -> dict:
    """Measures with one column for each key of a measure that has keys of its own."""
    flat = {}
    for key, value in measures.items():
        flat |= {f"{key}.{name}": v for name, v in value.items()} if isinstance(value, dict) else {key: value}
    return flat
