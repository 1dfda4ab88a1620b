"""Versions: what changed between two saves of a story or an explanation, and what it did."""

from coach.web import banner, frame, versions_view


def show() -> None:
    """The whole page."""
    frame.head("Versions", "Each save of a story or an explanation is kept; two are compared side by side.")
    frame.show_notes()
    with banner.guarded():
        versions_view.show()
