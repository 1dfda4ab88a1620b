"""Every page: empty, with the examples, and on a bank that can't be used."""

import sqlite3

import pytest

PAGES = ("home", "draft", "explain", "map", "rehearse", "bank", "versions", "catalog")


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_bank_says_what_to_do(app, models, page):
    app.open(page)
    expected = {"home": "Try it with an example", "draft": "Write a few sentences",
                "explain": "Write a few sentences", "map": "Write a story",
                "rehearse": "Write a story", "bank": "Load", "versions": "Nothing is saved yet", "catalog": "44 of 44"}[page]
    assert expected in app.said + " ".join(b.label for b in app.at.button)
    assert not app.at.error


@pytest.mark.parametrize("page", PAGES)
def test_every_page_shows_with_the_examples(app, models, bank, page):
    bank.load_examples()
    app.open(page)
    assert app.at.title[0].value
    assert not app.at.error


@pytest.mark.parametrize("page", PAGES)
def test_a_damaged_bank_is_one_sentence_and_typing_goes_on(app, models, page):
    (app.home / "stories.sqlite3").write_bytes(b"not a database, but quite long enough to be looked at" * 40)
    app.open(page)
    assert "is not a story bank and was left as it is" in app.said or page == "catalog"
    assert "Traceback" not in app.said


def test_a_bank_from_a_newer_version_is_left_alone(app, models, bank):
    bank.close()
    file = app.home / "stories.sqlite3"
    db = sqlite3.connect(file)
    db.execute("PRAGMA user_version = 99")
    db.close()
    app.open("bank")
    assert "written by a newer star-coach" in app.said


def test_a_bank_that_can_only_be_read_shows_its_stories(app, models, bank, monkeypatch):
    bank.load_examples()
    bank.close()
    monkeypatch.setattr("os.access", lambda *args, **kwargs: False)
    app.open("bank")
    assert "When our churn model got worse" in app.html
    app.click("Delete")
    assert "can only be read" in app.said
    app.open("draft").write(text="I measured it first.", mode="free")
    assert app.desk.text == "I measured it first."
    app.click("Save")
    assert "can only be read" in app.said
    assert app.desk.text == "I measured it first."


def test_an_unexpected_error_is_a_banner_and_logged_without_text(app, models, monkeypatch, caplog):
    def broken(*_):
        raise ValueError("what somebody typed")

    monkeypatch.setattr("coach.web.bank_view.stories", broken)
    app.open("bank")
    assert "Something in star-coach went wrong" in app.said
    assert "ValueError" in caplog.text
    assert "what somebody typed" not in caplog.text + app.said
