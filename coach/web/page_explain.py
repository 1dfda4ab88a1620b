"""Explain: a technical concept for somebody who is no engineer."""

from coach.web import banner, explain_view, frame


def show() -> None:
    """The whole page."""
    frame.head("Explain", "Explain a concept to somebody outside engineering. The coach marks what they would not follow.")
    with banner.guarded():
        explain_view.workspace()
