"""Map: which story serves which question, and where there is none yet."""

from coach.web import banner, frame, map_view


def show() -> None:
    """The whole page."""
    frame.head("Map", "Which of your stories can serve which question, and which questions have none yet.")
    frame.show_notes()
    with banner.guarded():
        map_view.show()
