import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import coach
from coach.checks import CHECKS
from coach.cli import main
from prompts import load_prompts
from stories import Story, open_store

ROOT = Path(coach.__file__).parent.parent
EXAMPLES = ROOT / "stories" / "examples"
PROMPTS = [p.id for p in load_prompts()]
FLAWED = "After my change the loader was much faster."
GERMAN = "Unser Modell war nach dem Umzug langsamer geworden, und ich habe die Ursache gefunden."
CLEAN = "I moved the decoding in front of the shuffle, and the loader took 8 ms where it had taken 35."


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("STAR_COACH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "90")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def call(capsys, monkeypatch):
    """Run a call in this process: (exit status, standard output, standard error)."""

    def call(*argv, stdin=None):
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        capsys.readouterr()
        status = main([str(a) for a in argv])
        return status, *capsys.readouterr()

    return call


def run(*argv, env=(), **options):
    env = {**os.environ, "PYTHONPATH": str(ROOT), **dict(env)}
    return subprocess.run(
        [sys.executable, "-m", "coach", *map(str, argv)], env=env, capture_output=True, **options
    )


def jsonl(*records):
    return "".join(json.dumps(r) + "\n" for r in records)


def lines(out):
    return [json.loads(line) for line in out.splitlines()]


def refused(result, *words):
    """Exit status 2, and one line on standard error that holds the words."""
    status, _, err = result
    assert status == 2
    assert err.startswith("star-coach: ")
    assert err.count("\n") == 1
    for word in words:
        assert word in err


# Help and usage

STORY_CALLS = ("list", "show", "versions", "import", "export", "delete", "restore", "examples")
CALLS = [
    (),
    ("app",),
    ("critique",),
    ("match",),
    ("prompts",),
    ("checks",),
    ("stories",),
    ("evaluate",),
    *(("stories", name) for name in STORY_CALLS),
]


@pytest.mark.parametrize("argv", CALLS)
def test_every_call_has_help(call, argv):
    status, out, err = call(*argv, "--help")
    assert (status, err) == (0, "")
    assert out.startswith(f"usage: star-coach {' '.join(argv)}".rstrip())


@pytest.mark.parametrize("argv", [["--help"], ["prompts"], ["stories", "list"], ["match", "--help"]])
def test_help_catalog_and_bank_load_no_model(argv):
    code = (
        "import sys; from coach.cli import main; main(sys.argv[1:]); "
        "print(*{'torch', 'spacy', 'streamlit', 'pandas', 'numpy'} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *argv],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr.splitlines()[-1] == ""


def test_version(call):
    assert call("--version")[1].startswith("star-coach ")


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        ([], ["CALL", "--help"]),
        (["critic"], ["invalid choice", "critique"]),
        (["critique", "--formt", "json"], ["--formt"]),
        (["critique", "--format", "jsn"], ["There is no format 'jsn'", "'json'"]),
        (["critique", "--kind", "storry"], ["did you mean 'story'"]),
        (["critique", "--audience", "marketing VIP"], ["did you mean 'marketing VP'"]),
        (["critique", "--prompt", "failure-projekt"], ["did you mean 'failure-project'"]),
        (["match", "--prompt", "failure-projekt"], ["did you mean 'failure-project'"]),
        (["match", "--prompt", "failure-project", "--question", "Why?"], ["give one of them"]),
        (["match", "--questions", "q.jsonl", "a.txt"], ["stands alone"]),
        (["match", "--question", " ?"], ["no words"]),
        (["match", "--plan", "--prompt", "failure-project"], ["--plan is for the whole list"]),
        (["match", "--for", "failure"], ["give --plan as well"]),
        (["match", "--plan", "--for", "failur"], ["did you mean 'failure'"]),
        (["match", "--questions", "missing.jsonl"], ["There is no file 'missing.jsonl'"]),
        (["prompts", "failure-projekt"], ["did you mean 'failure-project'"]),
        (["checks", "vague-clam"], ["did you mean 'vague-claim'"]),
        (["stories", "show", "nope"], ["nope"]),
        (["stories", "versions", "nope"], ["nope"]),
        (["app", "--port", "http"], ["65535"]),
        (["evaluate"], ["FILE"]),
    ],
)
def test_usage_faults_are_one_line(call, argv, words):
    refused(call(*argv), *words)


