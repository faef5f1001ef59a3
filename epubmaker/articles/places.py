"""Where lines stand in the source: what a reading order that was found no longer shows.

A source that goes down the page row by row, over all columns, holds an article as a stretch of rows: its columns begin in one row
and end in one row, and its title stands right above the first or below the last of them. In the reading order nothing of that is
left, so it is kept here, by the places of lines in the source (`rank`), its rows (`row`) and where in its row a line begins
(`left`, in em).

A *leg* is a stretch of lines in reading order that goes down the source without a jump: one column of an article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from epubmaker.model import Line
from epubmaker.order.across import ACROSS

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

STEP = 24  # lines of the source from a line to the next of its column at most, as many as `order` looks ahead
ROW = 0.5  # em that a space takes in a row


@dataclass(frozen=True)
class Standing:
    """The places of lines (in reading order) in the source.

    rank, row      (lines,)
    left, right    (lines,) where in its row a line begins and ends, in em
    together       (lines,) how many lines its row holds
    top, bottom    (lines,) the first and the last line of the leg that it belongs to, as numbers in reading order
    by_rank        (lines,) the lines in the order of the source
    moved, shared  share of the lines that the source has in another place; share that share their row with others
    """

    rank: Indices
    row: Indices
    left: Floats
    right: Floats
    together: Indices
    top: Indices
    bottom: Indices
    by_rank: Indices
    moved: float
    shared: float

    @property
    def is_across(self) -> bool:
        """Say whether the source was read across the columns of the page; else it stands nearly as it is read, and says no more."""
        return self.moved >= ACROSS

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Standing:
        """Read the places of lines in reading order; linear in them but for one sorting."""
        starts = np.array([line.span.start for line in lines], np.int64)
        by_rank = np.argsort(starts, kind="stable")
        rank = np.empty(len(lines), np.int64)
        rank[by_rank] = np.arange(len(lines))
        row = np.array([line.row for line in lines], np.int64)
        left, right = _across(lines, by_rank.tolist())
        together = np.unique(row, return_inverse=True, return_counts=True)
        top, bottom = _legs(rank)
        count = together[2][together[1]]
        moved = float(np.mean(np.diff(rank) < 0)) if len(lines) > 1 else 0.0
        return cls(rank, row, left, right, count, top, bottom, by_rank, moved, float(np.mean(count > 1)))


def _across(lines: Sequence[Line], order: Sequence[int]) -> tuple[Floats, Floats]:
    """Return where in their rows lines begin and end, in em."""
    left, right = np.zeros(len(lines)), np.zeros(len(lines))
    row, at, end = -1, 0.0, 0
    for number in order:
        line = lines[number]
        if line.row != row:
            row, at = line.row, line.indent
        else:
            at += ROW * max(1, line.span.start - end)
        left[number], right[number] = at, at + line.width
        at, end = right[number], line.span.end
    return left, right


def _legs(rank: Indices) -> tuple[Indices, Indices]:
    """Return the first and the last line of the leg of every line."""
    if not len(rank):
        return rank, rank
    step = np.diff(rank)
    opens = np.concatenate([[True], (step <= 0) | (step > STEP)])
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(rank)) - 1
    which = np.cumsum(opens) - 1
    return first[which], last[which]
