"""The switch that hides scores, and how scores are said."""

import streamlit as st

NEAR = 0.15  # below the threshold of use, but worth a look
# From these scores on a story is so called. Most of the labelled answers of the two best of five qualities have 70 or more,
# most of the two worst less than 50.
STRENGTHS = {"strong": 70, "fair": 50, "weak": 0}
_HIDDEN = "hide-scores"


def hidden() -> bool:
    """Whether this session wants no scores."""
    return st.session_state.get(_HIDDEN, False)


def switch() -> None:
    """The switch itself, for the sidebar."""
    def changed():
        st.session_state[_HIDDEN] = st.session_state["w-hide-scores"]

    st.session_state["w-hide-scores"] = hidden()
    st.toggle("Hide scores", key="w-hide-scores", on_change=changed,
              help="Shows words and reasons only, on every page.")


def word(score: float, usable: bool) -> str:
    """How well a story and a prompt go together, in a word."""
    return "can serve" if usable else "near" if score >= NEAR else "far"


def fit(score: float, usable: bool) -> str:
    """How well a story and a prompt go together, with the number unless scores are hidden."""
    words = word(score, usable)
    return words if hidden() else f"{words}, {round(100 * score)} of 100"


def strength(score: int) -> str:
    """How strong a story is, in a word, with the number unless scores are hidden."""
    words = next(name for name, least in STRENGTHS.items() if score >= least)
    return words if hidden() else f"{words}, {score} of 100"
