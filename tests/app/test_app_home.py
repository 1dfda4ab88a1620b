"""Home: the first visit, and where the writer stands."""

import json
from dataclasses import replace

import pytest
from app_driver import STORY

from stories import Story, example_stories

NASTY = "# *Bold* [link](https://example.com) $x^2$ :red[hot] <b onclick=alert(1)>x</b> <script>alert(2)</script>"
WEAK = "We made the loader much faster, and the users were a lot happier. We also improved the pipeline significantly."

# A story that serves a few questions.
SERVES = next("\n\n".join(text for _, text in s.sections) for s in example_stories() if s.id == "example-search-latency")


def own(bank, title: str, text: str = STORY, **more) -> Story:
    return bank.save(Story(title=title, text=text, **more))


def groups(app) -> list[dict]:
    """What the strip of questions is drawn from."""
    found = [c.proto for c in app.at.get("bidi_component") if c.proto.component_name.endswith("coverage")]
    return json.loads(found[0].json)["groups"] if found else []


def labels(app) -> list[str]:
    return [b.label for b in app.at.button]


def rows(app) -> list[str]:
    """The rows of stories and explanations, in order."""
    return [e.proto.body for e in app.at.get("html") if 'class="sc-title"' in e.proto.body]


def test_home_is_the_default_page(app, models):
    app.run()
    assert app.at.title[0].value == "Home"


def test_the_first_visit_offers_three_ways_and_says_what_stays_here(app, models):
    app.open("home")
    assert labels(app) == ["Try it with an example", "Write my own", "Paste what I have"]
    assert "Everything stays on this machine" in app.said
    assert not rows(app)
    assert not groups(app)


def test_the_example_opens_with_its_critique(app, models, bank):
    app.open("home").click("Try it with an example")
    assert app.at.title[0].value == "Draft"
    assert app.desk.story == "example-churn-model"
    assert app.html.count("An effect without a figure") > 3
    assert bank.count() == len(example_stories())


def test_ones_own_begins_with_a_question_that_matters(app, models):
    app.open("home").click("Write my own")
    assert app.desk.prompt == "impact-ownership"
    assert "to cover:" in app.html
    assert app.desk.blank


def test_what_is_there_is_pasted_as_one_text(app, models):
    app.open("home").click("Paste what I have")
    assert app.desk.mode == "free"
    assert app.desk.prompt is None
    assert app.at.title[0].value == "Draft"


def test_with_the_examples_only_it_is_still_the_first_visit(app, models, bank):
    bank.load_examples()
    app.open("home")
    assert "Write my own" in labels(app)
    assert "Home begins to count with the first story of your own" in app.said
    assert not rows(app)


def test_an_unfinished_draft_waits_on_home(app, models, bank):
    app.open("draft").write(text="I was asked to make it faster.", mode="free")
    app.open("home")
    assert "Go on with “I was asked to make it faster.”" in app.html
    app.click("Continue")
    assert app.desk.text == "I was asked to make it faster."


def test_looking_at_home_takes_no_draft_from_another_window(app, models, bank):
    bank.put_working(None, "another window", "story", {"kind": "story", "text": "I measured it.", "mode": "free"})
    app.open("home")
    assert [w.owner for w in bank.list_working()] == ["another window"]


def test_after_the_first_save_home_shows_where_one_stands(app, models, bank):
    app.open("home").click("Paste what I have")
    app.write(text=SERVES).click("Save")
    app.open("home")
    served = [p for g in groups(app) for p in g["prompts"] if p["level"]]
    assert f"{len(served)} of 44 have a story of yours" in app.said
    assert served
    assert len(rows(app)) == 1
    assert "of 100" in rows(app)[0]
    assert any(label in ("Start this story", "Mend it") for label in labels(app))


def test_stories_stand_by_strength_with_their_remarks(app, models, bank):
    own(bank, "Weak", WEAK)
    own(bank, "Strong", SERVES)
    bank.save(Story(kind="explanation", title="Told", text=example_stories()[0].text, audience="marketing VP"))
    bank.load_examples()
    app.open("home")
    shown = rows(app)
    assert [next(t for t in ("Strong", "Weak", "Told") if f">{t}<" in row) for row in shown] == ["Strong", "Weak", "Told"]
    assert "would be marked down" in shown[1]
    assert "can serve" in shown[0]
    assert "level: " in shown[2]
    assert "Examples don't count." in app.said
    app.click("Open", 1)
    assert app.desk.title == "Weak"


def test_the_weakest_is_mended_in_one_click(app, models, bank):
    own(bank, "Weak", WEAK)
    own(bank, "Strong")
    app.open("home")
    app.click("Mend it")
    assert app.desk.title == "Weak"


