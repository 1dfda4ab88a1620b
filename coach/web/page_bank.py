"""Story bank: find, open, delete, import and export what was written."""

from coach.web import bank_exchange, bank_view, banner, frame


def show() -> None:
    """The whole page."""
    frame.head("Story bank", "All stories and explanations that you saved.")
    frame.show_notes()
    with banner.guarded():
        bank_view.stories()
    with banner.guarded():
        bank_view.unfinished()
    with banner.guarded():
        bank_exchange.exchange()
