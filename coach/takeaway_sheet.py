"""One page to print: which story for which question, how it begins, and the figures to remember."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence
from dataclasses import dataclass

from coach import takeaway
from coach.bank import plan
from coach.batch import Matched
from coach.embedding import encoder
from coach.errors import InputError
from coach.inputs import Fault
from coach.keywords import counted
from coach.reading import read
from coach.reading.quantities import Quantity
from prompts import load_prompts
from stories import Story, make_title

LONGEST_OPENING = 130
MOST_FIGURES = 9  # as many as can be learnt by heart


@dataclass(frozen=True)
class Line:
    """A row of the sheet. `opening` is the story's first sentence, "" for one without words; `figures` are the metrics
    to remember, in the story's words and order, at most MOST_FIGURES; `more` is how many others there are."""

    question: str
    story: str
    opening: str
    figures: tuple[str, ...]
    more: int = 0


def sheet(stories: Sequence[Story], matched: Sequence[Matched | Fault], names: Sequence[str] = (),
          encode="installed") -> str:
    """The page as HTML, whole in itself, for the browser's print command; see `lines` for what it holds."""
    return page(lines(stories, matched, names, encode))


def lines(stories: Sequence[Story], matched: Sequence[Matched | Fault], names: Sequence[str] = (),
          encode="installed") -> list[Line]:
    """The rows, in the order of `bank.plan` for the prompts and groups of these names, or for the whole catalog.

    `matched` holds the prompts of those of the stories that are no explanations. Without names the entries that the
    plan has no use for follow, each with the question that was chosen for it, so that none is missing. Raises
    UnknownPrompt.
    """
    encode = encoder() if encode == "installed" else encode
    by_id = {story.id: story for story in stories}
    told: dict[str, tuple[str, tuple[str, ...], int]] = {}

    def line(question: str, story: Story) -> Line:
        if story.id not in told:
            told[story.id] = _told(story, encode)
        return Line(question, make_title(story), *told[story.id])

    titles = {p.id: p.title for p in load_prompts()}
    planned = plan([m for m in matched if isinstance(m, Matched)], names).prompts.dropna(subset=["story"])
    found = [line(titles[row.prompt], by_id[row.story]) for row in planned.itertuples()]
    if not names:
        used = set(planned["story"])
        found += [line(titles.get(story.prompt or "") or takeaway.question_of(story), story)
                  for story in stories if story.id not in used]
    return found


def _told(story: Story, encode) -> tuple[str, tuple[str, ...], int]:
    """The opening, the figures and how many more there are, as in Line."""
    try:
        reading = read(takeaway.draft_of(story), encode)
    except InputError:
        return "", (), 0
    metrics: dict[str, Quantity] = {}
    for quantity in reading.quantities:
        if quantity.is_metric:
            words = reading.quote(*counted(reading, quantity))
            metrics.setdefault(" ".join(words.split()), quantity)
    # A change says most, then what has a unit; of equals the later one, for results stand at the end.
    ranked = sorted(metrics.items(), key=lambda item: (item[1].role == "change", bool(item[1].unit), item[1].start))
    kept = {text for text, _ in ranked[-MOST_FIGURES:]}
    first = reading.sentences[0] if reading.sentences else None
    opening = " ".join(reading.quote(first.start, first.end).split()) if first else ""
    return opening, tuple(text for text in metrics if text in kept), len(metrics) - len(kept)


# The largest type is taken at which the rows fit on one page, of A4 and of Letter alike; under the smallest nobody
# could read it, and a second page begins. All in points, but the columns' widths, which are shares of the page's.
_SIZES = (10, 9.5, 9, 8.5, 8, 7.75, 7.5, 7.25, 7, 6.75, 6.5, 6.25, 6)
_WIDTH, _HEIGHT = 527, 715  # of A4 and of Letter, whichever is less, without the margins
_COLUMNS = (0.035, 0.2, 0.19, 0.305, 0.27)
_LETTER, _LINE, _PADDING = 0.55, 1.28, 0.32  # of the size; the letters of wide system fonts

