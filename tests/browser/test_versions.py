"""Versions in a real Chromium: a sentence is mended and saved, and the page shows what that changed and did."""

import pytest
from serving import Served
from test_main_path import MODELS_WAIT, STORY, WAIT, box, mend, menu, text_in, until

pytestmark = pytest.mark.browser
BETTER = "missed by 9 minutes instead of 34"


@pytest.fixture
def page(browser, tmp_path):
    served = Served(tmp_path).start()
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, timezone_id="Asia/Kolkata")
    context.set_default_timeout(WAIT)
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{served.url}/draft")
    page.get_by_role("heading", name="Draft").wait_for()
    yield page
    context.close()
    told = served.stop()
    assert errors == []
    assert "Traceback" not in told


def save(page, times: str) -> None:
    button = page.get_by_role("button", name="Save", exact=True)
    until(page, lambda: button.count() == 1, "the page to be drawn anew without the note")
    button.click()
    page.get_by_role("link", name=f"Saved {times} · compare versions").wait_for()


def row(page, name: str) -> list[str]:
    """The cells of the measure `name`: before, after, moved."""
    return page.locator(".sc-moves tr", has=page.get_by_role("rowheader", name=name)).locator("td").all_inner_texts()


def test_a_mended_sentence_on_the_versions_page_and_the_way_back(page):
    page.get_by_role("radio", name="Free text").click()
    box(page).click()
    page.keyboard.insert_text(STORY)
    page.get_by_text("Its parts, as the coach reads them").wait_for(timeout=MODELS_WAIT)
    save(page, "once")
    mend(page, "was much better", BETTER)
    until(page, lambda: BETTER in text_in(page), "the mended sentence")
    page.get_by_text("Unsaved changes, kept as a draft").wait_for()
    save(page, "2 times")

    page.get_by_role("link", name="compare versions").click()
    page.get_by_role("heading", name="Versions", exact=True).wait_for()
    page.get_by_role("heading", name="Over time").wait_for(timeout=MODELS_WAIT)
    gone, new = page.locator(".sc-pair del"), page.locator(".sc-pair ins")
    assert "was much better" in gone.inner_text()
    assert BETTER in new.inner_text()
    assert "line-through" in gone.evaluate("e => getComputedStyle(e).textDecorationLine")
    assert "underline" in new.evaluate("e => getComputedStyle(e).textDecorationLine")

    remarks = page.locator("h4", has_text="Gone").locator("+ ul")
    assert "An effect without a figure" in remarks.inner_text()
    assert "“much better”" in remarks.inner_text()
    before, after, moved = row(page, "Score, of 100")
    assert int(after) - int(before) == int(moved) > 0
    assert "UTC" not in page.get_by_role("combobox", name="Before").inner_text()
    page.locator("[data-testid=stVegaLiteChart]").nth(1).wait_for()
    page.get_by_text("The same as a table").click()
    assert page.get_by_role("table").nth(1).locator("tbody tr").count() == 2

    page.get_by_role("button", name="Bring this version back").click()
    page.get_by_role("heading", name="Draft", exact=True).wait_for()
    until(page, lambda: "was much better" in text_in(page), "the first version in the editor")
    page.get_by_role("button", name="Undo").click()
    until(page, lambda: BETTER in text_in(page), "the second version in the editor again")
    menu(page, "Versions")
    assert page.get_by_role("combobox", name="After").count() == 1
