"""Quantities: value, unit, what is measured and role, and numbers that are no metric."""

from __future__ import annotations

import time
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.draft import Draft
from coach.reading.annotated import annotate
from coach.reading.quantities import METRIC_ROLES, Quantity, read
from coach.reading.quantity_figures import figures
from coach.reading.quantity_words import worth


def quantities(text: str) -> tuple[Quantity, ...]:
    return read(annotate(Draft(text)))


# A sentence | its one metric | role | value | unit.
METRICS = [
    [cell.strip() for cell in row.split(" | ")]
    for row in """
We brought the checkout call from 35ms to 8ms at p99. | 35ms to 8ms | change | 8 | ms
The reranker moved from 0.81 to 0.87 AUC. | 0.81 to 0.87 | change | 0.87
The matcher reached 0.81 to 0.87 AUC. | 0.81 to 0.87 | change | 0.87
p99: 410 ms -> 95 ms | 410 ms -> 95 ms | change | 95 | ms
Lead time from commit to release: 90 to 25 minutes. | 90 to 25 minutes | change | 25 | minutes
The backlog shrank from 4,000 in May to 300. | 4,000 in May to 300 | change | 300
Timeouts went from twelve a day to zero. | twelve a day to zero | change | 0 | /day
12 of 14 depots switched to the new planner. | 12 of 14 | measured | 6/7 | share
The old rule missed 7 out of 20 leaks. | 7 out of 20 | measured | 0.35 | share
A third of the invoices had a wrong date. | A third | measured | 1/3 | share
Two thirds of the alerts were noise. | Two thirds | measured | 2/3 | share
Nearly half of the parcels arrived late. | half | measured | 0.5 | share
One in six readings was corrupt. | One in six | measured | 1/6 | share
False rejects are down to 1 in 900. | 1 in 900 | measured | 1/900 | share
My patch halved the error rate. | halved | change | 0.5 | times
Throughput doubled overnight. | doubled | change | 2 | times
The bill was cut by a third. | a third | change | 1/3 | share
The importer is now 3x faster. | 3x | change | 3 | times
Inference became twice as fast. | twice | change | 2 | times
The new index answers four times faster. | four times | change | 4 | times
We saw a tenfold drop in crashes. | tenfold | change | 10 | times
We have had zero pages since the cut-over. | zero | measured | 0
Not one shipment was lost. | Not one | measured | 0
Complaints fell to zero. | zero | measured | 0
The change saved $1.2M in its first year. | $1.2M | measured | 1.2e+06 | $
The cluster was costing us €310k a month. | €310k a month | measured | 310000 | €/month
Licences came to 48,000 euros. | 48,000 euros | measured | 48000 | euros
There were 40 % fewer tickets. | 40 % | change | 40 | %
Conversion rose by 6.5%. | 6.5% | change | 6.5 | %
Recall dropped by 17 points. | 17 points | change | 17 | points
The denoiser gained 2.3 dB. | 2.3 dB | measured | 2.3 | dB
Availability has been at five nines. | five nines | measured | 99.999 | %
The score fell to 0.71. | 0.71 | measured | 0.71
Recall was 0.92 on the hard cases. | 0.92 | measured | 0.92
Our search handles 600 million queries a day. | 600 million | measured | 6e+08
At the peak we served 2,500 requests per second. | 2,500 | measured | 2500
The platform had two hundred and forty thousand users. | two hundred and forty thousand | measured | 240000
About 1.5k orders came in every hour. | 1.5k | measured | 1500
A lookup takes 2 to 3 seconds. | 2 to 3 seconds | measured | 2.5 | seconds
Response times were between 40 and 60 ms. | 40 and 60 ms | measured | 50 | ms
The response took 35–40 ms. | 35–40 ms | measured | 37.5 | ms
The median wait was 22 seconds. | 22 seconds | measured | 22 | seconds
The nightly job ran nine hours late. | nine hours | measured | 9 | hours
The goal was a p95 latency under 200 ms. | 200 ms | target | 200 | ms
I had to bring churn below 4%. | 4% | target | 4 | %
The service must answer within 300 milliseconds. | 300 milliseconds | target | 300 | milliseconds
The gate has since caught three bad lots. | three | measured | 3
There were five false alarms that quarter. | five | measured | 5
The drift check fired four times last winter. | four | measured | 4
It frees 25 hours a week for the clerks. | 25 hours a week | measured | 25 | hours/week
Escapes stood at 40 ppm. | 40 ppm | measured | 40 | ppm
The model used 6 GB of memory. | 6 GB | measured | 6 | GB
Memory was 12 GB, previously. | 12 GB | measured | 12 | GB
""".strip().splitlines()
]