_STYLE = """
@page { margin: 11mm 12mm; }
* { box-sizing: border-box; }
html { background: #fff; color: #000; color-scheme: light; }
body { margin: 0 auto; padding: 12px; max-width: 1000px; font: SIZEpt/LINE system-ui, -apple-system, "Segoe UI", Roboto,
  "Helvetica Neue", "Noto Sans", "Liberation Sans", sans-serif; }
h1 { font-size: 1.5em; margin: 0 0 .5em; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: PADem .6em PADem 0; border-bottom: .5pt solid #888;
  overflow-wrap: anywhere; font-weight: 400; }
thead th { font-weight: 700; border-bottom: 1pt solid #000; }
tbody th { font-weight: 700; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
ul { list-style: none; margin: 0; padding: 0; }
li { display: inline-block; } li:not(:last-child)::after { content: "\\00b7"; padding: 0 .45em; }
@media print { body { padding: 0; max-width: none; } }
@media screen and (max-width: 560px) {
  table, thead, tbody, tr, th, td { display: block; }
  thead { position: absolute; clip-path: inset(50%); height: 1px; overflow: hidden; }
  tbody th, td { border: 0; padding: .1em 0; } tr { border-bottom: 1px solid #888; padding: .5em 0; }
}
"""


def page(rows: Sequence[Line]) -> str:
    """The rows as a page; a story's opening and figures stand in its first row, and later rows name that one.

    No script can run in it, and nothing is fetched, whatever the texts hold.
    """
    first: dict[tuple[str, str], int] = {}
    body = []
    for number, row in enumerate(rows, start=1):
        cells = f"<td>{number}</td><th scope=row>{_safe(row.question)}</th><td>{_safe(row.story)}</td>"
        seen = first.setdefault((row.story, row.opening), number)
        if seen < number and (row.opening or row.figures):
            cells += f"<td colspan=2>as in {seen}</td>"
        else:
            cells += f"<td>{_safe(_clipped(row.opening))}</td><td>{_figures(row)}</td>"
        body.append(f"<tr>{cells}</tr>")
    widths = "".join(f"<col style='width:{100 * share:g}%'>" for share in _COLUMNS)
    table = (
        f"<table><colgroup>{widths}</colgroup><thead><tr><th scope=col>#</th><th scope=col>Question</th><th scope=col>Story</th>"
        "<th scope=col>It begins</th><th scope=col>Figures to remember</th></tr></thead>"
        f"<tbody>{''.join(body)}</tbody></table>"
    ) if rows else "<p>No story serves any of these questions yet.</p>"
    style = _STYLE
    for name, value in (("SIZE", _size(rows)), ("LINE", _LINE), ("PAD", _PADDING)):
        style = style.replace(name, f"{value:g}")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>Stories to tell</title>\n'
        f"<style>{style}</style></head>\n"
        f"<body><h1>Stories to tell</h1>\n{table}\n</body></html>\n"
    )


def _size(rows: Sequence[Line]) -> float:
    """The type's size for these rows, from how many lines each would take."""
    return next((size for size in _SIZES if _height(rows, size) <= _HEIGHT), _SIZES[-1])


def _height(rows: Sequence[Line], size: float) -> float:
    room = [share * _WIDTH / (size * _LETTER) - 1 for share in _COLUMNS]  # letters a line, the cell's padding off
    told, lines = set(), 0
    for row in rows:
        texts = [row.question, row.story]
        if (row.story, row.opening) not in told:
            texts += [_clipped(row.opening), " · ".join([*row.figures, "and 10 more"] if row.more else row.figures)]
        told.add((row.story, row.opening))
        # A word that does not fit leaves its line unfilled: a twentieth, on the whole.
        lines += max(math.ceil(1.05 * len(text) / letters) for text, letters in zip(texts, room[1:], strict=False))
    return size * (lines * _LINE + (len(rows) + 2) * (2 * _PADDING + 0.1) + 5)


def _figures(row: Line) -> str:
    items = "".join(f"<li>{_safe(figure)}</li>" for figure in row.figures)
    more = f"<li>and {row.more} more</li>" if row.more else ""
    return f"<ul>{items}{more}</ul>" if items else ""


def _clipped(text: str) -> str:
    if len(text) <= LONGEST_OPENING:
        return text
    return (text[:LONGEST_OPENING].rpartition(" ")[0] or text[:LONGEST_OPENING]).rstrip(" ,;:-–—") + " …"


def _safe(text: str) -> str:
    return html.escape(text)
