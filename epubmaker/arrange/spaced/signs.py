"""What can be said of a piece that may be a title: how it is set, what stands above and below, and by what marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from epubmaker.arrange.spaced.pieces import Piece
from epubmaker.arrange.spaced.places import Column, Place, column_of, offset_in
from epubmaker.arrange.spaced.spans import Room, rooms
from epubmaker.label.title_words import title_words
from epubmaker.text import patterns as re
from epubmaker.text.marks import LINE_START_FORBIDDEN, ends_sentence, starts_with_dateline
from epubmaker.text.offices import names_office

NONE = 20.0  # em: nothing stands there
BESIDE = 2  # rows of the text up and down in which something stands beside a piece
ACTIVE = 8  # rows of the text up and down in which a column is used
MANY = 12  # rows counted of the block above or below
RUN = 1.9  # em from row to row inside a block at most
_BULLET = re.compile(r"^[▲△■□●○◆◇★☆▼]")
_ORDINAL = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、是]|[（(]?\d{1,2}[）)、.．]|第[一二三四五六七八九十]+)"
)
_SAID = re.compile(r"[：:]")
_QUOTED = re.compile(r"[“”「」『』《》\"]")
_FIGURE = re.compile(r"^(?:[图圖]|[▲▼△]|[上下左右][图圖])|[摄攝][）)]?$")
_NOTICE = re.compile(r"电话|電話|地址|招聘|出租|遗失|遺失|联系人|聯繫人")


@dataclass(frozen=True, slots=True)
class Page:
    """What is asked about: pieces in the order of the text, their columns and places, and what stands below each.

    rows     the pieces of each row of the text; `starts` the rows in which pieces begin in a cell
    upright  the characters of vertical lines, as numbers of pieces
    """

    pieces: Sequence[Piece]
    columns: Sequence[Column]
    places: Sequence[Place]
    below: Sequence[int]
    rows: Sequence[Sequence[int]]
    starts: dict[int, list[int]]
    rooms: Sequence[Room]
    upright: Sequence[tuple[int, ...]] = ()


def read_page(
    pieces: Sequence[Piece],
    columns: Sequence[Column],
    places: Sequence[Place],
    upright: Sequence[tuple[int, ...]] = (),
) -> Page:
    """Return a page with what is looked up often."""
    below = [-1] * len(pieces)
    for number, place in enumerate(places):
        if place.above >= 0 and below[place.above] < 0:
            below[place.above] = number
    rows: list[list[int]] = [[] for _ in range(pieces[-1].row + 1)] if pieces else []
    starts: dict[int, list[int]] = {}
    for number, piece in enumerate(pieces):
        rows[piece.row].append(number)
        starts.setdefault(piece.start, []).append(piece.row)
    return Page(pieces, columns, places, below, rows, starts, rooms(pieces, columns, places), upright)


def signs_of(page: Page) -> list[tuple[float, ...]]:
    """Return the signs of every piece, as many and in the same order for all."""
    pitch, words = _pitch(page), title_words()
    blocks = _blocks(page)
    return [
        (
            *_own(number, page),
            *_marks(page.pieces[number].text),
            words.log_odds(page.pieces[number].text),
            *_around(number, page, pitch),
            *blocks[number],
        )
        for number in range(len(page.pieces))
    ]


def _pitch(page: Page) -> float:
    steps = sorted(place.base - page.places[place.above].base for place in page.places if place.above >= 0)
    return steps[len(steps) // 2] if steps else 1.5


def _shape(number: int, page: Page) -> tuple[float, float, float]:
    """Return how wide the column of a piece is, how far right in it the piece begins, and what it leaves free."""
    piece, at = page.pieces[number], column_of(page.pieces[number], page.columns)
    if at < 0:
        return piece.width, 0.0, 0.0
    column = page.columns[at]
    shift = offset_in(piece, column)
    return column.width, shift, column.width - shift - piece.width


def _own(number: int, page: Page) -> tuple[float, ...]:
    piece = page.pieces[number]
    width, shift, free = _shape(number, page)
    left, right = _rooms(number, page)
    return (
        piece.width,
        width,
        piece.width / max(width, 1.0),
        shift,
        free,
        abs(shift - free),
        float(_crosses(piece, page)),
        left,
        right,
        page.rooms[number].right - page.rooms[number].left,
        float(page.rooms[number].columns),
        *_sizes(number, page),
        *_least_sizes(number, page),
        piece.row / max(1, len(page.rows)),
        float(piece.row),
    )


def _sizes(number: int, page: Page) -> tuple[float, float]:
    """Return how large the letters of a piece are if it stands in the middle of its column, or of its room."""
    piece, place, room = page.pieces[number], page.places[number], page.rooms[number]
    at = column_of(piece, page.columns)
    left, width = (page.columns[at].left, page.columns[at].width) if at >= 0 else (place.left, piece.width)
    wide = max(piece.width, 0.5)
    return (width - 2 * (place.left - left)) / wide, (
        room.right - room.left - 2 * (place.left - room.left)
    ) / wide


def _least_sizes(number: int, page: Page) -> tuple[float, ...]:
    """Return the least possible sizes of a piece and those right above and below: rows of one title have one size."""
    near = [number, page.places[number].above, page.below[number]]
    found = [_sizes(one, page) for one in near if one >= 0]
    return tuple(min(sizes) for sizes in zip(*found, strict=True))


def _rooms(number: int, page: Page) -> tuple[float, float]:
    """Return how far away in em the next pieces to the left and to the right stand, a few rows up and down."""
    piece, place = page.pieces[number], page.places[number]
    end = place.left + piece.width
    left = right = NONE
    for row in range(max(0, piece.row - BESIDE), min(len(page.rows), piece.row + BESIDE + 1)):
        for other in page.rows[row]:
            begin = page.places[other].left
            if begin >= end:
                right = min(right, begin - end)
            elif begin + page.pieces[other].width <= place.left:
                left = min(left, place.left - begin - page.pieces[other].width)
    return left, right


def _crosses(piece: Piece, page: Page) -> bool:
    """Say whether a column that is used near by begins under a piece."""
    cells = [column.start for column in page.columns]
    for start in cells[bisect_right(cells, piece.start) : bisect_left(cells, piece.end)]:
        rows = page.starts.get(start, [])
        at = bisect_left(rows, piece.row - ACTIVE)
        if at < len(rows) and rows[at] <= piece.row + ACTIVE:
            return True
    return False


def _marks(text: str) -> tuple[float, ...]:
    figures = sum(character.isdigit() for character in text)
    return (
        float(ends_sentence(text)),
        float(text[-1] in "，、；：,;:"),
        float("。" in text),
        float("，" in text),
        float(starts_with_dateline(text)),
        float(text[0] in LINE_START_FORBIDDEN),
        float(names_office(text)),
        float(bool(_BULLET.match(text))),
        float(text.startswith(("—", "－", "-", "–"))),
        figures / len(text),
        float(bool(_SAID.search(text))),
        float(" " in text),
        float(text[0] in "（(【"),
        float(bool(_ORDINAL.match(text))),
        float(bool(_QUOTED.search(text))),
        float(text[-1] in "？！?!"),
        float(bool(_FIGURE.search(text))),
        float(bool(_NOTICE.search(text))),
    )


def _around(number: int, page: Page, pitch: float) -> tuple[float, ...]:
    """Return what is said of the rows above and below a piece, and of the distance to them."""
    made: list[float] = []
    for other, step in ((page.places[number].above, -1), (page.below[number], 1)):
        made += _neighbour(number, other, step, page, pitch)
    return tuple(made)


def _neighbour(number: int, other: int, step: int, page: Page, pitch: float) -> tuple[float, ...]:
    if other < 0:
        return (NONE, NONE, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    piece, near = page.pieces[number], page.pieces[other]
    width, shift, free = _shape(other, page)
    gap = abs(page.places[number].base - page.places[other].base)
    return (
        gap / pitch,
        float(abs(near.row - piece.row)),
        float(near.start - piece.start),
        near.width / max(width, 1.0),
        shift,
        free,
        float(ends_sentence(near.text)),
        float(starts_with_dateline(near.text) if step > 0 else near.text[-1] in "，、；："),
        float(page.places[number].left - page.places[other].left),
    )


def _blocks(page: Page) -> list[tuple[float, float]]:
    """Return for each piece how many rows the block right above and the block right below it have."""
    count = len(page.pieces)
    above, under = [0.0] * count, [0.0] * count
    for number in range(count):
        upper = page.places[number].above
        if upper >= 0 and _runs(upper, number, page):
            above[number] = min(MANY, above[upper] + 1)
    for number in range(count - 1, -1, -1):
        lower = page.below[number]
        if lower >= 0 and _runs(number, lower, page):
            under[number] = min(MANY, under[lower] + 1)
    return list(zip(above, under, strict=True))


def _runs(upper: int, lower: int, page: Page) -> bool:
    return (
        page.places[lower].base - page.places[upper].base <= RUN
        and abs(page.places[lower].left - page.places[upper].left) <= 2.0
    )