# Sentences with a metric, whatever its bounds.
SOME = """
Our chatbot answers roughly 12,000 questions a day for a bank.
Only 9 percent of the drafts went out unedited.
The team shipped, and support volume dropped 22% in a month.
We were losing about eighty customers a week to it.
Every fifth booking failed at the payment step.
In the pilot, the assistant resolved 340 of 1,000 calls.
Fewer than one in a hundred orders now needs a human.
Nurses got back 15 minutes per shift.
It cost the company some $90,000 before anyone noticed.
Queue depth never exceeded 200 again.
Accuracy on the rare class was stuck at 61.
Our false positive rate went from 8% to under 3%.
By then the model had been wrong on 40 claims.
Since the fix, no customer has reported a duplicate charge.
The site served 5 million visitors last year.
He wanted it to be at least 20% cheaper.
The batch finished in 48 minutes instead of six hours.
p95 sat at 900ms.
Sales went up by nearly a fifth.
We had seven outages that winter.
The index takes up 30 GB on disk.
Adoption reached 70 of our 85 branches.
Annotators agreed with each other only 68% of the time.
I got the nightly run down from five hours to forty minutes.
Seats sold out in nine minutes.
The dashboard was six hours stale.
It handles about a hundred cases an hour.
Two of every three alerts were false.
Each prediction cost us three cents.
Average handling time is now 4.5 minutes.
That alone removed 1,400 duplicate records.
Drivers were late on a quarter of the trips.
Kappa between the two annotators was 0.58.
We promised customers a reply in under two hours.
The migration moved 90 terabytes.
Revenue per user rose $0.40.
Thirty thousand devices lost their connection.
""".strip().splitlines()

# Sentences without any metric, whatever numbers they hold.
NONE = """
I joined three weeks after the launch.
The two vendors disagreed for four months.
I gave myself two days to find out.
My manager and I met every two weeks.
We had eleven microservices and one database.
I wrote 1,200 lines of Go in a weekend.
I asked twenty colleagues for their opinion.
In the second week I called five customers.
We ran it on 8 A100 GPUs for three days.
I trained a 7B model with a context of 4,096 tokens.
The workshop had fifteen participants.
I compared three approaches and picked the second.
The form has 32 fields.
We chose a window of 30 minutes.
We retried after 500 ms.
I set an alert at 80% of capacity.
I used 70% of the data for training.
I took a sample of 400 tickets.
I left the old job on for another month.
Six of us shared one office.
One of the four teams refused.
I drove 200 km to see the plant.
They gave me 20 minutes on the agenda.
My first pull request got 45 comments.
The deadline was 14 days away.
The CEO has 30 years of experience.
It took two of us a week.
I interviewed 12 nurses and 3 doctors.
We kept the last 30 days of logs.
He asked me a hundred questions.
I rewrote the paragraph four times.
We agreed on three metrics and one owner.
The three of us split the work.
I now spend a third of my time on reviews.
I spent half a day on the phone.
We rolled it out to 5 stores first.
Each stage had its own checklist of 10 items.
The office is on the 4th floor, room 12.
About 20 people showed up to the demo.
I generated 10,000 synthetic examples.
There were three reasons for that.
She has two kids and a dog.
It was my third project there.
We tested on iOS 17 and Android 14.
I was given one quarter and two engineers.
The slide had two numbers on it.
I split the data 80/20.
We froze the first ten layers.
The contract ran for 24 months.
I sat with the night shift for six hours.
After an hour of staring at it I gave up.
We paired for two hours every morning.
They had been at it for 15 years.
A 95% confidence interval was required by the reviewers.
Roughly 40 slides were cut.
Four engineers quit that spring.
The pilot covered two cities and ran for eight weeks.
The call lasted 50 minutes and ended with no decision.
We waited ten days for the legal team.
Nothing happened for two hours.
I knew nothing about it.
I joined the group in March 2021.
We used GPT-4 and Python 3.11 on a T4.
The backbone was a ResNet-50 quantised to 8 bits.
I rolled back to version 2.8 of the parser.
We were a team of six engineers and two designers.
Twelve people sat in the meeting.
The whole thing took me three weeks.
I spent five days reading logs.
We had ten days until the launch.
The review meeting lasted 40 minutes.
She left thirty comments on my design.
I asked our three noisiest clients.
The form had four tick-box questions.
We started with four restaurants.
I read 600 sessions by hand.
I labelled 3,000 images with two colleagues.
We set the threshold to 0.7.
I canaried it on 10% of traffic.
The test ran on 5% of users for two weeks.
We used a learning rate of 0.001 and a batch size of 64.
I sampled 500 rows and read them.
2. Talk to the vendor.
Section 4 of the document was mine.
At 07:12 on 3 May the pager went off.
The p99 was what mattered.
Nearly all of them agreed.
I wrote a two-page summary.
Half the team was on leave.
It was half past nine.
I am 34 years old.
Halfway through I changed my mind.
I built it with zero-shot prompts.
Camera 3 had a new lens.
The next step was phase two.
We split the change in two.
The job runs every ten minutes.
It alerts us if the error differs by more than 2%.
I learned a lot from one or two of the mistakes.
I presented it at two conferences.
The first thing I did was to ask.
Three months later I left.
Nobody had asked me to.
""".strip().splitlines()


