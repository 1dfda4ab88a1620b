"""Nothing typed is lost: pages left, reloaded and closed, servers that restart."""

import re

import pytest
from editor_driver import box, held, text_in, until


@pytest.mark.browser
@pytest.mark.parametrize("pause", [0, 150, 2000])
def test_leaving_the_page_and_coming_back_keeps_the_text(page, pause):
    box(page).click()
    page.keyboard.type("written before leaving")
    page.wait_for_timeout(pause)
    page.get_by_role("link", name="Away").click(delay=60)  # as long as a finger stays
    page.get_by_role("heading", name="Away").wait_for()
    page.get_by_role("link", name="Write").click()
    held(page, "written before leaving")
    assert text_in(page) == "written before leaving"
    box(page).click()
    page.keyboard.press("Control+z")
    held(page, "")


@pytest.mark.browser
def test_a_reload_right_after_the_last_key_keeps_the_text(page):
    box(page).click()
    page.keyboard.type("first half, ")
    held(page, "first half, ")
    page.keyboard.type("second half")
    page.reload()
    held(page, "first half, second half")
    assert text_in(page) == "first half, second half"


@pytest.mark.browser
def test_another_tab_is_offered_the_unsaved_text(context, page, server):
    box(page).click()
    page.keyboard.type("typed and never saved")
    page.close()
    again = context.new_page()
    again.goto(server.url)
    bar = again.get_by_role("group", name="Unsaved text")
    bar.wait_for()
    assert re.search(r"Unsaved text from \d\d:\d\d.* found", bar.inner_text())
    assert text_in(again) == ""
    box(again).click()
    again.keyboard.type("new ")
    again.reload()  # neither the offer nor what was typed beside it is lost
    held(again, "new ")
    bar.wait_for()
    bar.get_by_role("button", name="Restore").click()
    held(again, "typed and never saved")
    assert bar.count() == 0


@pytest.mark.browser
def test_discarded_text_is_not_offered_again(context, page, server):
    box(page).click()
    page.keyboard.type("no good")
    page.close()
    again = context.new_page()
    again.goto(server.url)
    again.get_by_role("button", name="Discard").click()
    again.reload()
    box(again).wait_for()
    again.wait_for_timeout(500)
    assert again.get_by_role("group", name="Unsaved text").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize("stored", [False, True])
def test_a_restarted_server_gets_the_text_again(context, own_server, stored):
    own_server.start(stored)
    page = context.new_page()
    page.goto(own_server.url)
    box(page).click()
    page.keyboard.type("kept by the server, ")
    held(page, "kept by the server, ")
    page.keyboard.type("not yet sent")
    own_server.stop()
    page.keyboard.type(", typed while it was away")
    page.wait_for_timeout(1000)
    own_server.start(stored)
    whole = "kept by the server, not yet sent, typed while it was away"
    page.get_by_text(f'first holds "{whole}"', exact=True).wait_for(timeout=60_000)
    assert text_in(page) == whole


@pytest.mark.browser
def test_saved_text_leaves_no_copy_in_the_browser(context, own_server):
    own_server.start(store=True)
    page = context.new_page()
    page.goto(own_server.url)
    box(page).click()
    page.keyboard.type("to be stored")
    held(page, "to be stored")
    count = "() => Object.keys(localStorage).filter(k => k.startsWith('star-coach:editor:')).length"
    until(page, lambda: page.evaluate(count) == 0, "the copy to go")
