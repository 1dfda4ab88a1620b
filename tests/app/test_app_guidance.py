"""Draft guides while one writes: questions to remember by, what to aim at, the next step, and a text taken apart."""

import pytest
from app_driver import STORY, App

from coach.checks import find_check
from coach.critic import critique
from prompts import memory_questions

ASIDE = "Anyway, that is roughly how it went."


def select(app, label):
    found = [s for s in app.at.selectbox if s.label.startswith(label)]
    assert len(found) == 1, [s.label for s in app.at.selectbox]
    return found[0]


def choose(app, label, value):
    select(app, label).select(value)
    return app.run()


def remembered(app, part, group=None):
    """Those questions for the part that the page shows."""
    return [q for q in memory_questions(part, group) if q in app.html.replace("&#x27;", "'")]


@pytest.fixture
def ramble(app, models):
    app.open("draft")
    return app.write(text=f"{STORY} {ASIDE}", mode="free")


def test_an_empty_part_asks_what_helps_to_remember_and_a_full_one_does_not(app, models):
    app.open("draft")
    first = remembered(app, "task")
    assert first == list(memory_questions("task")[:2])
    app.click("Other questions for the task")
    assert remembered(app, "task") == list(memory_questions("task")[2:4])
    assert remembered(app, "situation") == list(memory_questions("situation")[:2])
    app.write(parts={"task": "I was asked to halve the late share."})
    assert remembered(app, "task") == []
    assert "Other questions for the task" not in [b.label for b in app.at.button]
    assert remembered(app, "result") != []


def test_the_questions_come_round_again(app, models):
    app.open("draft")
    number = len(memory_questions("reflection"))
    seen = set()
    for _ in range(number):
        seen.update(remembered(app, "reflection"))
        app.click("Other questions for the reflection")
    assert seen == set(memory_questions("reflection"))
    assert len(remembered(app, "reflection")) == 2


def test_the_questions_fit_the_chosen_prompt(app, models):
    app.open("draft")
    app.write(prompt="pressure-incident")
    assert remembered(app, "action", "pressure") == list(memory_questions("action", "pressure")[:2])
    assert remembered(app, "action", "pressure") != list(memory_questions("action")[:2])
    app.write(prompt="pressure-incidents")
    assert remembered(app, "action") == list(memory_questions("action")[:2])


def test_each_part_says_how_much_of_it_there_is_and_what_to_aim_at(app, models):
    app.open("draft")
    app.write(parts={"action": "word " * 38})
    assert "38 of about 160 words; 15 of 64 s" in app.html
    choose(app, "Level", "senior")
    choose(app, "Length", 180)
    assert "38 of about 245 words; 15 of 97 s" in app.html
    assert "0 of about 40 words; 0 of 16 s" in app.html
    assert "Senior: set the scene in a sentence or two." in app.html


def test_level_and_length_stay_over_pages_documents_and_sessions(app, models):
    app.open("draft")
    choose(app, "Level", "staff")
    choose(app, "Length", 60)
    app.write(parts={"action": "I moved the feature into Redis."})
    app.open("catalog").open("draft")
    assert (app.desk.level, app.desk.seconds) == ("staff", 60)
    app.click("New")
    assert app.desk.blank
    assert (app.desk.level, app.desk.seconds) == ("staff", 60)
    app.write(parts={"action": "I moved it."})
    later = App(app.home).open("draft")
    assert (later.desk.level, later.desk.seconds) == ("staff", 60)


def test_a_level_that_is_no_longer_offered_becomes_the_usual_one(app, models):
    app.open("draft")
    app.write(level="wizard", seconds=7, parts={"action": "I moved it."})
    assert "of about 160 words" in app.html
    assert not app.at.error


def test_the_panel_frames_what_is_advised_for_the_level_and_length(app, models):
    app.open("draft")
    app.write(text=STORY, mode="free")
    assert "1 min 30 s to 2 min 30 s is advised" in app.html
    assert "of the words; 7 to 17% is advised" in app.html
    choose(app, "Level", "staff")
    choose(app, "Length", 60)
    assert "45 s to 1 min 15 s is advised" in app.html
    assert "of the words; 2 to 12% is advised" in app.html