@pytest.mark.parametrize("row", METRICS, ids=lambda row: row[0])
def test_metric(row):
    sentence, text, role, value, unit = [*row, ""][:5]
    [found] = [q for q in quantities(sentence) if q.is_metric]
    assert (found.text, found.role, found.unit) == (text, role, unit.strip(" |"))
    assert found.value == pytest.approx(float(Fraction(value.strip(" |"))))


@pytest.mark.parametrize("sentence", SOME)
def test_some_metric(sentence):
    assert any(q.is_metric for q in quantities(sentence))


@pytest.mark.parametrize("sentence", NONE)
def test_no_metric(sentence):
    assert [q for q in quantities(sentence) if q.is_metric] == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("I canaried it on 10% of traffic.", "10%"),
        ("We set the threshold to 0.7.", "0.7"),
        ("I labelled 3,000 images with a colleague.", "3,000"),
    ],
)
def test_setting(sentence, expected):
    assert [(q.text, q.role) for q in quantities(sentence)] == [(expected, "setting")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("I reduced preprocessing latency from 35ms to 8ms.", "preprocessing latency"),
        ("The reranker moved from 0.81 to 0.87 AUC.", "AUC"),
        ("A third of the refusals were wrong.", "refusals"),
        ("My patch halved the error rate.", "error rate"),
        ("p99: 410 ms -> 95 ms", "p99"),
        ("12 of 14 depots switched.", "depots"),
        ("Recall was 0.92.", "Recall"),
        ("We cut the cloud bill by 30%.", "cloud bill"),
        ("There were 40 % fewer tickets.", "tickets"),
        ("Our search handles 600 million queries a day.", "queries"),
        ("The goal was a p95 latency under 200 ms.", "p95 latency"),
        ("It was 40 ms.", ""),
    ],
)
def test_what_is_measured(sentence, expected):
    assert [q.measured for q in quantities(sentence)] == [expected]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("two hundred and forty thousand", 240_000),
        ("1.2M", 1_200_000),
        ("a couple of million", 2_000_000),
        ("two and a half", 2.5),
        ("1,100", 1100),
        ("310k", 310_000),
        ("twenty-five", 25),
        ("a dozen", 12),
        ("of", None),
        ("9" * 400, None),
    ],
)
def test_worth(words, value):
    assert worth(words) == (None if value is None else pytest.approx(value))


def test_a_change_is_one_quantity_with_its_place_in_the_draft():
    text = "It was slow.\n\nI cut latency from 35ms to 8ms."
    [quantity] = quantities(text)
    assert (quantity.text, quantity.sentence) == ("35ms to 8ms", 1)
    assert text[quantity.start : quantity.end] == quantity.text


@pytest.mark.parametrize(
    "text",
    [
        "1" * 40_000,
        "a third " + "of " * 13_000,
        "a third of " * 3_600,
        "1,111" * 8_000,
        "two " * 10_000,
        "1.2." * 10_000,
        "cut a " * 6_600,
        "no " * 13_000,
        "1 of " * 8_000,
        "from 1 to " * 4_000,
        "-1" * 20_000,
        " " * 39_000 + "1",
        "a" * 40_000,
    ],
)
def test_a_long_line_is_read_in_linear_time(text):
    start = time.perf_counter()
    figures(text)
    assert time.perf_counter() - start < 1


ODD = """Latency fell to ٣٥ ms.
x² grew by ² points 🚀 to 5%.
🚀🚀 10x 🚀
½ of the rows, ¼ of the cost
５０ users
1️⃣ First 2️⃣ second
Zero\u2011width\u200b 5\u200b%
%%% 5 % %
- 5
5.
€ a
−5 %
1e400 ms
of of of
a third
from 5 to
5 to 5 to 5 to 5 ms
NaN% inf ms""".splitlines()


@pytest.mark.parametrize("text", ODD)
def test_odd_characters_do_no_harm(text):
    for quantity in quantities(text):
        assert text[quantity.start : quantity.end] == quantity.text


_WORDS = st.sampled_from(
    (
        "from to of a third half 35ms 8 ms 12 14 % 40 fewer tickets $1.2M €3k per day zero pages since "
        "doubled 3x twice as fast we I it served read latency was 0.87 AUC in 900 five nines million "
        "users -> , . : two hundred and not one incident between seconds weeks took 2023 GPT-4 every none "
        "² ٣ 🚀 “ ” – \n "
    )
    .strip(" ")
    .split(" ")
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_WORDS, min_size=1, max_size=25))
def test_quantities_are_verbatim_sorted_and_apart(words):
    text = " ".join(["so", *words])
    found = quantities(text)
    assert all(text[q.start : q.end] == q.text and q.text == q.text.strip() and q.text for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(q.role in (*METRIC_ROLES, "setting") for q in found)
    assert all(not q.measured or q.measured in text.replace("“", '"').replace("”", '"') for q in found)
