"""The rows of placed pages as lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from epubmaker.model import Line, SourceText
from epubmaker.model.lines import Joint
from epubmaker.model.placed import PlacedRow

NEAR = 8  # rows on either side that show how wide the column is
FLUSH = 0.7  # sizes: rows that end together
INDENT = 3.2  # sizes: rows of one column begin at most so far apart


def lines_of_pages(source: SourceText) -> tuple[Line, ...]:
    """Return a line for every row, in the order of the text; row `n` of a line is row `n` of the pages, all counted on.

    Block and joint are those of the reading order.
    """
    made = sorted(_lines_as_read(source), key=lambda line: line.span.start)
    return tuple(replace(line, number=number) for number, line in enumerate(made))


def numbers_as_read(lines: Sequence[Line]) -> tuple[int, ...]:
    """Return the numbers of lines in reading order: that of the rows of their pages, parts of a row as they stand."""
    return tuple(sorted(range(len(lines)), key=lambda number: (lines[number].row, lines[number].span.start)))


def lines_in_order(lines: Sequence[Line], numbers: Sequence[int]) -> tuple[Line, ...]:
    """Return lines in reading order, numbered so."""
    return tuple(replace(lines[number], number=place) for place, number in enumerate(numbers))


def _lines_as_read(source: SourceText) -> list[Line]:
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
    return lines


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
