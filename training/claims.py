"""Trains the weights of claims: `python -m training.claims` writes coach/weights/claims.json.

A logistic regression on a sentence's vector, trained on the labelled answers and on the sentences below,
which were written for it. Sentences with a figure, in them or right after, tell nothing about the wording
of claims and are left out. `--held-out b4 b5` leaves each of those files out in turn, prints precision,
recall and F1 of the regression alone on it, and writes nothing.
"""

from __future__ import annotations

import argparse
import json

import numpy as np

from coach.draft import Draft
from coach.embedding import encoder
from coach.reading.annotated import annotate
from coach.reading.claims import WEIGHTS
from training.answers import load

STRENGTH = 3.0
POSITIVE_WEIGHT = 3.0

CLAIMS = """
The service became faster. | Latency improved significantly. | Accuracy improved. | It reduced costs.
We cut the cost a lot. | - Improved accuracy | - Much faster builds | Users loved it.
It was a big success. | Performance got worse. | The dashboard loads way quicker now.
Support tickets dropped sharply. | Our bill went down a lot. | Conversions are up nicely.
The search results were awful for anything with a typo. | Checkout was painfully slow on older phones.
The old scheduler kept losing jobs, and customers were leaving over it. | We were drowning in false alarms.
Shipments were constantly delayed. | Nightly loads failed more often than not.
The wards had stopped believing the alarm. | The queue grew out of hand every Monday.
Fraud was eating into our margin badly. | Clients were getting furious.
A worrying share of the invoices ended up with the wrong supplier.
Half-baked forecasts were costing the depots dearly. | Recommendations felt random and people ignored them.
Everyone hated the release process because it broke so much. | After that the crashes basically went away.
The pager went quiet. | Complaints dried up within weeks.
The clinic got its evenings back because the paperwork shrank so much.
Drivers spend far less time waiting at the gate. | Onboarding became dramatically simpler for new shops.
Releases stopped being scary, and we ship much more often now.
The retrained model was clearly better on the hard cases.
It caught a lot more of the bad welds than before. | The rollout went extremely well.
The launch was a disaster and traffic fell off a cliff. | Sign-ups took off after that.
Retention has been climbing ever since. | The feature saw very strong adoption.
Feedback from the field teams was overwhelmingly positive.
The client was extremely satisfied and usage soared. | Teachers started using it all the time.
Sales were thrilled with the outcome. | The warehouses now swear by it.
It had a huge impact on the bottom line. | The change delivered substantial business value.
Significant efficiencies were realised across the department.
Notable cost benefits were achieved by the programme. | Data quality was considerably enhanced.
Cycle times have been shortened to a great extent. | Customer experience was materially improved.
The initiative yielded tangible benefits for all stakeholders.
The solution resulted in a marked decrease in manual effort. | There were serious problems with throughput.
The incumbent model was performing poorly. | Reporting was chronically late.
The process was highly inefficient. | System stability had been a recurring concern for clients.
Operational overhead was excessive. | Less noise, happier on-call | Far fewer escalations
Error rate way down | Memory much lower | Big win for ops | - Cost savings were huge
- Page loads noticeably snappier | - Team velocity up | - Churn down | - Very good results
Costs through the roof, nobody trusting the numbers | Deploys slow and flaky, everyone annoyed
Memory use kept exploding | The precision, it increased very much.
Now the customers are much more content. | The errors became rare.
It is working very good since then and the people use it every day.
The time of waiting has reduced strongly. | So yeah, it got, like, so much better.
And it just, um, flew after that, super fast. | Honestly, people went crazy for it.
It saved us, you know, a ton of work. | And, like, nobody complains anymore.
The thing was crashing like all the time. | We lost a lot of good customers because of that.
That mistake cost the firm a lot of money. | For a few hours orders were badly affected.
Many riders got charged wrongly that morning. | The outage hurt us quite a bit.
The demo scores looked excellent. | Recall on the rare class was terrible at first.
The second version was much more accurate. | Adoption never really took off.
The pilot did not move the numbers much. | Engagement stayed disappointingly low.
The new prompt gave hugely better answers. | Loss went down nicely but the real errors stayed high.
Quality took a clear hit. | Throughput jumped. | Wait times fell. | Revenue grew. | Customers are happier.
The model is more robust now. | Support load is lighter. | Response times were all over the place.
Most of the alerts were useless. | Search was practically unusable at peak.
Things ran smoothly after the switch. | The harvest season went off without trouble for almost every farm.
The team's productivity rose and defects became much rarer.
Nurses stopped having to retype nearly everything. | Prediction error shrank on nearly every route.
Energy use at the plants came down a good deal. | Returns have fallen noticeably.
I made the parser considerably faster. | I sped up the nightly build a lot. | I cut our cloud costs.
I reduced the number of false alarms significantly. | I brought the error rate down. | The bill shrank.
I increased the throughput a lot. | I improved the precision noticeably. | I got the waiting time down.
My change lowered the bill. | I shortened the checkout queue a lot. | - Cut page load times | - Reduced churn
- Increased sales | - Boosted recall | We lowered the error rate. | We made the app far more stable.
"""

