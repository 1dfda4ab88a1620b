"""What lies on the writer's desk: one story and one explanation being written.

The desk lives in session keys of its own, since a widget's value goes with its page, and each change goes to
the bank's working drafts as well, so that a reload, a closed tab or a restart of the server loses nothing.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, field, fields

import streamlit as st

from coach.draft import AUDIENCES, SECTION_NAMES, Draft
from coach.targets import DEFAULT_LEVEL, DEFAULT_SECONDS, Target, find_target, load_targets
from coach.web import banner
from coach.web.bank import bank, prompt_titles
from stories import StoreError, Story, Working


@dataclass
class Desk:
    """A draft as it is being written. `saved` is the content that the bank holds for it, {} if none.

    `doc` names the document for the editors and stays the same until another one is opened. `choices` are the writer's
    when a free text is taken apart (coach.apart), `whole` that text and `moved` the parts that it became, for undoing,
    and `left` its sentences that went into no part.
    """

    kind: str
    doc: str = field(default_factory=lambda: secrets.token_hex(4))
    story: str = ""
    title: str = ""
    mode: str = "parts"
    text: str = ""
    parts: dict[str, str] = field(default_factory=dict)
    prompt: str | None = None
    audience: str | None = None
    concept: str | None = None
    level: str = DEFAULT_LEVEL
    seconds: int = DEFAULT_SECONDS
    choices: list[list] = field(default_factory=list)
    whole: str = ""
    moved: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    saved: dict[str, str] = field(default_factory=dict)
    key: str | None = None  # of the working row
    stored: dict | None = None  # the payload that the working row holds

    def as_story(self) -> Story:
        """What would be saved now. Raises StoreError for half characters and the like."""
        free = self.kind == "explanation" or self.mode == "free"
        return Story(
            id=self.story, kind=self.kind, title=self.title, text=self.text if free else "",
            sections=() if free else tuple(self.parts.items()),
            prompt=self.prompt, audience=self.audience, concept=self.concept,
        )

    def as_draft(self) -> Draft:
        """What is critiqued; an unknown prompt or audience is left out. Raises InputError as Draft does."""
        known = {
            "kind": self.kind, "concept": self.concept or None,
            "prompt": self.prompt if self.prompt in prompt_titles() else None,
            "audience": self.audience if self.audience in AUDIENCES else None,
        }
        if self.kind == "story" and self.mode == "parts":
            return Draft.from_sections(self.parts, **known)
        return Draft(self.text, **known)

    @property
    def blank(self) -> bool:
        """Whether there is no text at all."""
        return not (self.text.strip() or any(part.strip() for part in self.parts.values()))

    @property
    def changed(self) -> bool:
        """Whether there is something that the bank does not hold."""
        return not self.blank and self.as_story().content() != self.saved

    @property
    def to_keep(self) -> bool:
        """Whether there is something written that would be gone with the working draft."""
        return self.changed or bool(self.left)

    @property
    def target(self) -> Target:
        """What is aimed at; the usual where a level or length is no longer offered."""
        offered = load_targets()
        return find_target(self.level if self.level in offered.levels else DEFAULT_LEVEL,
                           self.seconds if self.seconds in offered.seconds else DEFAULT_SECONDS)

    def payload(self) -> dict:
        return {k: v for k, v in asdict(self).items() if k not in ("key", "stored")}


def desk(kind: str) -> Desk:
    """This session's desk for `kind`; in a new session the draft that was written to last."""
    name = f"desk-{kind}"
    if name not in st.session_state:
        st.session_state[name] = _restored(kind) or _fresh(kind)
    return st.session_state[name]


def keep(d: Desk) -> None:
    """Put the desk's present state into the store, where it has changed; a fault becomes a note."""
    payload = d.payload()
    if payload == d.stored or (d.blank and d.key is None):
        return
    try:
        d.key = bank().put_working(d.key, _owner(), d.kind, payload)
        d.stored = payload
        st.session_state.pop("store-fault", None)
    except StoreError as error:
        st.session_state["store-fault"] = str(error)


def new(kind: str, prompt: str | None = None) -> Desk:
    """An empty desk. What was there stays among the unfinished drafts, unless the bank has it already."""
    d = desk(kind)
    if d.blank and not (d.story or d.title or d.left):
        d.prompt = prompt or d.prompt
        return d
    if d.to_keep:
        banner.note("The draft that was here waits under “Unfinished” in the story bank.")
    _put_away(d)
    fresh = _fresh(kind)
    fresh.prompt = prompt
    st.session_state[f"desk-{kind}"] = fresh
    return fresh


def open_story(story: Story) -> Desk:
    """Put a story of the bank on the desk."""
    _put_away(desk(story.kind))
    return _lay(story, story.content())


