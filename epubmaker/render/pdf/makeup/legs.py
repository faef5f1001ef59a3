"""Legs of text: how far each goes that is filled from a place on, and how they are made equally long (CLREQ 4.1.4)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import NamedTuple

LEAST_LINES = 2  # no single line of a paragraph at the top or the foot of a leg (CLREQ 3.4.4)
_FURTHER = 4  # rows legs may be longer than their text needs, to be made equal


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a body: its height in rows, and how it may stand.

    flows   one row is one line, and the piece may be divided between two of them
    keep    stays with what follows: a heading
    yields  is left out at the top of a leg: white between two texts
    """

    rows: int
    flows: bool = False
    keep: bool = False
    yields: bool = False


class Mark(NamedTuple):
    """A place in a sequence of pieces: the piece, and the line in it."""

    piece: int
    line: int = 0


class Fill(NamedTuple):
    """Filled legs: where each ends, and how many rows each uses."""

    ends: tuple[Mark, ...]
    used: tuple[int, ...]

    @property
    def spread(self) -> int:
        """How many rows the longest leg has more than the shortest."""
        return max(self.used) - min(self.used)

    @property
    def rows(self) -> int:
        """The height of the longest leg."""
        return max(self.used)


def fill_legs(body: Sequence[Piece], mark: Mark, heights: Sequence[int], *, force: bool = False) -> Fill:
    """Fill legs of the given heights from `mark` on; `force` sets what is taller than a whole page all the same."""
    fill = partial(_fill_leg, body)
    if force and fill(mark, heights[0])[0] == mark:
        taller = Mark(mark.piece + 1)
        rest = _fill_from(fill, taller, heights[1:])
        return Fill((taller, *rest.ends), (heights[0], *rest.used))
    return _fill_from(fill, mark, heights)


def _fill_from(fill: Callable[[Mark, int], tuple[Mark, int]], mark: Mark, heights: Sequence[int]) -> Fill:
    ends, used = [], []
    for height in heights:
        mark, rows = fill(mark, height)
        ends.append(mark)
        used.append(rows)
    return Fill(tuple(ends), tuple(used))


def balance(body: Sequence[Piece], mark: Mark, legs: int, height: int) -> Fill | None:
    """Fill the rest of a body into legs as equal as can be, None if they would be higher than `height`.

    For each height from the least possible on, every leg may be full or end one row short; the first filling whose legs
    differ by no more than a row is taken, else the one that differs least.
    """
    if mark.piece >= len(body):
        return Fill((mark,) * legs, (0,) * legs)
    least = _least_height(body, mark, legs, height)
    if least > height:
        return None
    best: Fill | None = None
    found = 0
    fill_leg: Callable[[Mark, int], tuple[Mark, int]] = partial(_fill_leg, body)
    if legs > 1:
        fill_leg = cache(fill_leg)  # the tries share their first legs
    for level in range(least, height + 1):
        fill = _evenest(fill_leg, mark, (legs, level), len(body))
        if fill is not None:
            found = found or level
            best = fill if best is None or fill.spread <= best.spread else best
            if best.spread <= 1 or level >= found + _FURTHER:
                break
    return _evened(body, best) if best and best.spread > 1 else best


def _evened(body: Sequence[Piece], fill: Fill) -> Fill:
    """Make the last legs as equal as can be where a picture or a table has made an earlier one longer."""
    for leg, mark in enumerate(fill.ends[:-1], 1):
        rest = balance(body, mark, len(fill.ends) - leg, max(fill.used[leg:]))
        if rest is not None and rest.ends[-1].piece >= len(body):
            used = (*fill.used[:leg], *rest.used)
            if sum(each * each for each in used) < sum(each * each for each in fill.used):
                return Fill((*fill.ends[:leg], *rest.ends), used)
    return fill


def _evenest(
    fill_leg: Callable[[Mark, int], tuple[Mark, int]], mark: Mark, shape: tuple[int, int], complete: int
) -> Fill | None:
    """Fill the whole body into a number of legs that are full, at a height, or end one row short: the evenest way to do so.

    Where full ones do not hold the text, shorter ones will not. Of ways that are equally even that with the fuller first leg
    is taken.
    """
    legs, height = shape
    best = _fill_from(fill_leg, mark, (height,) * legs)
    if best.ends[-1].piece < complete:
        return None
    if legs == 1:
        return best
    least = best.spread
    begun: list[tuple[Mark, tuple[Mark, ...], tuple[int, ...]]] = [(mark, (), ())]
    while begun and least > 1:  # ways of which the first legs are filled, the next to go on with last
        at, ends, used = begun.pop()
        if len(used) < legs:
            for tried in (height - 1, height):
                end, rows = fill_leg(at, tried)
                begun.append((end, (*ends, end), (*used, rows)))
        elif at.piece >= complete and max(used) - min(used) < least:
            best = Fill(ends, used)
            least = best.spread
    return best


def _least_height(body: Sequence[Piece], mark: Mark, legs: int, height: int) -> int:
    """Return the least height the rest of a body may need; counting stops where it is over `height`."""
    rows = -mark.line
    for number in range(mark.piece, len(body)):
        piece = body[number]
        rows += 0 if piece.yields else piece.rows
        if rows > height * legs:
            break
    return max(1, -(-rows // legs))


def _fill_leg(body: Sequence[Piece], mark: Mark, height: int) -> tuple[Mark, int]:
    """Return where a leg of `height` rows that begins at `mark` ends, and how many rows are used."""
    used, number, line = 0, mark.piece, mark.line
    while number < len(body):
        piece = body[number]
        if piece.yields and not used:
            number += 1
            continue
        rows = piece.rows - line
        if used + rows <= height and used + _least(body, number, line) <= height:
            used += rows
            number, line = number + 1, 0
            continue
        if piece.flows:
            lines = _divided(rows, height - used)
            line += lines
            used += lines
        break
    return Mark(number, line), used


def _divided(rows: int, room: int) -> int:
    """Return how many of a paragraph's `rows` lines stay in `room` rows, leaving no single line on either side."""
    lines = min(room, rows - LEAST_LINES)
    return lines if lines >= LEAST_LINES else 0


def _least(body: Sequence[Piece], number: int, line: int) -> int:
    """Return the rows that must follow for piece `number` to stand: headings take two lines of text with them."""
    rows = 0
    while number < len(body):
        piece = body[number]
        left = piece.rows - line
        if not piece.keep and not piece.yields:
            return rows + (left if not piece.flows or left < 2 * LEAST_LINES else LEAST_LINES)
        rows += left
        number, line = number + 1, 0
    return rows
