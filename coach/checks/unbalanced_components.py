"""unbalanced-components: a part takes far more or less of the answer than it can bear."""

from coach.checks.base import Check, Flag, Unjudged


def look(reading, text):
    if reading.verdicts is None:
        return Unjudged("there is no whole answer to judge")
    if reading.verdicts.missing:
        return Unjudged("a part is missing")
    share, limits = reading.verdicts.share, text.limits
    context = share["situation"] + share["task"]
    flags = []
    if share["action"] < limits["action_least"]:
        flags.append(Flag(values={"part": "The action", "share": _percent(share["action"]),
                                  "advised": f"at least {_percent(limits['action_least'])}"}))
    if context > limits["context_most"]:
        flags.append(Flag(values={"part": "Situation and task together", "share": _percent(context),
                                  "advised": f"at most {_percent(limits['context_most'])}"}))
    if share["result"] < limits["result_least"]:
        flags.append(Flag(values={"part": "The result", "share": _percent(share["result"]),
                                  "advised": f"at least {_percent(limits['result_least'])}"}))
    return flags


def _percent(share: float) -> str:
    return f"{round(100 * share)}%"


CHECK = Check("unbalanced-components", look)
