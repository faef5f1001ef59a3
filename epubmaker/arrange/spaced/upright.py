"""Vertical titles in a text of rows: their characters stand below each other, one to a row and cell, among rows of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from epubmaker.arrange.spaced.pieces import Piece
from epubmaker.model import set_width
from epubmaker.text.ideographs import is_ideograph
from epubmaker.text.surnames import SURNAMES

MOST_LINES = 5  # characters side by side: lines of one vertical title
REACH = 8  # rows of the text from a character to the next below: they are large
APART = 8  # cells to another small piece of the row at least
LEAST = 5  # characters of a vertical line
STEP = 1.6  # rows of the text from one to the next at least, on the average: cells of a table follow closer
VARIED = 0.7  # of the characters must differ: a column of a table repeats them
WIDE = 7.0  # em: what stands beside is text
NAMES = 0.6  # of the characters that are surnames
BESIDE = (
    0.7  # of the rows with anything beside in which that is text; cells of a table have cells beside them
)


@dataclass(slots=True)
class Upright:
    """Characters below each other: their cell, and for each its row, its place in the text and itself."""

    cell: int
    rows: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    text: str = ""


def find_upright(pieces: Sequence[Piece]) -> tuple[list[Piece], list[tuple[int, ...]]]:
    """Return the pieces, each character of a vertical line one of its own, and the vertical lines as their numbers."""
    small = _alone([piece for piece in pieces if _may_be(piece)])
    runs: list[Upright] = []
    for piece in small:
        used: set[int] = set()
        for at, character in enumerate(piece.text):
            if character.isspace():
                continue
            run = _run_for(piece.start + at, piece.row, runs, used)
            used.add(id(run))
            run.rows.append(piece.row)
            run.starts.append(piece.offset + at)
            run.text += character
    rows = _rows_with_text(pieces)
    kept = [run for run in runs if _is_title(run, rows) and not _is_list(run, rows)]
    taken = {start for run in kept for start in run.starts}
    made = [part for piece in pieces for part in _parts(piece, taken)]
    numbers = {piece.offset: number for number, piece in enumerate(made)}
    return made, [tuple(numbers[start] for start in run.starts) for run in kept]


def _alone(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces without those that stand close to others in their row: letters of text that is spread."""
    crowded: set[int] = set()
    for left, right in pairwise(pieces):
        if left.row == right.row and right.start - left.end < APART:
            crowded |= {left.offset, right.offset}
    return [piece for piece in pieces if piece.offset not in crowded]


def _may_be(piece: Piece) -> bool:
    return len(piece.text) <= 2 * MOST_LINES and sum(not sign.isspace() for sign in piece.text) <= MOST_LINES


def _run_for(cell: int, row: int, runs: list[Upright], used: set[int]) -> Upright:
    """Return the run that a character goes on, a new one where there is none."""
    near = [
        run
        for run in runs[-60:]
        if abs(run.cell - cell) <= 1 and 0 < row - run.rows[-1] <= REACH and id(run) not in used
    ]
    if near:
        return min(near, key=lambda run: (abs(run.cell - cell), -run.rows[-1]))
    made = Upright(cell)
    runs.append(made)
    return made


def _rows_with_text(pieces: Sequence[Piece]) -> dict[int, list[Piece]]:
    rows: dict[int, list[Piece]] = {}
    for piece in pieces:
        rows.setdefault(piece.row, []).append(piece)
    return rows


def _is_title(run: Upright, beside: dict[int, list[Piece]]) -> bool:
    if len(run.text) < LEAST or len(set(run.text)) < VARIED * len(run.text):
        return False
    if sum(map(is_ideograph, run.text)) < 0.6 * len(run.text):
        return False
    if run.rows[-1] - run.rows[0] < STEP * (len(run.rows) - 1):
        return False
    told = [near for row in run.rows if (near := _nearest(run.cell, beside[row])) is not None]
    return sum(piece.width >= WIDE for piece in told) >= BESIDE * len(told)


def _nearest(cell: int, row: Sequence[Piece]) -> Piece | None:
    """Return the piece that stands nearest beside a vertical line in its row."""
    others = [piece for piece in row if not piece.start <= cell < piece.end]
    return min(others, key=lambda piece: min(abs(piece.start - cell), abs(piece.end - cell)), default=None)


def _is_list(run: Upright, rows: dict[int, list[Piece]]) -> bool:
    """Say whether what stands below each other are names, or the short ones among entries of a list."""
    if sum(character in SURNAMES for character in run.text) > NAMES * len(run.text):
        return True
    return any(
        abs(piece.start - run.cell) <= 1 and not _may_be(piece)
        for row in range(run.rows[0], run.rows[-1] + 1)
        for piece in rows.get(row, ())
    )


def _parts(piece: Piece, taken: set[int]) -> list[Piece]:
    """Return a piece, or its characters one by one where some of them belong to vertical lines."""
    if taken.isdisjoint(range(piece.offset, piece.offset + len(piece.text))):
        return [piece]
    return [
        Piece(piece.row, piece.start + at, piece.start + at + 1, piece.offset + at, sign, set_width(sign))
        for at, sign in enumerate(piece.text)
        if not sign.isspace()
    ]
