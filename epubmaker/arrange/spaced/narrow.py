"""Columns that stand so close that a tool leaves one blank between their rows.

Then the cell at which the second column begins moves with the letters and figures of the first; but the width of the first in
em does not. So a blank that stands at one width in most rows of a column is a gutter: Chinese text has few blanks, and those
anywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from epubmaker.arrange.spaced.pieces import Piece
from epubmaker.model import set_width

LEAST_SIDE = 5.0  # em: a column is no narrower
LEAST_ROWS = 4
SHARE = 0.6  # of the wide rows between the first and the last that must have their blank there
SLACK = 0.8  # em by which the blank may stand elsewhere: marks at row ends hang or are squeezed
INDENT, MOST_INDENT = 2.0, 6  # em that an indent is, cells that it is written in at most
SNAP = 3  # cells by which a row without a left neighbour may begin elsewhere
PASSES = 4  # gutters in one row


def split_narrow(pieces: Sequence[Piece], starts: Sequence[int]) -> list[Piece]:
    """Return pieces, those split that run over narrow gutters; `starts` are the cells at which columns begin."""
    made = list(pieces)
    known = sorted(starts)
    for _ in range(PASSES):
        parted = False
        for start in list(known):
            rows = [piece for piece in made if 0 <= piece.start - start <= MOST_INDENT]
            found = _gutter(rows, start)
            if found is not None:
                made, virtual = _split(made, start, found, known)
                known = sorted({*known, virtual})
                parted = True
        if not parted:
            break
    return made


def _gutter(rows: Sequence[Piece], start: int) -> tuple[float, int, int] | None:
    """Return how wide a column is in em that ends with a blank, and the first and the last row of which that is true."""
    counts: Counter[int] = Counter()
    for piece in rows:
        counts.update({round(width) for _, width in _blanks(piece, start)})
    for width, _ in counts.most_common(3):
        near = [piece for piece in rows if _blank_at(piece, start, width) is not None]
        if len(near) < LEAST_ROWS:
            continue
        first, last = near[0].row, near[-1].row
        wide = [piece for piece in rows if first <= piece.row <= last and piece.width >= width + LEAST_SIDE]
        if len(near) >= SHARE * len(wide):
            return float(width), first, last
    return None


def _blanks(piece: Piece, start: int) -> Iterator[tuple[int, float]]:
    """Yield the blanks of a piece that leave a column on either side, with how far right they stand in em."""
    width = INDENT if piece.start - start > 1 else 0.0
    total = width + piece.width
    for at, character in enumerate(piece.text):
        if character == " " and LEAST_SIDE <= width <= total - LEAST_SIDE:
            yield at, width
        width += 0.5 if character < "\x80" else 1.0


def _blank_at(piece: Piece, start: int, width: float) -> int | None:
    found = [(abs(place - width), at) for at, place in _blanks(piece, start) if abs(place - width) <= SLACK]
    return min(found)[1] if found else None


def _split(
    pieces: Sequence[Piece], start: int, gutter: tuple[float, int, int], known: Sequence[int]
) -> tuple[list[Piece], int]:
    """Return the pieces split at a gutter, and the cell at which the right parts begin."""
    width, first, last = gutter
    cuts = {
        number: at
        for number, piece in enumerate(pieces)
        if first <= piece.row <= last
        and 0 <= piece.start - start <= MOST_INDENT
        and (at := _blank_at(piece, start, width)) is not None
    }
    virtual = max(pieces[number].start + at + 1 for number, at in cuts.items())
    virtual = next((cell for cell in known if abs(cell - virtual) <= SNAP), virtual)
    made: list[Piece] = []
    for number, piece in enumerate(pieces):
        if number not in cuts:
            made.append(piece)
            continue
        at = cuts[number]
        left, right = piece.text[:at].rstrip(), piece.text[at + 1 :].lstrip()
        offset = piece.offset + len(piece.text) - len(right)
        made.append(replace(piece, end=piece.start + len(left), text=left, width=set_width(left)))
        made.append(Piece(piece.row, virtual, virtual + len(right), offset, right, set_width(right)))
    return made, virtual
