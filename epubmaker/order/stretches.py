"""What a first reading of a page holds: stretches that are sure to belong together, and the columns that they stand in.

A *leg* is a chain of near successors: one column, or a part of it, as far as the reading goes down the page without a jump. Where
one of its joins was chosen by little, it is parted: a leg is one *stretch* or several. What goes on in what is asked of stretches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from epubmaker.order.successors import END

if TYPE_CHECKING:
    from epubmaker.order.alignment import Pairs

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
AROUND = 7  # near joins on either side of a line that say how far on the text goes there
NONE = -9.0  # what a pair gains that was not weighed
ONE = 1.0  # rows that a line stands below the one that it goes on with


@dataclass(frozen=True, slots=True)
class Rivals:
    """How each pair stands to the others of one of its lines.

    rank         (pairs,) how many of them gain more
    best, other  (lines,) the greatest gain of each line and the next greatest; `none` where there is none
    """

    rank: Indices
    best: Floats
    other: Floats

    @classmethod
    def of(cls, line: Indices, gains: Floats, count: int, none: float) -> Rivals:
        """Rank pairs by the line that they share."""
        order = np.lexsort((-gains, line))
        first = np.searchsorted(line[order], np.arange(count))
        rank = np.empty(len(line), np.int64)
        rank[order] = np.arange(len(line)) - first[line[order]]
        best, other = np.full(count, none), np.full(count, none)
        best[line[rank == 0]] = gains[rank == 0]
        other[line[rank == 1]] = gains[rank == 1]
        return cls(rank, best, other)

    def lead(self, line: Indices, gains: Floats, rank: Indices | Floats) -> Floats:
        """Return by how much pairs gain more than the best other one of the same line."""
        return gains - np.where(rank == 0, self.other[line], self.best[line])


@dataclass(frozen=True)
class Table:
    """What pairs of lines are worth, to look up.

    keys   (pairs,) left * lines + right, ascending
    worth  (pairs,) what words and marks say, in log-odds
    gains  (pairs,) what the first reading chose by
    """

    keys: Indices
    left: Indices
    right: Indices
    worth: Floats
    gains: Floats
    lines: int

    @classmethod
    def of(cls, pairs: Pairs, gains: Floats) -> Table:
        """Return the table of all pairs that a first reading weighed."""
        return cls(
            pairs.left * pairs.lines + pairs.right, pairs.left, pairs.right, pairs.worth, gains, pairs.lines
        )

    def places(self, left: Indices, right: Indices) -> tuple[Indices, NDArray[np.bool_]]:
        """Return where pairs stand in the table, and which of them stand there at all."""
        wanted = left * self.lines + right
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        inside = (left >= 0) & (left < self.lines) & (right >= 0) & (right < self.lines)
        return at, inside & (self.keys[at] == wanted)

    def read(self, values: Floats | Indices, left: Indices, right: Indices, otherwise: float) -> Floats:
        """Return one value for each pair asked, of `values` as the pairs stand in the table; `otherwise` for one that it lacks."""
        if not len(self.keys):
            return np.full(len(left), otherwise)
        at, there = self.places(left, right)
        return np.where(there, values[at], otherwise)

    @cached_property
    def from_left(self) -> Rivals:
        """Return how pairs stand to others of their left line."""
        return Rivals.of(self.left, self.gains, self.lines, NONE)

    @cached_property
    def from_right(self) -> Rivals:
        """Return how pairs stand to others of their right line."""
        return Rivals.of(self.right, self.gains, self.lines, NONE)


@dataclass(frozen=True)
class Stretches:
    """A first reading, parted into stretches.

    successor        (lines,) the line that each goes on with, END where with none
    kept             (lines,) the same, of joins that are sure
    heads, tails     (stretches,) the first and the last line of each, ascending by first lines
    stretch          (lines,) which stretch each line belongs to
    leg              (lines,) which leg each line belongs to
    top, bottom      (legs,) the first and the last line of each leg
    place            (lines,) how many lines of its leg stand above each
    row              (lines,) about how far down the page each stands, in lines
    step             (lines,) how many lines on the text goes around each
    """

    successor: Indices
    kept: Indices
    heads: Indices
    tails: Indices
    stretch: Indices
    leg: Indices
    top: Indices
    bottom: Indices
    place: Indices
    row: Floats
    step: Floats

    @classmethod
    def of(cls, chosen: Sequence[int], sure: NDArray[np.bool_], longest: int) -> Stretches:
        """Part a first reading: `chosen` are the successors, `sure` says which of these joins stand. Linear in the lines."""
        successor = np.array(chosen, np.int64)
        lag = successor - np.arange(len(successor))
        near = np.where((successor != END) & (lag > 0) & (lag <= longest), successor, END)
        kept = np.where(sure, near, END)
        leg, top, bottom, place = _chains(near)
        stretch, heads, tails, _ = _chains(kept)
        row, step = _rows(near), _steps(near)
        return cls(successor, kept, heads, tails, stretch, leg, top, bottom, place, row, step)

    @cached_property
    def lag(self) -> Indices:
        """How many lines on each line's successor stands; 0 where there is none."""
        return np.where(self.successor == END, 0, self.successor - np.arange(len(self.successor)))

    @property
    def unsure(self) -> float:
        """Return how many stretches there are for each line: the share of lines that no sure join leads to."""
        return len(self.heads) / max(1, len(self.leg))

    @cached_property
    def predecessor(self) -> Indices:
        """The line that goes on with each line, END where none does."""
        return _turned(self.successor)

    @cached_property
    def length(self) -> Indices:
        """How many lines each leg holds."""
        return np.bincount(self.leg, minlength=len(self.top))

    @cached_property
    def size(self) -> Indices:
        """How many lines each stretch holds."""
        return np.bincount(self.stretch, minlength=len(self.heads))


def _turned(successor: Indices) -> Indices:
    """Return the predecessor of every line."""
    before = np.full(len(successor), END, np.int64)
    left = np.flatnonzero(successor != END)
    before[successor[left]] = left
    return before


def _chains(successor: Indices) -> tuple[Indices, Indices, Indices, Indices]:
    """Return of successors that all stand further on: each line's chain, first and last lines of chains, each line's place."""
    count = len(successor)
    before = _turned(successor).tolist()
    chain, place = np.empty(count, np.int64), np.zeros(count, np.int64)
    first: list[int] = []
    last: list[int] = []
    for line in range(count):
        above = before[line]
        if above == END:
            chain[line] = len(first)
            first.append(line)
            last.append(line)
        else:
            chain[line], place[line] = chain[above], place[above] + 1
            last[chain[line]] = line
    return chain, np.array(first, np.int64), np.array(last, np.int64), place


def _rows(near: Indices) -> Floats:
    """Return how far down the page lines stand: one row below the line above in the column, and no higher than the line before."""
    row = np.zeros(len(near))
    before = _turned(near).tolist()
    at = 0.0
    for line, above in enumerate(before):
        if above != END:
            at = max(at, row[above] + ONE)
        row[line] = at
    return row


def _steps(near: Indices) -> Floats:
    """Return the median lag of the near joins around each line."""
    left = np.flatnonzero(near != END)
    if not len(left):
        return np.ones(len(near))
    lags = np.pad((near[left] - left).astype(float), AROUND, constant_values=np.nan)
    middle = np.nanmedian(sliding_window_view(lags, 2 * AROUND + 1), axis=1)
    at = np.minimum(np.searchsorted(left, np.arange(len(near))), len(left) - 1)
    steps: Floats = middle[at]
    return steps
