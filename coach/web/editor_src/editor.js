// The live editor in the browser. Each text (data.key) has one Editor for as long as the page is
// loaded: Streamlit may rerun, take the component away and mount it again elsewhere; cursor,
// undo history and unsent text stay. ../editor.py tells what the two sides promise each other.
import { defaultKeymap, history, historyKeymap, isolateHistory, redo } from "@codemirror/commands";
import { forEachDiagnostic, lintKeymap, nextDiagnostic, previousDiagnostic, setDiagnostics } from "@codemirror/lint";
import { Annotation, ChangeSet, Compartment, EditorSelection, EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, keymap, placeholder, tooltips } from "@codemirror/view";
import * as backup from "./backup.js";
import * as fixes from "./fixes.js";
import { edit, movePosition, moveRange } from "./place.js";
import { FRAME_CSS, PART_COLOURS, theme } from "./theme.js";

const PAUSE = 180; // ms without a key before the text is sent
const WORD_PAUSE = 100; // the same where a word has just ended
const LONGEST_WAIT = 900; // ms after which it is sent although typing goes on
const ANSWER_WAIT = 1000; // ms for which the next text waits for the answer to the last one
const QUIET = 1500; // ms without a key before the number of remarks is read aloud
const HEADER = 60; // px at the top that Streamlit's header covers
const KEPT = 20; // editors kept while they are out of sight

const KEYS_HELP = "F8 goes to the next remark, Shift F8 to the previous one, Alt Enter or Control full stop mends it "
  + "where there is a fix, Control Shift M lists them, Tab leaves.";
const LINT_SEVERITY = { error: "error", warning: "warning", advice: "info" };

