"""A ramble taken apart in a real Chromium: one sentence goes elsewhere, the parts hold the rest, and undo brings it back."""

import pytest
from serving import Served
from test_main_path import MODELS_WAIT, WAIT, box, new_free_text, until

pytestmark = pytest.mark.browser

SENTENCES = {
    "Situation": ["Our search for spare parts took four seconds a query, and 300 mechanics used it every day."],
    "Task": ["My manager asked me to get it under one second before the autumn release."],
    "Action": [
        "I profiled the queries and found that every one of them scanned the whole index.",
        "I rewrote the index so that it is sharded by car maker 🚗, and I replayed a week of queries against both.",
    ],
    "Result": ["After the release a query took 0.6 seconds, and calls to the hotline fell from 40 a week to three."],
    "Reflection": ["Since then I profile before I have an opinion."],
}
MOVED = "I profiled the queries and found that every one of them scanned the whole index."
VAGUE = "🎉 My manager asked me for a search of spare parts. I rewrote the index. After the release the search was much faster."
ASIDE = "Anyway, that is roughly how it went."
RAMBLE = "  ".join(sentence for told in SENTENCES.values() for sentence in told) + f"\n\n{ASIDE} "


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    served = Served(tmp_path_factory.mktemp("home")).start()
    yield served
    print(served.stop())


@pytest.fixture(params=[(1400, 1000), (390, 844)], ids=["wide", "phone"])
def page(request, browser, served):
    context = browser.new_context(viewport=dict(zip(("width", "height"), request.param, strict=True)))
    context.set_default_timeout(WAIT)
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.goto(f"{served.url}/draft")
    page.get_by_role("heading", name="Draft").wait_for()
    yield page
    context.close()
    assert page.errors == []


def text_in(page, name="Your answer") -> str:
    """To the letter: empty lines and double spaces too."""
    lines = "all => all.map(line => line.textContent).join('\\n')"
    return box(page, name).locator(".cm-line").evaluate_all(lines)


def place(page, sentence):
    """The control for where the sentence goes, found as a screen reader names it."""
    return page.get_by_role("combobox", name=sentence.split(",")[0])


def choose(page, sentence, part) -> None:
    """By keyboard alone."""
    option = page.get_by_role("option", name=part, exact=True)

    def opened() -> bool:
        if not option.count():  # the list closes where the page is still scrolling to the control
            place(page, sentence).press("ArrowDown")
            page.wait_for_timeout(300)
        return option.is_visible()

    until(page, opened, "the list of parts")
    page.keyboard.type(part)
    page.keyboard.press("Enter")
    until(page, lambda: shown(page, sentence).startswith(part), f"{part} beside the sentence")


def shown(page, sentence) -> str:
    return page.locator(".sc-piece", has_text=sentence).inner_text()


def parts(page) -> dict[str, str]:
    return {name: text_in(page, name) for name in SENTENCES}


def test_a_ramble_is_taken_apart_as_the_writer_decides_and_undone_to_the_letter(page):
    new_free_text(page)
    box(page).click()
    page.keyboard.insert_text(RAMBLE)
    page.get_by_text("Its parts, as the coach reads them").click(timeout=MODELS_WAIT)
    for name, told in SENTENCES.items():
        for sentence in told:
            assert shown(page, sentence).startswith(name)
    assert shown(page, ASIDE).startswith("Left out")
    choose(page, MOVED, "Situation")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.get_by_role("button", name="Move into the parts").click()
    page.get_by_text("The text is in the parts now. 1 sentence left out; see below.").wait_for()
    expected = {name: "  ".join(told) for name, told in SENTENCES.items()}
    expected |= {"Situation": f"{SENTENCES['Situation'][0]}  {MOVED}", "Action": SENTENCES["Action"][1]}
    until(page, lambda: parts(page) == expected, f"the parts {expected}")
    page.get_by_text("Left out of the parts: 1 sentence").click()
    page.locator(".sc-piece", has_text=ASIDE).wait_for()

    page.get_by_role("button", name="Undo").click()
    box(page).wait_for()
    until(page, lambda: text_in(page) == RAMBLE, "the text as it was")
    page.get_by_text("Its parts, as the coach reads them").click()
    until(page, lambda: shown(page, MOVED).startswith("Situation"), "the choice, kept as well")


def test_the_next_step_takes_the_cursor_to_its_words(page):
    new_free_text(page)
    box(page).click()
    page.keyboard.insert_text(VAGUE)
    step = page.locator(".st-key-next-step")
    step.filter(has_text="much faster").wait_for(timeout=MODELS_WAIT)
    assert step.count() == 1
    step.get_by_role("button", name="Go to it").click()
    chosen = "() => String(document.activeElement.shadowRoot?.getSelection() ?? '')"
    until(page, lambda: page.evaluate(chosen) == "much faster", "the words selected")
    assert box(page).evaluate("node => node === node.getRootNode().activeElement")
    until(page, lambda: page.evaluate(
        "() => { const at = document.activeElement.getBoundingClientRect(); return at.top < innerHeight && at.bottom > 0; }"
    ), "the editor in view")
    page.keyboard.type("at 0.6 seconds")
    until(page, lambda: text_in(page) == VAGUE.replace("much faster", "at 0.6 seconds"), "the new words in place of the old")


def test_questions_stand_under_an_empty_part_until_it_has_text(page):
    page.get_by_role("button", name="New", exact=True).click()
    page.get_by_text("Nothing written yet").wait_for()
    more = page.get_by_role("button", name="Other questions for the task")
    more.wait_for()
    first = page.locator(".sc-remember").nth(1).inner_text()
    more.click()
    until(page, lambda: page.locator(".sc-remember").nth(1).inner_text() != first, "other questions")
    box(page, "Task").click()
    page.keyboard.type("I was asked to halve it.", delay=30)
    more.wait_for(state="detached")
    assert text_in(page, "Task") == "I was asked to halve it."
    page.get_by_text("6 of about 25 words; 2 of 10 s").wait_for()
