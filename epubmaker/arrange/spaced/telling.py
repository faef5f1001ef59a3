"""Whether the blanks of a text carry positions: rows that hold pieces of several columns, which begin in the same cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from epubmaker.arrange.spaced.pieces import Piece, column_starts

VOTES = 4  # rows that must begin in a cell, each with one below it, to make a column of it
# Text in columns is written in pieces of at least this width; the cells of a table and names in a list are narrower. Of the
# characters of a page of columns most stand behind a gap; where fewer than a fifth do, the text has a table in it, no columns.
COLUMN = 7.0  # em
SHARE = 0.2
LEAST_ROWS = 6  # rows with two columns side by side
# Of the gaps before aligned pieces so many have another length than the commonest: a tool that joins neighbours by blanks
# writes always as many (on 300 generated pages at most .21 of them differ; in laid-out texts .57 and more do).
PADDED = 0.4
ALIGNED = 0.3  # of the pieces behind a gap: so many begin in the cell of a column


def carries_positions(pieces: Sequence[Piece]) -> bool:
    """Say whether the pieces of a text (`pieces.read_pieces`) stand in columns."""
    starts = column_starts(pieces, VOTES)
    pairs = [
        (left, right) for left, right in pairwise(pieces) if left.row == right.row and right.width >= COLUMN
    ]
    beside = [right for _, right in pairs]
    aligned = [piece for piece in beside if piece.start in starts]
    gaps = Counter(right.start - left.end for left, right in pairs if right.start in starts)
    padded = sum(gaps.values()) - max(gaps.values(), default=0)
    if padded < PADDED * len(aligned):
        return False
    if len(aligned) < LEAST_ROWS or len(aligned) < ALIGNED * len(beside):
        return False
    whole = sum(len(piece.text) for piece in pieces)
    return sum(len(piece.text) for piece in beside) >= SHARE * whole