def test_the_next_step_is_one_line_that_agrees_with_the_findings(app, models):
    app.open("draft")
    app.write(text=STORY, mode="free")
    assert "First: give “much faster” a figure; it costs the most (about 17 points)." in app.html
    assert app.html.count("First: ") == 1
    assert app.html.index("First: ") < app.html.index("How the score comes about")
    app.write(text=STORY.replace("the service was much faster", "the late share fell from 20% to 1.4%"))
    assert "much faster" not in app.html
    app.at.toggle[0].set_value(True)
    app.write(text=STORY)
    assert "First: give “much faster” a figure; it costs the most." in app.html
    assert "point" not in app.html.split("First: ")[1].split("</p>")[0]


def test_the_next_step_leads_to_its_words_or_to_its_part(app, models):
    app.open("draft")
    app.write(text=f"🎉 {STORY}", mode="free")
    app.click("Go to it")
    asked = app.at.session_state["_goto"]
    assert asked["editor"] == f"{app.desk.doc}-text"
    assert asked["words"] == "much faster"
    assert asked["start"] == f"🎉 {STORY}".index("much faster") + 1, "counted as JavaScript does"
    app.click("Move into the parts")
    app.click("Go to it")
    assert app.at.session_state["_goto"]["editor"] == f"{app.desk.doc}-result"
    assert app.desk.parts["result"][app.at.session_state["_goto"]["start"]:].startswith("much faster")
    app.write(parts={k: v for k, v in app.desk.parts.items() if k != "result"})
    assert "First: tell the result;" in app.html
    app.click("Go to it")
    assert app.at.session_state["_goto"]["editor"] == f"{app.desk.doc}-result"
    assert app.at.session_state["_goto"]["words"] == ""


def test_an_explanation_has_a_next_step_too_and_no_parts(app, models):
    app.open("explain")
    desk = app.at.session_state["desk-explanation"]
    example = find_check("no-business-outcome").text.flags[0]
    desk.audience, desk.text = example.audience, example.text
    app.run()
    assert "First: say what it changes for the listener; it would be marked down." in app.html
    assert "45 s to 1 min 30 s is advised" in app.html
    assert not [s for s in app.at.selectbox if s.label == "Level"]
    app.click("Go to it")
    assert app.at.session_state["_goto"]["editor"] == f"{desk.doc}-text"


def test_every_sentence_is_shown_with_its_part_and_those_outside_are_left_out(ramble):
    places = [s for s in ramble.at.selectbox if s.label.startswith("Part of: ")]
    read = critique(ramble.desk.text).sentences
    assert [s.value for s in places] == [s["component"] for s in read]
    assert places[0].value == "situation"
    assert places[-1].value == "other"
    assert "left out 1." in ramble.html
    doubtful = [s["confidence"] < 0.8 for s in read]
    assert [s.label.endswith("(unsure)") for s in places] == doubtful
    assert ramble.html.count('<span class="sc-tag">unsure</span>') == sum(doubtful) > 0
    ramble.click("Move into the parts")
    assert ramble.desk.left == [ASIDE]
    assert "1 sentence left out; see below." in ramble.html
    assert ASIDE not in " ".join(ramble.desk.parts.values())
    assert ASIDE in ramble.html
    ramble.click("Undo")
    assert ramble.desk.text == f"{STORY} {ASIDE}"
    assert (ramble.desk.mode, ramble.desk.parts, ramble.desk.left) == ("free", {}, [])


def test_a_sentence_is_moved_to_another_part_and_the_choice_outlives_edits_and_undo(ramble):
    choose(ramble, "Part of: We moved that feature", "result")
    choose(ramble, "Part of: After the rollout", "result")
    choose(ramble, f"Part of: {ASIDE}", "reflection")
    ramble.write(text=ramble.desk.text.replace("We moved that feature into Redis", "We then moved that feature into Redis"))
    assert select(ramble, "Part of: We then moved that feature").value == "result"
    ramble.open("catalog").open("draft")
    assert select(ramble, "Part of: We then moved that feature").value == "result"
    whole = ramble.desk.text
    ramble.click("Move into the parts")
    assert ramble.desk.parts["result"] == "We then moved that feature into Redis. After the rollout the service was much faster."
    assert ramble.desk.parts["reflection"].endswith(f"from the first day now. {ASIDE}")
    assert ramble.desk.left == []
    assert sorted(" ".join(ramble.desk.parts.values()).split()) == sorted(whole.split())
    ramble.click("Undo")
    assert ramble.desk.text == whole
    assert select(ramble, "Part of: We then moved that feature").value == "result"
    ramble.click("As the coach reads them")
    assert select(ramble, "Part of: We then moved that feature").value == "action"