PLAIN = """
I cut the number of layers. | I reduced the feature set to what we could log. | I made the schema simpler first.
I increased the retry limit. | I improved the documentation. | I brought the two teams to one table.
I lowered the priority of the export job. | I shortened the form. | I got the vendor on the phone.
- Cut the second cache | - Reduced the scope with product | - Improved the test setup | - Raised it with legal
We made the config read-only. | I turned the sampling rate up and watched. | I optimised the query plan by hand.
The first run came out worse, so I went back to the labels. | I swapped the model for a smaller one.
I changed the loss and trained again. | We dropped the old endpoint. | I split the job in smaller pieces.
I had to make it faster. | We wanted to improve recall. | My goal was to cut the cost of serving.
I cached it so that it would be quicker. | The task was to reduce complaints before the summer.
Management asked us to bring the bill down. | They needed much better forecasts by spring.
I hoped it would help a lot. | Would it be any faster on the new machines?
If the queue grew, the readers would fall behind. | The fix did not improve anything yet, so I kept looking.
I was really happy with the outcome. | I learned a lot about caching. | I got much better at saying no.
It made me more careful. | My manager was very pleased. | Anna was furious. | He loved the idea.
I felt a lot more confident. | I was completely exhausted. | I picked the best model of the five.
It needed a fast API. | That is a good question. | I wanted a better understanding first.
I read more and more papers. | We needed a better place to start. | He suggested a larger batch.
I asked for more time. | I raised the timeout. | I lowered the learning rate. | We increased the batch size.
I cut the scope. | I dropped two columns. | I rewrote the loader.
I moved the cache closer to the database. | We built a small dashboard. | I profiled the service first.
The data came from three vendors. | It was a monolith written in Java.
There were many teams involved in the project. | I talked to a lot of people in operations.
We had long discussions about the metric. | I spent too much time on the design.
The meeting was long and heated. | She was sceptical at first and then agreed.
Nobody knew who owned the job. | In the end we shipped it on time.
The pull request was merged the next day. | The team in Porto adopted the script.
The change went live in spring. | The feature is still in production.
Two other squads took over the template. | Next time I would measure earlier.
Looking back, I should have asked sooner. | These days I write the test first.
I now check the data before the model. | What I took from it is that simple beats clever.
I think more about who reads it. | The root cause was a stale lock.
It turned out that the labels were shifted by a row. | The vendor had changed the file format.
The trace showed that the time went into parsing. | The old job read the whole table each night.
The two systems disagreed. | So I explained the trade-off to the director.
I proposed a smaller pilot instead. | I argued for a slower roll-out.
Stakeholders were aligned and next steps were agreed. | A comprehensive assessment was carried out.
Requirements were gathered from all departments. | The roadmap was presented to leadership.
A new framework was introduced. | - Wrote the migration plan | - Set up nightly checks
- Owned the ranking service | - Talked to the customers | - Rewrote the parser
Deadline fixed, no spare hands | Legacy code, nobody left who knew it
Two options on the table, picked the boring one | Okay, so, um, this was at my last job.
Let me think for a second. | Yeah, and that's basically it. | I can go deeper if you like.
It was raining heavily that week. | The office was very quiet. | The project was really interesting.
It was a big company. | The customer wanted an answer by Friday.
The sales lead had promised it to a big client. | Operations did not trust the model.
I believed that a simpler rule would do. | We were not sure it would scale.
I worried that it might get slower. | We agreed to stop if errors rose.
I added an alert in case the latency went up. | The plan was to lower the threshold later.
I tried a larger network and a longer warm-up.
I compared the new model with the old one on last year's data. | Then I made the job idempotent.
So I made the interface much simpler. | I took the slower but safer way.
He is much better at statistics than I am. | It was harder than I had thought.
The longer I looked, the stranger it got. | I wrote a short note about it.
My first idea was too complicated. | That was my mistake, plainly. | It was a difficult conversation.
The rule said that low scores go to a person. | High-risk cases are routed to a senior reviewer.
Smaller shops send paper. | Users could now see why an order was held.
The nurses enter the readings by hand. | Customers upload a photo of the meter.
I had very little experience with compilers. | We were short of people.
There was a lot of pressure from above. | The model was live in two depots.
From then on the ward used the list at handover. | The board approved the budget.
"""


def written() -> list[tuple[str, bool]]:
    """The sentences above with their labels."""
    return [(sentence.strip(), label) for text, label in ((CLAIMS, True), (PLAIN, False))
            for sentence in text.strip().replace("\n", "|").split("|") if sentence.strip()]


def examples() -> tuple[list[str], np.ndarray, np.ndarray]:
    """File, vector and label of each sentence that has no figure in it or right after."""
    files, rows, labels = [], [], []
    for answer in load():
        draft = annotate(Draft(answer.text, id=answer.id), encoder())
        if len(draft.sentences) != len(answer.sentences):
            continue
        figured = {index for index, given in enumerate(answer.sentences) if given.metric}
        for index, sentence in enumerate(answer.sentences):
            if not {index, index + 1} & figured:
                files.append(answer.id[:2])
                rows.append(draft.vectors[index])
                labels.append(sentence.vague)
    for sentence, label in written():
        files.append("written")
        rows.append(encoder()([sentence])[0])
        labels.append(label)
    return files, np.array(rows), np.array(labels)


def fit(rows: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, float]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=STRENGTH, class_weight={False: 1.0, True: POSITIVE_WEIGHT}, max_iter=2000,
                               random_state=0).fit(rows, labels)
    return model.coef_[0], float(model.intercept_[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--held-out", nargs="*", default=[], metavar="FILE")
    held = parser.parse_args().held_out
    files, rows, labels = examples()
    for name in held:
        out = np.array([f == name for f in files])
        weights, bias = fit(rows[~out], labels[~out])
        found = rows[out] @ weights + bias > 0
        hits = int((found & labels[out]).sum())
        print(name, f"P {hits / max(1, found.sum()):.3f} R {hits / max(1, labels[out].sum()):.3f} "
                    f"F1 {2 * hits / max(1, found.sum() + labels[out].sum()):.3f}")
    if not held:
        weights, bias = fit(rows, labels)
        WEIGHTS.parent.mkdir(exist_ok=True)
        stored = {"intercept": round(bias, 4), "coef": [round(float(w), 4) for w in weights]}
        WEIGHTS.write_text(json.dumps(stored) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
