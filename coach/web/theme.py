"""How the app looks: Streamlit's theme, and the styles of what the coach draws itself.

Colours hold WCAG AA contrast on both grounds and differ in lightness, and severity has a shape besides, so that
nothing hangs on telling red from green. Fonts are the system's: nothing is fetched.
"""

import streamlit as st

_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', sans-serif"

# Written here, as Streamlit would fetch one of its own symbols from the web for the tab.
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' "
    "height='32' rx='7' fill='%231f5f6b'/%3E%3Cpath d='M16 5l3.2 7.4 8 .7-6.1 5.3 1.9 7.8-7-4.2-7 4.2 "
    "1.9-7.8-6.1-5.3 8-.7z' fill='%23fcfcfa'/%3E%3C/svg%3E"
)

# For light and for dark: severities, then the parts of an answer. The editor takes its marks and its margin from
# Streamlit's colours of the names given here, and the bars beside it must agree.
_COLOURS = {
    "error": ("redTextColor", "#a3261b", "#ff9d90"),
    "warning": ("orangeTextColor", "#845200", "#f0bd5e"),
    "advice": ("blueTextColor", "#1d5f8a", "#8cc6f0"),
    "situation": ("grayColor", "#5f6d72", "#a3b0b5"),
    "task": ("violetColor", "#7a5c99", "#c9aee4"),
    "action": ("blueColor", "#2b6cb0", "#7fb2ea"),
    "result": ("greenColor", "#1c7a53", "#6fcf9f"),
    "reflection": ("orangeColor", "#b0561f", "#f0a26b"),
}

OPTIONS = {
    "theme.font": _FONT,
    "theme.headingFont": _FONT,
    "theme.codeFont": "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace",
    "theme.baseRadius": "8px",
    "theme.showWidgetBorder": True,
    "theme.headingFontSizes": ["1.9rem", "1.35rem", "1.1rem", "1rem", "1rem", "1rem"],
    "theme.light.primaryColor": "#1f5f6b",
    "theme.light.backgroundColor": "#fcfcfa",
    "theme.light.secondaryBackgroundColor": "#f1f2ee",
    "theme.light.textColor": "#1d2526",
    "theme.light.linkColor": "#1f5f6b",
    "theme.light.borderColor": "#d5d9d4",
    "theme.dark.primaryColor": "#7fc4cf",
    "theme.dark.backgroundColor": "#15191b",
    "theme.dark.secondaryBackgroundColor": "#1e2426",
    "theme.dark.textColor": "#e6e9e8",
    "theme.dark.linkColor": "#8fd0da",
    "theme.dark.borderColor": "#3a4345",
    **{f"theme.light.{name}": light for name, light, _ in _COLOURS.values()},
    **{f"theme.dark.{name}": dark for name, _, dark in _COLOURS.values()},
}

