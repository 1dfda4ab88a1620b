// What mends a remark: buttons in its tooltip, and a menu for the keyboard.
import { isolateHistory } from "@codemirror/commands";
import { StateEffect, StateField } from "@codemirror/state";
import { EditorView, showTooltip } from "@codemirror/view";
import { moveRange } from "./place.js";

const BLANK = /_{3,}/;

/** The fixes of a mark that lies at `place` after `change`, each with the words that it needs to find there. */
export function placed(mark, place, change, text) {
  return (mark.fixes ?? []).flatMap(({ label, start, end, insert }) => {
    const from = Math.min(mark.start, start);
    const fix = moveRange(start, end, change);
    const all = moveRange(from, Math.max(mark.end, end), change);
    if (!fix || !all) return [];
    return [{
      label, insert,
      lead: fix.from - place.from, length: fix.to - fix.from,
      allLead: all.from - place.from, words: text.slice(all.from, all.to),
    }];
  });
}

/** Make the change, where the mark now begins at `from`; false when its words have changed. */
export function apply(view, fix, from) {
  const start = from + fix.allLead;
  if (start < 0 || view.state.sliceDoc(start, start + fix.words.length) !== fix.words) return false;
  const at = from + fix.lead;
  const blank = BLANK.exec(fix.insert);
  const anchor = at + (blank ? blank.index : fix.insert.length);
  view.dispatch({
    changes: { from: at, to: at + fix.length, insert: fix.insert },
    selection: { anchor, head: anchor + (blank ? blank[0].length : 0) },
    annotations: isolateHistory.of("full"),
    userEvent: "input.fix",
    scrollIntoView: true,
  });
  view.focus();
  return true;
}

const setMenu = StateEffect.define();

/** The open menu as {pos, choices}, null while it is closed; any edit and any move of the cursor closes it. */
export const menuField = StateField.define({
  create: () => null,
  update(menu, transaction) {
    for (const effect of transaction.effects) if (effect.is(setMenu)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : menu;
  },
  provide: (field) => showTooltip.from(field, (menu) => menu && { pos: menu.pos, above: false, create: (view) => {
    const dom = render(view, menu.choices);
    return { dom, mount: () => dom.firstChild.focus({ preventScroll: true }) };
  } }),
});

/** Offer `choices`, [{label, run}], below `pos`; the focus goes into the menu. */
export function openMenu(view, pos, choices) {
  view.dispatch({ effects: setMenu.of({ pos, choices }) });
}

function closeMenu(view) {
  if (view.state.field(menuField)) view.dispatch({ effects: setMenu.of(null) });
}

function render(view, choices) {
  const menu = document.createElement("div");
  menu.className = "fixes";
  menu.setAttribute("role", "menu");
  menu.setAttribute("aria-label", "Fixes");
  for (const { label, run } of choices) {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("role", "menuitem");
    button.tabIndex = -1;
    button.textContent = label; // never HTML: it quotes the writer
    button.onclick = () => {
      closeMenu(view);
      run();
    };
    menu.append(button);
  }
  menu.onkeydown = (event) => {
    const buttons = [...menu.children];
    const at = buttons.indexOf(event.target);
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    if (event.key in steps) buttons.at(steps[event.key] % buttons.length).focus();
    else if (event.key === "Escape" || event.key === "Tab") {
      view.focus(); // Tab then leaves as from the text
      closeMenu(view);
      if (event.key === "Tab") return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  menu.onfocusout = ({ relatedTarget }) => menu.contains(relatedTarget) || closeMenu(view);
  return menu;
}

export const fixesTheme = EditorView.theme({
  ".fixes": { display: "flex", flexDirection: "column", padding: "0.25rem" },
  ".fixes button, .remark-fix": {
    font: "inherit",
    color: "var(--st-text-color)",
    backgroundColor: "var(--st-secondary-background-color)",
    border: "1px solid var(--st-border-color)",
    borderRadius: "var(--st-button-radius)",
    padding: "0.15rem 0.6rem",
    cursor: "pointer",
    textAlign: "left",
    whiteSpace: "normal",
  },
  ".fixes button": { border: "none", backgroundColor: "transparent", padding: "0.3rem 0.6rem" },
  ".fixes button:focus, .fixes button:hover": {
    backgroundColor: "color-mix(in srgb, var(--st-primary-color) 18%, transparent)",
    outline: "none",
  },
  ".fixes button:focus-visible, .remark-fix:focus-visible": {
    outline: "2px solid var(--st-primary-color)",
    outlineOffset: "-1px",
  },
  ".remark-fix": { display: "block", width: "fit-content", maxWidth: "100%", margin: "0.4rem 0 0" },
  ".cm-panel-lint .remark-fix": { display: "none" }, // Enter goes to the remark, Alt Enter then mends it
  ".remark-fix:hover": { borderColor: "var(--st-primary-color)" },
});
