"""A text editor that shows remarks while one writes: CodeMirror in a Streamlit component.

What the two sides promise each other:

- The text of the editor `key` lives in the session, in a `_Held`, which outlives page changes and
  interrupted runs. The browser sends each new text with the revision that it grew from.
- The revision moves on when something else than the editor changes the text. What the browser
  sends for an older revision is then refused; the browser puts the change beside what was typed
  meanwhile and sends again.
- A revision's first half names the session. When it changes (server restarted, page reloaded), the
  browser, which may hold more than the server, sends what the writer sees.
- Remarks come with the text they are about; the browser moves them along with later edits and
  drops those whose words have changed. A fix is made in the browser, as one change that can be undone.
- The browser sends its next text only once the last one is answered, or a second has passed.

The bundle in `static/` is built by `editor_src/build.sh` and served by Streamlit itself.
"""

import hashlib
import secrets
import time
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st
from streamlit.components.v1 import declare_component

from coach.fixes import Fix

STATIC = Path(__file__).parent / "static"
SEVERITIES = ("error", "warning", "advice")

# Sent with every run, hence small: it fetches the bundle once a page load and hands on to it.
_LOADER = """
let bundle;
export default async function (component) {
  const { data, parentElement } = component;
  const space = document.createElement("div");
  if (!bundle) {
    space.style.minHeight = `${data.height}px`;
    parentElement.append(space);
  }
  try {
    bundle ??= import(new URL("%s", location.origin));
    return (await bundle).default(component);
  } catch (error) {
    bundle = undefined;
    throw error;
  } finally {
    space.remove();
  }
}
"""


@dataclass(frozen=True)
class Mark:
    """A remark on the characters `start` to `end` (code points) of the critiqued text, and what may mend it."""

    start: int
    end: int
    severity: str  # one of SEVERITIES
    check: str
    title: str
    message: str
    question: str
    fixes: tuple[Fix, ...] = ()


def editor(
    key: str,
    text: str,
    marks: Sequence[Mark] | None,
    *,
    label: str,
    placeholder: str = "",
    height: int = 160,
    parts: Sequence[tuple[int, int, str]] = (),
    for_text: str | None = None,
    saved: bool = False,
    on_change: Callable[[], object] | None = None,
) -> str:
    """Show the editor and return the text that the browser holds now, with "\\n" as line end.

    `key` names the document, not the place on the page: give each story's part a key of its own, for
    the undo history and the copy kept in the browser go by it. `text` is what the app holds; the
    editor follows when it changes by other means than the editor (see `replace_text` for the one
    case that can't be told).

    `marks` (None: nothing known, leave those that are shown) and `parts`, (start, end, component), are
    code point offsets into `for_text`, by default `text`. `saved` says that `text` is stored for good:
    the browser then drops its copy.

    Storing the text in `on_change`, from `current_text(key)`, spares a second run: it comes before the
    script, which then finds the new text to critique. It may also come when the page has just been left.
    """
    text = _one_line_end(text)
    held = _all_held().setdefault(key, _Held(text, given=text, returned=text))
    if text not in (held.given, held.returned, held.text):
        held.replace(text)
    _take(key, held)
    critiqued = text if for_text is None else for_text
    units = _utf16_offsets(critiqued)
    shown = None if marks is None else [_mark_data(mark, units) for mark in marks if mark.start < mark.end]

    def changed() -> None:
        _take(key, held)
        if on_change is not None:
            on_change()

    data = {
        "key": key,
        "text": held.text,
        "rev": held.revision,
        "base": held.base,
        "critiqued": None if critiqued == held.text else critiqued,
        "seen": held.seq,
        "marks": shown,
        "goto": _goto(key, units),
        "parts": [(units(start), units(end), name) for start, end, name in parts],
        "saved": saved and text == held.text,
        "label": label,
        "placeholder": placeholder,
        "height": height,
    }
    _component()(key=key, data=data, on_doc_change=changed)
    _take(key, held)
    held.given, held.returned = text, held.text
    return held.text


def current_text(key: str, default: str = "") -> str:
    """What the browser last sent for the editor `key`; for callbacks, which run before the script."""
    held = _all_held().get(key)
    if held is None:
        return default
    _take(key, held)
    return held.text


