"""The second reading of a page that was read across its columns: which stretch goes on in which, by all that the page shows.

The first reading (`decode.py`) weighs lines one by one. What it was sure of shows columns; these show what words do not say: that
a column goes on at the head of the one beside it, that a title stands over its text, that lines side by side go equally far on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from epubmaker.forests import Forest, read_forests
from epubmaker.model import Line, SeamTable
from epubmaker.order.again import ScoredAgain, WordsAgain
from epubmaker.order.joins import Reading, join_signs
from epubmaker.order.stretches import NONE, Indices, Stretches, Table
from epubmaker.order.successors import END, Successors

if TYPE_CHECKING:
    from epubmaker.order.alignment import OrderNumbers

FOREST = Path(__file__).parent / "data" / "joins.npz"
FEWEST = 20  # lines of a page that has columns
# Jumps back in the source, by lines, from which a page was read across its columns: of pages read so half have .04 and nine of ten
# .028, of those read down their columns (`-raw`, PyMuPDF, XY-cut, bodies first) half have .004 at most.
ACROSS = 0.025
# And those from which a page is read again: of some pages only a few columns were read across, as pdfminer does where they stand
# close. Of 37 texts between the two, of pages of two generators, a second reading changes 13: order gains .06 on average, on eight
# of eleven pages (2026-11-30).
PARTLY = 0.012
MOST = 24  # pairs of the first reading that are asked of each stretch
WINDOWS = ((0, 24), (-24, 30), (-6, 24))  # lines from the end, from the leg's head, from the stretch's head
AT_ONCE = 50_000  # pairs that are asked together: some tens of megabytes
# All pairs go down some trees; by these most are so unlikely that the others are spared: so many trees, and the log-odds from which
# a pair is asked on. By the forest before this one .19 and .09 of 177,000 pairs of eight pages go on, and all of the 6,758 that are
# worth joining; by this one all of 2,974 among 44,000 pairs of twelve pages.
SPARED = ((80, -5.0), (140, -4.0))
KEPT = 99.0  # what a join gains that stands


def is_across(sequence: Sequence[int], least: float = ACROSS) -> bool:
    """Say whether a page was read across its columns, by the lines of the source in reading order.

    least  jumps back, by lines: `PARTLY` where some columns are enough
    """
    return len(sequence) >= FEWEST and float(np.mean(np.diff(sequence) < 0)) >= least


def stretches_of(table: Table, chosen: Sequence[int], numbers: OrderNumbers) -> Stretches:
    """Return the stretches of a reading; a join stands if it gains more by `sure` than others of its lines, and than none."""
    left = np.flatnonzero(np.array(chosen) != END)
    right = np.array(chosen, np.int64)[left]
    at, there = table.places(left, right)
    gain = np.where(there, table.gains[at], NONE)
    rivals = np.maximum(
        gain - table.from_left.lead(left, gain, table.from_left.rank[at]),
        gain - table.from_right.lead(right, gain, table.from_right.rank[at]),
    )
    sure = np.zeros(len(chosen), bool)
    sure[left] = there & (gain - np.maximum(0.0, rivals) >= numbers.sure)
    return Stretches.of(chosen, sure, numbers.longest)


def reading_of(
    lines: Sequence[Line], seams: SeamTable, table: Table, held: Stretches, scored: ScoredAgain
) -> Reading:
    """Return a reading as its signs ask for it; `scored` are the seams of the lines in its order."""
    return Reading(lines, seams, table, held, WordsAgain.of(scored, held.successor, held.predecessor))


def possible_joins(page: Reading) -> Iterator[tuple[Indices, Indices]]:
    """Yield the pairs that are asked, some thousands together: ends and heads of stretches. Bounded for each stretch."""
    held, table, count = page.held, page.table, len(page.lines)
    is_head, is_tail = np.zeros(count, bool), np.zeros(count, bool)
    is_head[held.heads] = is_tail[held.tails] = True
    weighed = np.flatnonzero((page.table.from_left.rank < MOST) & is_tail[table.left] & is_head[table.right])
    step = max(1, AT_ONCE // (MOST + sum(high - low for low, high in WINDOWS)))
    for first in range(0, len(held.heads), step):
        heads, tails = held.heads[first : first + step], held.tails[first : first + step]
        tops = held.top[held.leg[tails]]
        own = weighed[np.isin(table.left[weighed], tails)]
        keys = [table.keys[own]]
        for centre, (low, high) in zip((tails, tops, heads), WINDOWS, strict=True):
            keys.append(_near(held.heads, tails, centre + low, centre + high, count))
        left, right = np.divmod(np.unique(np.concatenate(keys)), count)
        other = right != held.heads[held.stretch[left]]
        yield left[other], right[other]


def _near(heads: Indices, tails: Indices, low: Indices, high: Indices, count: int) -> Indices:
    """Return the keys of all pairs of ends and heads that stand from `low` to `high`."""
    begin, end = np.searchsorted(heads, low), np.searchsorted(heads, high + 1)
    many = end - begin
    which = np.repeat(np.arange(len(tails)), many)
    inside = np.arange(len(which)) - np.repeat(np.cumsum(many) - many, many)
    keys: Indices = tails[which] * count + heads[begin[which] + inside]
    return keys


def read_across(page: Reading, likelier: float) -> list[int]:
    """Return the successor of every line by the second reading, END where it has none.

    likelier  log-odds that are added to every pair: a page is read whole, so what may go on does
    """
    gains: list[dict[int, float]] = [{} for _ in page.lines]
    for left, right in possible_joins(page):
        odds = _weighed(join_signs(page, left, right)) + likelier
        for at in np.flatnonzero(odds > 0).tolist():
            gains[left[at]][int(right[at])] = float(odds[at])
    for line in np.flatnonzero(page.held.kept != END).tolist():
        gains[line] = {int(page.held.kept[line]): KEPT}
    return Successors(gains).chosen


def _weighed(signs: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the log-odds of pairs; those that a few trees rule out are asked no further."""
    odds, going = np.zeros(len(signs), np.float32), np.arange(len(signs))
    for trees, least in forests():
        odds[going] += trees.log_odds(signs[going])[:, 0]
        going = going[odds[going] > least]
    return odds


@lru_cache(maxsize=1)
def forests() -> tuple[tuple[Forest, float], ...]:
    """Return the trees in parts, with the log-odds from which the next part is asked, read once a process."""
    whole = read_forests(FOREST)["join"]
    ends = [0, *(trees for trees, _ in SPARED), len(whole.roots)]
    parts = [replace(whole, roots=whole.roots[a:b], start=whole.start * (a == 0)) for a, b in pairwise(ends)]
    return tuple(zip(parts, [*(least for _, least in SPARED), 0.0], strict=True))
