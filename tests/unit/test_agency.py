"""Who does the main action of a sentence."""

from __future__ import annotations

import pytest

from coach.draft import Draft
from coach.reading import agency
from coach.reading.annotated import annotate

SENTENCES = {
    "I": [
        "Turned off the nightly reindex and watched memory for an hour.",
        "- Dug through three months of access logs",
        "Tue: bisected the regression down to one flag",
        "Needed proof, so replayed a week of traffic.",
        "Also had to rewrite the loader, since it assumed UTC.",
        "What I did first was sample two hundred rows and read them.",
        "The first thing I did was pull the raw logs.",
        "My first step was to write a failing test.",
        "It was me who pushed for a staged rollout.",
        "Reproducing the crash took me three weeks.",
        "It took me a month to find the right loss.",
        "My patch replaced the polling loop with a listener.",
        "I got the vendor to expose the counters.",
        "I had the contract translated by a lawyer.",
        "I told the team that we would not ship that week.",
        "I built the model that we served for two years.",
        'I said, "we need to stop."',
        "Um, so, you know, I basically rewrote the thing.",
        "I never touched the config before talking to the plant manager.",
        "By then I had already ruled out the network.",
        "The evaluation was designed by me.",
        "I/O was saturated, so I moved the journal to its own disk.",
        "Instead of a spreadsheet I wrote a small service.",
        "Nothing helped until I turned off the prefetcher.",
        "I added a flag so the nurses could switch it off.",
        "I pulled the numbers and they showed a step in March.",
        "With our test suite as a net, I refactored the core.",
    ],
    "we": [
        "Our squad then carried out a security review.",
        "Jonas and I paired on the scheduler for a week.",
        "The rollback was handled by our team.",
        "As a company we moved away from on-prem that year.",
        "So yeah, we just, like, threw hardware at it.",
        "We decided that I would lead the cutover.",
        "The two of us went on site.",
        "The team and the analysts were stuck, so we split the index by language.",
    ],
    "other": [
        "Then Sven came up with a caching trick.",
        "The payments team rebuilt their client library.",
        "The model card was written by Amira from governance.",
        "It was Paulo who spotted the off-by-one.",
        '"Just turn it off," my director said.',
        "Legal signed off after a week.",
        "He redid the sampling and she checked the confidence intervals.",
        "The client asked us to pause the pilot.",
        "One of the auditors wrote the query.",
    ],
    "none": [
        "Root cause confirmed, fix deployed.",
        "The backfill was kicked off on Sunday night.",
        "It was agreed that the old endpoint would be kept for a year.",
        "There was a lengthy review of the failure modes.",
        "A decision was made to stop the trial.",
        "The contract got renegotiated in the meantime.",
        "The migration then took place over two weekends.",
        "The alarms had to be silenced first.",
        "Meetings were held with all the regional offices.",
        "Lessons from the outage had been written up by then.",
    ],
    "mixed": [
        "I wrote the parser while Lukas set up the cluster.",
        "We agreed on the metrics, and I built the dashboard.",
        "Mehmet handled the data, I handled the model.",
        "My manager got the budget, so I hired two annotators.",
        "I drafted the plan; the ops team executed it.",
    ],
    "na": [
        "Half the errors came from one tenant.",
        "Latency fell to 80 ms at p99.",
        "The detector that we had deployed missed one in five.",
        "Our model was 4 points better than the baseline.",
        "That turned out to be a driver bug.",
        "Didn't help at all.",
        "CPU at 95%, mostly GC.",
        "There was a strong correlation between load and failures.",
        "The load was dominated by one nightly report.",
        "Each request is signed, queued and written to two disks.",
        "What was the cause?",
        "Everybody was happy with the plan.",
    ],
}


@pytest.mark.parametrize(("label", "text"), [(a, text) for a, texts in SENTENCES.items() for text in texts])
def test_label(label, text):
    (found,) = agency.read(annotate(Draft(text)))
    assert found.label == label


@pytest.mark.parametrize(("text", "shown"), [
    ("After lunch we built the loader.", "we built"),
    ("The loader was rewritten in May.", "The loader was rewritten"),
    ("In the end there was a migration to Kafka.", "there was a migration"),
    ("I wrote the parser, and we tested it.", "we tested"),
    ("Latency fell to 80 ms.", "Latency fell to 80 ms."),
])
def test_words_that_show_it(text, shown):
    (found,) = agency.read(annotate(Draft(text)))
    assert text[found.start:found.end] == shown


def test_every_main_action_has_its_span():
    text = "Intro first. I wrote the parser and tuned it, and we shipped it."
    found = agency.read(annotate(Draft(text)))[1]
    assert [(label, text[a:b]) for label, a, b in found.spans] == [
        ("I", "I wrote"), ("I", "tuned"), ("we", "we shipped")]


@pytest.mark.parametrize("text", [
    "I", "!?…—x", "🙂🙂 ok 🙂", "- \n- a\n\n...\n1.", '"a', 'a "', "PM:", "12:30 a", "by by by by",
    "and I and we and", "did", "Let's", "x " * 400, "I, I, I, we, we: (we) 'we' \"I\" -- I?", "was was was",
    "\u200b\ufeffwe\u2028I", "I I I we we we they",
])
def test_odd_text_never_fails(text):
    draft = annotate(Draft(text))
    found = agency.read(draft)
    assert len(found) == len(draft.sentences)
    for sentence, one in zip(draft.sentences, found, strict=True):
        assert sentence.start <= one.start < one.end <= sentence.end
        assert all(sentence.start <= a < b <= sentence.end for _, a, b in one.spans)