def test_the_missing_story_starts_with_its_question(app, models, bank):
    own(bank, "Strong")
    app.open("home")
    app.click("Start this story")
    assert app.desk.prompt
    assert app.desk.blank


def test_scores_are_hidden_on_home(app, models, bank):
    own(bank, "Strong")
    app.open("home")
    assert "of 100" in app.html
    app.at.toggle[0].set_value(True)
    app.run()
    assert "of 100" not in app.html + app.said
    assert any(word in rows(app)[0] for word in ("strong", "fair", "weak"))


def test_while_the_models_load_all_that_was_read_before_shows(app, models, bank, monkeypatch):
    own(bank, "Known")
    app.open("home")
    known, = rows(app)
    own(bank, "New", WEAK)
    monkeypatch.setattr(models, "stage", 0)
    app.run()
    assert known in rows(app)
    assert "not read yet" in rows(app)[1]
    assert "1 entry of 2 to be read, as soon as the language models are loaded." in app.said
    assert "1 story is still to be read" in app.said
    assert "Start this story" not in labels(app)


def test_without_models_stories_are_listed_and_opened(app, models, bank, monkeypatch):
    own(bank, "New")
    monkeypatch.setattr(models, "stage", 1)
    monkeypatch.setattr(models, "error", "The encoder is missing.")
    app.open("home")
    assert "not read yet" in rows(app)[0]
    assert "The encoder is missing." in app.said
    app.click("Open")
    assert app.desk.title == "New"


def test_a_story_at_which_the_coach_fails_costs_no_other(app, models, bank, monkeypatch):
    from coach import bank as engine

    whole = engine.critique_reading

    def broken(draft, *, encode):
        if "much faster, and" in draft.text:
            raise ValueError("what somebody wrote")
        return whole(draft, encode=encode)

    monkeypatch.setattr(engine, "critique_reading", broken)
    own(bank, "Broken", WEAK)
    own(bank, "Strong")
    bank.save(Story(title="Blank"))
    app.open("home")
    assert [">Strong<" in rows(app)[0], len(rows(app))] == [True, 3]
    assert "The coach itself failed at this draft (ValueError)" in app.html
    assert "The record has no text" in app.html
    assert "what somebody wrote" not in app.html + app.said
    assert app.html.count("can&#x27;t be read") == 2
    assert "Start this story" in labels(app)


def test_what_people_typed_is_shown_as_text_only(app, models, bank):
    own(bank, NASTY)
    bank.put_working(None, "x", "story", {"kind": "story", "text": NASTY, "mode": "free"})
    bank.put_working(None, "x", "story", {"kind": "story", "text": NASTY + " more", "mode": "free"})
    app.open("home")
    assert "<script>" not in app.html
    assert "&lt;script&gt;" in app.html
    assert "<b onclick" not in app.html
    for element in [*app.at.markdown, *app.at.caption, *app.at.success, *app.at.warning]:
        assert "[link](" not in element.value


def test_nothing_is_read_twice(app, models, bank, monkeypatch):
    own(bank, "Strong")
    app.open("home")
    shown = rows(app)
    monkeypatch.setattr("coach.bank.critique_reading", None)
    app.run()
    del app.at.session_state["_shelf"]
    app.run()
    assert rows(app) == shown
    monkeypatch.undo()
    monkeypatch.setenv("STAR_COACH_HOME", str(app.home))
    bank.save(replace(bank.list()[0], text=WEAK))
    app.run()
    assert rows(app) != shown


def test_many_stories_are_read_in_slices_and_shown_in_part(app, models, bank, monkeypatch):
    monkeypatch.setattr("coach.web.home_view.SLICE", 0.05)
    for i in range(12):
        own(bank, f"Story {i}", f"I measured the loader first. Then I rewrote it in {i} steps.")
    app.open("home")
    assert len(rows(app)) == 8
    assert "not read yet" not in app.html
    app.click("Show 4 more")
    assert len(rows(app)) == 12


@pytest.mark.parametrize(("served", "page"), [(True, "Map"), (False, "Catalog")])
def test_a_question_leads_to_the_map_or_the_catalog(app, models, bank, monkeypatch, served, page):
    own(bank, "Strong", SERVES)
    app.open("home")
    id = next(p["id"] for g in groups(app) for p in g["prompts"] if bool(p["level"]) == served)
    monkeypatch.setattr("coach.web.home_coverage.show", lambda rows: next(r for r in rows if r.prompt.id == id))
    app.run()
    assert app.at.title[0].value == page
    if served:
        assert app.at.session_state["map-prompt"] == id
    else:
        assert "1 of 44 questions" in app.said
        assert not app.at.warning
