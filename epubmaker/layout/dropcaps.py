"""Drop caps: the first character of a text, set so large that the rows beside it begin further right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from epubmaker.layout.scale import Scale
from epubmaker.model.placed import Box, PlacedLine

LONGEST = 2  # characters: an opening quotation mark may stand before the first one
LARGE, LARGEST = 1.6, 6.0  # sizes of the text
BESIDE = 1.3  # sizes: the rows beside it begin no further right of it
PARAGRAPH = 2.6  # sizes: the row below it may open a paragraph
INDENT = 2.0  # sizes: where the first row of a paragraph begins


def with_drop_caps(lines: Sequence[PlacedLine], scale: Scale) -> list[PlacedLine]:
    """Return the lines of a page, each drop cap joined to the row it begins; the rows beside it begin where their column does."""
    moved: dict[int, PlacedLine] = {}
    gone: set[int] = set()
    for number, line in enumerate(lines):
        if not _may_be(line, scale):
            continue
        rows = _rows_beside(line, lines, scale)
        if len(rows) < 2 or not _goes_on_below(line, [lines[one] for one in rows], lines, scale):
            continue
        gone.add(number)
        first = lines[rows[0]]
        for one in rows[1:]:
            moved[one] = _from(lines[one], line.box.x0)
        opening = _from(first, line.box.x0 + INDENT * scale.body)
        moved[rows[0]] = replace(opening, text=line.text.strip() + first.text, edges=())
    return [moved.get(number, line) for number, line in enumerate(lines) if number not in gone]


def _may_be(line: PlacedLine, scale: Scale) -> bool:
    text = line.text.strip()
    large = LARGE * scale.body <= line.size <= LARGEST * scale.body
    return large and not line.vertical and len(text) <= LONGEST and any(map(str.isalnum, text))


def _rows_beside(cap: PlacedLine, lines: Sequence[PlacedLine], scale: Scale) -> list[int]:
    """Return the rows of text right of a large character, from the top down."""
    rows = [
        number
        for number, line in enumerate(lines)
        if line is not cap
        and not line.vertical
        and abs(line.size - scale.body) < 0.25 * scale.body
        and -0.5 * scale.body < line.box.x0 - cap.box.x1 < BESIDE * scale.body
        and cap.box.y0 - scale.body < line.box.middle[1] < cap.box.y1 + 0.2 * scale.body
    ]
    return sorted(rows, key=lambda number: lines[number].box.y0)


def _goes_on_below(
    cap: PlacedLine, rows: Sequence[PlacedLine], lines: Sequence[PlacedLine], scale: Scale
) -> bool:
    """Say whether the rows are one column, level at their left, and the row below them begins under the large character."""
    level = max(row.box.x0 for row in rows) - min(row.box.x0 for row in rows) < 0.5 * scale.body
    last = rows[-1].box
    return level and any(
        -scale.body < line.box.x0 - cap.box.x0 < PARAGRAPH * scale.body
        and 0.5 * scale.body < line.box.y0 - last.y0 < 1.6 * scale.pitch
        and abs(line.size - rows[0].size) < 0.1 * scale.body
        for line in lines
    )


def _from(line: PlacedLine, x0: float) -> PlacedLine:
    box = line.box
    return replace(line, box=Box(min(x0, box.x0), box.y0, box.x1, box.y1), edges=())
