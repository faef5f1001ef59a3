"""The cells of a row of a table that is written as text: what wide gaps part, or, where there are none, every gap."""

from __future__ import annotations

from epubmaker.text import patterns as re

# Between cells that the text itself marks, while it is read: no source holds it, since it prints nothing (`cleaning`).
BORDER = "\x1f"
GAP = re.compile(rf"[ \t{BORDER}\u00a0\u2002-\u200a\u3000]+")
WIDE = re.compile(rf"\t|{BORDER}|\u3000\u3000|[ \u00a0\u2002-\u200a]{{2}}|\u3000 | \u3000")
BORDERS = re.compile(rf"[ \t]*{BORDER}(?:[ \t]+(?!{BORDER}))?")
BAR = "|"  # what a border is in the source
CELL = "\t"  # what parts cells in a restored text


def shown_borders(text: str) -> str:
    """Return a text with its borders as the bars that they are in the source."""
    return text.replace(BORDER, BAR)


def cell_gaps(text: str) -> list[tuple[int, int]]:
    """Return where the gaps stand that part the cells of a row, as (start, end); linear in the row.

    A gap that spreads a name of two characters (`王　强`) parts nothing; figures and three characters in a row (`胜 平 负`) are
    cells of their own.
    """
    if BORDER in text:
        return [match.span() for match in BORDERS.finditer(text)]
    gaps = [match.span() for match in GAP.finditer(text) if match.start() > 0 and match.end() < len(text)]
    wide = [(start, end) for start, end in gaps if WIDE.search(text, start, end)]
    if wide:
        return wide
    spread = _spread_names(text, gaps)
    return [gap for number, gap in enumerate(gaps) if number not in spread]


def _spread_names(text: str, gaps: list[tuple[int, int]]) -> frozenset[int]:
    """Return which gaps of one blank spread a name: one character on either side, and no third one beside them."""
    edges = [0, *(edge for gap in gaps for edge in gap), len(text)]
    single = [
        end - start == 1 and text[start].isalpha() for start, end in zip(edges[::2], edges[1::2], strict=True)
    ]
    beside = [False, *single, False]
    return frozenset(
        number
        for number, (start, end) in enumerate(gaps)
        if end - start == 1
        and single[number]
        and single[number + 1]
        and not beside[number]
        and not beside[number + 3]
    )


def cells_of(text: str) -> tuple[str, ...]:
    """Return the cells of a row; a row without gaps is one cell."""
    edges = [0, *(edge for gap in cell_gaps(text) for edge in gap), len(text)]
    return tuple(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