def test_app_is_served_on_this_machine_only(call, monkeypatch):
    served = []
    serve = ModuleType("coach.web.serve")
    serve.main = lambda **options: served.append(options)
    monkeypatch.setitem(sys.modules, "coach.web.serve", serve)
    import coach.web

    monkeypatch.setattr(coach.web, "serve", serve, raising=False)
    assert call("app")[0] == 0
    assert call("app", "--host", "0.0.0.0", "--port", "9000")[0] == 0
    assert served == [{"host": "127.0.0.1", "port": 8501}, {"host": "0.0.0.0", "port": 9000}]


# Catalog and checks


def test_prompts_are_listed_and_shown(call):
    status, out, _ = call("prompts")
    assert status == 0
    assert all(id in out for id in PROMPTS)
    assert [p["id"] for p in json.loads(call("prompts", "--format", "json")[1])] == PROMPTS
    assert [p["id"] for p in lines(call("prompts", "--format", "jsonl")[1])] == PROMPTS
    prompt = load_prompts()[0]
    out = " ".join(call("prompts", prompt.id)[1].split())
    for text in (
        *prompt.wordings,
        prompt.probes,
        *prompt.traps,
        *prompt.follow_ups,
        prompt.talking_points[0].example,
    ):
        assert " ".join(text.split()) in out
    assert json.loads(call("prompts", prompt.id, "--format", "json")[1])["probes"] == prompt.probes


def test_checks_are_listed_and_explained(call):
    status, out, _ = call("checks")
    assert status == 0
    assert all(c.name in out for c in CHECKS)
    for check in CHECKS:
        out = " ".join(call("checks", check.name)[1].split())
        assert check.text.why in out
        assert "{" not in out.split("Flagged")[0]
    assert json.loads(call("checks", "vague-claim", "--format", "json")[1])["id"] == "vague-claim"


# Critique


@pytest.fixture
def mixed(tmp_path):
    """Good and bad records between each other."""
    path = tmp_path / "mixed.jsonl"
    path.write_text(
        jsonl({"id": "a", "text": CLEAN})
        + "{broken\n"
        + jsonl(
            {"id": "c", "text": FLAWED, "mood": 1},
            {"id": "d"},
            {"id": "e", "kind": "explanation", "text": CLEAN},
            {"id": "f", "text": CLEAN, "prompt": "failure-projekt"},
        )
    )
    return path


def test_critique_gives_a_line_a_record_in_order(call, mixed):
    status, out, err = call("critique", mixed, "--format", "jsonl")
    found = lines(out)
    assert status == 2
    assert [r["id"] for r in found] == ["a", "2", "c", "d", "e", "f"]
    assert [r["error"]["code"] for r in found if "error" in r] == ["not-json", "no-text", "unknown-prompt"]
    assert [r["schema"] for r in found if "error" not in r] == [1, 1, 1]
    assert err.splitlines() == [
        f"star-coach: {mixed}, line 2: The line is not JSON from column 2 on; mend it. "
        "(and 2 more, see the output)",
        "star-coach: These keys are not known and were ignored: 'mood'.",
    ]


def test_formats_agree_and_the_same_input_gives_the_same_bytes(call, mixed):
    first, second, listed = (call("critique", mixed, "--format", f)[1] for f in ("jsonl", "jsonl", "json"))
    assert first == second
    assert json.loads(listed) == lines(first)


def test_exit_status_tells_errors_in_the_drafts(call, tmp_path):
    (tmp_path / "flawed.txt").write_text(FLAWED)
    (tmp_path / "clean.txt").write_text(CLEAN)
    assert call("critique", "clean.txt")[0] == 0
    assert call("critique", "clean.txt", "flawed.txt")[0] == 1
    assert call("critique", "flawed.txt", "--exit-zero")[0] == 0
    assert call("critique", "flawed.txt", "missing.txt", "--exit-zero")[0] == 2


