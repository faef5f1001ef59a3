"""Is a gap between two pieces on one base line a blank of the text, or a gutter?

Beside a gutter the rows above and below have a gap in the same place; a blank is crossed by them. Where there are no rows
above or below, or as many say one thing as the other, a blank is as wide as a character, almost exactly: PDFium leaves
ideographic spaces out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from epubmaker.model.placed import Box

WIDEST = 1.5  # em: blanks of one character in a line that is spread
EXACT = 0.07  # em
COLUMN = 8.5  # em: narrower pieces are words of a list, which stand below each other too
SINGLE = 1.2  # em: one character is no column; what stands a blank behind it stands where paragraphs begin
FEWEST, EVEN, NARROWEST = (
    3,
    0.12,
    0.45,
)  # pieces of a filled row; em that its blanks differ by; em that blanks are wider than
REACH = 2.4  # em: the rows right above and below, with any usual leading


class BlankGaps:
    """Judge of blanks and gutters among the pieces of a page: boxes with the size of their type, from the top down."""

    def __init__(self, pieces: Sequence[tuple[Box, float]]) -> None:
        self._pieces = sorted(pieces, key=lambda piece: piece[0].y0)
        self._tops = [box.y0 for box, _ in self._pieces]

    def is_blank(self, left: Box, right: Box, size: float) -> bool:
        """Say whether what lies between two boxes belongs to one line."""
        gap = right.x0 - left.x1
        if not 0 < gap <= WIDEST * size:
            return False
        exact = abs(gap / size - 1) <= EXACT
        rows = self._rows_near(left, size)
        crossed, parted = _counts(rows, left, right, size)
        if parted != crossed:
            single = crossed == 0 and left.width <= SINGLE * size
            return crossed > parted or (exact and single and not _ends_any(rows, left, right, size))
        return exact

    def words_of(self, row: Sequence[tuple[Box, float, str]]) -> list[int]:
        """Return which pieces of a row, each with size and typeface, go on the one before them as words of a filled row do."""
        found: list[int] = []
        group: list[int] = []
        for number, (box, size, font) in enumerate([*row, (Box(0, 0, 0, 0), 0.0, "")]):
            before = row[group[-1]] if group else None
            if before and not (before[1:] == (size, font) and box.x0 - before[0].x1 <= WIDEST * size):
                if self._are_blanks([row[at][0] for at in group], row[group[0]][1]):
                    found += group[1:]
                group = []
            group.append(number)
        return found

    def _are_blanks(self, row: Sequence[Box], size: float) -> bool:
        """Say whether three or more pieces of a row, too narrow for columns, stand as words of a row that is filled do: evenly."""
        gaps = [right.x0 - left.x1 for left, right in pairwise(row)]
        return (
            len(gaps) >= FEWEST - 1
            and NARROWEST * size < min(gaps)
            and max(gaps) <= min(WIDEST * size, min(gaps) + EVEN * size)
            and all(box.width <= COLUMN * size for box in row)
            and all(
                _counts(self._rows_near(left, size), left, right, size)[1] == 0
                for left, right in pairwise(row)
            )
        )

    def _rows_near(self, left: Box, size: float) -> list[Box]:
        """Return the pieces of the rows right above and below."""
        low, high = left.y0 - REACH * size, left.y0 + REACH * size
        near = self._pieces[bisect_left(self._tops, low) : bisect_right(self._tops, high)]
        return [box for box, _ in near if abs(box.y0 - left.y0) >= 0.5 * size]


def _counts(rows: Sequence[Box], left: Box, right: Box, size: float) -> tuple[int, int]:
    """Count the rows that cross a gap, and those that have a gap there too."""
    crossed = sum(box.x0 < left.x1 - 0.3 * size and box.x1 > right.x0 + 0.3 * size for box in rows)
    wide = [box for box in rows if box.width > COLUMN * size]
    parted = sum(_begins(box, right, size) or _ends_beside(box, left, right, rows, size) for box in wide)
    return crossed, parted


def _ends_any(rows: Sequence[Box], left: Box, right: Box, size: float) -> bool:
    """Say whether any row has a gap there with pieces on both sides."""
    return any(_ends_beside(box, left, right, rows, size) for box in rows)


def _begins(box: Box, right: Box, size: float) -> bool:
    return abs(box.x0 - right.x0) < 0.6 * size


def _ends_beside(box: Box, left: Box, right: Box, rows: Sequence[Box], size: float) -> bool:
    """Say whether a column ends at a gap: the last row of a paragraph may end anywhere, so another piece must stand behind it."""
    return abs(box.x1 - left.x1) < 0.3 * size and any(
        abs(other.y0 - box.y0) < 0.5 * size and left.x1 < other.x0 < right.x0 + 0.6 * size for other in rows
    )
