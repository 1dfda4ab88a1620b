"""The app in Streamlit's AppTest, and a story to put into it."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from coach.web.desk import Desk

ROOT = Path(__file__).parents[2]

STORY = (
    "Our fraud model scored 900 card payments a second on a single Kafka consumer, and a fifth of them came back too "
    "late to block anything. My director asked me to get the late share under two percent before the holiday season. "
    "I traced a day of slow payments and found that each of them waited for one feature, the merchant history. We "
    "moved that feature into Redis. I rewrote the lookup so that it asks for fifty merchants at once, and I replayed a "
    "week of traffic against both versions to be sure that no score had changed. After the rollout the service was "
    "much faster. I would look at the waiting times before the model from the first day now."
)


class App:
    """An AppTest with the few moves that the tests make."""

    def __init__(self, home: Path):
        self.home = home
        self.at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=90)

    def open(self, page: str = "draft") -> "App":
        """Show a page; the first call begins the session."""
        if not self.at._tree:
            self.at.run()
        if page != "home" or "started" in self.__dict__:
            self.at.switch_page(f"coach/web/page_{page}.py")
        self.started = True
        return self.run()

    def run(self) -> "App":
        self.at.run()
        assert not self.at.exception, self.at.exception
        return self

    def click(self, label: str, number: int = 0) -> "App":
        [b for b in self.at.button if b.label == label][number].click()
        return self.run()

    @property
    def desk(self) -> Desk:
        return self.at.session_state["desk-story"]

    def write(self, **fields) -> "App":
        """Put what a writer would have typed on the desk, as the editors' callbacks do."""
        for name, value in fields.items():
            setattr(self.desk, name, value)
        return self.run()

    @property
    def html(self) -> str:
        """All HTML on the page, styles aside."""
        return "\n".join(e.proto.body for e in self.at.get("html") if not e.proto.body.startswith("<style>"))

    @property
    def said(self) -> str:
        """All banners and plain texts."""
        kinds = (self.at.error, self.at.warning, self.at.success, self.at.info, self.at.text, self.at.caption)
        return "\n".join(e.value for elements in kinds for e in elements).replace("\\", "").replace("\u2060", "")
