"""Stories for property tests: any Unicode, and what the exchange formats themselves are made of."""

from hypothesis import strategies as st

from stories import KINDS, SECTION_NAMES, Story

# Texts made of what the formats themselves are made of, and of whatever else there is.
PIECES = [
    "## Result", "# Title", "###### what i did:", "**Task:**", "**Goal:** g", "- **Action**",
    "1. __Lessons__:", "---", "kind: story", "id: x", "---\nkind: story\n---", "\\", "\\\\", "\\#",
    "&#13;", "&#32;", "&#39;", "&", "#", "*", "\n", "\r", "\r\n", "\t", " ", "    ", "\u2028", "\x85",
    "\x1c", "\0", "\ufeff", "🙂", "👩\u200d💻", "שלום", "\u202e", '"', "'", ":", "{", "null", "true", "7",
    "word", "Result", "===",
]  # fmt: skip
CHARACTERS = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
TEXT = st.one_of(
    CHARACTERS, st.lists(st.one_of(st.sampled_from(PIECES), CHARACTERS), max_size=8).map("".join)
)
STORIES = st.builds(
    lambda guided, kind, sections, text, **rest: (
        Story(sections=tuple(sections.items()), **rest) if guided else Story(kind=kind, text=text, **rest)
    ),
    guided=st.booleans(),
    kind=st.sampled_from(KINDS),
    sections=st.dictionaries(st.sampled_from(SECTION_NAMES), TEXT),
    text=TEXT,
    example=st.booleans(),
    **{name: TEXT for name in ("id", "title", "created", "updated")},
    **{name: st.none() | TEXT for name in ("prompt", "audience", "concept")},
)
