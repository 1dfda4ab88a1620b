"""The concepts to explain: every entry is in order, and they cover the guide's technical sections."""

from collections import Counter

import pytest

from prompts import TECHNICAL_SECTIONS, CatalogError, find_concept, load_concepts, load_terms
from prompts.concepts import FOLDER


def test_every_technical_section_of_the_guide_has_concepts():
    concepts = load_concepts()
    assert len(concepts) >= 70
    assert {c.guide for c in concepts} == set(TECHNICAL_SECTIONS)


def test_a_name_leads_to_one_concept_alone():
    counts = Counter(name.lower() for c in load_concepts() for name in c.names)
    assert [name for name, n in counts.items() if n > 1] == []
    for concept in load_concepts():
        for name in (concept.id, *concept.names):
            assert find_concept(name.upper()) is concept
    assert find_concept(None) is None
    assert find_concept("the price of tea") is None


@pytest.mark.parametrize("concept", load_concepts(), ids=lambda c: c.id)
def test_an_entry_s_likenesses_are_known_by_their_cues(concept):
    for analogy in concept.analogies:
        assert any(cue in analogy.likeness.lower() for cue in analogy.cues), analogy
        assert all(cue == cue.lower() for cue in analogy.cues)


def test_who_knows_a_term_is_said_alike_in_concepts_and_in_the_list():
    listed = {t.name: t for t in load_terms()}
    differing = [(c.id, t.name) for c in load_concepts() for t in c.terms
                 if t.name in listed and (t.known, t.everyday) != (listed[t.name].known, listed[t.name].everyday)]
    assert differing == []


@pytest.mark.parametrize(("change", "said"), [
    (lambda t: t.replace('guide = "attention"', 'guide = "attentoin"'), "guide"),
    (lambda t: t.replace("breaks =", "brakes =", 1), "brakes"),
    (lambda t: t.replace('known = "P"', 'known = "Z"'), "known"),
    (lambda t: t.replace('purpose = "', 'purpose = "" #"', 1), "purpose"),
])
def test_an_entry_out_of_order_is_refused_by_file_and_key(tmp_path, change, said):
    text = change((FOLDER / "attention-mechanism.toml").read_text(encoding="utf-8"))
    (tmp_path / "attention-mechanism.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogError, match=rf"attention-mechanism.*{said}"):
        load_concepts(tmp_path)
