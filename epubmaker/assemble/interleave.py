"""Row interleaving: line i of column 1, line i of column 2, and so on, row after row.

The lag between a line and its continuation is then the number of columns still running, and it falls by one where a column
ends. A beam search over the rows reads it off the seam scores: at every line the column whose turn it is either goes on or has
ended. Text that is not interleaved is best explained by one column and comes out unchanged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from epubmaker.assemble.paragraphs import PageShape

MOST_COLUMNS = 8
BEAM = 24
ENDED = -2.5  # log-odds of a column ending at a given row
INTERLEAVED = -6.0  # log-odds of text being interleaved at all
LOW, HIGH = -3.0, 4.0  # what one seam may count
LEAST_ROWS = 3  # rows that columns must share to be told


# The columns that lines went to, last line first: readings share what they have in common.
_Path = tuple[int, "_Path"] | None


@dataclass(frozen=True, slots=True)
class _State:
    """This is one way to read the lines so far: the last line of each column, whose turn it is, and how well it fits."""

    score: float
    lasts: tuple[int, ...]
    running: tuple[int, ...]
    turn: int
    path: _Path = None


def untangle_rows(order: Sequence[int], page: PageShape) -> tuple[tuple[int, ...], ...]:
    """This returns the columns that were interleaved, left to right, each with its lines; one column if none were.

    Linear in the lines: for every possible number of columns the beam keeps the best readings only.
    """
    best = _plain_score(order, page)
    columns: tuple[tuple[int, ...], ...] = (tuple(order),)
    for count in range(2, min(MOST_COLUMNS, len(order) // LEAST_ROWS) + 1):
        score, found = _read(order, count, page)
        if score + INTERLEAVED > best:
            best, columns = score, found
    return columns


def _plain_score(order: Sequence[int], page: PageShape) -> float:
    return sum(_value(left, right, page) for left, right in pairwise(order))


def _value(left: int, right: int, page: PageShape) -> float:
    """This returns what a seam counts: the join, or the end of a paragraph."""
    seams = page.seams
    ended = 0.5 * (seams.closes[left] + seams.opens[right])
    return min(HIGH, max(LOW, seams.log_odds(left, right), ended))


def _read(order: Sequence[int], count: int, page: PageShape) -> tuple[float, tuple[tuple[int, ...], ...]]:
    """This returns the best reading of the lines as `count` columns, interleaved from the first line on, and its score."""
    beam = [_State(0.0, tuple(order[:count]), tuple(range(count)), 0)]
    for number in order[count:]:
        reached: list[_State] = []
        for state in beam:
            reached.extend(_steps(state, number, page))
        reached.sort(key=lambda state: -state.score)
        beam = reached[:BEAM]
    columns = _columns(order, count, beam[0].path)
    return beam[0].score + _joined(columns, page), columns


def _steps(state: _State, number: int, page: PageShape) -> list[_State]:
    """This returns the ways to read one more line: the column whose turn it is goes on, or it (and the next) has ended."""
    steps = []
    running, turn, score = state.running, state.turn, state.score
    while running:
        column = running[turn]
        gain = _value(state.lasts[column], number, page)
        lasts = (*state.lasts[:column], number, *state.lasts[column + 1 :])
        steps.append(_State(score + gain, lasts, running, (turn + 1) % len(running), (column, state.path)))
        if len(running) == 1:
            break
        score += ENDED
        running = running[:turn] + running[turn + 1 :]
        turn %= len(running)
    return steps


def _columns(order: Sequence[int], count: int, path: _Path) -> tuple[tuple[int, ...], ...]:
    """This follows a reading back from its last line and returns the lines of each column."""
    columns: list[list[int]] = [[] for _ in range(count)]
    for number in reversed(order[count:]):
        if path is not None:
            column, path = path
            columns[column].append(number)
    return tuple((first, *reversed(rest)) for first, rest in zip(order[:count], columns, strict=True))


def _joined(columns: Sequence[Sequence[int]], page: PageShape) -> float:
    """This returns what the columns gain by following each other, top to bottom, left to right."""
    return sum(_value(left[-1], right[0], page) for left, right in pairwise(columns))
