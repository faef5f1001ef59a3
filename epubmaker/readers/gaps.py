"""Is a gap between two pieces on one base line a blank of the text, or a gutter?

Beside a gutter the rows above and below have a gap in the same place; a blank is crossed by them. Where there are no rows
above or below, a blank is as wide as a character, almost exactly: PDFium leaves ideographic spaces out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from epubmaker.model.placed import Box

WIDEST = 1.5  # em: blanks of one character in a line that is spread
EXACT = 0.07  # em
COLUMN = 8.5  # em: narrower pieces are words of a list, which stand below each other too
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
        crossed, parted = self._rows_around(left, right, size)
        if parted or crossed:
            return crossed > parted
        return abs(gap / size - 1) <= EXACT

    def _rows_around(self, left: Box, right: Box, size: float) -> tuple[int, int]:
        """Count the rows near by that cross the gap, and those that have a gap there too."""
        low, high = left.y0 - REACH * size, left.y0 + REACH * size
        crossed = parted = 0
        for box, _ in self._pieces[bisect_left(self._tops, low) : bisect_right(self._tops, high)]:
            if abs(box.y0 - left.y0) < 0.5 * size:
                continue
            if box.x0 < left.x1 - 0.3 * size and box.x1 > right.x0 + 0.3 * size:
                crossed += 1
            elif box.width > COLUMN * size and (
                abs(box.x0 - right.x0) < 0.6 * size or abs(box.x1 - left.x1) < 0.3 * size
            ):  # a column begins or ends there
                parted += 1
        return crossed, parted
