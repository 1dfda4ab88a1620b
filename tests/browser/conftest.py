"""A real browser, and servers for it to look at."""

import os

import pytest
from editor_driver import WAIT, Server, box

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser(chromium):
    """A headless Chromium. Without one the tests are skipped, but fail where CI says that it is there."""
    if chromium is None:
        message = "no Chromium found"
        if os.environ.get("CI") == "true":
            pytest.fail(message, pytrace=False)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, headless=True, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("store") / "texts.json")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def own_server(tmp_path):
    """One that a test may kill."""
    server = Server(tmp_path / "texts.json")
    yield server
    server.stop()


@pytest.fixture
def context(browser):
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    context.set_default_timeout(WAIT)
    yield context
    context.close()


@pytest.fixture
def page(context, server):
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.goto(server.url)
    box(page).wait_for()
    yield page
    assert page.errors == []
