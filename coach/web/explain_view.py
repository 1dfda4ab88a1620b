"""The workspace of the Explain page."""

from __future__ import annotations

import streamlit as st

from coach.draft import AUDIENCES
from coach.web import banner, frame
from coach.web.desk import desk, keep
from coach.web.draft_view import critique, edit, judged
from coach.web.fields import chosen, save_row, title_field

# Only to choose from: any other concept can be typed.
CONCEPTS = (
    "A/B test", "attention mechanism", "confidence and uncertainty", "data drift", "data leakage", "embeddings",
    "fine-tuning", "hallucination", "model monitoring", "overfitting", "precision and recall",
    "retrieval-augmented generation", "training data", "transformer",
)


@st.fragment
def workspace() -> None:
    """Controls, editor and critique for the explanation on the desk."""
    with banner.guarded():
        d = desk("explanation")
        frame.show_notes()
        first, second = st.columns(2)
        with first:
            chosen(d, "concept", "Concept", CONCEPTS, index=None, accept_new_options=True,
                   placeholder="Choose, or type your own")
        with second:
            chosen(d, "audience", "Who listens", AUDIENCES, index=None, placeholder="Choose who listens")
        left, right = st.columns([5, 4], gap="large")
        with left:
            title_field(d)
            found, fault = judged(d)
            st.html('<div class="sc"><span class="sc-muted">What it is, what it is like in everyday life, and what it '
                    "changes for the listener. 100 to 200 words.</span></div>")
            edit(d, "text", d.text, found, (0, len(d.text)), label="Your explanation", height=360,
                 placeholder="Imagine you …")
            save_row(d)
        with right.container(key="critique"):
            st.header("Critique", anchor=False)
            critique(d, found, fault)
        keep(d)
