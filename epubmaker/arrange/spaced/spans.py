"""Over which columns a title stands: those whose text breaks off above it and begins anew below it, as its own column's does."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from epubmaker.arrange.spaced.pieces import Piece
from epubmaker.arrange.spaced.places import GUTTER, INDENT, Column, Place, column_of

BODY = 2  # rows that a row of text has right above and below it, together
NEAR = 14  # rows of the text up and down in which a column is looked for
LEVEL = 2  # rows of the text by which columns below one title may begin apart
LIKE = 0.6  # of the own column's gap that the gap of another must have
TOGETHER = 3.6  # em from a row of a title to the next at most
FITS = 1.15  # sizes of the text: letters of a title in its column are at least so large
NARROWEST = 5.0  # em: nothing narrower is a column beside another
MARGIN = 0.8  # em that a title leaves free at its sides: else the layout takes titles of neighbours for one
Rows = dict[int, list[tuple[float, float]]]


@dataclass(frozen=True, slots=True)
class Room:
    """The columns that a piece stands over, in em: where they begin and end, and how many they are."""

    left: float
    right: float
    columns: int


def rooms(pieces: Sequence[Piece], columns: Sequence[Column], places: Sequence[Place]) -> list[Room]:
    """Return the room of every piece."""
    body = _body_rows(pieces, columns, places)
    taken: Rows = {}
    for piece, place in zip(pieces, places, strict=True):
        taken.setdefault(piece.row, []).append((place.left, place.left + piece.width))
    made = [_room(piece, place, columns, body, taken) for piece, place in zip(pieces, places, strict=True)]
    text = {(column, row) for column, rows in enumerate(body) for row in rows}
    free = [(column_of(piece, columns), piece.row) not in text for piece in pieces]
    for number in (*range(len(pieces)), *range(len(pieces) - 1, -1, -1)):
        upper = places[number].above
        if upper >= 0 and free[upper] and free[number] and _is_set_with(upper, number, places):
            for one, other in ((upper, number), (number, upper)):
                if made[one].columns > made[other].columns and _lies_in(
                    places[other], pieces[other], made[one]
                ):
                    made[other] = made[one]
    return made


def _is_set_with(upper: int, lower: int, places: Sequence[Place]) -> bool:
    return places[lower].base - places[upper].base < TOGETHER


def _lies_in(place: Place, piece: Piece, room: Room) -> bool:
    return room.left <= place.left and place.left + piece.width <= room.right + 0.5


def _body_rows(
    pieces: Sequence[Piece], columns: Sequence[Column], places: Sequence[Place]
) -> list[list[int]]:
    """Return for each column the rows in which it holds running text: rows with such above or below them."""
    below: dict[int, int] = {}
    linked = [False] * len(pieces)
    for number, place in enumerate(places):
        upper = place.above
        if upper >= 0 and _goes_on(upper, number, pieces, places):
            linked[number] = True
            below[upper] = number
    rows: list[list[int]] = [[] for _ in columns]
    for number, piece in enumerate(pieces):
        at = column_of(piece, columns)
        if at < 0:
            continue
        lower = below.get(number, -1)
        run = linked[number] + (linked[places[number].above] if linked[number] else 0)
        run += (lower >= 0) + (lower in below)
        if run >= BODY:
            rows[at].append(piece.row)
    return rows


def _goes_on(upper: int, lower: int, pieces: Sequence[Piece], places: Sequence[Place]) -> bool:
    near = places[lower].base - places[upper].base < 2.0
    return near and abs(places[lower].left - places[upper].left) <= INDENT and pieces[lower].width > 1


def _room(
    piece: Piece,
    place: Place,
    columns: Sequence[Column],
    body: Sequence[Sequence[int]],
    taken: Rows,
) -> Room:
    own = column_of(piece, columns)
    if own < 0:
        return Room(place.left, place.left + piece.width, 1)
    gap = _gap(piece.row, body[own])
    spanned = [own]
    if gap is not None:
        fits = place.left + FITS * piece.width <= columns[own].left + columns[own].width + 1
        rows = range(max(gap[0] + 1, piece.row - NEAR), gap[1]) if fits else range(piece.row, piece.row + 1)
        for step in (-1, 1):
            last = own
            for other in range(own + step, len(columns) if step > 0 else -1, step):
                if abs(columns[other].left - columns[last].left) < NARROWEST or not _is_used(
                    piece.row, body[other]
                ):
                    continue
                if not _breaks_off(piece.row, gap, body[other]) or _is_taken(
                    piece, place, columns[other], rows, taken
                ):
                    break
                spanned.append(other)
                last = other
    ends = [columns[one].left + columns[one].width for one in spanned]
    left = min(columns[one].left for one in spanned)
    right = max([*ends, place.left + piece.width])
    return Room(left, right, len(spanned) + (place.left + piece.width > max(ends) + GUTTER))


def _gap(row: int, rows: Sequence[int]) -> tuple[int, int] | None:
    """Return the rows of text right above and below a row in a column; None where it is text itself or nothing stands below."""
    at = bisect_left(rows, row)
    if at == len(rows) or rows[at] == row or rows[at] - row > NEAR:
        return None
    return (rows[at - 1] if at else -NEAR), rows[at]


def _is_used(row: int, rows: Sequence[int]) -> bool:
    at = bisect_left(rows, row - NEAR)
    return at < len(rows) and rows[at] <= row + NEAR


def _breaks_off(row: int, gap: tuple[int, int], rows: Sequence[int]) -> bool:
    """Say whether the text of another column breaks off and begins anew as it does around a title."""
    other = _gap(row, rows)
    if other is None or abs(other[1] - gap[1]) > LEVEL:
        return False
    return min(other[1] - other[0], NEAR) >= LIKE * min(gap[1] - gap[0], NEAR)


def _is_taken(piece: Piece, place: Place, column: Column, rows: Iterable[int], taken: Rows) -> bool:
    """Say whether something else stands in a column in some rows of the text."""
    return any(
        left < column.left + column.width - 1 and right > column.left + 1
        for row in rows
        for left, right in taken.get(row, ())
        if not (row == piece.row and left == place.left)
    )


def printed_width(piece: Piece, place: Place, room: Room, size: float) -> float:
    """Return how wide a title stands on paper in em if its letters are of a size, and its room allows it."""
    return max(piece.width, min(size * piece.width, room.right - place.left - MARGIN))
