"""The catalog: whole, and refused by name where an entry is not in order."""

import shutil

import pytest

from prompts import (
    GUIDE_SECTIONS,
    CatalogError,
    behavioral,
    find_prompt,
    load_initialisms,
    load_prompts,
    load_terms,
    words,
)

IDS = """
impact-performance impact-ownership impact-proud impact-quality collab-translate-requirement collab-design-review
collab-code-review collab-disagreement collab-dependency collab-product-breakdown collab-force-multiplier
collab-influence failure-project failure-pull-plug failure-wrong-assumption failure-baseline-wins failure-mistake
ambiguity-unclear-goal ambiguity-redirect pressure-degraded-model pressure-deadline pressure-incident
pressure-tradeoff production-prototype production-monitoring production-rollout production-debugging
production-scale data-dirty data-leakage data-fairness comm-explain-concept comm-uncertainty comm-bad-news
comm-business-case growth-learning growth-feedback growth-mentoring growth-open-source growth-changed-mind
culture-conflict culture-initiative culture-leadership culture-customer
""".split()


def test_all_prompts_are_there():
    assert {p.id for p in load_prompts()} >= set(IDS)
    assert len(IDS) == 44


def test_each_prompt_is_whole_and_speaks_for_itself():
    seen = set()
    for prompt in load_prompts():
        assert prompt.guide in GUIDE_SECTIONS
        for text in (*prompt.wordings, prompt.probes, *(t.example for t in prompt.talking_points)):
            assert text not in seen
            seen.add(text)


def test_unknown_prompt_names_the_nearest():
    with pytest.raises(CatalogError, match="failure-project"):
        find_prompt("failure-projct")


@pytest.mark.parametrize(("old", "new", "key"), [
    ('guide = "Failure"', 'guide = "Failures"', "guide"),
    ("probes = ", "probe = ", "probe"),
    ('id = "failure-project"', 'id = "failure-projects"', "id"),
    ("traps = [", "traps = [1,", "traps"),
    ("point = ", "points = ", "points"),
    ('asks = "', 'asks = "" # "', "asks"),
])
def test_a_bad_entry_is_refused_with_file_entry_and_key(tmp_path, old, new, key):
    file = tmp_path / "failure-project.toml"
    shutil.copy(behavioral.FOLDER / file.name, file)
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogError) as refused:
        behavioral.load_prompts.__wrapped__(tmp_path)
    message = str(refused.value)
    assert "failure-project.toml" in message
    assert "'failure-project'" in message
    assert key in message


def test_word_lists_load_and_hold_no_name_twice():
    names = [n.lower() for t in load_terms() for n in (t.name, *t.also)]
    assert len(names) == len(set(names))
    assert len(load_initialisms()) > 300


def test_a_bad_term_is_refused(tmp_path):
    file = tmp_path / "terms.toml"
    file.write_text('["softmax"]\nplain = "x"\nknown = "Q"\n', encoding="utf-8")
    with pytest.raises(CatalogError, match=r"terms.toml, entry 'softmax', key 'known'"):
        words.load_terms.__wrapped__(file)
