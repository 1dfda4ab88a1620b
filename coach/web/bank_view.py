"""The lists of the Story bank page: stories, unfinished drafts, the bin."""

from __future__ import annotations

import streamlit as st

from coach.web import banner, desk, frame, rehearse_view, takeaway
from coach.web.bank import bank, prompt_titles
from coach.web.plain import counted, escaped
from stories import Story, Working

SHOWN = 25
_KINDS = {"story": "Stories", "explanation": "Explanations"}
_PAGE_OF = {"story": "draft", "explanation": "explain"}


def stories() -> None:
    """Search, filter and the list; what to do where there is none."""
    store = bank()
    everything = store.list()
    if not everything:
        st.info("No stories yet. Write the first one on the Draft page, or look at three example stories and an "
                "explanation.", icon=":material/lightbulb:")
        row = st.container(horizontal=True)
        if row.button("Write a story", type="primary"):
            st.switch_page(frame.page("draft"))
        row.button("Load the examples", on_click=banner.noted(_load_examples))
        return
    find, kind = st.columns([3, 2], vertical_alignment="bottom")
    words = find.text_input("Search", placeholder="Words in title, text or question", key="bank-search")
    wanted = kind.segmented_control("Show", list(_KINDS), format_func=_KINDS.get, key="bank-kind")
    found = [s for s in everything if wanted in (None, s.kind) and _holds(s, words)]
    st.text(f"{len(found)} of {counted(len(everything), 'entry', 'entries')}")
    if not found:
        st.info("Nothing holds all of these words. Try fewer, or show every kind.")
    limit = st.session_state.get("bank-limit", SHOWN)
    for story in found[:limit]:
        _row(story)
    if len(found) > limit:
        st.button(f"Show {min(SHOWN, len(found) - limit)} more",
                  on_click=lambda: st.session_state.update({"bank-limit": limit + SHOWN}))
    if any(s.example for s in everything):
        st.button("Remove the examples", on_click=banner.noted(_remove_examples))
    else:
        st.button("Load the examples", on_click=banner.noted(_load_examples))


def unfinished() -> None:
    """Drafts that hold something that the bank does not, and stories in the bin."""
    drafts = desk.unfinished()
    if drafts:
        st.header("Unfinished", anchor=False)
        for draft in drafts:
            _unfinished_row(draft)
    deleted = bank().deleted()
    if deleted:
        with st.expander(f"Deleted ({len(deleted)})"):
            for story in deleted[:SHOWN]:
                left, right = st.columns([5, 1], vertical_alignment="center")
                left.text(story.title)
                right.button("Restore", key=f"restore-{story.id}", on_click=banner.noted(_restore),
                             args=(story.id,), width="stretch")
            st.button("Delete these for good", on_click=banner.noted(_purge))


def _holds(story: Story, words: str) -> bool:
    title = prompt_titles().get(story.prompt or "", "")
    text = " ".join([story.title, story.text, *(t for _, t in story.sections), title, story.concept or ""]).lower()
    return all(word in text for word in words.lower().split())


def _row(story: Story) -> None:
    with st.container(border=True, key=f"row-{story.id}"):
        left, right = st.columns([3, 2.6], vertical_alignment="center")
        tags = ["Example"] * story.example + [story.kind.capitalize()]
        about = prompt_titles().get(story.prompt or "") or story.concept or ""
        for_whom = f" for: {story.audience}" if story.audience else ""
        left.html(
            f'<div class="sc"><span class="sc-title">{escaped(story.title)}</span> '
            + " ".join(f'<span class="sc-tag">{tag}</span>' for tag in tags)
            + f'<br><span class="sc-muted">{escaped(about + for_whom)}{" · " if about or for_whom else ""}'
            f"{counted(story.words(), 'word')} · {escaped(story.updated[:10])}</span></div>"
        )
        row = right.container(horizontal=True, horizontal_alignment="right")
        if row.button("Open", key=f"open-{story.id}"):
            desk.open_story(story)
            st.switch_page(frame.page(_PAGE_OF[story.kind]))
        if row.button("Rehearse", key=f"rehearse-{story.id}"):
            rehearse_view.choose(story.id)
            st.switch_page(frame.page("rehearse"))
        take = row.popover("Take away", key=f"take-{story.id}", on_change="rerun")
        if take.open:  # else there were a component and eight buttons a story in each run
            with take:
                takeaway.offers(lambda: [story], story.title, story.id)
        row.button("Delete", key=f"delete-{story.id}", on_click=banner.noted(_delete), args=(story.id,))


def opening(draft: Working, words: int) -> str:
    """The title and the first words of a draft, so many at most."""
    payload = draft.payload
    written = " ".join([payload.get("title", ""), payload.get("text", ""), *payload.get("parts", {}).values()]).split()
    return " ".join(written[:words]) + "…" * (len(written) > words)


def _unfinished_row(draft: Working) -> None:
    with st.container(border=True):
        left, right = st.columns([4, 1.6], vertical_alignment="center")
        left.html(f'<div class="sc">{escaped(opening(draft, 14))}<br><span class="sc-muted">{draft.kind.capitalize()} · '
                  f"{escaped(draft.updated[:16].replace('T', ' '))} UTC</span></div>")
        row = right.container(horizontal=True, horizontal_alignment="right")
        if row.button("Continue", key=f"continue-{draft.key}"):
            desk.open_working(draft.key, draft.kind)
            st.switch_page(frame.page(_PAGE_OF[draft.kind]))
        row.button("Discard", key=f"discard-{draft.key}", on_click=banner.noted(_discard), args=(draft,))


def _delete(id: str) -> None:
    bank().delete(id)
    banner.note("Deleted.", action=("Undo", _restore, (id,)))


def _restore(id: str) -> None:
    bank().restore(id)
    banner.note("The story is back.")


def _purge() -> None:
    banner.note(f"{counted(bank().purge(), 'deleted story', 'deleted stories')} removed for good.")


def _discard(draft: Working) -> None:
    bank().discard_working(draft.key)
    desk.forget(draft.kind, draft.key)
    banner.note("Discarded.", action=("Undo", _bring_back, (draft,)))


def _bring_back(draft: Working) -> None:
    bank().put_working(draft.key, draft.owner, draft.kind, draft.payload)
    banner.note("The draft is back.")


def _load_examples() -> None:
    number = bank().load_examples()
    banner.note(f"{counted(number, 'example')} loaded." if number else "The examples are all there already.")


def _remove_examples() -> None:
    banner.note(f"{counted(bank().remove_examples(), 'example')} removed. What you had changed in them is kept.")
