"""The workspace of the Draft page: one fragment, so that typing runs no more than this."""

from __future__ import annotations

import streamlit as st

from coach import apart
from coach.draft import AUDIENCES, SECTION_NAMES
from coach.errors import InputError
from coach.next_step import Step, next_step
from coach.web import apart_view, banner, frame, goto, panel, part_view
from coach.web.desk import Desk, aim, desk, join_parts, keep
from coach.web.editor import current_text, editor
from coach.web.fields import chosen, save_row, title_field
from coach.web.models import MODELS
from coach.web.plain import escaped
from coach.web.review import Review, early_marks, marks, review
from prompts import GROUPS, CatalogError, find_prompt, load_prompts

_MODES = {"parts": "Guided parts", "free": "Free text"}


@st.fragment
def workspace() -> None:
    """Controls, editors and critique for the story on the desk."""
    with banner.guarded():
        d = desk("story")
        frame.show_notes()
        _choose_prompt(d)
        left, right = st.columns([5, 4], gap="large")
        with left:
            title_field(d)
            with st.container(horizontal=True, key="how"):
                _choose_mode(d)
                part_view.choose_target(d)
            chosen(d, "audience", "Who listens", AUDIENCES, index=None, placeholder="Somebody of your field",
                   help="Choose a listener from another field, and terms that they would not know are marked, too.")
            part_view.stress(d.target)
            found, fault = judged(d)
            _parts(d, found) if d.mode == "parts" else _free(d, found)
            save_row(d)
        with right.container(key="critique"):
            st.header("Critique", anchor=False)
            critique(d, found, fault)
        aim(d)
        keep(d)


def judged(d: Desk) -> tuple[Review | None, Exception | None]:
    """The review of what is on the desk; None while it is empty, the models load, or there is a fault."""
    if d.blank or MODELS.stage == 0:
        return None, None
    try:
        return review(d.as_draft()), None
    except InputError as error:
        return None, None if error.code == "empty-draft" else error
    except Exception as error:  # whatever the critique does, the text and its Save button stay
        return None, error


def critique(d: Desk, found: Review | None, fault: Exception | None) -> None:
    """The panel, or what stands in its place."""
    if fault is not None:
        banner.show(fault)
    elif found is not None:
        step = _next_step(d, found)
        panel.show(found.report, found.matches, step, None if step is None else lambda: _go_to(d, found, step),
                   d.target if d.kind == "story" else None)
        goto.show()
    elif d.blank:
        st.text("Nothing to read yet. Write a few sentences, as you would say them: the coach marks what an "
                "interviewer would stumble over, says why, and asks what is missing.")
    elif MODELS.loading:
        st.text("The coach is getting ready. Go on writing; the critique comes by itself.")


def _next_step(d: Desk, found: Review) -> Step | None:
    name = f"_step-{d.kind}"
    # What was chosen while a model was missing is chosen anew once it is there.
    here = (d.doc, MODELS.stage)
    place, before = st.session_state.get(name, (here, None))
    step = next_step(found.report.findings, found.gains, found.report.measures.get("missing") or (),
                     before if place == here else None)
    st.session_state[name] = (here, step)
    return step


def _go_to(d: Desk, found: Review, step: Step) -> None:
    """Take the cursor to what the step is about: its words, else the end of the part that it is mended in."""
    start, end = step.finding.start, step.finding.end
    if d.mode == "free" or d.kind == "explanation":
        goto.ask(f"{d.doc}-text", found.report.text, start, end)
        return
    for section in found.report.sections:
        if start is not None and section["start"] <= start < section["end"]:
            offset = section["start"]
            goto.ask(f"{d.doc}-{section['name']}", d.parts[section["name"]], start - offset, end - offset)
            return
    empty = next((name for name in SECTION_NAMES if not d.parts.get(name, "").strip()), SECTION_NAMES[0])
    name = step.part or empty
    goto.ask(f"{d.doc}-{name}", d.parts.get(name, ""))