def test_choices_and_what_was_left_out_survive_a_new_session(ramble):
    choose(ramble, "Part of: We moved that feature", "result")
    later = App(ramble.home).open("draft")
    assert select(later, "Part of: We moved that feature").value == "result"
    later.click("Move into the parts")
    later.click("Save")
    again = App(ramble.home).open("draft")
    assert again.desk.left == [ASIDE]
    assert ASIDE in again.html
    again.click("Undo")
    assert again.desk.text == f"{STORY} {ASIDE}"


def test_what_was_left_out_waits_among_the_unfinished_when_another_draft_is_begun(ramble):
    ramble.click("Move into the parts")
    ramble.click("Save")
    ramble.click("New")
    assert ramble.desk.blank
    assert ramble.desk.left == []
    ramble.open("bank")
    ramble.click("Continue")
    assert ramble.desk.left == [ASIDE]


def test_what_was_left_out_can_be_put_into_a_part_or_dropped_and_undone(ramble):
    ramble.click("Move into the parts")
    ramble.click("Drop these sentences")
    assert ramble.desk.left == []
    assert "1 sentence dropped." in ramble.said
    next(b for b in ramble.at.button if b.label == "Undo" and b.key.startswith("note-")).click()
    ramble.run()
    assert ramble.desk.left == [ASIDE]
    before = ramble.desk.parts["reflection"]
    choose(ramble, "Put at the end of a part: Anyway", "reflection")
    assert ramble.desk.parts["reflection"] == f"{before} {ASIDE}"
    assert ramble.desk.left == []
    ramble.click("Undo")
    assert ramble.desk.text == f"{STORY} {ASIDE}"


def test_undo_is_offered_only_while_the_parts_are_as_they_were_made(ramble):
    ramble.click("Move into the parts")
    made = dict(ramble.desk.parts)
    ramble.write(parts={**made, "task": made["task"] + " In earnest."})
    assert "Undo" not in [b.label for b in ramble.at.button]
    assert ASIDE in ramble.html
    ramble.write(parts=made)
    assert "Undo" in [b.label for b in ramble.at.button]


def test_going_back_to_free_text_gives_the_text_as_it_was_or_the_parts_as_they_are(ramble):
    whole = ramble.desk.text
    ramble.click("Move into the parts")
    mode = ramble.at.get("button_group")[0]
    mode.set_value("free")
    ramble.run()
    assert ramble.desk.text == whole
    ramble.click("Move into the parts")
    ramble.write(parts={**ramble.desk.parts, "task": "I was asked to mend it."})
    ramble.at.get("button_group")[0].set_value("free")
    ramble.run()
    assert "I was asked to mend it." in ramble.desk.text
    assert ramble.desk.left == [ASIDE]


def test_a_text_that_changed_in_the_moment_of_moving_is_not_moved(ramble):
    held = ramble.at.session_state["_editors"][f"{ramble.desk.doc}-text"]
    typed = held.text + " One more."
    next(b for b in ramble.at.button if b.label == "Move into the parts").click()
    held.text = typed
    ramble.run()
    assert ramble.desk.mode == "free"
    assert ramble.desk.text == typed
    assert "has changed in that moment" in ramble.said


def test_a_text_all_of_which_is_left_out_is_not_moved(app, models):
    app.open("draft")
    app.write(text="Anyway.", mode="free", choices=[["Anyway.", 0, "other"]])
    assert next(b for b in app.at.button if b.label == "Move into the parts").disabled


def test_a_sentence_is_shown_as_text_only(app, models):
    app.open("draft")
    app.write(text="We rebuilt <img src=x onerror=alert(1)> the [loader](https://example.com) :smile:. I <b>measured</b> it.",
              mode="free")
    assert "<img" not in app.html
    assert "<b>measured" not in app.html
    for place in app.at.selectbox:
        assert "](" not in place.label
        assert ":smile:" not in place.label
