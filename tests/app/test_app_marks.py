"""The marks that the editors are given: findings by part, their fixes, blanks, and what comes while nothing is loaded."""

from coach.critic import critique_reading
from coach.draft import Draft
from coach.fixes import Fix, all_fixes
from coach.web import review
from coach.web.desk import Desk
from coach.web.models import MODELS
from coach.web.review import Review, early_marks, marks

PARTS = {"situation": "The 🎉 SRM (sample ratio mismatch) warning came.", "action": "So, um, we rebuilt the loader.",
         "result": "It was much faster, from ___ to 8. The SRM warning came to anna.berg@example.com."}


def test_fixes_count_from_the_begin_of_their_part(encode):
    report, reading, matches = critique_reading(Draft.from_sections(PARTS), encode=encode)
    found = Review(report, matches, (), all_fixes(report, reading))
    spans = {s["name"]: (s["start"], s["end"]) for s in report.sections}
    action = {m.check: m for m in marks(found, *spans["action"])}
    text = PARTS["action"]
    assert {text[m.start:m.end] for m in action.values()} == {"um", "we rebuilt"}
    assert action["filler"].fixes == (Fix("Delete “um”", 2, 7, ""),)
    [me] = action["we-action"].fixes
    assert text[:me.start] + me.insert + text[me.end:] == "So, um, I rebuilt the loader."
    blank = next(m for m in marks(found, *spans["result"]) if m.check == "blank")
    assert PARTS["result"][blank.start:blank.end] == "___"
    assert blank.severity == "advice"


def test_early_marks_know_the_other_parts(monkeypatch):
    monkeypatch.setattr(MODELS, "stage", 0)
    d = Desk("story", parts=PARTS)
    quotes = {name: [PARTS[name][m.start:m.end] for m in early_marks(d, name)] for name in PARTS}
    assert quotes == {"situation": [], "action": ["um"], "result": ["anna.berg@example.com", "___"]}
    assert early_marks(d, "task") == []
    assert early_marks(Desk("story", mode="free", text="So, um, I went."), "text")[0].check == "filler"
    assert early_marks(Desk("story"), "action") is None


def test_early_marks_end_where_the_grammar_is_loaded(monkeypatch):
    monkeypatch.setattr(MODELS, "stage", 1)
    monkeypatch.setattr(review, "skim", lambda draft: 1 / 0)
    assert early_marks(Desk("story", parts=PARTS), "action") is None


def test_the_page_shows_early_marks(app, monkeypatch):
    monkeypatch.setattr(MODELS, "stage", 0)
    seen = {}
    monkeypatch.setattr("coach.web.draft_view.editor", lambda key, text, marks, **more: seen.update({key: marks}) or text)
    app.open().write(mode="free", text="So, um, I went.")
    assert [m.check for m in seen[f"{app.desk.doc}-text"]] == ["filler"]
