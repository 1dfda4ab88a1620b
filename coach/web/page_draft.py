"""Draft: a story in five parts or as one text, with the critique beside it."""

from coach.web import banner, draft_view, frame


def show() -> None:
    """The whole page."""
    frame.head("Draft", "Write an answer to a behavioural question; the coach reads along.")
    with banner.guarded():
        draft_view.workspace()