def test_faults_of_files_are_told_one_by_one_and_the_others_are_done(call, tmp_path):
    (tmp_path / "good.txt").write_text(CLEAN)
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9")
    (tmp_path / "empty.jsonl").write_text("")
    (tmp_path / "wrong.csv").write_text("a,b\n1,2\n")
    (tmp_path / "folder").mkdir()
    bad = ["missing.txt", "latin.txt", "empty.jsonl", "wrong.csv", "folder", "a.pdf"]
    status, out, err = call("critique", *bad, "good.txt", "--format", "jsonl")
    assert status == 2
    assert [r["id"] for r in lines(out)] == [*bad, "good"]
    assert [name in line for name, line in zip(bad, err.splitlines(), strict=True)] == [True] * 6
    status, out, err = call("critique", *bad, "good.txt")
    assert err.count("\n") == 6
    assert out.startswith("good\n")


def test_nothing_readable_is_an_empty_list_of_reports_but_a_fault(call):
    status, out, err = call("critique", "missing.txt", "--format", "json")
    assert (status, [r["error"]["code"] for r in json.loads(out)]) == (2, ["no-file"])
    assert err == "star-coach: There is no file 'missing.txt'; check the path.\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "a" * 1_000_000,
        "🙂" * 30,
        "שלום עולם, בניתי מודל",
        "\x1b[31mI did it.\x07 \u202eright to left",
        GERMAN,
    ],
)
def test_hostile_text_is_critiqued_or_refused_in_one_line(call, text):
    status, out, err = call("critique", "-", "--format", "json", stdin=text)
    report = json.loads(out)[0]
    if status == 2:
        refused((status, out, err))
        assert "error" in report
    else:
        assert report["text"] == text
    status, out, _ = call("critique", stdin=text)
    assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e]", out)


def test_draft_in_another_language_is_said_so_and_not_judged(call):
    text = GERMAN
    status, out, _ = call("critique", stdin=text)
    assert status == 0
    assert "This reads like German." in out
    assert "No score" in out


def test_half_a_character_in_an_id_stays_valid_json(call):
    status, out, _ = call(
        "critique", "--format", "jsonl", stdin='{"id": "\\ud800\u2028", "text": "I did it."}'
    )
    assert status == 0
    assert lines(out.encode("utf-8", "backslashreplace").decode())[0]["id"] == "\ud800\u2028"
    assert len(out.splitlines()) == 1


def test_fault_inside_the_coach_is_an_error_record(call, monkeypatch):
    def critique(*args, **options):
        raise ZeroDivisionError

    monkeypatch.setattr("coach.batch.critique", critique)
    status, out, err = call("critique", "--format", "jsonl", stdin=CLEAN)
    assert lines(out)[0]["error"]["code"] == "internal"
    refused((status, out, err), "ZeroDivisionError")


def test_interrupt_is_one_line(call, monkeypatch):
    def critique(*args, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr("coach.batch.critique", critique)
    assert call("critique", stdin=CLEAN) == (130, "", "star-coach: Stopped.\n")


def test_missing_model_is_one_line(call, monkeypatch):
    from coach.embedding import encoder

    monkeypatch.setenv("STAR_COACH_ENCODER", "/nowhere")
    monkeypatch.setattr("coach.batch.encoder", encoder.__wrapped__)
    refused(call("critique", stdin=CLEAN), "STAR_COACH_ENCODER")


def test_critique_for_people_shows_what_is_in_the_report(call):
    path = EXAMPLES / "example-churn-model.md"
    status, out, _ = call("critique", path)
    report = json.loads(call("critique", path, "--format", "json")[1])[0]
    flat = " ".join(out.split())
    assert status == 1
    assert max(map(len, out.splitlines())) <= 90
    assert "\033" not in out
    assert f"Score {report['measures']['score']} of 100" in out
    for part in report["measures"]["score_parts"]:
        assert part["why"] in flat
    for finding in report["findings"]:
        assert " ".join(f"{finding['severity']}: {finding['message']} ({finding['check']})".split()) in flat
        assert " ".join(finding["suggestion"].split()) in flat
    for prompt in report["prompts"][:3]:
        assert f"{prompt['score']:.2f}" in out
        assert prompt["id"] in out


def test_program_writes_utf8_whatever_the_locale_and_ends_quietly_when_nobody_reads():
    done = run(
        "prompts", "--format", "jsonl", env={"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0", "LC_ALL": "C"}
    )
    assert len(done.stdout.decode("utf-8").splitlines()) == len(PROMPTS)
    command = f"{sys.executable} -m coach prompts --format json | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True
    )
    assert done.returncode in (0, 141)
    assert done.stderr == b""


