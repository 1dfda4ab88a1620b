"""Each page, light and dark, holds the rules of axe-core; what it calls serious or critical is a fault."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from serving import Served

from stories import open_store

pytestmark = pytest.mark.browser
WAIT = 20_000
MODELS_WAIT = 120_000
PAGES = {"home": "Home", "draft": "Draft", "explain": "Explain", "map": "Map", "rehearse": "Rehearse",
         "bank": "Story bank", "versions": "Versions", "catalog": "Catalog"}
GRAVE = ("serious", "critical")

MARKED = (
    "At a parcel carrier I looked after the model that predicts the arrival of each van. My lead asked me to make it usable "
    "again before Christmas. We rebuilt the stop table, and I wrote a check for each depot. After the rollout the forecast "
    "was much better, and dispatchers were a lot happier."
)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    with open_store(home / "stories.sqlite3") as store:
        store.load_examples()
    served = Served(home).start()
    yield served
    assert "Traceback" not in served.stop()


def settle(page) -> None:
    """Wait until nothing runs, nothing is greyed out as stale, and nothing fades."""
    page.wait_for_function("""() => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning"
        && !document.querySelector("[data-stale=true], [data-testid=stSkeleton]")
        && document.getAnimations().every((a) => !(a instanceof CSSTransition))""")


def write(page) -> None:
    """A free text with marks in the editor of the Draft page."""
    page.get_by_role("radio", name="Free text").click()
    page.get_by_role("textbox", name="Your answer").click()
    page.keyboard.insert_text(MARKED)
    page.get_by_text("Its parts, as the coach reads them").wait_for()
    page.locator(".cm-lintRange").first.wait_for()


def faults(page) -> list[str]:
    """What axe-core finds, one line for each element."""
    return [f"{found['id']} ({found['impact']}): {node['target']} {node['html'][:160]} {node['failureSummary'][:240]}"
            for found in Axe().run(page).response["violations"] if found["impact"] in GRAVE for node in found["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_grave_fault(browser, served, scheme):
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, color_scheme=scheme)
    context.set_default_timeout(WAIT)
    page = context.new_page()
    page.goto(served.url)
    page.get_by_role("heading", name="Your first critique in two minutes").wait_for()
    page.get_by_text("language models are loading").wait_for(state="detached", timeout=MODELS_WAIT)
    found = {}
    for name, title in PAGES.items():
        page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True).click()
        page.get_by_role("heading", name=title, exact=True, level=1).wait_for()
        if name == "draft":
            write(page)
        if name == "map":
            page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first.wait_for()
        settle(page)
        if lines := faults(page):
            found[name] = lines
    context.close()
    assert not found, "\n".join(f"{name}: {line}" for name, lines in found.items() for line in lines)