_PALETTE = " ".join(f"--sc-{name}: light-dark({light}, {dark});" for name, (_, light, dark) in _COLOURS.items())
_CSS = "<style>\n:root { " + _PALETTE + """
  --sc-muted: light-dark(#556061, #a5b0b1);
  --sc-line: light-dark(#d5d9d4, #3a4345);
  --sc-soft: light-dark(#f1f2ee, #1e2426);
  --sc-fill: light-dark(#1f5f6b, #7fc4cf);
}
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p { color: var(--sc-muted); opacity: 1; }
.block-container, [data-testid="stMainBlockContainer"] { max-width: 1240px; padding-top: 3rem; padding-bottom: 4rem; }
[data-testid="stSidebarNavLink"]:focus-visible, [data-testid="stMain"]:focus-visible { outline: 2px solid var(--sc-fill);
  outline-offset: -2px; }
.sc { line-height: 1.5; overflow-wrap: anywhere; }
.sc p { margin: 0 0 .45rem; }
.sc-muted { color: var(--sc-muted); font-size: .9rem; }
.sc-finding { border: 1px solid var(--sc-line); border-left: 4px solid var(--sev); border-radius: 8px;
  padding: .55rem .8rem .45rem; font-size: .93rem; }
.sc-finding p { margin-bottom: .3rem; font-size: inherit; }
.sc-finding h4 { margin: 0 0 .2rem; padding: 0; font-size: .97rem; justify-content: space-between; font-weight: 600; display: flex; gap: .5rem;
  align-items: baseline; flex-wrap: wrap; }
.sc-error { --sev: var(--sc-error); } .sc-warning { --sev: var(--sc-warning); } .sc-advice { --sev: var(--sc-advice); }
.sc-sev { color: var(--sev); font-weight: 600; font-size: .85rem; white-space: nowrap; }
.sc-quote { border-bottom: 2px solid var(--sev); font-weight: 600; }
.sc-question { font-style: italic; }
.sc details { margin-top: .25rem; } .sc summary { cursor: pointer; color: var(--sc-muted); font-size: .9rem; }
.sc summary:focus-visible { outline: 2px solid var(--sc-fill); outline-offset: 2px; }
.sc details[open] summary { margin-bottom: .35rem; }
.sc-bar { display: grid; grid-template-columns: 6.2rem 1fr 3.4rem; gap: .2rem .7rem; align-items: center;
  margin: .3rem 0; font-size: .92rem; }
.sc-track { position: relative; height: .8rem; background: var(--sc-soft); border: 1px solid var(--sc-line);
  border-radius: 4px; }
.sc-track i { position: absolute; inset: 0 auto 0 0; background: var(--fill, var(--sc-fill)); border-radius: 3px;
  display: block; }
.sc-track b { position: absolute; top: -4px; bottom: -4px; border: 2px solid currentColor; border-width: 0 2px;
  opacity: .55; display: block; }
.sc-bar span:last-child { text-align: right; font-variant-numeric: tabular-nums; }
.sc-score { font-size: 2rem; font-weight: 650; line-height: 1.1; font-variant-numeric: tabular-nums; }
.sc table { width: 100%; border-collapse: collapse; font-size: .92rem; }
.sc th, .sc td { text-align: left; padding: .3rem .5rem .3rem 0; border-bottom: 1px solid var(--sc-line);
  vertical-align: top; font-weight: 400; }
.sc td.n { font-variant-numeric: tabular-nums; white-space: nowrap; }
.sc ul { margin: .2rem 0 .6rem; padding-left: 1.2rem; } .sc li { margin: .15rem 0; }
.sc h3, .sc h5 { font-size: 1rem; font-weight: 600; margin: .7rem 0 .2rem; padding: 0; }
.sc-piece { border-left: 4px solid var(--part); padding: .1rem 0 .1rem .6rem; margin: .35rem 0; }
.sc-piece { font-size: .95rem; } .sc-piece b { color: var(--part); font-weight: 600; font-size: .85rem; display: block; }
.sc-left { color: var(--sc-muted); } .sc-left b { color: inherit; }
.sc-tag { border: 1px solid var(--sc-line); border-radius: 999px; padding: 0 .55rem; font-size: .8rem;
  color: var(--sc-muted); white-space: nowrap; }
.sc-points { list-style: none; padding-left: 0 !important; }
.sc-steps { padding-left: 1.4rem; } .sc-steps p { margin: .1rem 0 .3rem; }
.sc-count { white-space: nowrap; font-variant-numeric: tabular-nums; }
.sc-slim { height: .4rem; margin: .15rem 0 .35rem; } .sc-slim b { top: -3px; bottom: -3px; }
.sc-remember { margin: 0 !important; }
.st-key-next-step { border: 1px solid var(--sc-line); border-left: 4px solid var(--sc-fill); border-radius: 8px;
  padding: .55rem .8rem; gap: .4rem; }
.st-key-next-step p { font-weight: 600; margin: 0; }
.sc-said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.sc-part { display: flex; gap: .7rem; justify-content: space-between; align-items: baseline; }
.sc-part h2 { white-space: nowrap; font-size: 1.05rem; font-weight: 600; margin: 0; padding: 0; }
[data-testid="stBaseButton-primary"] { color: light-dark(#ffffff, #0f1719); }
.st-key-savebar { position: sticky; bottom: 0; z-index: 5; background: light-dark(#fcfcfa, #15191b);
  border-top: 1px solid var(--sc-line); padding: .6rem 0; }
.st-key-critique { gap: .7rem; }
@media (max-width: 1150px) {
  [data-testid="stMainBlockContainer"] { padding-left: 2rem; padding-right: 2rem; }
  [data-testid="stHorizontalBlock"]:has(.st-key-critique) { flex-direction: column; }
  [data-testid="stHorizontalBlock"]:has(.st-key-critique) > div { width: 100%; flex: none; }
}
@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"] { padding-left: 1rem; padding-right: 1rem; }
}
@media (min-width: 1151px) {
  .st-key-critique { position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto;
    padding-right: .6rem; scrollbar-width: thin; }
}
.sc-title { font-weight: 600; font-size: 1.05rem; }
.sc h3.sc-main { font-size: 1.25rem; margin-top: 0; } .sc h3.sc-way { font-size: 1.1rem; margin-top: 0; }
.sc-way span { color: var(--sc-fill); margin-right: .35rem; }
.sc-pair { display: grid; grid-template-columns: 1fr 1fr; gap: .6rem; margin-bottom: .6rem; }
.sc-pair > div { border: 1px solid var(--sc-line); border-radius: 8px; padding: .5rem .8rem; min-width: 0; }
.sc-pair p { margin: .15rem 0 0; }
.sc del { text-decoration: line-through; background: color-mix(in srgb, var(--sc-error) 14%, transparent); }
.sc ins { text-decoration: underline 2px; text-underline-offset: .2em;
  background: color-mix(in srgb, var(--sc-result) 18%, transparent); }
.sc-moved h4 { font-size: 1rem; font-weight: 600; margin: .7rem 0 .2rem; padding: 0; }
.sc-moves { overflow-wrap: break-word; } .sc-moves td.n { white-space: normal; } .sc-moves td:last-child { white-space: nowrap; }
@media (max-width: 640px) { .sc-pair { grid-template-columns: 1fr; } .sc-part { flex-wrap: wrap; row-gap: 0; } }
.sc-asks { font-size: 1.25rem; font-weight: 600; line-height: 1.35; }
.sc-card { border-left: 4px solid var(--part); padding: .1rem 0 .1rem .9rem; max-width: 46rem; }
.sc-card .sc-part { flex-wrap: wrap; margin-bottom: .35rem; }
.sc-told { font-size: 1.05rem; } .sc-keys { font-size: 1.15rem; line-height: 1.6; }
ul.sc-keys { list-style: none; padding: 0 !important; } .sc-keys i { color: var(--sc-muted); font-style: normal; }
[class*="st-key-part-"] { gap: .1rem; }
.sc-figure { font-weight: 700; display: inline-block; }
</style>"""


def apply() -> None:
    """Lay the styles on the page."""
    st.html(_CSS)