# Match


@pytest.fixture
def bank(call):
    call("stories", "examples")
    with open_store() as store:
        store.save(Story(id="blank", title="Nothing yet"))
    return call


def test_match_of_drafts(call, tmp_path):
    paths = [EXAMPLES / "example-search-latency.md", EXAMPLES / "example-attention.md"]
    status, out, _ = call("match", *paths, "--format", "json")
    story, explanation = json.loads(out)["drafts"]
    assert status == 0
    assert sorted(p["id"] for p in story["prompts"]) == sorted(PROMPTS)
    assert set(story["prompts"][0]) == {"id", "score", "usable", "start", "end", "quote", "points"}
    report = json.loads(call("critique", paths[0], "--format", "json")[1])[0]
    for p in story["prompts"]:
        assert report["text"][p["start"] : p["end"]] == p["quote"]
    assert (explanation["id"], explanation["prompts"]) == ("example-attention", [])
    assert lines(call("match", *paths, "--format", "jsonl")[1]) == [story, explanation]
    out = call("match", *paths)[1]
    assert story["prompts"][0]["id"] in out
    assert "prompts that none of these can serve" in out


def test_a_match_tells_of_each_talking_point(call, tmp_path):
    out = json.loads(call("match", EXAMPLES / "example-search-latency.md", "--format", "json")[1])
    best = out["drafts"][0]["prompts"][0]
    told = next(p for p in load_prompts() if p.id == best["id"]).talking_points
    assert [row["point"] for row in best["points"]] == [t.point for t in told]
    for row, t in zip(best["points"], told, strict=True):
        assert row["verdict"] in ("covered", "lacking", "uncertain")
        if row["verdict"] == "covered":
            assert row["quote"].endswith((".", "!", "?"))
        else:
            assert row["follow_up"] == t.follow_up


def test_the_plan_of_the_bank(bank):
    out = json.loads(bank("match", "--plan", "--format", "json")[1])
    assert [row["prompt"] for row in out["prompts"]] == [p.id for p in load_prompts()]
    gaps = {row["prompt"] for row in out["gaps"]}
    served = {p for row in out["smallest"] for p in row["prompts"]}
    assert gaps | served == set(PROMPTS)
    assert not gaps & served
    rows = lines(bank("match", "--plan", "--for", "failure", "--format", "jsonl")[1])
    assert {row["prompt"].split("-")[0] for row in rows if row["table"] in ("prompts", "gaps")} == {"failure"}
    text = bank("match", "--plan")[1]
    assert "One story for each prompt" in text
    assert "When our churn model got worse" in text


def test_match_without_a_path_reads_the_bank(bank):
    status, out, err = bank("match", "--format", "json")
    rows = json.loads(out)["drafts"]
    assert status == 2
    assert {r["id"] for r in rows if "prompts" in r} == {
        "example-bread-forecast",
        "example-churn-model",
        "example-search-latency",
    }
    assert [r["error"]["code"] for r in rows if "error" in r] == ["no-text"]
    assert err.startswith("star-coach: story blank: ")


def test_match_of_a_prompt_ranks_the_stories(bank):
    out = json.loads(bank("match", "--prompt", "failure-wrong-assumption", "--format", "json")[1])
    stories = [s for s in out["stories"] if "error" not in s]
    assert out["prompt"] == "failure-wrong-assumption"
    assert len(stories) == 3
    assert [s["score"] for s in stories] == sorted((s["score"] for s in stories), reverse=True)
    found = lines(bank("match", "--prompt", "failure-wrong-assumption", "--format", "jsonl")[1])
    assert found == out["stories"]
    assert (
        "A bread forecast that emptied the shelves"
        in bank("match", "--prompt", "failure-wrong-assumption")[1]
    )


def test_match_of_a_question_ranks_prompts_and_stories(bank):
    question = "Tell me about an assumption of yours that turned out to be wrong."
    out = json.loads(bank("match", "--question", question, "--format", "json")[1])
    assert out["question"] == question
    assert sorted(p["id"] for p in out["prompts"]) == sorted(PROMPTS)
    assert {"id", "score", "usable", "prompt", "start", "end", "quote", "points"} == set(out["stories"][0])
    assert out["prompts"][0]["id"] in bank("match", "--question", question)[1]


