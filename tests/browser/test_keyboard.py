"""By keyboard alone: from an empty home folder to a saved story, with the focus always in sight."""

import pytest
from playwright.sync_api import TimeoutError
from serving import Served

pytestmark = pytest.mark.browser
WAIT = 20_000
MOST_TABS = 40
STORY = {
    "Situation": "At a parcel carrier the forecast of arrivals was off by 34 minutes in the afternoon.",
    "Task": "My lead asked me to mend it within nine weeks.",
    "Action": "I replayed six weeks of stops, found the late door times, and rebuilt the table from scanner events.",
    "Result": "The forecast missed by 9 minutes instead of 34.",
}

# The element that has the focus, also inside an editor's shadow root, and the look of what may show that: itself, what
# stands beside a hidden input, and what it lies in.
HELPERS = """
window.focused = () => {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  return node;
};
window.around = (node) => {
  const nodes = node.matches("input") ? [...node.parentElement.children] : [node];
  for (let up = node.parentElement, n = 0; up && n < 5; up = up.parentElement, n++) nodes.push(up);
  return nodes;
};
window.look = (nodes) => JSON.stringify(nodes.map((node) => {
  const s = getComputedStyle(node);
  return [s.outlineStyle === "none" ? "" : `${s.outlineStyle} ${s.outlineWidth} ${s.outlineColor}`, s.boxShadow,
          s.borderTopColor, s.borderBottomColor, s.borderTopWidth];
}));
window.told = () => {
  const node = focused();
  if (!node || node === document.body) return null;
  const name = node.getAttribute("aria-label") || node.innerText || node.closest("label")?.innerText || "";
  return { role: node.getAttribute("role") || node.type || node.tagName.toLowerCase(), name: name.trim().split("\\n").at(-1),
           html: node.outerHTML.slice(0, 200) };
};
"""
# The editor shows its focus by a timer of 10 ms; one that ends later is called later.
NOTE = """async () => {
  await new Promise((done) => setTimeout(done, 30));
  const t = told();
  if (t) { window.was = around(focused()); window.had = look(was); }
  return t;
}"""
STILL = "() => document.getAnimations().every((a) => !(a instanceof CSSTransition))"


@pytest.fixture
def page(browser, tmp_path):
    served = Served(tmp_path).start()
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    context.set_default_timeout(WAIT)
    context.add_init_script(HELPERS)
    page = context.new_page()
    page.goto(served.url)
    page.get_by_role("heading", name="Your first critique in two minutes").wait_for()
    page.get_by_text("sent nowhere").wait_for()
    yield page
    context.close()
    assert "Traceback" not in served.stop()


class Walk:
    """Goes through a page by Tab; `hidden` gathers the elements whose focus can't be seen."""

    def __init__(self, page):
        self.page = page
        self.seen: list[str] = []
        self.hidden: list[str] = []

    def tab(self) -> dict | None:
        """One step on. What had the focus must look different now that it has lost it."""
        page = self.page
        page.wait_for_function(STILL)
        before = page.evaluate(NOTE)
        page.keyboard.press("Tab")
        if before:
            self.seen.append(f"{before['role']} {before['name']}")
            try:
                page.wait_for_function("was.some((node) => !node.isConnected) || look(was) !== had", timeout=1000)
            except TimeoutError:
                self.hidden.append(before["html"])
        return page.evaluate("told()")

    def to(self, name: str, *roles: str) -> None:
        """On by Tab to the element of that name and one of the roles."""
        for _ in range(MOST_TABS):
            at = self.tab()
            if at and at["name"] == name and at["role"] in roles:
                return
        raise AssertionError(f"{name} can't be reached by Tab; passed: {self.seen[-MOST_TABS:]}")


def test_from_home_to_a_saved_story(page):
    walk = Walk(page)
    walk.to("Write my own", "submit", "button")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Draft", exact=True).wait_for()
    page.get_by_role("textbox", name="Situation").wait_for()
    for part, text in STORY.items():
        walk.to(part, "textbox")
        page.keyboard.type(text)
        page.wait_for_function("(text) => focused().innerText.includes(text)", arg=text)
    walk.to("Save", "submit", "button")
    page.keyboard.press("Enter")
    page.get_by_text("Saved to your story bank.").wait_for()
    assert not walk.hidden, "\n".join(walk.hidden)
    assert any(seen.startswith("textbox") for seen in walk.seen)
