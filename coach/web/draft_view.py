"""The workspace of the Draft page: one fragment, so that typing runs no more than this."""

from __future__ import annotations

import streamlit as st

from coach.draft import SECTION_NAMES
from coach.errors import InputError
from coach.web import banner, frame, panel
from coach.web.desk import Desk, desk, join_parts, keep
from coach.web.editor import current_text, editor, replace_text
from coach.web.fields import chosen, save_row, title_field
from coach.web.models import MODELS
from coach.web.plain import counted, escaped
from coach.web.review import Review, early_marks, marks, pieces, review, taken_apart
from prompts import GROUPS, CatalogError, find_prompt, load_prompts

# What belongs into each part, how long it may be, how high its editor is, and an opening to think from. The words
# are the advised shares of a two-minute answer at 150 words a minute.
PARTS = {
    "situation": ("Where you were: the system, its size, and what was at stake.", "30 to 60", 110,
                  "At … we ran a … that served …"),
    "task": ("What you were asked to reach, or set yourself, and by when.", "15 to 40", 84,
             "I was asked to …"),
    "action": ("What you did yourself, step by step, and why that way.", "130 to 190", 230,
               "First I measured …"),
    "result": ("What came of it, in figures: from what to what, over how long.", "40 to 75", 110,
               "… fell from … to … within …"),
    "reflection": ("What you took from it, or would do differently.", "15 to 40", 84,
                   "Next time I would …"),
}
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
            _choose_mode(d)
            found, fault = judged(d)
            _parts(d, found) if d.mode == "parts" else _free(d, found)
            save_row(d)
        with right.container(key="critique"):
            st.header("Critique", anchor=False)
            critique(d, found, fault)
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
        panel.show(found.report, found.matches)
    elif d.blank:
        st.text("Nothing to read yet. Write a few sentences, as you would say them: the coach marks what an "
                "interviewer would stumble over, says why, and asks what is missing.")
    elif MODELS.loading:
        st.text("The coach is getting ready. Go on writing; the critique comes by itself.")


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
            if any(part.strip() for part in d.parts.values()):
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
    spans = {s["name"]: (s["start"], s["end"]) for s in found.report.sections} if found else {}
    for name in SECTION_NAMES:
        belongs, length, height, opening = PARTS[name]
        text = d.parts.get(name, "")
        words = f"{counted(len(text.split()), 'word')}; {length} advised"
        st.html(f'<div class="sc"><div class="sc-part"><h2>{name.capitalize()}</h2><span class="sc-muted">{words}</span></div>'
                f'<span class="sc-muted">{belongs}</span></div>')
        if d.prompt:
            _points(d, name, found)
        edit(d, name, text, found, spans.get(name), label=name.capitalize(), placeholder=opening, height=height)


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
    components = ()
    if found:
        components = [(s["start"], s["end"], s["component"]) for s in found.report.sentences]
    st.html('<div class="sc"><span class="sc-muted">Write it as you would say it, 200 to 300 words. '
            "The coach finds the parts.</span></div>")
    edit(d, "text", d.text, found, (0, len(d.text)), label="Your answer", height=420,
            placeholder="Tell it from the beginning: where were you, what was asked of you, what did you do, "
                        "what came of it?", parts=components)
    if found is None or MODELS.stage < 2 or not found.report.sentences:
        return
    with st.expander("Its parts, as the coach reads them"):
        st.html('<div class="sc">' + "".join(
            f'<div class="sc-piece" style="--part: var(--sc-{p.part})"><b>{p.part.capitalize()}</b>'
            f"{escaped(p.text.strip())}</div>" for p in pieces(found.report)) + "</div>")
        st.button("Move into the parts", key=f"apart-{d.doc}", on_click=banner.noted(_move), args=(d, taken_apart(found.report)))


def _move(d: Desk, parts: dict[str, str]) -> None:
    whole, d.parts, d.text, d.mode = d.text, parts, "", "parts"
    for name in SECTION_NAMES:
        replace_text(f"{d.doc}-{name}", parts.get(name, ""))
    keep(d)
    banner.note("The text is in the parts now.", action=("Undo", _move_back, (d, whole)))


def _move_back(d: Desk, whole: str) -> None:
    d.text, d.parts, d.mode = whole, {}, "free"
    replace_text(f"{d.doc}-text", whole)
    keep(d)
