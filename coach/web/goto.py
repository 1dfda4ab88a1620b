"""Takes the writer's cursor into an editor: to some words, or to the end."""

from __future__ import annotations

import secrets

import streamlit as st

_ASKED = "_goto"

# The words are looked for in what the editor shows, next to where they stand in the text; an editor that shows only a
# stretch of a long text is entered without selecting. An asking is answered once a page load.
_JS = """
let answered;

function lines(box) {
  const found = [];
  let text = "";
  for (const line of box.querySelectorAll(".cm-line")) {
    if (text || found.length) text += "\\n";
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (walker.currentNode.parentElement.closest(".cm-placeholder")) continue;
      found.push([text.length, walker.currentNode]);
      text += walker.currentNode.data;
    }
  }
  return [text, found];
}

function nearest(text, words, start) {
  let best = -1;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (best < 0 || Math.abs(at - start) < Math.abs(best - start)) best = at;
  }
  return best;
}

function select(box, data) {
  const [text, nodes] = lines(box);
  if (!nodes.length) return box;
  const at = (offset) => {
    const [start, node] = nodes.filter(([start]) => start <= offset).at(-1);
    return [node, Math.min(offset - start, node.length)];
  };
  const from = data.words ? nearest(text, data.words, data.start) : text.length;
  if (from < 0) return box;
  const range = document.createRange();
  range.setStart(...at(from));
  range.setEnd(...at(from + data.words.length));
  const selection = document.getSelection();
  selection.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  return range.startContainer.parentElement;
}

function enter(data, tries) {
  const host = document.querySelector(`.st-key-${CSS.escape(data.editor)}`);
  const root = host && [host, ...host.querySelectorAll("*")].find((node) => node.shadowRoot)?.shadowRoot;
  const box = root?.querySelector("[role=textbox]");
  if (!box) {
    if (tries) setTimeout(enter, 50, data, tries - 1);
    return;
  }
  box.focus({ preventScroll: true });
  select(box, data).scrollIntoView({ block: "center" });
}

export default function ({ data }) {
  if (!data.asked || data.asked === answered) return;
  answered = data.asked;
  enter(data, 20);
}
"""


def ask(editor: str, text: str, start: int | None = None, end: int | None = None) -> None:
    """At the next `show`, go to the characters `start` to `end` (code points) of `text` in the editor of that key; to its
    end where they are not given."""
    words = "" if start is None else text[start:end]
    before = 0 if start is None else len(text[:start].encode("utf-16-le")) // 2
    st.session_state[_ASKED] = {"asked": secrets.token_hex(4), "editor": editor, "words": words, "start": before}


def show() -> None:
    """The part of the page that does it; it takes no room. Once a run, beside the editors."""
    _component()(key="goto", data=st.session_state.get(_ASKED, {"asked": None}))


@st.cache_resource(show_spinner=False)
def _component():
    return st.components.v2.component("star_coach_goto", js=_JS)
