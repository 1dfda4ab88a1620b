"""Fixes of the live editor by mouse and by keyboard, what is read aloud of them, and going where the server points."""

import json

import pytest
from editor_driver import box, held, marked, text_in, until

pytestmark = pytest.mark.browser
DELETE, FRAME, QUITE = "Delete “very”", "Say “from ___ to ___” instead", "Say “quite” instead"


def write(page, text: str, name: str = "First part") -> None:
    """Put `text` into an editor, and wait for its marks."""
    box(page, name).click()
    page.keyboard.insert_text(text)
    until(page, lambda: len(marked(page, name)) == text.count("very"), "the marks")


def press(page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def button(page, label: str):
    return page.locator(".cm-tooltip .remark-fix").filter(has_text=label)


def menu(page):
    return page.get_by_role("menu", name="Fixes")


def selected(page) -> str:
    return page.evaluate("() => String(document.activeElement.shadowRoot?.getSelection() ?? '')")


def said(page, text: str) -> None:
    """Wait until a screen reader would be told `text`."""
    page.get_by_role("status").filter(has_text=text).first.wait_for(state="attached")


def test_by_mouse_and_undone_to_the_letter(page):
    text = "A very old 🎉 tale, very long, very dull."
    write(page, text)
    page.wait_for_timeout(600)
    box(page).locator(".cm-lintRange").nth(1).hover()
    button(page, DELETE).click()
    fixed = "A very old 🎉 tale, long, very dull."
    held(page, fixed)
    assert text_in(page) == fixed
    until(page, lambda: marked(page) == ["very"] * 2, "the marks of what is left")
    press(page, "x")  # the cursor is where the word was
    held(page, "A very old 🎉 tale, xlong, very dull.")
    press(page, "Control+z")
    held(page, fixed)
    press(page, "Control+z")
    held(page, text)
    assert text_in(page) == text
    press(page, "Control+Shift+Z")
    held(page, fixed)


def test_a_single_fix_by_keyboard_and_the_next_one_too(page):
    text = "👩‍💻 very old, very long, very dull."
    write(page, text)
    press(page, "Control+Home", "F8", "F8", "F8")
    said(page, f"Alt Enter mends it: {QUITE}")
    press(page, "Alt+Enter")
    held(page, "👩‍💻 very old, very long, quite dull.")
    said(page, f"Done: {QUITE}. Control Z takes it back")
    press(page, "Control+z")
    held(page, text)
    until(page, lambda: len(marked(page)) == 3, "the marks")
    press(page, "Control+Home", "F8", "F8", "F8", "Control+.")
    held(page, "👩‍💻 very old, very long, quite dull.")


def test_several_fixes_by_keyboard(page):
    write(page, "🎉🎉 it was very old.")
    press(page, "Control+Home", "F8")
    said(page, "2 fixes, Alt Enter lists them")
    press(page, "Alt+Enter")
    items = menu(page).get_by_role("menuitem")
    assert items.all_inner_texts() == [DELETE, FRAME]
    assert items.nth(0).evaluate("node => node.matches(':focus')")
    press(page, "Escape")
    assert menu(page).count() == 0
    press(page, "Alt+Enter", "ArrowDown")
    assert items.nth(1).evaluate("node => node.matches(':focus')")
    press(page, "ArrowDown", "ArrowUp", "Enter")
    held(page, "🎉🎉 it was from ___ to ___ old.")
    assert selected(page) == "___"
    page.keyboard.type("8")
    held(page, "🎉🎉 it was from 8 to ___ old.")
    assert menu(page).count() == 0


def test_the_cursor_in_the_words_is_enough(page):
    write(page, "It was very old.")
    press(page, "Control+Home", *["ArrowRight"] * 9, "Alt+Enter", "Enter")
    held(page, "It was old.")
    press(page, "Control+End", "Alt+Enter")
    said(page, "There is no remark here")


def test_tab_leaves_from_the_text_and_from_the_menu(page):
    write(page, "It was very old.")
    press(page, "Control+Home", "F8")
    button(page, DELETE).wait_for()
    press(page, "Tab")
    page.keyboard.type("a")
    held(page, "a", "second")
    box(page).click()
    press(page, "Control+Home", "F8", "Alt+Enter")
    menu(page).wait_for()
    press(page, "Tab")
    page.keyboard.type("b")
    held(page, "ab", "second")
    assert menu(page).count() == 0
    assert text_in(page) == "It was very old."


def test_a_fix_after_typing_that_the_server_has_not_seen(page):
    write(page, "It was very old and 🎉 very long.")
    press(page, "Control+Home")
    page.keyboard.type("😀 Yes, ")
    press(page, "F8", "F8", "Alt+Enter", "Enter")
    held(page, "😀 Yes, It was very old and 🎉 long.")
    assert text_in(page) == "😀 Yes, It was very old and 🎉 long."


def test_a_fix_does_nothing_to_words_that_have_changed(page):
    write(page, "It was very old.")
    press(page, "Control+Home", *["ArrowRight"] * 9)
    page.keyboard.type("XX")
    press(page, "Alt+Enter", "Enter")
    page.wait_for_timeout(600)
    assert text_in(page) in ("It was veXXry old.", "It was veXX\nry old.")  # it was typed, and no more than that
    assert "very" not in text_in(page)


def test_text_typed_right_after_a_fix_is_kept(page):
    write(page, "It was very old.")
    press(page, "Control+Home", "F8", "Alt+Enter", "Enter")
    page.keyboard.type("so ")
    held(page, "It was so old.")


def test_a_malicious_label_stays_text(page):
    """The labels of the app's own fixes quote the writer too."""
    write(page, 'It is <img src=x onerror="window.hacked=1"> very old.')
    press(page, "Control+Home", "F8")
    assert page.locator(".cm-tooltip img, .cm-tooltip script").count() == 0
    assert page.evaluate("window.hacked") is None


def test_the_server_points_to_words(page):
    box(page, "Second part").click()
    lines = "\n".join(f"Line {n} 🎉." for n in range(60))
    text = f"{lines}\nIt is here, 🎉.\n{lines}"
    page.keyboard.insert_text(text)
    held(page, text, "second")
    box(page).click()
    page.keyboard.type("x")
    held(page, "x")
    page.get_by_role("button", name="Point").click()
    until(page, lambda: selected(page) == "here", "the selection")
    seen = box(page, "Second part").evaluate("""node => {
        const range = node.getRootNode().getSelection().getRangeAt(0).getBoundingClientRect();
        const frame = node.closest(".cm-scroller").getBoundingClientRect();
        return range.top >= Math.max(frame.top, 60) && range.bottom <= Math.min(frame.bottom, innerHeight);
    }""")
    assert seen
    page.keyboard.type("there")
    changed = text.replace("here", "there")
    held(page, changed, "second")
    # It goes there once: later runs leave the cursor alone.
    page.keyboard.type("!")
    page.wait_for_timeout(600)
    assert selected(page) == ""
    assert json.dumps(changed.replace("there,", "there!,")) in page.get_by_text("second holds").inner_text()
