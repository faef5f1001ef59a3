"""Slabs to pages: bands one under the other, each in columns, the columns of a band's last page equally long.

Everything is counted in grid rows, so that a page is filled with additions of whole numbers (CLREQ 2.3.5, 4.1).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from epubmaker.render.pdf.columns import Fill, Mark, balance, fill_columns
from epubmaker.render.pdf.slabs import Band, Slab

_MOST_SPARE = 3  # rows


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
    """This is one page: what stands where, and the blocks of columns (first row, rows, columns) with rules between them."""

    placed: list[Placed] = field(default_factory=list)
    blocks: list[tuple[int, int, int]] = field(default_factory=list)


def paginate(bands: Sequence[Band], rows: int) -> list[Page]:
    """This sets the bands on pages of `rows` grid rows."""
    pages = [Page()]
    row = 0
    for band in bands:
        row = _set_band(band, pages, row, rows)
    return pages


def _set_band(band: Band, pages: list[Page], row: int, rows: int) -> int:
    """This sets one band from `row` of the last page on, and returns the next free row of the then last page."""
    start = row
    head = sum(slab.rows for slab in band.head)
    if row and start + head + min(band.least, _natural(band)) > rows:
        pages.append(Page())
        start = 0
    for slab in band.head:
        if start == 0 and slab.yields:
            continue
        pages[-1].placed.append(Placed(slab, start, stop=len(slab.strips)))
        start += slab.rows
    mark = Mark(0)
    while mark.slab < len(band.body):
        fitted = balance(band, mark, rows - start)
        if fitted is not None:
            return start + _put(band, pages[-1], mark, fitted, start, level=True)
        fill = _full_page(band, mark, start, rows)
        _put(band, pages[-1], mark, fill, start)
        mark = fill.ends[-1]
        pages.append(Page())
        start = 0
    return start


def _full_page(band: Band, mark: Mark, start: int, rows: int) -> Fill:
    """This fills the rest of a page; a few rows stay empty where what is left could not be balanced otherwise."""
    full = fill_columns(band, mark, [rows - start] * band.columns, force=start == 0)
    fill = full
    for spare in range(1, _MOST_SPARE + 1):
        rest = balance(band, fill.ends[-1], rows)
        if rest is None or rest.spread <= 1:
            return fill
        fill = fill_columns(band, mark, [max(0, rows - start - spare)] * band.columns, force=start == 0)
    rest = balance(band, fill.ends[-1], rows)
    return fill if rest is None or rest.spread <= 1 else full


def _put(band: Band, page: Page, mark: Mark, fill: Fill, start: int, *, level: bool = False) -> int:
    """This puts filled columns on a page at row `start` and returns how many rows they take.

    Where `level`, columns that are more than a row short get rows of white before their headings.
    """
    rows = max(fill.used)
    for column, end in enumerate(fill.ends):
        short = rows - fill.used[column] - 1 if level else 0
        page.placed.extend(_place(band, (mark, end), column, start, _white(band.body, mark, end, short)))
        mark = end
    _rule_columns(band, page, start, rows)
    return rows


def _white(body: Sequence[Slab], mark: Mark, end: Mark, rows: int) -> Counter[int]:
    """This shares rows of white among the headings and separators inside a column, by slab, at most two for each."""
    places = [
        number
        for number in range(mark.slab + 1, end.slab)
        if body[number].yields or (body[number].keep and not body[number - 1].yields)
    ]
    return Counter(places[turn % len(places)] for turn in range(min(rows, 2 * len(places))))


def _rule_columns(band: Band, page: Page, start: int, rows: int) -> None:
    if band.ruled and band.columns > 1 and rows:
        page.blocks.append((start, rows, band.columns))


def _natural(band: Band) -> int:
    total = sum(slab.rows for slab in band.body)
    return -(-total // band.columns)


def _place(band: Band, span: tuple[Mark, Mark], column: int, row: int, white: Counter[int]) -> list[Placed]:
    mark, end = span
    placed: list[Placed] = []
    number, line = mark.slab, mark.line
    while (number, line) < (end.slab, end.line):
        slab = band.body[number]
        stop = end.line if number == end.slab else len(slab.strips)
        if placed or not slab.yields:
            row += white[number]
            placed.append(Placed(slab, row, column, band.columns, line, stop))
            row += stop - line if slab.flows else slab.rows
        number, line = number + 1, 0
    return placed