def bring_back(version: Story, name: str) -> Desk:
    """Put an earlier version of a story of the bank on the desk, for the next save; `name` is for the note, which can
    undo it. What was there and is not saved stays among the unfinished drafts. Raises StoreError."""
    saved = bank().get(version.id).content()
    before = desk(version.kind)
    _keep_surely(before)
    _put_away(before)
    d = _lay(version, saved)
    waits = " What was here before waits under “Unfinished” in the story bank." if before.changed else ""
    banner.note(f"{name} is back here. Save, and it becomes the newest version.{waits}",
                action=("Undo", _undo_bring_back, (before, version.content())))
    return d


def _undo_bring_back(before: Desk, brought: dict[str, str]) -> None:
    d = desk(before.kind)
    if d.as_story().content() != brought:
        _keep_surely(d)
        if d.changed:
            banner.note("What you changed since waits under “Unfinished” in the story bank.")
        _put_away(d)
    elif d.key is not None:
        bank().discard_working(d.key, _owner())
    st.session_state[f"desk-{before.kind}"] = before
    before.stored = None  # its row may be gone
    keep(before)
    banner.note("All is here again as it was.")


def _keep_surely(d: Desk) -> None:
    """Keep what is on the desk before something else takes its place. Raises StoreError where that can't be done."""
    keep(d)
    if d.changed and d.stored != d.payload():
        raise StoreError("draft-not-kept", "What you were writing is saved nowhere yet, and its place is needed; save it first.")


def _lay(story: Story, saved: dict[str, str]) -> Desk:
    d = Desk(
        story.kind, story=story.id, title=story.title, text=story.text, parts=dict(story.sections),
        mode="free" if story.text else "parts", prompt=story.prompt, audience=story.audience,
        concept=story.concept, saved=saved, **_aims(),
    )
    st.session_state[f"desk-{story.kind}"] = d
    keep(d)
    return d


def open_working(key: str, kind: str) -> None:
    """Take up an unfinished draft again."""
    _put_away(desk(kind))
    payload = bank().claim_working(key, _owner())
    if payload is None:
        banner.note("That draft is gone; it was discarded in another window.", "warning")
        return
    st.session_state[f"desk-{kind}"] = _from_payload(kind, key, payload)


def save(d: Desk, as_new: bool = False) -> None:
    """Save the desk to the bank, under its story or as a new one; says so in a note. Raises StoreError."""
    if d.blank:
        banner.note("There is nothing to save yet; write a sentence or two first.", "warning")
        return
    story = d.as_story()
    if as_new:
        story = Story.from_record({k: v for k, v in story.as_record().items() if k != "id"})
    saved = bank().save(story)
    d.story, d.title, d.saved = saved.id, saved.title, saved.content()
    keep(d)
    banner.note("Saved as a new story." if as_new else "Saved to your story bank.")


def forget(kind: str, key: str) -> None:
    """Clear this session's desk if it holds the working draft `key`, which was discarded."""
    if desk(kind).key == key:
        st.session_state[f"desk-{kind}"] = _fresh(kind)


def unfinished() -> list[Working]:
    """The working drafts that hold something that the bank does not, the latest first; none is claimed by looking."""
    return [draft for draft in bank().list_working() if is_unfinished(draft.payload)]


def is_unfinished(payload: dict) -> bool:
    """Whether a working draft holds something that the bank does not."""
    try:
        return _from_payload(payload.get("kind", "story"), "", payload).to_keep
    except (StoreError, TypeError):
        return False


def join_parts(parts: dict[str, str]) -> str:
    """The parts as one text, in their order, a blank line between them."""
    return "\n\n".join(parts[name] for name in SECTION_NAMES if parts.get(name, "").strip())


def _fresh(kind: str) -> Desk:
    return Desk(kind, audience=AUDIENCES[0] if kind == "explanation" else None,
                mode="free" if kind == "explanation" else "parts", **_aims())


def aim(d: Desk) -> None:
    """Make the desk's level and length those that this session's next drafts begin with."""
    st.session_state["_aims"] = {"level": d.level, "seconds": d.seconds}


def _aims() -> dict:
    return st.session_state.get("_aims", {})


def _put_away(d: Desk) -> None:
    if d.key is not None and not d.to_keep:
        try:
            bank().discard_working(d.key, _owner())
        except StoreError as error:
            st.session_state["store-fault"] = str(error)


def _restored(kind: str) -> Desk | None:
    try:
        store = bank()
        last = store.latest_working(kind)
        if last is None:
            return None
        payload = last.payload if store.read_only else store.claim_working(last.key, _owner())
        return _from_payload(kind, None if store.read_only else last.key, payload) if payload else None
    except StoreError as error:
        st.session_state["store-fault"] = str(error)
        return None


def _from_payload(kind: str, key: str | None, payload: dict) -> Desk:
    names = {f.name for f in fields(Desk)} - {"kind", "key", "stored"}
    return Desk(kind, key=key, stored=payload, **{k: v for k, v in payload.items() if k in names})


def _owner() -> str:
    return st.session_state.setdefault("_owner", secrets.token_hex(8))
