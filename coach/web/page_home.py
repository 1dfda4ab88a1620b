"""Home: where the writer stands, and what to do next; at the first visit, how to begin."""

from coach.web import banner, frame, home_view


def show() -> None:
    """The whole page."""
    frame.head("Home", "Where you stand, and what to do next.")
    frame.show_notes()
    with banner.guarded():
        home_view.show()
