"""Stories out of the app: download buttons whose files are made on a click, a copy button, the sheet to print."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from coach import takeaway
from coach.bank import match_stories
from coach.errors import InputError
from coach.web import banner
from coach.web.bank import bank
from coach.web.models import MODELS
from coach.web.review import kept
from stories import Story

LOADING = "The language models are still loading; wait a minute and try again."
_FOR_MODELS = "Available once the language models are loaded"


def offers(stories: Callable[[], Sequence[Story]], name: str, key: str) -> None:
    """A download button for each format, and one that copies the words.

    `stories` gives the entries at the time of the click, `name` is a title to name the files after, and `key` tells
    several such rows apart.
    """
    row = st.container(horizontal=True, key=f"offers-{key}")
    for kind, dump in takeaway.TEXTS.items():
        download(row, kind, name, key, lambda dump=dump: dump(stories()))
    download(row, "docx", name, key, lambda: _word(stories()))
    download(row, "docx", name, f"{key}-remarks", lambda: _word(stories(), remarks=True), " with remarks")
    download(row, "sheet", name, key, lambda: sheet(stories()))
    with row:
        copy(takeaway.plain_text(stories()), f"copy-{key}")


def sheet(stories: Sequence[Story], wanted: Sequence[str] = ()) -> str:
    """The sheet for these stories as HTML; see `takeaway_sheet.lines`."""
    from coach import takeaway_sheet

    encode = _encoder()
    told = [s for s in stories if s.kind == "story"]
    return takeaway_sheet.sheet(stories, match_stories(bank(), told, encode), wanted, encode)


def kept_sheet(stories: Sequence[Story], wanted: Sequence[str]) -> str:
    """The same for the page, made anew only where something changed."""
    return kept("_sheets", (tuple(stories), tuple(wanted)), 2, lambda: sheet(stories, wanted))


def _word(stories: Sequence[Story], remarks: bool = False) -> bytes:
    from coach.takeaway_word import word

    return word(stories, _reports(stories) if remarks else None)


def _reports(stories: Sequence[Story]) -> dict:
    """The reports by id, or why there is none: for a story without words, say."""
    from coach.critic import critique

    encode, found = _encoder(), {}
    for story in stories:
        try:
            found[story.id] = critique(takeaway.draft_of(story), encode=encode)
        except InputError as error:
            found[story.id] = error
    return found


def _encoder() -> Callable:
    if MODELS.stage < 2:
        raise InputError("models-loading", MODELS.error or LOADING)
    return MODELS.encode


def download(row, kind: str, name: str, key: str, make: Callable[[], str | bytes], more: str = "",
             label: str = "") -> None:
    """A button in `row` that downloads what `make` makes when it is clicked; `more` is added to its label, which
    `label` takes the place of."""
    format = takeaway.FORMATS[kind]
    waits = MODELS.stage < 2 and (kind == "sheet" or bool(more))
    row.download_button(label or f"As {format.label}{more}", _quiet(make),
                        takeaway.file_name(name, format.suffix), format.mime, key=f"take-{kind}-{key}", on_click="ignore", disabled=waits, help=_FOR_MODELS if waits else None)


def _quiet(make: Callable[[], str | bytes]) -> Callable[[], str | bytes]:
    """`make`, whose errors Streamlit may log: an unexpected one goes on without its message, which may hold text."""
    def made() -> str | bytes:
        try:
            return make()
        except Exception as error:
            if not isinstance(error, banner.KNOWN):
                banner.log(error)
            raise RuntimeError(banner.sentence(error)) from None

    return made


def copy(text: str, key: str) -> None:
    """A button that puts `text` on the clipboard and says so."""
    _copy()(key=key, data={"text": text}, width="content")


def shown_sheet(html: str, key: str) -> None:
    """The sheet in a frame in which no script runs, with a button that prints it alone."""
    _sheet()(key=key, data={"html": html})


_BUTTON = """
button { font: inherit; font-size: .875rem; cursor: pointer;
  color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius, 8px); min-height: 2.5rem;
  padding: .25rem .75rem; line-height: 1.6; white-space: nowrap; }
button:hover { color: var(--st-primary-color); border-color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
[role=status] { font-size: .875rem; color: var(--st-text-color); margin-left: .5rem; }
[role=status]:empty { margin: 0; }
:host, div { font-family: var(--st-font); }
"""

_COPY = """
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button"), said = parentElement.querySelector("[role=status]");
  let timer;
  const old = (text) => {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    button.focus();
    return done;
  };
  button.onclick = async () => {
    let done;
    try {
      await navigator.clipboard.writeText(data.text);
      done = true;
    } catch {
      done = old(data.text);
    }
    said.textContent = done ? "✓ Copied" : "The browser refused; download it instead";
    clearTimeout(timer);
    timer = setTimeout(() => { said.textContent = ""; }, 6000);
  };
}
"""

_SHEET = """
export default function ({ data, parentElement }) {
  const frame = parentElement.querySelector("iframe"), button = parentElement.querySelector("button");
  button.onclick = () => frame.contentWindow.print();
  // The body's own height: that of the document is never less than the frame's.
  const fit = () => {
    const high = frame.contentDocument.body.getBoundingClientRect().height;
    frame.style.height = `${Math.ceil(high) + 2}px`;
  };
  frame.onload = fit;
  if (frame.srcdoc !== data.html) frame.srcdoc = data.html;
  const watch = new ResizeObserver(() => frame.contentDocument?.body && fit());
  watch.observe(frame.parentElement);
  return () => watch.disconnect();
}
"""


@st.cache_resource(show_spinner=False)
def _copy():
    html = '<button type="button">Copy the text</button><span role="status"></span>'
    return st.components.v2.component("star_coach_copy", html=html, css=_BUTTON, js=_COPY)


@st.cache_resource(show_spinner=False)
def _sheet():
    frame = ('<div><iframe title="The sheet as it prints" sandbox="allow-same-origin allow-modals"></iframe></div>'
             '<button type="button">Print</button>')
    return st.components.v2.component(
        "star_coach_sheet", html=frame, js=_SHEET,
        css=_BUTTON + "iframe { width: 100%; height: 300px; border: 1px solid var(--st-border-color); background: #fff; "
                      "border-radius: 8px; margin-bottom: .5rem; }")