def test_match_with_an_empty_bank_says_where_stories_come_from(call):
    status, out, err = call("match", "--format", "json")
    assert (status, json.loads(out)) == (0, {"drafts": []})
    assert "star-coach stories examples" in err


def test_questions_are_answered_in_order_and_a_bad_one_costs_itself(call, tmp_path):
    (tmp_path / "q.jsonl").write_text(
        jsonl({"id": "q1", "question": "When did a project of yours fail?"}, {"question": ""})
        + "nope\n"
        + jsonl(
            {"id": 4, "question": "How do you explain a model to a layman?"},
            {"id": "q5", "question": "a\ud800"},
        )
    )
    status, out, err = call("match", "--questions", "q.jsonl")
    found = lines(out)
    assert status == 2
    assert [r["id"] for r in found] == ["q1", "2", "3", 4, "q5"]
    assert [r.get("error", {}).get("code") for r in found] == [
        None,
        "no-question",
        "not-json",
        None,
        "not-unicode",
    ]
    assert list(found[0]) == ["id", "prompts"]
    assert list(found[0]["prompts"][0]) == ["id", "score", "usable"]
    assert sorted(p["id"] for p in found[0]["prompts"]) == sorted(PROMPTS)
    assert err.count("\n") == 1
    assert call("match", "--questions", "-", stdin=(tmp_path / "q.jsonl").read_text())[1] == out


# Story bank


def test_stories_round_trip_through_files(bank, tmp_path, monkeypatch):
    assert "example-churn-model" in bank("stories", "list")[1]
    for name in ("all.md", "all.jsonl", "all.json", "all.csv"):
        assert bank("stories", "export", "--output", name)[0] == 0
        before = bank("stories", "list", "--format", "json")[1]
        monkeypatch.setenv("STAR_COACH_HOME", str(tmp_path / name.replace(".", "-")))
        assert bank("stories", "import", name) == (0, "5 stories imported.\n", "")
        assert (
            bank("stories", "import", name)[1] == "0 stories imported, 5 left out that were there before.\n"
        )
        assert sorted(map(str, json.loads(bank("stories", "list", "--format", "json")[1]))) == sorted(
            map(str, json.loads(before))
        )
    refused(bank("stories", "export", "--output", "all.md"), "--force")
    assert bank("stories", "export", "--output", "all.md", "--force")[0] == 0
    refused(bank("stories", "export", "--output", "all.pdf"), ".jsonl")
    refused(bank("stories", "export", "--output", "no/where.md"), "no/where.md")


def test_exported_bank_can_be_critiqued_without_a_warning(bank):
    out = bank("stories", "export", "example-churn-model", "--format", "jsonl")[1]
    status, _, err = bank("critique", "--format", "jsonl", stdin=out)
    assert (status, err) == (1, "")


def test_exported_csv_can_be_critiqued(bank, tmp_path):
    assert bank("stories", "export", "example-churn-model", "--output", "one.csv")[0] == 0
    status, out, err = bank("critique", "--format", "jsonl", "one.csv")
    assert (status, err) == (1, "")
    assert lines(out)[0]["id"] == "example-churn-model"
    piped = bank("stories", "export", "--format", "csv", "example-churn-model")[1]
    assert piped == (tmp_path / "one.csv").read_bytes().decode()


def test_export_in_each_format(bank):
    text = bank("stories", "export", "--format", "text")[1]
    assert bank("stories", "export", "--format", "markdown")[1] == bank("stories", "export")[1] == text
    assert json.loads(bank("stories", "export", "--format", "json")[1]) == lines(
        bank("stories", "export", "--format", "jsonl")[1]
    )
    refused(bank("stories", "export", "--format", "pdf"), "docx", "sheet")
    refused(bank("stories", "export", "--with-findings"), "--format docx")
    refused(bank("stories", "export", "--for", "failure"), "--format sheet")
    refused(bank("stories", "export", "--format", "sheet", "--for", "failurs"), "failurs")


