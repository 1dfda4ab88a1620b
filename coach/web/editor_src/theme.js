// Looks: those of Streamlit's text area, by the --st- variables, so that dark and custom themes follow.
import { EditorView } from "@codemirror/view";

const SEVERITIES = {
  error: ["wavy", "var(--st-red-text-color)"],
  warning: ["dashed", "var(--st-orange-text-color)"],
  info: ["dotted", "var(--st-blue-text-color)"],
};

export const PART_COLOURS = {
  situation: "var(--st-gray-color)",
  task: "var(--st-violet-color)",
  action: "var(--st-blue-color)",
  result: "var(--st-green-color)",
  reflection: "var(--st-orange-color)",
};

const marks = Object.entries(SEVERITIES).flatMap(([name, [shape, colour]]) => [
  [
    `.cm-lintRange-${name}`,
    {
      backgroundImage: "none",
      textDecoration: `underline ${shape} ${colour}`,
      textDecorationThickness: shape === "wavy" ? "1.5px" : "2px",
      textDecorationSkipInk: "none",
      textUnderlineOffset: "3px",
    },
  ],
  [`.cm-diagnostic-${name}`, { borderLeft: `4px ${shape === "wavy" ? "solid" : shape} ${colour}` }],
]);

const line = "1px solid var(--st-border-color)";
const ring = { outline: "2px solid var(--st-primary-color)", outlineOffset: "1px" };

export const theme = EditorView.theme({
  "&": {
    color: "var(--st-text-color)",
    backgroundColor: "var(--st-secondary-background-color)",
    border: "1px solid var(--st-widget-border-color, transparent)",
    borderRadius: "var(--st-base-radius)",
    fontSize: "0.875rem",
    overflow: "hidden",
  },
  "&.cm-focused": { outline: "none", borderColor: "var(--st-primary-color)", boxShadow: "inset 0 0 0 1px var(--st-primary-color)" },
  ".cm-scroller": {
    fontFamily: "var(--st-font)",
    lineHeight: "1.6",
    minHeight: "var(--editor-height)",
    maxHeight: "max(var(--editor-height), 60vh)",
    overflow: "auto",
  },
  ".cm-content": { padding: "0.75rem 0", caretColor: "var(--st-text-color)" },
  ".cm-line": { position: "relative", padding: "0 0.75rem" },
  ".cm-line.part::before": {
    content: '""',
    position: "absolute",
    inset: "0 auto 0 0",
    width: "4px",
    background: "var(--parts)",
  },
  ".cm-placeholder": { color: "color-mix(in srgb, var(--st-text-color) 70%, transparent)" },
  ".cm-lintRange": { paddingBottom: "0" },
  ".cm-lintRange-active": { backgroundColor: "color-mix(in srgb, var(--st-primary-color) 25%, transparent)" },
  ".cm-tooltip": {
    color: "var(--st-text-color)",
    backgroundColor: "var(--st-background-color)",
    border: line,
    borderRadius: "var(--st-base-radius)",
    boxShadow: "0 4px 16px #0004",
    fontFamily: "var(--st-font)",
    fontSize: "0.875rem",
    lineHeight: "1.45",
    maxWidth: "min(26rem, calc(100vw - 2rem))",
    overflow: "hidden",
    zIndex: "1000",
  },
  ".cm-diagnostic": { padding: "0.5rem 0.75rem", margin: "0", whiteSpace: "normal" },
  ".cm-diagnostic + .cm-diagnostic": { borderTop: line },
  ".cm-panels": { color: "var(--st-text-color)", backgroundColor: "var(--st-background-color)" },
  ".cm-panels.cm-panels-bottom": { borderTop: line },
  ".cm-panel.cm-panel-lint": {
    fontFamily: "var(--st-font)",
    "& ul": { maxHeight: "12rem" },
    "& li": { paddingRight: "2.5rem" },
    "& ul [aria-selected], & ul:focus [aria-selected]": {
      backgroundColor: "color-mix(in srgb, var(--st-primary-color) 18%, transparent)",
      color: "inherit",
    },
    "& ul:focus-visible": { ...ring, outlineOffset: "-2px" },
    "& [name=close]": { color: "inherit", fontSize: "1.25rem", padding: "0 0.5rem", cursor: "pointer" },
    "& [name=close]:focus-visible": ring,
  },
  ".remark-kind": { opacity: ".75", marginRight: "0.4rem", fontSize: "0.8125rem" },
  ".remark-title": { fontWeight: "600" },
  ".remark-message, .remark-question": { display: "block", marginTop: "0.2rem" },
  ".remark-question": { fontStyle: "italic" },
  ...Object.fromEntries(marks),
});

/** For what stands around the editor itself. */
export const FRAME_CSS = `
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.found { display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; align-items: center; margin-bottom: 0.5rem;
  padding: 0.4rem 0.75rem; border-radius: var(--st-base-radius); border: 1px solid var(--st-border-color);
  background: var(--st-blue-background-color); color: var(--st-text-color);
  font: 0.875rem/1.5 var(--st-font); }
.found .start { flex: 1 1 8rem; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; opacity: .8; }
.found button { font: inherit; color: inherit; background: var(--st-background-color); cursor: pointer;
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius); padding: 0.15rem 0.7rem; }
.found button:hover { border-color: var(--st-primary-color); }
.found button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 1px; }
`;
