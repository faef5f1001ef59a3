"""Columns filled with slabs: how far each one goes, and how a block of columns is made equally long (CLREQ 4.1.4)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import product
from operator import attrgetter

from epubmaker.render.pdf.slabs import LEAST_LINES, Band, Slab

_FURTHER = 4  # rows a block may be longer than its text needs, to make its columns equal


@dataclass(frozen=True, slots=True)
class Mark:
    """This is a place in a sequence of slabs: the slab, and the line in it."""

    slab: int
    line: int = 0


@dataclass(frozen=True, slots=True)
class Fill:
    """This is a block of filled columns: where each ends, and how many rows each uses."""

    ends: tuple[Mark, ...]
    used: tuple[int, ...]

    @property
    def spread(self) -> int:
        """This is how many rows the longest column has more than the shortest."""
        return max(self.used) - min(self.used)


def fill_columns(band: Band, mark: Mark, heights: Sequence[int], *, force: bool = False) -> Fill:
    """This fills columns of the given heights from `mark` on; `force` sets what is taller than a whole page all the same."""
    if force and _fill_column(band.body, mark, heights[0])[0] == mark:
        taller = Mark(mark.slab + 1)
        rest = _fill_from(partial(_fill_column, band.body), taller, heights[1:])
        return Fill((taller, *rest.ends), (heights[0], *rest.used))
    return _fill_from(partial(_fill_column, band.body), mark, heights)


def _fill_from(fill: Callable[[Mark, int], tuple[Mark, int]], mark: Mark, heights: Sequence[int]) -> Fill:
    ends, used = [], []
    for height in heights:
        mark, rows = fill(mark, height)
        ends.append(mark)
        used.append(rows)
    return Fill(tuple(ends), tuple(used))


def balance(band: Band, mark: Mark, height: int) -> Fill | None:
    """This fills the rest of a band into columns as equal as can be, None if they would be higher than `height`.

    For each height from the least possible on, every column may be full or end one row short; the first filling whose
    columns differ by no more than a row is taken, else the one that differs least.
    """
    if mark.slab >= len(band.body):
        return Fill((mark,) * band.columns, (0,) * band.columns)
    least = _least_height(band, mark, height)
    if least > height:
        return None
    best: Fill | None = None
    found = 0
    fill_column = cache(partial(_fill_column, band.body))  # the tries share their first columns
    for level in range(least, height + 1):
        fills = [
            fill for fill in _fills(fill_column, mark, level, band) if fill.ends[-1].slab >= len(band.body)
        ]
        if fills:
            found = found or level
            fills.append(best or fills[0])
            best = min(fills, key=attrgetter("spread"))
            if best.spread <= 1 or level >= found + _FURTHER:
                break
    return best


def _fills(
    fill_column: Callable[[Mark, int], tuple[Mark, int]], mark: Mark, level: int, band: Band
) -> Iterator[Fill]:
    """This fills columns that are full or end one row short; where full ones do not hold the band, shorter ones will not."""
    full = _fill_from(fill_column, mark, [level] * band.columns)
    yield full
    if full.spread > 1 and full.ends[-1].slab >= len(band.body):
        for heights in product((level, level - 1), repeat=band.columns):
            yield _fill_from(fill_column, mark, heights)


def _least_height(band: Band, mark: Mark, height: int) -> int:
    """This returns the least height the rest of a band may need; counting stops where it is over `height`."""
    rows = -mark.line
    for number in range(mark.slab, len(band.body)):
        slab = band.body[number]
        rows += 0 if slab.yields else slab.rows
        if rows > height * band.columns:
            break
    return max(1, -(-rows // band.columns))


def _fill_column(body: Sequence[Slab], mark: Mark, height: int) -> tuple[Mark, int]:
    """This returns where a column of `height` rows that begins at `mark` ends, and how many rows are used."""
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
            lines = _divided(rows, height - used)
            line += lines
            used += lines
        break
    return Mark(number, line), used


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