def test_export_to_word_with_findings(bank, tmp_path, monkeypatch):
    import docx

    ids = ["example-churn", "example-search"]
    assert bank("stories", "export", *ids, "-o", "a.docx", "--with-findings") == (
        0,
        "2 stories written to a.docx.\n",
        "",
    )
    document = docx.Document("a.docx")
    assert "When our churn model got worse" in [p.text for p in document.paragraphs]
    assert any("extremely happy" in c.text for c in document.comments)
    status, _, err = bank("stories", "export", "blank", "-o", "b.docx", "--with-findings")
    assert (status, err.count("\n")) == (2, 1)
    assert err.startswith("star-coach: story blank: ")
    document = docx.Document("b.docx")
    assert document.paragraphs[0].text == "Nothing yet"
    assert [c.text.split(":")[0] for c in document.comments] == ["Not read"]
    piped = run("stories", "export", "blank", "--format", "docx", check=True).stdout
    assert docx.Document(io.BytesIO(piped)).paragraphs[0].text == "Nothing yet"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    refused(bank("stories", "export", "--format", "docx"), "--output")


def test_export_of_the_sheet(bank, tmp_path):
    status, out, err = bank("stories", "export", "--format", "sheet")
    assert (status, err.count("\n")) == (2, 1), "the blank story is told"
    assert out.startswith("<!doctype html>")
    assert "A bread forecast that emptied the shelves" in out
    assert bank("stories", "export", "example-bread", "--for", "failure", "-o", "s.html")[0] == 0
    assert "churn model" not in (tmp_path / "s.html").read_text()


def test_story_is_shown_deleted_and_restored(bank):
    assert "# When our churn model got worse" in bank("stories", "show", "example-ch")[1]
    assert (
        json.loads(bank("stories", "show", "example-ch", "--format", "json")[1])["prompt"]
        == "pressure-degraded-model"
    )
    status, out, _ = bank("stories", "delete", "example-ch")
    assert status == 0
    assert "stories restore example-churn-model" in " ".join(out.split())
    assert "churn" not in bank("stories", "list")[1]
    assert "churn" in bank("stories", "list", "--deleted")[1]
    assert bank("stories", "restore", "example-ch")[0] == 0
    assert "churn" in bank("stories", "list")[1]
    refused(bank("stories", "delete", "example-c", "nope"), "nope")
    assert "churn" in bank("stories", "list")[1]
    assert "4 stories removed" in bank("stories", "examples", "--remove")[1]
    assert "example" not in bank("stories", "list")[1]


def test_versions_are_listed_and_shown(call, home):
    with open_store() as store:
        first = store.save(Story(id="abc1", title="The loader", text="It was slow."))
        second = store.save(Story(id="abc1", title="The loader, mended", text="It was slow, and I mended it."))
    status, out, err = call("stories", "versions", "abc")
    assert (status, err) == (0, "")
    date = first.updated[:10]
    assert [" ".join(line.split()).replace(date, "DATE") for line in out.splitlines()] == [
        f"1 DATE {first.updated[11:16]} 3 words The loader",
        f"2 DATE {second.updated[11:16]} 7 words The loader, mended",
    ]
    rows = lines(call("stories", "versions", "abc", "--format", "jsonl")[1])
    assert [(r["id"], r["version"], r["words"], r["title"]) for r in rows] == [
        ("abc1", 1, 3, "The loader"), ("abc1", 2, 7, "The loader, mended")]
    assert rows[0]["saved"] == first.updated
    assert json.loads(call("stories", "versions", "abc", "--format", "json")[1]) == rows
    shown = call("stories", "show", "abc", "--version", "1")[1]
    assert "# The loader\n\nIt was slow.\n" in shown
    assert json.loads(call("stories", "show", "abc", "--version", "1", "--format", "json")[1]) == {
        "id": "abc1", "kind": "story", "title": "The loader", "text": "It was slow.", "updated": first.updated,
        "version": 1}
    assert "mended" in call("stories", "show", "abc")[1]
    refused(call("stories", "show", "abc", "--version", "3"), "the versions 1 to 2")
    refused(call("stories", "show", "abc", "--version", "two"), "--version")


