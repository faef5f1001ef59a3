"""The rows of placed pages as lines."""

from __future__ import annotations

from collections.abc import Sequence

from epubmaker.model import Line, SourceText
from epubmaker.model.lines import Joint
from epubmaker.model.placed import PlacedRow

NEAR = 8  # rows on either side that show how wide the column is
FLUSH = 0.7  # sizes: rows that end together
INDENT = 3.2  # sizes: rows of one column begin at most so far apart


def lines_of_pages(source: SourceText) -> tuple[Line, ...]:
    """Return a line for every row; row `n` of the source is row `n` of its pages, all pages counted on."""
    lines: list[Line] = []
    block = -1
    for page in source.pages:
        previous: PlacedRow | None = None
        for number, row in enumerate(page.rows):
            joint: Joint = "newline"
            if previous is None or previous.article != row.article:
                joint, block = "blank" if lines else "start", block + 1
            text = row.span.of(source.text)
            width = _width(row)
            measure = _measure(page.rows, number)
            lines.append(
                Line(
                    len(lines),
                    row.span,
                    text,
                    joint,
                    len(lines),
                    block,
                    width,
                    max(width, measure),
                    opens=row.opens,
                )
            )
            previous = row
    return tuple(lines)


def _width(row: PlacedRow) -> float:
    box = row.line.box
    return (box.height if row.line.vertical else box.width) / max(row.line.size, 0.1)


def _measure(rows: Sequence[PlacedRow], at: int) -> float:
    """Return the width of the column that a row stands in, as the rows around it show it."""
    row = rows[at]
    own = row.line.box
    left, right = own.x0, own.x1
    for other in rows[max(0, at - NEAR) : at + NEAR + 1]:
        box = other.line.box
        same = abs(box.x0 - own.x0) <= INDENT * row.line.size or abs(box.x1 - own.x1) <= FLUSH * row.line.size
        if other.article == row.article and other.role is row.role and same:
            left, right = min(left, box.x0), max(right, box.x1)
    return (right - left) / max(row.line.size, 0.1)
