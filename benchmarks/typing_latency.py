"""How soon marks follow typing: `python benchmarks/typing_latency.py` drives the app in Chromium and prints a table.

A draft of some 300 words, models warm. Each burst of keys adds or takes away one mark: "much faster" is typed, then
is given a figure. Told is the time from the last key to the frame after the one in which the marks changed,
the editor's pause included. Run it on an otherwise idle machine.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "browser"))
sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import Page, sync_playwright
from serving import Served

from coach.draft import SECTION_NAMES
from training.answers import load

WORDS = 300
CLAIM, FIGURE = " With the {} it was much faster", ", by 9"
# A text never seen for each pair of bursts, as the critique of what was seen is kept.
THINGS = ("index parser filter queue writer router sampler loader tracer planner packer poller decoder encoder scanner "
          "bundle ledger spooler merger ranker runner timer proxy kernel socket").split()
SHARES = (0.15, 0.1, 0.5, 0.15, 0.1)  # of the words, for each guided part
KEY_MS = 20
READING_MS = 700
MODELS_WAIT = 120_000

# Resolves with the milliseconds from the last keydown to the frame after the one in which the claim's mark came or went.
WATCH = """(node, wanted) => {
    let pressed = 0;
    const press = () => { pressed = performance.now(); };
    addEventListener("keydown", press, true);
    const there = () => [...node.querySelectorAll(".cm-lintRange")].some(mark => mark.textContent === "much faster");
    window.painted = new Promise((done, failed) => {
        setTimeout(() => failed("the mark did not change"), 10000);
        const look = () => {
            if (!pressed || there() !== wanted) return requestAnimationFrame(look);
            requestAnimationFrame(() => {
                removeEventListener("keydown", press, true);
                done(performance.now() - pressed);
            });
        };
        requestAnimationFrame(look);
    });
}"""


def draft() -> str:
    """The labelled answer whose length is nearest to WORDS, without a "much faster" of its own."""
    texts = [a.text for a in load() if "faster" not in a.text]
    return min(texts, key=lambda text: (abs(len(text.split()) - WORDS), text))


def in_parts(text: str) -> list[str]:
    """The text's sentences, dealt out in order by SHARES of the words."""
    parts: list[list[str]] = [[] for _ in SHARES]
    ends = [sum(SHARES[:i + 1]) for i in range(len(SHARES))]
    sentences = re.split(r"(?<=[.!?])\s+", text)
    said, whole = 0, len(text.split())
    for sentence in sentences:
        parts[next(i for i, end in enumerate(ends) if said < end * whole)].append(sentence)
        said += len(sentence.split())
    return [" ".join(part) for part in parts]


def opened(page: Page, url: str, mode: str, texts: dict[str, str]) -> None:
    """A new draft with a text in each editor, by its label, and the critique of it."""
    page.goto(f"{url}/draft")
    page.get_by_role("heading", name="Draft", exact=True).wait_for()
    page.get_by_text("The language models are loading").wait_for(state="hidden", timeout=MODELS_WAIT)
    page.get_by_role("button", name="New", exact=True).click()
    page.get_by_text("Nothing written yet").wait_for()
    page.get_by_role("radio", name=mode).click()
    for label, text in texts.items():
        page.get_by_role("textbox", name=label, exact=True).click()
        page.keyboard.insert_text(text)
    page.locator(".sc-finding").first.wait_for(timeout=MODELS_WAIT)
    page.wait_for_timeout(2000)


def burst(page: Page, box, wanted: bool, keys: str) -> float:
    """Type `keys`, whose last one makes the mark come or go; the time in ms, as WATCH tells it."""
    box.evaluate(WATCH, wanted)
    page.keyboard.type(keys, delay=KEY_MS)
    took = page.evaluate("window.painted")
    page.wait_for_timeout(READING_MS)
    return took


def bursts(page: Page, box) -> list[float]:
    """The times in ms of two bursts for each of THINGS, at the end of the text that `box` holds."""
    times: list[float] = []
    page.keyboard.press("Control+End")
    for thing in THINGS:
        claim = CLAIM.format(thing)
        times.append(burst(page, box, True, claim))
        times.append(burst(page, box, False, FIGURE))
        for _ in claim + FIGURE:
            page.keyboard.press("Backspace")
        page.wait_for_timeout(READING_MS)
    return times


def row(name: str, times: list[float]) -> None:
    print(f"| {name} | {median(times):,.0f} | {quantiles(times, n=20)[-1]:,.0f} | {max(times):,.0f} | {len(times)} |", flush=True)


def main() -> None:
    text = draft()
    print("| from the last key to the painted marks, ms | median | 95% | slowest | bursts |\n"
          "| --- | ---: | ---: | ---: | ---: |")
    with TemporaryDirectory() as home, sync_playwright() as playwright:
        served = Served(Path(home)).start()
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        try:
            parts = dict(zip([name.capitalize() for name in SECTION_NAMES], in_parts(text), strict=True))
            for mode, label, texts in (("Free text", "Your answer", {"Your answer": text}),
                                       ("Guided parts", "Result", parts)):
                page = browser.new_page(viewport={"width": 1400, "height": 1000})
                opened(page, served.url, mode, texts)
                box = page.get_by_role("textbox", name=label, exact=True)
                box.click()
                row(f"{mode.lower()}, {len(text.split())} words", bursts(page, box))
                page.close()
        finally:
            browser.close()
            served.stop()


if __name__ == "__main__":
    main()