const fromServer = Annotation.define();
const setParts = StateEffect.define();
const partsField = StateField.define({
  create: () => Decoration.none,
  update(lines, transaction) {
    for (const effect of transaction.effects) if (effect.is(setParts)) return effect.value;
    return lines.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function element(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text; // never HTML: titles and messages quote the writer
  return made;
}

function remark({ severity, title, message, question }, choices) {
  const all = element("div", "remark");
  all.append(element("span", "remark-kind", severity), element("span", "remark-title", title));
  if (message) all.append(element("span", "remark-message", message));
  if (question) all.append(element("span", "remark-question", question));
  for (const { label, run } of choices) {
    const button = element("button", "remark-fix", label);
    button.type = "button";
    button.tabIndex = -1; // Tab leaves the editor; by keyboard the fixes are in a menu
    button.onmousedown = (event) => event.preventDefault();
    button.onclick = run;
    all.append(button);
  }
  return all;
}

/** One decoration a line: a stripe of the colours of its parts, by their share of the line. */
function partLines(doc, parts) {
  const lines = [];
  for (let n = 1; n <= doc.lines; n++) {
    const { from, to } = doc.line(n);
    const stops = [];
    for (const part of parts) {
      const [start, end] = [Math.max(part.from, from), Math.min(part.to, to)];
      if (start >= end) continue;
      const share = (at) => `${Math.round((100 * (at - from)) / (to - from))}%`;
      stops.push(`${PART_COLOURS[part.name] ?? "transparent"} ${share(start)} ${share(end)}`);
    }
    if (!stops.length) continue;
    const style = `--parts: linear-gradient(${stops.join(", ")})`;
    lines.push(Decoration.line({ class: "part", attributes: { style } }).range(from));
  }
  return Decoration.set(lines);
}

class Editor {
  constructor(component) {
    const { data } = component;
    this.key = data.key;
    this.dom = element("div", "frame");
    this.label = new Compartment();
    this.live = element("div", "unseen");
    this.live.setAttribute("role", "status");
    const help = element("div", "unseen", KEYS_HELP);
    help.id = "keys";
    const state = EditorState.create({ doc: data.text, extensions: this.extensions(data) });
    this.view = new EditorView({ state, root: component.parentElement });
    this.dom.append(element("style", "", FRAME_CSS), this.view.dom, this.live, help);
    this.rev = data.rev;
    this.sent = this.held = data.text;
    this.asked = 0;
    this.attach(component);
    this.recover(data);
  }

  extensions(data) {
    return [
      history(),
      keymap.of([
        { key: "F8", run: (view) => nextDiagnostic(view) && this.readAloud() },
        { key: "Shift-F8", run: (view) => previousDiagnostic(view) && this.readAloud() },
        { key: "Alt-Enter", run: () => this.mend() },
        { key: "Mod-.", run: () => this.mend() },
        { key: "Mod-Shift-z", run: redo },
        ...lintKeymap,
        ...historyKeymap,
        ...defaultKeymap,
      ]),
      EditorView.lineWrapping,
      partsField,
      fixes.menuField,
      this.label.of(this.labelled(data)),
      EditorState.phrases.of({ Diagnostics: "Remarks", "No diagnostics": "No remarks", close: "Close the list" }),
      EditorView.updateListener.of((update) => update.docChanged && this.changed(update)),
      tooltips({ tooltipSpace: () => ({ left: 8, top: HEADER, right: innerWidth - 8, bottom: innerHeight - 8 }) }),
      EditorView.domEventHandlers({ blur: () => this.send() }),
      theme,
      fixes.fixesTheme,
    ];
  }

  labelled({ label, placeholder: hint }) {
    this.labels = label + "\n" + hint;
    const attributes = { "aria-label": label, "aria-describedby": "keys", spellcheck: "true" };
    attributes.autocorrect = attributes.autocapitalize = "on";
    return [EditorView.contentAttributes.of(attributes), hint ? placeholder(hint) : []];
  }

  get text() {
    return this.view.state.doc.toString();
  }

  get inSight() {
    return this.dom.isConnected;
  }

  /** Streamlit ran: another place in the page perhaps, other data perhaps. */
  attach(component) {
    const { data, parentElement } = component;
    this.component = component;
    this.dom.style.setProperty("--editor-height", `${data.height}px`);
    const moved = this.dom.parentNode !== parentElement;
    if (moved) {
      for (const other of [...parentElement.children]) if (other.className === "frame") other.remove();
      parentElement.append(this.dom);
      this.view.setRoot(parentElement);
      this.view.requestMeasure();
    }
    if (this.labels !== data.label + "\n" + data.placeholder)
      this.view.dispatch({ effects: this.label.reconfigure(this.labelled(data)) });
    this.receive(data);
    if (moved && this.text !== data.text) this.send(true); // typed just before it was taken away
    this.mark(data);
    this.goTo(data);
    if (data.seen >= this.asked) this.answered();
  }

  /** Follow the server's text where something else than this editor changed it. */
  receive(data) {
    const [session, number] = this.rev.split(":");
    const [newSession, newNumber] = data.rev.split(":");
    this.held = data.text;
    if (data.rev !== this.rev) {
      this.rev = data.rev;
      this.asked = 0; // what was sent for the revision before is refused
      if (session !== newSession && this.text.trim()) {
        if (this.text !== data.text) this.send(true); // a new server: it gets what the writer sees
      } else {
        const known = data.base !== null && +newNumber === +number + 1;
        this.replace(data.text, known ? data.base : this.sent);
      }
    }
    if (data.saved && data.text === this.text && !this.found) backup.drop(this.key);
  }

  /** The step from `base` to `text`, beside what was typed since `base`, as one undoable change. */
  replace(text, base) {
    const theirs = ChangeSet.of(edit(base, text), base.length);
    const typed = ChangeSet.of(edit(base, this.text), base.length);
    const annotations = [fromServer.of(true), isolateHistory.of("full")];
    this.view.dispatch({ changes: theirs.map(typed), annotations });
    this.sent = text;
    if (this.text === text) this.found || backup.drop(this.key);
    else this.schedule();
  }

  changed(update) {
    if (update.transactions.every((transaction) => transaction.annotation(fromServer))) return;
    this.typedAt = performance.now();
    this.keepCopy();
    const { head } = this.view.state.selection.main;
    const typed = update.transactions.some((transaction) => transaction.isUserEvent("input"));
    this.schedule(typed && /[^\p{L}\p{N}_'’-]/u.test(this.view.state.sliceDoc(head - 1, head)) ? WORD_PAUSE : PAUSE);
  }

  keepCopy() {
    const [session] = this.rev.split(":");
    backup.write(this.key, { text: this.text, base: this.held, session, older: this.found });
  }

  schedule(pause = PAUSE) {
    const now = performance.now();
    this.waitingSince ??= now;
    this.owed = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.due(), Math.max(0, Math.min(pause, this.waitingSince + LONGEST_WAIT - now)));
  }

  /** Send, or while the last text is still being read, once that is answered: runs that overlap only slow each other. */
  due() {
    const left = this.asked ? this.askedAt + ANSWER_WAIT - performance.now() : 0;
    if (left <= 0) return this.send();
    this.owed = true;
    this.timer = setTimeout(() => this.send(), left);
  }

  answered() {
    this.asked = 0;
    if (this.owed) this.send();
  }

  send(again = false) {
    clearTimeout(this.timer);
    this.waitingSince = undefined;
    this.owed = false;
    const text = this.text;
    if (!this.inSight || (text === this.sent && !again)) return;
    this.sent = text;
    counter = Math.max(counter + 1, Date.now());
    this.asked = counter;
    this.askedAt = performance.now();
    this.component.setStateValue("doc", { text, rev: this.rev, seq: counter });
  }

  mark({ marks, parts, text, critiqued }) {
    if (!marks) return;
    const now = this.text;
    const change = edit(critiqued ?? text, now);
    const effects = [];
    const diagnostics = marks.flatMap((mark) => {
      const place = moveRange(mark.start, mark.end, change);
      if (!place) return [];
      const message = [mark.title, mark.message, mark.question].filter(Boolean)
        .map((text) => /[.!?…]$/.test(text) ? text : `${text}.`).join(" ");
      const diagnostic = { ...place, severity: LINT_SEVERITY[mark.severity], message };
      const choices = fixes.placed(mark, place, change, now).map((fix) => ({
        label: fix.label, insert: fix.insert, run: () => this.applyFix(fix, choices),
      }));
      diagnostic.choices = choices;
      diagnostic.renderMessage = () => remark(mark, choices);
      return [diagnostic];
    });
    // An open tooltip closes when marks are set: leave those be that are there already.
    const asText = (list) => list.map((d) => JSON.stringify([d.from, d.to, d.severity, d.message,
      d.choices.map(({ label, insert }) => [label, insert])])).sort().join("\n");
    const shown = this.diagnostics.map(({ d, from, to }) => ({ ...d, from, to }));
    if (asText(shown) !== asText(diagnostics)) effects.push(...[setDiagnostics(this.view.state, diagnostics).effects].flat());
    const placed = parts.map(([start, end, name]) => ({ from: movePosition(start, change), to: movePosition(end, change), name }));
    this.view.dispatch({ effects: [...effects, setParts.of(partLines(this.view.state.doc, placed))] });
    this.tellNumber(diagnostics.length);
  }

  /** Politely, once a pause in typing has come, and only for the editor that is written in. */
  tellNumber(number) {
    clearTimeout(this.telling);
    if (number === this.told || !this.view.hasFocus) return;
    const wait = QUIET - (performance.now() - (this.typedAt ?? 0));
    this.telling = setTimeout(() => {
      this.told = number;
      this.live.textContent = number === 0 ? "No remarks" : number === 1 ? "1 remark" : `${number} remarks`;
    }, Math.max(0, wait));
  }

  /** The remarks that are shown, as {d, from, to} in the order of the text. */
  get diagnostics() {
    const all = [];
    forEachDiagnostic(this.view.state, (d, from, to) => all.push({ d, from, to }));
    return all.sort((a, b) => a.from - b.from);
  }

  readAloud() {
    const { from, to } = this.view.state.selection.main;
    const all = this.diagnostics;
    const found = all.findIndex((mark) => mark.from === from && mark.to === to);
    const at = found >= 0 ? found : all.findIndex((mark) => mark.from === from);
    if (at < 0) return true;
    const { message, choices } = all[at].d;
    const mends = !choices.length ? "" : choices.length > 1 ? ` ${choices.length} fixes, Alt Enter lists them.`
      : ` Alt Enter mends it: ${choices[0].label}.`;
    this.live.textContent = `Remark ${at + 1} of ${all.length}: ${message}${mends}`;
    return true;
  }

  /** Apply the fix of the remark that is selected or that the cursor is in; several are offered in a menu. */
  mend() {
    const { from, to } = this.view.state.selection.main;
    const touched = this.diagnostics.filter((mark) => mark.from <= to && mark.to >= from);
    const exact = touched.filter((mark) => mark.from === from && mark.to === to);
    const marks = (exact.length ? exact : touched).sort((a, b) => a.to - a.from - (b.to - b.from));
    const choices = marks.flatMap((mark) => mark.d.choices);
    if (choices.length === 1) choices[0].run();
    else if (choices.length) fixes.openMenu(this.view, marks[0].from, choices);
    else this.live.textContent = touched.length ? "There is no ready fix for this remark" : "There is no remark here";
    return true;
  }

  /** Make the change of one of the `choices` of a remark. */
  applyFix(fix, choices) {
    const place = this.diagnostics.find(({ d }) => d.choices === choices);
    if (!place || !fixes.apply(this.view, fix, place.from)) {
      this.live.textContent = "The words have changed, so this fix no longer fits";
      this.view.focus();
      return;
    }
    const left = this.diagnostics.filter(({ d }) => d.choices !== choices).map(({ d, from, to }) => ({ ...d, from, to }));
    this.view.dispatch(setDiagnostics(this.view.state, left));
    this.live.textContent = `Done: ${fix.label}. Control Z takes it back.`;
    this.send();
  }

  /** Select what the server points to, once for each number. */
  goTo({ goto, text, critiqued }) {
    if (!goto || goto.seq <= (went.get(this.key) ?? 0)) return;
    went.set(this.key, goto.seq);
    const change = edit(critiqued ?? text, this.text);
    const [anchor, head] = [goto.start, goto.end].map((at) => movePosition(at, change));
    const target = EditorSelection.range(anchor, head);
    this.view.dispatch({ selection: target, effects: EditorView.scrollIntoView(target, { y: "center" }) });
    this.view.focus();
    this.readAloud();
  }

  /** At the first mount: text that this browser holds and the server never got. */
  recover(data) {
    const copy = backup.read(this.key, data.text);
    if (!copy) return;
    const reloaded = copy.tab === backup.TAB && copy.session !== this.rev.split(":")[0];
    if (reloaded && (copy.base === data.text || !data.text.trim())) {
      if (copy.older) this.offer(copy.older); // still unanswered before the reload
      this.restore(copy);
    } else this.offer(copy);
  }

  restore(copy) {
    const annotations = isolateHistory.of("full");
    this.view.dispatch({ changes: edit(this.text, copy.text), annotations });
    this.send();
  }

  offer(copy) {
    this.found = { text: copy.text, at: copy.at };
    const bar = element("div", "found");
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "Unsaved text");
    const close = (wanted) => {
      this.found = undefined;
      bar.remove();
      this.view.focus();
      if (wanted) this.restore(copy);
      else if (this.text === this.held) backup.drop(this.key);
      else this.keepCopy();
    };
    bar.append(element("span", "", `Unsaved text from ${backup.timeOf(copy)} found`), element("span", "start", copy.text));
    for (const [name, wanted] of [["Restore", true], ["Discard", false]]) {
      const button = element("button", "", name);
      button.type = "button";
      button.onclick = () => close(wanted);
      bar.append(button);
    }
    this.dom.prepend(bar);
  }
}

const editors = new Map();
const went = new Map(); // the number of the last place that each was sent to
let counter = 0;

function sendAll() {
  for (const editor of editors.values()) editor.send();
}
addEventListener("pagehide", sendAll);
// Blur would be too late for a tap: Streamlit sends in a later task, behind the page change that the
// tap asks for, and then turns back to the page that the text came from.
addEventListener("pointerdown", sendAll, true);
document.addEventListener("visibilitychange", sendAll);

export default function mount(component) {
  const { key } = component.data;
  const known = editors.get(key);
  if (known) known.attach(component);
  else editors.set(key, new Editor(component));
  // Called when the component goes, but also after a rerun that overtook another.
  return () => setTimeout(() => {
    const gone = [...editors.values()].filter((editor) => !editor.inSight);
    for (const editor of gone.slice(0, -KEPT)) {
      editor.view.destroy();
      editors.delete(editor.key);
    }
  });
}
