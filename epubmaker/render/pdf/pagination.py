"""Slabs to pages: bands one under the other, each in columns, the columns of a band's last page equally long.

Everything is counted in grid rows, so that a page is filled with additions of whole numbers (CLREQ 2.3.5, 4.1).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from epubmaker.render.pdf.slabs import LEAST_LINES, Band, Slab


@dataclass(frozen=True, slots=True)
class Placed:
    """This is a slab, or lines `first` to `stop` of it, at a row of a column. `columns` 0 means the full width."""

    slab: Slab
    row: int
    column: int = 0
    columns: int = 0
    first: int = 0
    stop: int = 0


@dataclass(slots=True)
class Page:
    """This is one page: what stands where, and the blocks of columns (first row, rows, columns) for the column rules."""

    placed: list[Placed] = field(default_factory=list)
    blocks: list[tuple[int, int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Mark:
    """This is a place in a sequence of slabs: the slab, and the line in it."""

    slab: int
    line: int = 0


def paginate(bands: Sequence[Band], rows: int) -> list[Page]:
    """This sets the bands on pages of `rows` grid rows."""
    pages = [Page()]
    row = 0
    for band in bands:
        row = _set_band(band, pages, row, rows)
    return pages


def _set_band(band: Band, pages: list[Page], row: int, rows: int) -> int:
    """This sets one band from `row` of the last page on, and returns the next free row of the then last page."""
    start = row + (band.space if row else 0)
    head = sum(slab.rows for slab in band.head)
    if row and start + head + min(band.least, _natural(band)) > rows:
        pages.append(Page())
        start = 0
    for slab in band.head:
        if start == 0 and slab.yields:
            continue
        pages[-1].placed.append(Placed(slab, start, stop=len(slab.strips)))
        start += slab.rows
    mark = _Mark(0)
    while mark.slab < len(band.body):
        height = rows - start
        level = _balanced(band, mark, height)
        if level is not None:
            pages[-1].placed.extend(_fill_columns(band, mark, start, level)[1])
            pages[-1].blocks.append((start, level, band.columns))
            return start + level
        mark, placed = _fill_columns(band, mark, start, height, force=start == 0)
        pages[-1].placed.extend(placed)
        if placed:
            pages[-1].blocks.append((start, height, band.columns))
        pages.append(Page())
        start = 0
    return start


def _natural(band: Band) -> int:
    total = sum(slab.rows for slab in band.body)
    return -(-total // band.columns)


def _balanced(band: Band, mark: _Mark, height: int) -> int | None:
    """This returns the least height at which the rest of the band fits in its columns, None if it is over `height`."""
    total = sum(slab.rows for slab in band.body[mark.slab :]) - mark.line
    if total > height * band.columns:
        return None
    for level in range(max(1, -(-(total - _yielding(band, mark)) // band.columns)), height + 1):
        end, _ = _fill_columns(band, mark, 0, level)
        if end.slab >= len(band.body):
            return level
    return None


def _yielding(band: Band, mark: _Mark) -> int:
    return sum(slab.rows for slab in band.body[mark.slab :] if slab.yields)


def _fill_columns(
    band: Band, mark: _Mark, row: int, height: int, *, force: bool = False
) -> tuple[_Mark, list[Placed]]:
    """This fills the columns of a block; `force` sets what is taller than a whole page all the same."""
    placed: list[Placed] = []
    for column in range(band.columns):
        end = _fill_column(band.body, mark, height)
        if force and end == mark and column == 0:
            end = _Mark(mark.slab + 1)
        placed.extend(_place(band, (mark, end), column, row))
        mark = end
    return mark, placed


def _place(band: Band, span: tuple[_Mark, _Mark], column: int, row: int) -> list[Placed]:
    mark, end = span
    placed: list[Placed] = []
    number, line = mark.slab, mark.line
    while (number, line) < (end.slab, end.line):
        slab = band.body[number]
        stop = end.line if number == end.slab else len(slab.strips)
        if not (slab.yields and not placed):
            placed.append(Placed(slab, row, column, band.columns, line, stop))
            row += stop - line if slab.flows else slab.rows
        number, line = number + 1, 0
    return placed


def _fill_column(body: Sequence[Slab], mark: _Mark, height: int) -> _Mark:
    """This returns where a column of `height` rows that begins at `mark` ends."""
    used, number, line = 0, mark.slab, mark.line
    while number < len(body):
        slab = body[number]
        if slab.yields and not used:
            number += 1
            continue
        rows = slab.rows - line
        if used + rows <= height and used + _least(body, number, line) <= height:
            used += rows
            number, line = number + 1, 0
            continue
        if slab.flows:
            line += _divided(rows, height - used)
        break
    return _Mark(number, line)


def _divided(rows: int, room: int) -> int:
    """This returns how many of a paragraph's `rows` lines stay in `room` rows, leaving no single line on either side."""
    lines = min(room, rows - LEAST_LINES)
    return lines if lines >= LEAST_LINES else 0


def _least(body: Sequence[Slab], number: int, line: int) -> int:
    """This returns the rows that must follow for slab `number` to stand: headings take two lines of text with them."""
    rows = 0
    while number < len(body):
        slab = body[number]
        left = slab.rows - line
        if not slab.keep and not slab.yields:
            return rows + (left if not slab.flows or left < 2 * LEAST_LINES else LEAST_LINES)
        rows += left
        number, line = number + 1, 0
    return rows