def _choose_prompt(d: Desk) -> None:
    prompts = {p.id: p for p in load_prompts()}
    chosen(d, "prompt", "Question to answer", list(prompts), index=None, placeholder="Any question: type to search",
           format_func=lambda id: f"{GROUPS[prompts[id].group]}: {prompts[id].title}" if id in prompts else id)
    if not d.prompt:
        return
    try:
        prompt = find_prompt(d.prompt)
    except CatalogError as error:
        banner.show(error)
        return
    points = "".join(f"<li>{escaped(t.point)} <span class='sc-muted'>({t.part})</span></li>" for t in prompt.talking_points)
    st.html(
        f'<div class="sc"><p class="sc-title">“{escaped(prompt.wordings[0])}”</p><details><summary>What it probes, '
        f"and what a strong answer covers</summary><p>{escaped(prompt.probes)}</p><ul>{points}</ul></details></div>"
    )


def _choose_mode(d: Desk) -> None:
    key = f"w-mode-{d.doc}"
    st.session_state[key] = d.mode

    def changed() -> None:
        wanted = st.session_state[key]
        if wanted == "free" and d.mode == "parts":
            if apart_view.can_undo(d):
                apart_view.undo(d)
            elif any(part.strip() for part in d.parts.values()):
                d.text, d.parts = join_parts(d.parts), {}
            d.mode = "free"
        elif wanted == "parts" and not d.text.strip():
            d.mode = "parts"
        elif wanted == "parts":
            banner.note("Your free text has to be taken apart first: look at “Its parts” below the text, then choose "
                        "“Move into the parts”." if MODELS.stage == 2 else
                        "Your free text can be taken apart once the language models are loaded.", "warning")
        keep(d)

    st.segmented_control("How to write", list(_MODES), key=key, format_func=_MODES.get, required=True,
                         on_change=banner.noted(changed))


def edit(d: Desk, name: str, text: str, found: Review | None, span: tuple[int, int] | None, **more) -> str:
    """One editor; `span` is where its text lies in the report's."""
    key = f"{d.doc}-{name}"

    def changed() -> None:
        _put(d, name, current_text(key, text))

    shown = marks(found, *span) if found and span else [] if found else early_marks(d, name)
    now = editor(key, text, shown, saved=not d.changed, on_change=banner.noted(changed), **more)
    if now != text:
        _put(d, name, now)
    return now


def _put(d: Desk, name: str, text: str) -> None:
    if name == "text":
        d.text = text
    else:
        d.parts = {**d.parts, name: text}
    keep(d)


def _parts(d: Desk, found: Review | None) -> None:
    apart_view.moved(d)
    spans = {s["name"]: (s["start"], s["end"]) for s in found.report.sections} if found else {}
    for name in SECTION_NAMES:
        text = d.parts.get(name, "")
        part_view.head(name, text, d.target)
        if d.prompt:
            _points(d, name, found)
        now = edit(d, name, text, found, spans.get(name), label=name.capitalize(), placeholder=part_view.OPENINGS[name],
                   height=part_view.HEIGHTS[name])
        if not now.strip():
            part_view.memory(d, name)


def _points(d: Desk, part: str, found: Review | None) -> None:
    """What a strong answer to the chosen question covers in this part, ticked off as the text covers it."""
    try:
        points = find_prompt(d.prompt).talking_points
    except CatalogError:
        return  # said where the question is chosen
    match = next((m for m in found.matches if m.prompt == d.prompt), None) if found else None
    told = [match.points[i].told if match else False for i in range(len(points))]
    items = "".join(
        f"<li>{'<b>✓</b><span class=sc-said> covered:</span>' if covered else '<b>○</b><span class=sc-said> to cover:</span>'} "
        f"{escaped(point.point)}</li>" for point, covered in zip(points, told, strict=True) if point.part == part)
    if items:
        st.html(f'<div class="sc"><ul class="sc-points sc-muted">{items}</ul></div>')


def _free(d: Desk, found: Review | None) -> None:
    pieces = ()
    if found:
        d.choices = apart.carried(d.choices, found.report)
        pieces = apart.pieces(found.report, d.choices)
    part_view.whole(d.text, d.target)
    edit(d, "text", d.text, found, (0, len(d.text)), label="Your answer", height=420,
         placeholder="Tell it from the beginning: where were you, what was asked of you, what did you do, "
                     "what came of it?", parts=[(p.start, p.end, p.place) for p in pieces])
    if pieces and MODELS.stage == 2:
        apart_view.review(d, pieces)
