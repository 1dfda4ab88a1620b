"""The Explain page: concept, listener, the steps of an explanation, and its measures."""

TEXT = (
    "Your campaigns cost about a fifth less with it. Imagine a good waiter who hears the whole order before walking off. "
    "The program reads the whole question in the same way, and a softmax over the logits picks the words that count. It does not guess "
    "when it is unsure; then a person answers. Customers get the right answer the first time, and nobody has to ask twice."
)


def explaining(app, **fields):
    app.open("explain")
    for name, value in fields.items():
        setattr(app.at.session_state["desk-explanation"], name, value)
    return app.run()


def test_a_concept_of_the_catalog_brings_its_ideas(app, models):
    explaining(app, concept="self-attention")
    assert "good host at a dinner table" in app.html
    assert "Misunderstandings to avoid" in app.html
    explaining(app, concept="my own thing")
    assert "The catalog has no entry for it" in app.html
    assert "dinner table" not in app.html


def test_the_steps_are_ticked_off_as_the_text_takes_them(app, models):
    explaining(app, text="The model gives each word a weight. " * 8)
    assert app.html.count("to tell:") == 3
    explaining(app, text=TEXT)
    assert app.html.count("told:") == 3


def test_one_switch_judges_the_same_text_for_another_listener(app, models):
    explaining(app, text=TEXT, audience="marketing VP")
    assert "A marketing VP would not know “" in app.html
    assert "level is mixed" in app.html
    app.at.button_group(key=f"w-audience-{app.at.session_state['desk-explanation'].doc}").set_value("customer")
    app.run()
    assert "A customer would not know “" in app.html
    assert app.at.session_state["desk-explanation"].text == TEXT


def test_the_catalog_lists_concepts_and_one_opens_in_explain(app, models):
    app.open("catalog")
    app.at.button_group(key="catalog-kind").set_value("concepts")
    app.run()
    app.at.text_input(key="catalog-search-concept").set_value("attention weight")
    app.run()
    assert "1 of " in app.said
    app.click("Explain it")
    assert app.at.session_state["desk-explanation"].concept == "attention mechanism"
    assert app.at.title[0].value == "Explain"
