"""Draft and Explain: the critique, saving, and that nothing typed is lost."""

import pytest
from app_driver import STORY, App

NASTY = "# *Bold* [link](https://example.com) $x^2$ :red[hot] :smile: <b onclick=alert(1)>x</b> <script>alert(2)</script>"


def free(app, text=STORY, **more):
    app.open("draft")
    return app.write(text=text, mode="free", **more)


def test_the_critique_stands_beside_the_text(app, models):
    free(app)
    assert "An effect without a figure" in app.html
    assert "“<span class=\"sc-quote\">much faster</span>”" in app.html
    assert "How the score comes about" in app.html
    assert "Questions it can serve" in app.html or "the nearest" in app.html


def test_scores_can_be_hidden_everywhere(app, models, bank):
    bank.load_examples()
    free(app)
    app.at.toggle[0].set_value(True)
    app.run()
    assert "sc-score" not in app.html
    assert "An effect without a figure" in app.html
    app.open("map")
    assert "of 100" not in app.html
    assert app.at.toggle[0].value is True


def test_guided_parts_are_critiqued_each_in_its_place(app, models):
    app.open("draft")
    app.write(parts={"situation": "Our fraud model was slow.", "action": "We moved the feature into Redis."})
    assert "“We” hides your part" in app.html


@pytest.mark.parametrize(("text", "said"), [
    ("…!?", ""),
    ("word " * 9000, "The draft has 45,000 characters"),
])
def test_bad_input_is_told_and_stays(app, models, text, said):
    free(app, text)
    assert said in app.said
    assert app.desk.text == text


@pytest.mark.parametrize("text", [
    "\x00\x07\u202eI measured\u200b it 🙂🙃 first.", "قمت بقياس زمن الاستجابة قبل أن أغير أي شيء في النظام",
])
def test_odd_characters_do_no_harm(app, models, text):
    free(app, text)
    assert not app.at.error
    assert app.desk.text == text


def test_another_language_is_said_and_not_judged(app, models):
    free(app, "Unser Modell war nach dem Umzug langsamer geworden, und ich habe die Ursache in der Warteschlange gefunden.")
    assert "Not in English" in app.html
    assert "could not judge this" in app.html


def test_an_unknown_prompt_offers_the_nearest_and_the_rest_is_judged(app, models):
    free(app, prompt="failure-projekt")
    assert "failure-project" in app.said
    assert "An effect without a figure" in app.html


def test_text_survives_a_page_change_and_a_new_session(app, models):
    free(app)
    app.click("Save")
    app.write(text=STORY + " And more.")
    app.open("catalog").open("draft")
    assert app.desk.text.endswith("And more.")
    later = App(app.home).open("draft")
    assert later.desk.text.endswith("And more.")
    assert "Unsaved changes" in later.said


def test_two_windows_never_overwrite_each_other(app, models):
    free(app)
    app.click("Save")
    other = App(app.home).open("draft")
    other.write(text="Another text altogether.")
    app.write(text=STORY + " Mine.")
    assert app.desk.text.endswith("Mine.")
    assert other.desk.text == "Another text altogether."


def test_saving_says_so_and_saving_again_updates(app, models, bank):
    free(app)
    assert "Not saved yet" in app.said
    app.click("Save")
    assert "Saved" in app.said
    app.write(text=STORY + " Later.")
    assert "Unsaved changes" in app.said
    app.click("Save")
    assert [s.text for s in bank.list()] == [STORY + " Later."]
    app.click("Save as new")
    assert bank.count() == 2


def test_new_leaves_an_unsaved_draft_among_the_unfinished(app, models):
    free(app)
    app.click("Save")
    app.write(text=STORY + " Unsaved.")
    app.click("New")
    assert app.desk.blank
    app.open("bank")
    assert any(h.value == "Unfinished" for h in app.at.header)
    app.click("Continue")
    assert app.desk.text.endswith("Unsaved.")


def test_a_free_text_is_taken_apart_on_demand_and_back(app, models):
    free(app)
    app.click("Move into the parts")
    assert app.desk.mode == "parts"
    assert "My director asked me" in app.desk.parts["task"]
    assert sorted(" ".join(app.desk.parts.values()).split()) == sorted(STORY.split())
    app.click("Undo")
    assert app.desk.text == STORY


def test_what_is_typed_is_shown_as_text_only(app, models, bank):
    free(app, NASTY + " We rebuilt <i>it</i>.", title=NASTY)
    app.click("Save")
    assert "<script>" not in app.html
    assert "<i>it" not in app.html
    app.open("bank")
    assert "<script>" not in app.html
    assert "&lt;script&gt;" in app.html
    for element in [*app.at.markdown, *app.at.success, *app.at.warning, *app.at.error]:
        assert "[link](" not in element.value


def test_an_explanation_is_judged_for_its_listener(app, models):
    app.open("explain")
    desk = app.at.session_state["desk-explanation"]
    desk.concept, desk.audience = "embeddings", "customer"
    desk.text = ("We feed the QKV tensors through a softmax and backpropagate the loss, and the embeddings then live in "
                 "a latent manifold whose geometry is learned by stochastic gradient descent over minibatches.")
    app.run()
    assert "The level is" in app.html
    assert "Nothing from everyday life" in app.html
    app.click("Save")
    assert "Saved" in app.said


def test_a_story_for_a_lay_listener_is_judged_for_terms(app, models):
    app.open("draft").write(mode="free", text=STORY.replace("one feature", "one embedding of a feature"))
    assert "would not know “embedding”" not in app.html
    app.at.selectbox(key=f"w-audience-{app.desk.doc}").set_value("executive")
    app.run()
    assert "An executive would not know “" in app.html