def replace_text(key: str, text: str) -> None:
    """Put `text` into the editor `key`, from a callback or before the editor is shown.

    `editor` can't tell an app that puts back the very text it handed in before from one whose run was
    interrupted before it stored what the writer typed. It takes the second for granted, so that no
    character is lost. Clear and restore buttons therefore say by this that they mean it.
    """
    held = _all_held().get(key)
    if held is not None:
        _take(key, held)
        held.replace(_one_line_end(text))


def go_to(key: str, start: int, end: int) -> None:
    """At its next run let the editor `key` scroll to the characters `start` to `end` (code points) of the text that its
    marks are about, select them and take the focus; for callbacks of what stands elsewhere on the page."""
    st.session_state.setdefault("_goto", {})[key] = (start, end, time.time_ns() // 1_000_000)


@dataclass
class _Held:
    """The text of one editor, and what tells whose change a change is."""

    text: str
    given: str  # what the app handed in at its last run
    returned: str  # what it was told then
    base: str | None = None  # the text before the last change that wasn't the editor's
    number: int = 0
    seq: int = 0  # of the last text taken from the browser
    session: str = field(default_factory=lambda: secrets.token_hex(6))

    @property
    def revision(self) -> str:
        return f"{self.session}:{self.number}"

    def replace(self, text: str) -> None:
        if text != self.text:
            self.base, self.text = self.text, text
            self.number += 1


def _all_held() -> dict[str, _Held]:
    return st.session_state.setdefault("_editors", {})


def _take(key: str, held: _Held) -> None:
    """Take over what the browser sent, if it grew from the present revision and is new."""
    state = st.session_state.get(key)
    sent = state.get("doc") if isinstance(state, dict) else None
    match sent:
        case {"text": str(text), "rev": held.revision, "seq": int(seq)} if seq > held.seq:
            # A lone half of a surrogate pair can't be stored anywhere.
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            held.text, held.seq, held.base = _one_line_end(text), seq, None


def _goto(key: str, units: Callable[[int], int]) -> dict[str, int] | None:
    """Where `go_to` sent the editor last. It is told at each run, as a run may be overtaken before it is shown; the
    browser goes there once."""
    start, end, number = st.session_state.get("_goto", {}).get(key, (0, 0, 0))
    return {"start": units(start), "end": units(end), "seq": number} if number else None


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _utf16_offsets(text: str) -> Callable[[int], int]:
    """A function from code point offsets in `text` to JavaScript's UTF-16 units, clamped to the text."""
    beyond = [i for i, char in enumerate(text) if char > "\uffff"]
    return lambda offset: (at := min(max(offset, 0), len(text))) + bisect_left(beyond, at)


def _mark_data(mark: Mark, units: Callable[[int], int]) -> dict[str, object]:
    if mark.severity not in SEVERITIES:
        raise ValueError(f"severity {mark.severity!r} of {mark.check!r} is none of {', '.join(SEVERITIES)}")
    return {
        "start": units(mark.start),
        "end": units(mark.end),
        "severity": mark.severity,
        "title": mark.title,
        "message": mark.message,
        "question": mark.question,
        "fixes": [{"label": fix.label, "start": units(fix.start), "end": units(fix.end), "insert": fix.insert}
                  for fix in mark.fixes],
    }


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., object]:
    """Register the component once a process.

    Streamlit finds a packaged v2 component only where the distribution is named like the import
    package, and sends inline JavaScript again at each run. So the v2 component is a few inline lines
    that import the bundle, and Streamlit's route for v1 components serves it: that route needs no
    setting, and works from a clone, from a wheel, by `streamlit run` and by `st.App`.
    """
    declare_component("files", path=str(STATIC))
    version = hashlib.sha256((STATIC / "editor.js").read_bytes()).hexdigest()[:12]
    base = st.get_option("server.baseUrlPath").strip("/")
    url = f"{'/' + base if base else ''}/component/{__name__}.files/editor.js?v={version}"
    return st.components.v2.component("star_coach_editor", js=_LOADER % url)
