"""Take away and Rehearse: what is offered, and how the card gets emptier."""

import pytest
from app_driver import STORY

from stories import Story

LABELS = ["As Markdown", "As JSON Lines", "As JSON", "As CSV", "As Word", "As Word with remarks", "As a sheet to print"]
PARTS = (("situation", "Our fraud model scored 900 payments a second."), ("action", "I rewrote the lookup in two days."),
         ("result", "The late share fell from 20 % to 2 %."))


@pytest.fixture
def guided(bank):
    return bank.save(Story(title="Late payments", sections=PARTS, prompt="impact-performance"))


def offered(app) -> list[str]:
    return [b.label for b in app.at.get("download_button")]


def test_the_bank_is_offered_whole_and_a_story_once_it_is_asked_for(app, models, guided):
    app.open("bank")
    assert offered(app) == LABELS
    app.at.session_state[f"take-{guided.id}"] = True
    app.run()
    assert offered(app) == 2 * LABELS


def test_an_empty_bank_offers_nothing(app, models):
    app.open("bank")
    assert offered(app) == []


def test_the_sheet_is_shown_when_it_is_opened(app, models, guided):
    app.open("bank")
    app.at.session_state["sheet"] = True
    app.run()
    assert offered(app) == [*LABELS, "Download the sheet"]
    app.at.multiselect(key="sheet-for").set_value(["failure"])
    app.run()
    assert not app.at.error


def test_what_waits_for_the_models_says_so(app, models, guided, monkeypatch):
    monkeypatch.setattr(models, "stage", 1)
    monkeypatch.setattr(models, "error", "The sentence encoder is missing.")
    app.open("bank")
    waiting = {b.label for b in app.at.get("download_button") if b.disabled}
    assert waiting == {"As Word with remarks", "As a sheet to print"}
    app.open("rehearse")
    assert "900 payments" in app.html


def test_the_card_gets_emptier_in_three_steps(app, models, guided):
    app.open("rehearse")
    assert "Tell me about a time you cut the latency" in app.html
    assert "Our fraud model scored 900 payments a second." in app.html
    assert "s to 2 min 30 s is advised" in app.html
    assert "aim for 50 s to 1 min 15 s" in app.html
    step(app, "keys")
    assert "Our fraud model" not in app.html
    for words in ("rewrote", "lookup", '<b class="sc-figure">20 % to 2 %</b>', "900 payments"):
        assert words in app.html
    step(app, "start")
    assert "I rewrote the lookup" in app.html
    assert "The late share fell" in app.html
    assert "20 % to 2 %" in app.html
    assert "two days" not in app.html


def step(app, name: str) -> None:
    app.at.segmented_control(key="w-rehearse-step").set_value(name)
    app.run()


def test_one_part_is_looked_up_by_a_click_and_covered_again(app, models, guided):
    app.open("rehearse")
    step(app, "keys")
    app.click("Show the text: action")
    assert "I rewrote the lookup in two days." in app.html
    assert "Our fraud model" not in app.html
    app.click("Hide the text: action")
    assert "I rewrote the lookup in two days." not in app.html
    app.click("Show the text: result")
    step(app, "start")
    assert "from 20 % to 2 %" not in app.html


def test_it_begins_with_the_story_last_worked_on_and_keeps_what_was_chosen(app, models, bank):
    old = bank.save(Story(title="Older", text="I measured the old loader."))
    new = bank.save(Story(title="Newer", text="I wrote the new loader."))
    app.open("rehearse")
    assert "I wrote the new loader." in app.html
    app.open("bank")
    app.at.button(key=f"rehearse-{old.id}").click()
    app.run()
    assert app.at.title[0].value == "Rehearse"
    assert "I measured the old loader." in app.html
    app.open("catalog").open("rehearse")
    assert "I measured the old loader." in app.html
    app.at.selectbox(key="w-rehearse-story").set_value(new.id)
    app.run()
    assert "I wrote the new loader." in app.html


def test_a_draft_on_the_desk_is_what_was_last_worked_on(app, models, bank):
    bank.save(Story(title="Other", text="I wrote it last."))
    app.open("draft").write(text=STORY, mode="free")
    app.click("Save")
    bank.save(Story(title="Later still", text="I measured it last."))
    app.write(text=STORY + " More.")
    app.open("rehearse")
    assert "900 card payments" in app.html
    assert "your draft of it holds changes since" in app.said


def test_the_parts_of_a_free_text_are_told_in_its_own_order(app, models, bank):
    bank.save(Story(text=STORY))
    app.open("rehearse")
    names = [line.split("</h2>")[0] for line in app.html.split("<h2>")[1:]]
    assert names[0] == "Situation"
    assert {"Task", "Action", "Result"} <= set(names)
    assert app.html.index("My director asked") < app.html.index("I traced a day")


def test_an_explanation_is_rehearsed_as_a_whole(app, models, bank):
    bank.save(Story(kind="explanation", concept="embeddings", audience="customer", text="It is like a map of words."))
    app.open("rehearse")
    assert "Explain embeddings to a customer." in app.html
    assert "Your explanation" in app.html
    assert "45 s to 1 min 30 s is advised" in app.html


@pytest.mark.parametrize("text", [
    "<script>alert(1)</script> **I rebuilt** <b>it</b>.", "قمت بقياس زمن الاستجابة", "\x00 a \u202e",
])
def test_odd_text_is_shown_as_text(app, models, bank, text):
    bank.save(Story(title=text, text=text))
    app.open("rehearse")
    for name in ("text", "keys", "start"):
        step(app, name)
        assert not app.at.error
        assert "<script>" not in app.html
        assert "<b>it" not in app.html


def test_a_story_without_words_is_told(app, models, bank):
    bank.save(Story(title="Nothing yet"))
    app.open("rehearse")
    assert "holds no words" in app.said or "has no text" in app.said
