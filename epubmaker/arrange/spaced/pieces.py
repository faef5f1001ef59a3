"""Rows of a text as pieces: what stands between runs of blanks, and in which cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from epubmaker.model import set_width
from epubmaker.text.ideographs import is_ideograph

GAP = 2  # cells of blanks that part two pieces of a row
TAB = 8  # cells from one tabulator to the next
WIDE_MARKS = ("\u3000", "\u303f"), ("\uff01", "\uff60"), ("\ufe30", "\ufe4f")  # marks as wide as ideographs
REACH = 4  # rows down in which the next row of a column stands: neighbours with another grid come between
NEAR = 6  # rows of the text in which a column goes on above and below a row
LEAST = 4.0  # em: a shorter piece says nothing of a column


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters of one row.

    row         number of the row in the text, empty ones counted
    start, end  its first cell, and the one behind its last
    offset      where it begins in the text
    width       in em: letters and figures half an ideograph
    """

    row: int
    start: int
    end: int
    offset: int
    text: str
    width: float


def rows_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield the rows of a text with the offset at which each begins."""
    at = 0
    for row in text.split("\n"):
        yield at, row.rstrip("\r")
        at += len(row) + 1


def read_pieces(text: str, cells: int) -> list[Piece]:
    """Return the pieces of a text in its order; an ideograph takes `cells` cells (one or two, by the tool that wrote it)."""
    return [
        piece
        for number, (at, row) in enumerate(rows_of(text))
        for piece in _row_pieces(number, at, row, cells)
    ]


def _row_pieces(number: int, at: int, row: str, cells: int) -> Iterator[Piece]:
    column, begun, first, blank_from = 0, -1, 0, 0
    last = 0
    for index, character in enumerate(row):
        step = _cells(character, column, cells)
        if character.isspace():
            column += step
            continue
        if begun >= 0 and column - blank_from >= GAP:
            yield _piece(number, first, blank_from, at + begun, row[begun:last])
            begun = -1
        if begun < 0:
            begun, first = index, column
        column += step
        blank_from, last = column, index + 1
    if begun >= 0:
        yield _piece(number, first, blank_from, at + begun, row[begun:last])


def _piece(number: int, start: int, end: int, offset: int, words: str) -> Piece:
    return Piece(number, start, end, offset, words, set_width(words))


def _cells(character: str, column: int, cells: int) -> int:
    if character == "\t":
        return TAB - column % TAB
    return cells if cells == 1 or is_wide(character) else 1


def is_wide(character: str) -> bool:
    """Say whether a character is as wide as an ideograph where cells are half of one."""
    return is_ideograph(character) or any(low <= character <= high for low, high in WIDE_MARKS)


def column_starts(pieces: Sequence[Piece], votes: int) -> dict[int, int]:
    """Return the cells at which columns begin, with how many rows say so: those below which the next row begins there too."""
    by_start: dict[int, list[int]] = {}
    for piece in pieces:
        if piece.width >= LEAST:
            by_start.setdefault(piece.start, []).append(piece.row)
    found = {}
    for start, rows in by_start.items():
        followed = sum(0 < below - row <= REACH for row, below in pairwise(rows))
        if followed >= votes:
            found[start] = followed
    return found


def cells_of_ideographs(text: str) -> int:
    """Return how many cells an ideograph takes in a text: that by which more pieces stand below each other."""
    return max((1, 2), key=lambda cells: _alignment(read_pieces(text, cells)))


def _alignment(pieces: Sequence[Piece]) -> float:
    """Return the share of pieces behind the first of their row that begin where one a few rows above does."""
    inner = [piece for before, piece in pairwise(pieces) if before.row == piece.row]
    last: dict[int, int] = {}
    hits = 0
    for piece in inner:
        hits += piece.row - last.get(piece.start, -99) <= REACH
        last[piece.start] = piece.row
    return hits / (len(inner) or 1)


def in_columns(pieces: Sequence[Piece], text: str, votes: int) -> list[Piece]:
    """Return the pieces as columns part them.

    A wide gap inside one column is none, such as that before a name: a gap parts columns where one begins behind it, at the
    very cell or somewhere under it. And a single blank parts columns where the next one begins at the cell behind it, as it
    does in the rows around: narrow gutters leave no more.
    """
    starts = sorted(column_starts(pieces, votes))
    made: list[Piece] = []
    for piece in pieces:
        before = made[-1] if made and made[-1].row == piece.row else None
        if before is not None and not _is_gutter(before, piece, starts):
            words = text[before.offset : piece.offset + len(piece.text)]
            made[-1] = replace(before, end=piece.end, text=words, width=set_width(words))
        else:
            made.append(piece)
    near = _Rows(made, starts)
    return [part for piece in made for part in _parts(piece, near)]


def in_ems(pieces: Sequence[Piece], cells: int) -> list[Piece]:
    """Return pieces with cells as wide as ideographs, where an ideograph takes so many."""
    return [replace(piece, start=piece.start // cells, end=-(-piece.end // cells)) for piece in pieces]


def _is_gutter(left: Piece, right: Piece, starts: Sequence[int]) -> bool:
    """Say whether a column begins between the end of one piece and the beginning of the next."""
    at = bisect_right(starts, right.start) - 1
    return at >= 0 and starts[at] > left.end - 1


class _Rows:
    """Knows in which rows a column's rows begin."""

    def __init__(self, pieces: Sequence[Piece], starts: Sequence[int]) -> None:
        self._rows: dict[int, list[int]] = {start: [] for start in starts}
        for piece in pieces:
            if piece.start in self._rows:
                self._rows[piece.start].append(piece.row)

    def begin_around(self, start: int, row: int) -> bool:
        """Say whether rows of a column that begins there stand shortly above and below a row."""
        rows = self._rows.get(start, [])
        at = bisect_right(rows, row)
        return 0 < at < len(rows) and rows[at] - row <= NEAR and row - rows[at - 1] <= NEAR


def _parts(piece: Piece, near: _Rows) -> Iterator[Piece]:
    """Yield what single blanks part of a piece that runs over columns."""
    cuts = [0]
    if piece.end - piece.start == len(piece.text):
        cuts += [
            at + 1
            for at, character in enumerate(piece.text)
            if character == " " and near.begin_around(piece.start + at + 1, piece.row)
        ]
    for low, high in pairwise([*cuts, len(piece.text)]):
        words = piece.text[low:high].rstrip()
        start = piece.start + low
        yield Piece(piece.row, start, start + len(words), piece.offset + low, words, set_width(words))
