"""Versions: two saves of a story or an explanation side by side, and the way back."""

import re
from dataclasses import replace
from html import unescape

import pytest
from app_driver import STORY

from coach.web import versions_view
from stories import Story

BETTER = STORY.replace("After the rollout the service was much faster.",
                       "After the rollout the late share fell from 20% to 1.4%.")
LOOSE = ("We feed the QKV tensors through a softmax and backpropagate the loss, and the embeddings then live in a latent "
         "manifold whose geometry is learned by stochastic gradient descent over minibatches of the training corpus. The "
         "cosine between two of them is the similarity. We then quantise the index.")
PLAIN = ("Think of a librarian who puts books that readers borrow together on the same shelf. The computer does that with "
         "words, so that the search on your site finds shoes when a customer types sneakers, and fewer of them leave "
         "without buying. You will see more sales from the same visitors.")


def saved(bank, *texts, **more):
    """A story of which each of the texts was saved once."""
    for text in texts:
        story = bank.save(Story(id="s1", title="Fraud", text=text, **more))
    return story


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", unescape( html.replace('<span class="sc-said">', "<span>"))))


def sides(app):
    return [app.at.selectbox(key=box.key).value for box in app.at.selectbox if box.label in ("Before", "After")]


def choose(app, place, number):
    next(box for box in app.at.selectbox if box.label == place).set_value(number)
    return app.run()


def test_a_mended_sentence_is_marked_and_its_remark_is_gone(app, models, bank):
    saved(bank, STORY, BETTER)
    app.open("versions")
    assert sides(app) == [1, 2]
    gone, new = re.findall(r"<del>(.*?)</del>|<ins>(.*?)</ins>", app.html)[:2]
    assert "service was much faster" in gone[0]
    assert "late share fell from 20% to 1.4%" in new[1]
    told = words(app.html)
    assert re.search(r"✓ Gone \(\d+\).*An effect without a figure.*“much faster”.*● Still there", told)
    before, after, step = (re.search(r"Score, of 100 (\d+) (\d+) \+(\d+)", told)).groups()
    assert int(after) - int(before) == int(step) > 0
    assert "Actions of your own" in told
    assert "Missing parts" in told
    assert "Version 1 Version 2" in told
    assert len(app.at.get("vega_lite_chart") + app.at.get("arrow_vega_lite_chart")) == 2


def test_scores_are_hidden_here_too(app, models, bank):
    saved(bank, STORY, BETTER)
    app.open("versions")
    app.at.toggle[0].set_value(True)
    app.run()
    assert "Score" not in app.html
    assert "✓ Gone" in app.html
    assert len(app.at.get("vega_lite_chart") + app.at.get("arrow_vega_lite_chart")) == 1


def test_parts_are_compared_each_under_its_name(app, models, bank):
    parts = {"situation": "Our fraud model was slow.", "action": "We moved the feature into Redis."}
    first = bank.save(Story(id="p", title="T", sections=tuple(parts.items()), prompt="impact-performance"))
    bank.save(replace(first, sections=(*first.sections[:1], ("action", "I moved it."), ("result", "It took 8 ms.")), prompt=None))
    app.open("versions")
    told = words(app.html)
    assert "Situation: the same in both" in told
    assert re.search(r"Question .*Action .*\[removed: We.* .*\[added: I.*Result .*Nothing.*\[added: It took 8 ms\.", told)


def test_guided_and_free_are_compared_as_whole_texts(app, models, bank):
    bank.save(Story(id="p", sections=(("situation", "It was slow."), ("action", "I mended it."))))
    bank.save(Story(id="p", text="It was slow.\n\nI mended it."))
    app.open("versions")
    assert "the whole texts are compared" in app.said
    assert "The text: the same in both" in app.html


def test_explanations_move_in_what_their_listener_can_follow(app, models, bank):
    for text in (LOOSE, PLAIN):
        bank.save(Story(id="e", kind="explanation", title="Embeddings", text=text, audience="customer", concept="embeddings"))
    app.open("versions")
    told = words(app.html)
    assert re.search(r"Terms not explained [1-9]\d* 0 −", told)
    assert "Likeness from everyday life none yet there is one changed" in told
    assert "What changes for the listener not said yet said changed" in told
    assert re.search(r"Level (technical|mixed) lay changed", told)
    assert re.search(r"A term that the listener doesn't know .*“softmax”, “backpropagate”", told)
    assert "Score" not in told
    assert re.search(r"✓ Gone .*Nothing from everyday life", told)


def test_an_old_version_comes_back_and_can_be_undone(app, models, bank):
    saved(bank, STORY, BETTER)
    app.open("bank").click("Open")
    app.write(text=BETTER + " And unsaved.")
    app.open("versions")
    app.click("Bring this version back")
    assert app.desk.text == STORY
    assert app.desk.story == "s1"
    assert "Unsaved changes, kept as a draft" in app.said
    assert "waits under “Unfinished”" in app.said
    app.click("Undo")
    assert app.desk.text == BETTER + " And unsaved."
    assert [w.payload["text"] for w in bank.list_working()] == [BETTER + " And unsaved."]
    app.open("versions").click("Bring this version back")
    app.click("Save")
    assert [v.story.text for v in bank.versions("s1")] == [STORY, BETTER, STORY]
    app.open("bank")
    app.click("Continue")
    assert app.desk.text == BETTER + " And unsaved."