def test_import_tells_bad_files_and_lines_and_does_the_rest(call, tmp_path):
    (tmp_path / "a.jsonl").write_text(jsonl({"text": "One."}) + "{\n" + jsonl({"text": "Two.", "mood": 1}))
    (tmp_path / "b.md").write_text("---\nkind: poem\n---\nRoses.")
    (tmp_path / "c.md").write_bytes(b"caf\xe9")
    (tmp_path / "d.csv").write_text("text\nThree.\nOne,too many\n")
    (tmp_path / "f.json").write_text('[{"text": "Four."}, {"kind": "poem"}]')
    (tmp_path / "e.md").write_text("# Mine\n\nI did it.")
    status, out, err = call("stories", "import", "a.jsonl", "b.md", "c.md", "d.csv", "missing.md", "e.md", "f.json", "g.docx")
    assert status == 2
    assert out == "5 stories imported.\n"
    assert [line.split(":")[0] for line in err.splitlines()] == ["star-coach"] * 8
    for words in (
        "a.jsonl, line 2", "'mood'", "b.md", "c.md", "d.csv, line 3", "missing.md", "f.json: Record 2", "g.docx",
    ):
        assert words in err
    assert "Mine" in call("stories", "list")[1]


def test_unusable_stores_are_one_line(call, home):
    (home / "home").mkdir()
    (home / "home" / "stories.sqlite3").write_text(
        "not a store, but long enough to be taken for a file of one" * 20
    )
    refused(call("stories", "list"), "stories.sqlite3")
    refused(call("match"), "stories.sqlite3")


# Evaluate

LABELS = {
    "S": "Our search took four seconds a query.",
    "A": "I rewrote the index.",
    "R": "It takes 0.6 seconds now.",
}
LABELLED_STORY = {
    "id": "s",
    "text": " ".join(LABELS.values()),
    "prompts": {"impact-performance": 2},
    "sentences": [
        {"text": text, "component": c, "agent": "I" if c == "A" else None, "metric": c != "A", "vague": False}
        for c, text in LABELS.items()
    ],
    "story": {"missing": ["T"], "we_overuse": False, "result_quantified": True, "quality": 3},
}
LABELLED_EXPLANATION = {
    "id": "e",
    "concept": "caching",
    "audience": "customer",
    "text": "Imagine a cook with a full shelf.",
    "jargon": [],
    "acronyms": [],
    "analogy": True,
    "business_outcome": False,
    "level": "lay",
}


def test_evaluate_pools_files_by_kind(call, tmp_path):
    (tmp_path / "a.jsonl").write_text(jsonl(LABELLED_STORY, LABELLED_EXPLANATION))
    (tmp_path / "b.jsonl").write_text(jsonl(LABELLED_STORY))
    status, out, err = call("evaluate", "a.jsonl", "b.jsonl", "--format", "json")
    measures = json.loads(out)
    assert (status, err) == (0, "")
    assert (measures["stories"]["drafts"], measures["explanations"]["drafts"]) == (2, 1)
    assert measures["explanations"]["measures"]["jargon F1"] is None
    assert "component macro-F1" in measures["stories"]["measures"]
    out = call("evaluate", "a.jsonl", "b.jsonl")[1]
    assert "2 stories" in out
    assert "1 explanation\n" in out
    rows = lines(call("evaluate", "a.jsonl", "b.jsonl", "--format", "jsonl")[1])
    assert {r["kind"] for r in rows} == {"stories", "explanations"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sentences": "x"}, ["'sentences'"]),
        ({"sentences": [{"text": "x"}]}, ["sentences[0].component", "missing"]),
        ({"story": {}}, ["story.we_overuse"]),
        ({"story": None}, ["'story'"]),
        ({"prompts": {"a": 5}}, ["'prompts'"]),
        ({"text": "Other."}, ["is not in its draft"]),
        ({"text": None}, ["'text'"]),
    ],
)
def test_labels_that_are_not_in_order_are_named(call, tmp_path, change, words):
    (tmp_path / "a.jsonl").write_text(jsonl(LABELLED_EXPLANATION, {**LABELLED_STORY, **change}))
    status, out, err = call("evaluate", "a.jsonl", "--format", "json")
    refused((status, out, err), "a.jsonl, line 2", *words)
    assert json.loads(out)["explanations"]["drafts"] == 1


def test_evaluate_refuses_what_is_no_labelled_file(call, tmp_path):
    (tmp_path / "a.txt").write_text("x")
    refused(call("evaluate", "a.txt"), ".jsonl")
    refused(call("evaluate", "missing.jsonl"), "missing.jsonl")
