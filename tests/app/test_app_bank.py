"""Story bank, Map and Catalog."""

from stories import Story, dump_csv, dump_json, dump_jsonl, dump_markdown


def test_examples_come_and_go_in_one_step(app, models, bank):
    app.open("bank").click("Load the examples")
    assert bank.count() == 4
    assert app.html.count(">Example<") == 4
    app.click("Remove the examples")
    assert bank.count() == 0


def test_delete_can_be_undone(app, models, bank):
    bank.load_examples()
    app.open("bank").click("Delete")
    assert bank.count() == 3
    app.click("Undo")
    assert bank.count() == 4
    assert "The story is back." in app.said


def test_search_and_kind(app, models, bank):
    bank.load_examples()
    app.open("bank")
    app.at.text_input(key="bank-search").set_value("bread forecast")
    app.run()
    assert app.said.count("of 4 entries") == 1
    app.at.text_input(key="bank-search").set_value("no such words at all")
    app.run()
    assert "Nothing holds all of these words" in app.said


def test_open_puts_a_story_on_the_desk(app, models, bank):
    bank.load_examples()
    app.open("bank")
    story = next(s for s in bank.list() if s.kind == "story")
    app.at.button(key=f"open-{story.id}").click()
    app.run()
    assert app.desk.story == story.id


def test_a_broken_line_costs_that_line_alone(app, models, bank):
    app.open("bank")
    lines = b'{"kind": "story", "text": "I measured it first."}\n{"kind": \n{"kind": "poem", "text": "x"}\n'
    app.at.file_uploader[0].set_value([("mine.jsonl", lines, "application/jsonl")])
    app.run()
    assert "1 story imported." in app.said
    assert "Line 2 is left out" in app.said
    assert "Line 3 is left out" in app.said
    assert bank.count() == 1


def test_a_file_that_is_no_text_is_refused_in_one_sentence(app, models, bank):
    app.open("bank")
    app.at.file_uploader[0].set_value([("mine.md", b"\xff\xfe\x00bad", "text/markdown")])
    app.run()
    assert "is not UTF-8 text" in app.said
    assert bank.count() == 0


def test_what_is_exported_can_be_imported(app, models, bank):
    bank.load_examples()
    app.open("bank")
    files = {name: dump(bank.list()).encode() for name, dump in (
        ("stories.jsonl", dump_jsonl), ("stories.json", dump_json), ("stories.csv", dump_csv), ("stories.md", dump_markdown))}
    for name, file in files.items():
        bank.remove_examples()
        app.at.file_uploader[0].set_value([(name, file, "text/plain")])
        app.run()
        assert bank.count() == 4, name


def test_the_map_shows_each_story_under_its_prompts(app, models, bank):
    bank.load_examples()
    app.open("map")
    assert "questions have a story that can serve them" in app.said
    assert app.at.get("arrow_vega_lite_chart") or app.at.get("vega_lite_chart")
    assert {h.value for h in app.at.header} >= {"Best questions for this story", "Best stories for this question",
                                                "Why", "A plan for the interview", "Questions without a story"}
    assert "Covered." in app.html or "The interviewer will ask" in app.html
    app.at.segmented_control(key="map-view").set_value("Table")
    app.run()
    assert len(app.at.dataframe[0].value) == 44


def test_a_bank_of_many_stories_is_charted_in_part_and_tabled_whole(app, models, bank):
    for i in range(33):
        bank.save(Story(title="Same title", text=f"I measured the loader first. Then I rewrote it in {i} steps."))
    app.open("map")
    assert "The 30 stories that serve most" in app.said
    app.at.segmented_control(key="map-view").set_value("Table")
    app.run()
    table = app.at.dataframe[0].value
    assert table.shape == (33, 45)
    assert table["Story"].is_unique


def test_the_plan_is_for_the_questions_that_the_writer_expects(app, models, bank):
    bank.load_examples()
    app.open("map")
    app.at.multiselect(key="plan-for").set_value(["growth", "failure-pull-plug"])
    app.run()
    assert "of 6, the most important first" in app.said
    assert "would do for all of these" in app.html


def test_the_map_is_not_computed_anew_by_another_session(app, models, bank, monkeypatch):
    bank.load_examples()
    app.open("map")
    monkeypatch.setattr("coach.bank.critique_reading", None)
    app.at.session_state["_mapped"] = (None, [])
    app.run()
    assert "questions have a story that can serve them" in app.said


def test_a_question_of_ones_own_finds_prompts_and_stories(app, models, bank):
    bank.load_examples()
    app.open("map")
    app.at.text_input(key="map-question").set_value("When did a deployed model of yours break, and what did you do?")
    app.run()
    assert "It is nearest to" in app.html
    assert "Stories to tell" in app.html


def test_a_gap_opens_draft_with_its_prompt(app, models, bank):
    app.open("map")
    app.click("Start this story")
    assert app.desk.prompt
    assert "to cover:" in app.html


def test_the_catalog_is_searched_in_every_field(app, models):
    app.open("catalog")
    app.at.text_input(key="catalog-search-question").set_value("sunk cost")
    app.run()
    assert "1 of 44" in app.said or "2 of 44" in app.said
    app.click("Draft an answer")
    assert app.desk.prompt