def test_undoing_late_keeps_what_was_written_since(app, models, bank):
    saved(bank, STORY, BETTER)
    app.open("versions").click("Bring this version back")
    app.desk.text = STORY + " Since then."
    app.click("Undo")
    assert app.desk.blank
    assert "waits under “Unfinished”" in app.said
    assert [w.payload["text"] for w in bank.list_working()] == [STORY + " Since then."]


def test_a_text_that_cannot_be_kept_is_not_replaced(app, models, bank, monkeypatch):
    saved(bank, STORY, BETTER)
    bank.close()
    monkeypatch.setattr("os.access", lambda *args, **kwargs: False)
    app.open("draft").write(text="I measured it first.", mode="free")
    app.open("versions").click("Bring this version back")
    assert "save it first" in app.said
    assert app.desk.text == "I measured it first."


def test_the_text_on_the_desk_can_be_compared(app, models, bank):
    saved(bank, STORY)
    app.open("versions")
    assert "one version so far" in app.said
    app.click("Open in Draft")
    assert app.desk.story == "s1"
    app.write(text=BETTER)
    app.open("versions")
    assert sides(app) == [1, versions_view.NOW]
    assert "Now, unsaved" in app.html
    app.click("Go on writing")
    assert app.desk.text == BETTER
    app.click("Save")
    app.open("versions")
    assert sides(app) == [1, 2]


def test_the_story_on_the_desk_is_the_one_shown(app, models, bank):
    saved(bank, STORY, BETTER)
    for text in ("Other.", "Other, too."):
        bank.save(Story(id="other", title="Other", text=text))
    app.open("versions")
    assert app.at.selectbox[0].value == "other", "the one saved last"
    app.open("bank")
    app.at.button(key="open-s1").click()
    app.run()
    link = app.at.get("page_link")[0].proto
    assert link.label == "Saved 2 times · compare versions"
    app.open("versions")
    assert app.at.selectbox[0].value == "s1"
    app.at.selectbox[0].set_value("other")
    app.run()
    assert "Other" in app.html
    app.open("catalog").open("versions")
    assert app.at.selectbox[0].value == "other"
    app.open("draft").open("versions")
    assert app.at.selectbox[0].value == "s1"
    assert "much faster" in app.html
    assert not app.at.error


def test_the_way_to_versions_shows_once_something_is_saved(app, models, bank):
    app.open("draft").write(text=STORY, mode="free")
    assert not app.at.get("page_link")
    app.click("Save")
    assert app.at.get("page_link")[0].proto.label == "Saved once · compare versions"
    bank.delete(app.desk.story)
    bank.purge()
    app.run()
    assert not app.at.get("page_link")


def test_a_hundred_versions_are_read_in_part_and_once(app, models, bank, monkeypatch):
    saved(bank, *(f"I measured step {n} of the loader first." for n in range(100)))
    read = []
    from coach.web import review

    real = review.critique_reading
    monkeypatch.setattr(review, "critique_reading", lambda draft, **more: read.append(draft) or real(draft, **more))
    app.open("versions")
    assert "The last 30 of 100 versions." in app.said
    assert len(read) == 30
    choose(app, "Before", 1)
    assert sides(app) == [1, 100]
    assert len(read) == 31
    app.open("catalog").open("versions")
    assert sides(app) == [1, 100]
    assert len(read) == 31


def test_the_same_version_twice_says_what_to_do(app, models, bank):
    saved(bank, STORY, BETTER)
    app.open("versions")
    choose(app, "Before", 2)
    assert "Choose two different versions" in app.said


@pytest.mark.parametrize("text", ["…!?", "word " * 9000])
def test_a_version_that_cannot_be_judged_is_told_and_the_rest_is_shown(app, models, bank, text):
    saved(bank, STORY, text, BETTER)
    app.open("versions")
    assert "can't be judged" in app.said
    assert "<ins>" in app.html
    assert "not judged" in app.html
    assert not app.at.error


def test_odd_dates_unknown_questions_and_markup_do_no_harm(app, models, bank):
    nasty = "<script>alert(1)</script> [link](https://a.b) $x$ :smile: We rebuilt <i>it</i>."
    bank.save(Story(id="x", title=nasty, text=nasty, prompt="no-such-prompt", updated="last <b>week</b>"), touch=False)
    bank.save(Story(id="x", title="T", text=nasty + " 🙂\ud83d\ude42".encode("utf-16", "surrogatepass").decode("utf-16"),
                    prompt=nasty))
    app.open("versions")
    assert "<script>" not in app.html
    assert "<i>it" not in app.html
    assert "no-such-prompt" in app.html
    assert "● Still there (1)" in app.html


def test_what_the_models_must_read_waits_for_them(app, models, bank, monkeypatch):
    saved(bank, STORY, BETTER)
    monkeypatch.setattr(models, "stage", 1)
    app.open("versions")
    assert "when the language models are loaded" in app.said
    assert "<del>" in app.html
    assert "Measures" not in app.html


@pytest.mark.parametrize(("saved", "shown"), [
    ("2025-03-02T03:04:05.000006+00:00", "2 Mar 2025, 03:04 UTC"), ("2025-03-02T03:04:05+02:00", "2 Mar 2025, 01:04 UTC"),
    ("2001", "2001"), ("", ""), ("last week, on a rainy day", "last week, on a "),
])
def test_times_are_told_plainly(saved, shown):
    assert versions_view.when(saved) == shown
