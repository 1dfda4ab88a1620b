"""Pictures of each page: `python docs/screenshots.py [FOLDER]` serves the app and takes them.

Needs Chromium and Pillow. Each page is taken in light and dark, wide (1400 pixels) and narrow (390), with the examples in
the story bank; FOLDER is docs/screenshots where none is given, and pictures there that are no longer made are removed.
"""

import io
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path += [str(ROOT), str(ROOT / "tests" / "browser")]

from conftest import FLAGS  # noqa: E402
from serving import Served  # noqa: E402

from stories import Story, example_stories, open_store  # noqa: E402

PAGES = ("first-visit", "draft", "explain", "map", "rehearse", "bank", "versions", "catalog", "home")
DEFAULT = ("first-visit", "home")
SCHEMES = ("light", "dark")
SIZES = {"wide": (1400, 1000), "narrow": (390, 844)}
OPENED = {"draft": "When our churn model got worse", "explain": "How a computer decides which words matter"}
REVISED = {
    "We fixed these issues and retrained the model": "I fixed these issues and retrained the model",
    "Performance improved dramatically": "Recall rose from 0.61 to 0.78",
}
MODELS_WAIT = 120_000
COLOURS = 128
STILL = """() => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning"
    && !document.querySelector("[data-stale=true], [data-testid=stSkeleton]")"""


def take(browser, url: str, page: str, scheme: str, size: str, folder: Path) -> None:
    """One picture: the page, with an example opened where it shows one text."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    tab = context.new_page()
    if page in OPENED:
        tab.goto(f"{url}/bank")
        tab.get_by_role("heading", level=1).wait_for()
        # What is to be done first is chosen once for a draft, so the models have to be there before.
        tab.get_by_text("language models are loading").wait_for(state="detached", timeout=MODELS_WAIT)
        row = tab.locator("[data-testid=stLayoutWrapper]", has_text=OPENED[page]).filter(
            has=tab.get_by_role("button", name="Open")).last
        row.get_by_role("button", name="Open").click()
        tab.locator(".cm-content").first.wait_for()
        tab.get_by_text("What the coach noticed").wait_for(timeout=MODELS_WAIT)
    else:
        tab.goto(url if page in DEFAULT else f"{url}/{page}")
        tab.get_by_role("heading", level=1).wait_for()
    for busy in ("language models are loading", "entries are read"):
        tab.get_by_text(busy).wait_for(state="detached", timeout=MODELS_WAIT)
    tab.wait_for_function(STILL)
    tab.wait_for_timeout(1500)  # charts and the editor draw after the script has ended
    save(tab.screenshot(), folder / f"{page}-{scheme}-{size}.png")
    context.close()


def save(picture: bytes, path: Path) -> None:
    """Keep a PNG with as few colours as flat areas and text need."""
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def load(home: Path) -> None:
    """The examples, as such."""
    with open_store(home / "stories.sqlite3") as store:
        store.load_examples()


def revise(home: Path) -> None:
    """A second version of an example, with what it lacked."""
    with open_store(home / "stories.sqlite3") as store:
        old = store.get("example-churn-model")
        text = old.text
        for before, after in REVISED.items():
            assert before in text, before
            text = text.replace(before, after)
        store.save(replace(old, text=text))


def make_own(home: Path) -> None:
    """The examples as stories of the writer's own, which Home counts."""
    with open_store(home / "stories.sqlite3") as store:
        store.remove_examples()
        for story in example_stories():
            store.save(Story.from_record({k: v for k, v in story.as_record().items() if k != "id"}))


# What fills the bank before a page is taken; the first visit has an empty one.
BEFORE = {"draft": load, "versions": revise, "home": make_own}


def main() -> None:
    own = ROOT / "docs" / "screenshots"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else own
    folder.mkdir(parents=True, exist_ok=True)
    made = {f"{page}-{scheme}-{size}.png" for page in PAGES for scheme in SCHEMES for size in SIZES}
    with tempfile.TemporaryDirectory() as home:
        served = Served(Path(home)).start()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
                for page in PAGES:
                    if page in BEFORE:
                        BEFORE[page](Path(home))
                    for scheme in SCHEMES:
                        for size in SIZES:
                            take(browser, served.url, page, scheme, size, folder)
                browser.close()
        finally:
            served.stop()
    if folder == own:
        for old in set(own.glob("*.png")) - {own / name for name in made}:
            old.unlink()


if __name__ == "__main__":
    main()
