"""Where pieces stood on the page: cells become widths in em, rows become distances, as the text itself shows them.

Tools that write a page as rows give every character a cell, letters and figures too, and push what stands further right out of
the way; rows of columns that stand on different lines come one after the other. So cells and rows are no measures. But rows of
a column begin in one cell, and follow each other at one distance: both are made so again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from epubmaker.arrange.spaced.pieces import LEAST, REACH, Piece

GUTTER = 1.5  # em between columns: newspapers have one to two and a half
PITCH = 1.5  # em from row to row of a column
INDENT = 2.0  # em, whatever number of cells a tool makes of it
MOST_INDENT = 6  # cells that an indent becomes at most
STEP = 0.25  # em from a row of the text to the next where they hold different columns: four of them come within one pitch
APART = 1.2  # em from a piece to another below it that is not set with it
FULL = 0.8  # of the rows that begin in a cell: so many are no wider than the column there
FEW = 3  # rows that show how wide a column is
FAR = 1e6  # em: nothing stands there
LAG = -0.25  # em that the first row of a level may stand above the last of the level before: half a row's phase and more
BACK = 40  # rows of the text looked back over for what stands above a piece


@dataclass(frozen=True, slots=True)
class Column:
    """Where a column begins, in cells and in em, and how wide its rows are.

    bias  cells that a tool puts before every row that does not begin at the left edge, beside those of its indent
    """

    start: int
    left: float
    width: float
    bias: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece stands, in em: left edge and base line; and which piece stands above it, -1 for none."""

    left: float
    base: float
    above: int = -1


def measure_columns(pieces: Sequence[Piece], starts: Sequence[int]) -> list[Column]:
    """Return the columns from left to right; `starts` are the cells at which they begin, in order.

    A column lies as far right as those left of it need: each is as wide as most of its rows.
    """
    rows: dict[int, list[Piece]] = {start: [] for start in starts}
    for piece in pieces:
        if piece.start in rows and piece.width >= LEAST:
            rows[piece.start].append(piece)
    biases = _biases(pieces, starts)
    columns: list[Column] = []
    for number, start in enumerate(starts):
        left = float(start if number == 0 else columns[-1].left + min(start - columns[-1].start, 1))
        for column in columns:
            before = sorted(piece.width for piece in rows[column.start] if piece.end <= start)
            over = [piece for piece in rows[column.start] if piece.end > start]
            if len(before) >= FEW:
                left = max(left, column.left + before[int(FULL * (len(before) - 1))] + GUTTER)
            if len(over) >= FEW:
                left = max(left, column.left + FULL * (start - column.start))
        widths = sorted(piece.width for piece in rows[start])
        width = widths[int(FULL * (len(widths) - 1))] if widths else LEAST
        columns.append(Column(start, left, width, biases[start]))
    return columns


def _biases(pieces: Sequence[Piece], starts: Sequence[int]) -> dict[int, int]:
    """Return how many cells more than two an indent has in each column: the shift that most rows begin at tells."""
    shifts: dict[int, Counter[int]] = {start: Counter() for start in starts}
    for piece in pieces:
        at = bisect_right(starts, piece.start) - 1
        if at >= 0 and 2 <= piece.start - starts[at] <= MOST_INDENT and piece.width >= LEAST:
            shifts[starts[at]][piece.start - starts[at]] += 1
    return {
        start: found.most_common(1)[0][0] - int(INDENT) if sum(found.values()) >= FEW else 0
        for start, found in shifts.items()
    }


def column_of(piece: Piece, columns: Sequence[Column]) -> int:
    """Return the number of the column that a piece begins in, -1 left of all."""
    return bisect_right(columns, piece.start, key=lambda column: column.start) - 1


def place_pieces(pieces: Sequence[Piece], columns: Sequence[Column]) -> list[Place]:
    """Return where pieces stand."""
    lefts = [_left(piece, columns) for piece in pieces]
    made: list[Place] = []
    level, first, before = _Level(), 0, -1
    for row, members in groupby(range(len(pieces)), key=lambda number: pieces[number].row):
        numbers = list(members)
        while row - pieces[first].row > BACK:
            first += 1
        above = [_above(number, first, numbers[0], pieces, lefts) for number in numbers]
        least = [
            made[upper].base + _distance(upper, number, pieces, lefts)
            for upper, number in zip(above, numbers, strict=True)
            if upper >= 0
        ]
        start, end = lefts[numbers[0]], lefts[numbers[-1]] + pieces[numbers[-1]].width
        base = level.next_row((start, end), row - before - 1, max(least, default=0.0))
        made += [Place(lefts[number], base, upper) for number, upper in zip(numbers, above, strict=True)]
        before = row
    return made


@dataclass(slots=True)
class _Level:
    """How far down the page the rows of a text have come.

    Behind a row of large type tools write all that stands beside it, column by column: rows that go on to the right begin as high
    as the first of them. Where a row stands further left, the next level has come.
    """

    start: float = 0.0
    lowest: float = 0.0
    last: float = 0.0
    right: float = -FAR
    left: float = FAR

    def next_row(self, extent: tuple[float, float], blanks: int, least: float) -> float:
        """Return the base line of the next row, with so many empty rows before it; its columns ask for `least`."""
        beside = extent[0] >= self.right
        if not beside and extent[0] < self.left:
            self.start = max(self.start + STEP, self.lowest - LAG)
            self.lowest = 0.0
        floor = self.start + STEP if beside else self.last + STEP if extent[0] >= self.left else self.start
        if blanks and not beside:
            floor = max(floor, self.last + blanks + 1)
        base = max(floor, least)
        self.last, self.lowest = base, max(self.lowest, base)
        self.left, self.right = extent
        return base


def _left(piece: Piece, columns: Sequence[Column]) -> float:
    number = column_of(piece, columns)
    if number < 0:
        return float(piece.start)
    return columns[number].left + offset_in(piece, columns[number])


def offset_in(piece: Piece, column: Column) -> float:
    """Return how far right in its column a piece begins, in em."""
    shift = piece.start - column.start
    return 0.0 if shift < 2 else max(0.5, float(shift - column.bias))


def _above(number: int, first: int, end: int, pieces: Sequence[Piece], lefts: Sequence[float]) -> int:
    """Return the nearest piece above that shares some width with a piece, -1 where there is none."""
    left, right = lefts[number], lefts[number] + pieces[number].width
    for other in range(end - 1, first - 1, -1):
        shared = min(right, lefts[other] + pieces[other].width) - max(left, lefts[other])
        if shared > min(0.5, 0.5 * pieces[number].width, 0.5 * pieces[other].width):
            return other
    return -1


def _distance(upper: int, lower: int, pieces: Sequence[Piece], lefts: Sequence[float]) -> float:
    """Return how far below a piece another one stands at least."""
    near = pieces[lower].row - pieces[upper].row <= REACH
    return PITCH if near and abs(lefts[upper] - lefts[lower]) <= INDENT else APART
