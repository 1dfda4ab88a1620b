"""star-coach: an offline coach for behavioural answers and lay explanations.

    from coach import critique, match, critique_frame, match_many, plan

`critique` gives the report on one draft, `match` the prompts that a draft serves, `critique_frame` findings and
measures of many drafts as DataFrames, `plan` from what `match_many` gives which story to tell for which prompt.
Models are loaded at the first call, not at import.
"""

from importlib import import_module

_WHERE = {
    "critique": "coach.critic", "match": "coach.batch", "critique_frame": "coach.batch",
    "match_many": "coach.batch", "plan": "coach.bank", "Draft": "coach.draft",
    "Report": "coach.report", "Finding": "coach.report", "CoachError": "coach.errors", "InputError": "coach.errors",
}

__all__ = sorted(_WHERE)


def __getattr__(name: str):
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'coach' has no attribute {name!r}")
