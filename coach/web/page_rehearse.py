"""Rehearse: a story to be told from fewer and fewer words."""

from coach.web import banner, frame, rehearse_view


def show() -> None:
    """The whole page."""
    frame.head("Rehearse", "Tell a story aloud: from the whole text, then from key words, then from its first words and "
                           "figures alone.")
    frame.show_notes()
    with banner.guarded():
        rehearse_view.show()
