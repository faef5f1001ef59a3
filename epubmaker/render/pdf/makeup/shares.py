"""The ways to share the columns of a page among stacks of stories, and which of them are worth a look."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import accumulate, combinations

from epubmaker.render.pdf.makeup.modules import Frame

Share = tuple[tuple[int, int, int], ...]  # for each stack its first story, the one behind its last, its width
MOST_WHITE, SOME_WHITE = 0.4, 6  # of a stack, or rows
_HEAD_ROWS = 10  # rows that the heads of one stack may have more than those of another


def may_hold(upto: list[int], share: Share, rows: int) -> bool:
    """Say whether stacks of the given widths can hold all stories but the last, told by their text alone.

    `upto` counts the rows of the text before each story; what is behind the last one is not asked for.
    """
    last = len(upto) - 1
    for start, stop, width in share:  # noqa: SIM110  (asked for every share of every page: a generator takes twice as long)
        if upto[min(stop, last)] - upto[start] > rows * width:
            return False
    return True


def alike(least: list[int], frame: Frame) -> Iterator[Share]:
    """Yield the shares of columns in which stacks may become about equally high and fit a page, told by their text alone.

    White between two texts counts with them, and is left out at the top of a leg: a story may be a row lower for it.
    """
    upto = list(accumulate(least, initial=0))
    further = _HEAD_ROWS * len(least)
    highest = frame.rows + len(least)
    for share in shares_of(frame.columns, len(least)):
        heights = [(upto[stop] - upto[start]) / width for start, stop, width in share]
        high = max(heights)
        if high > highest:
            continue
        if len(share) > 1 and min(heights) + further < min((1 - MOST_WHITE) * high, high - SOME_WHITE):
            continue
        yield share


@cache
def shares_of(columns: int, count: int) -> tuple[Share, ...]:
    """Return the ways to share columns among stacks of `count` stories."""
    return tuple(
        tuple(zip((0, *cuts), (*cuts, count), shape, strict=True))
        for shape in _shapes(columns)
        for cuts in combinations(range(1, count), len(shape) - 1)
    )


@cache
def _shapes(columns: int) -> tuple[tuple[int, ...], ...]:
    """Return the ways to write a number of columns as widths side by side."""
    if not columns:
        return ((),)
    return tuple((first, *rest) for first in range(columns, 0, -1) for rest in _shapes(columns - first))
