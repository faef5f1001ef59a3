"""What speaks for a stretch of a page going on in another one: signs of pairs, for a forest that was learnt on such pairs.

A pair is the last line of a stretch and the first line of another. What words say stands beside what the page shows: how far on
the text goes around both, in which row columns begin and end, which column stands right of which, and what the lines beside do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from epubmaker.label.title_words import title_words
from epubmaker.model import Line, SeamTable
from epubmaker.order.again import AGAIN_SIGNS, WordsAgain
from epubmaker.order.stretches import NONE, Floats, Indices, Stretches, Table
from epubmaker.order.successors import END
from epubmaker.text.marks import ends_sentence

FAR = 60.0  # rows and lines: what counts at most
FARTHEST = 200.0  # lines: what a lag counts at most
LAST = 30  # rank of a pair that the first reading did not weigh
UNTOLD = -3.0  # log-odds of such a pair
BESIDE, WIDER = 4, 6  # lines on either side that are asked how far on they go
READ = 60  # characters of a line that say whether it is a title
REACH = 24  # lines before and behind whose joins may cross a pair

SIGNS = (
    "worth", "told", "gain", "rank_left", "rank_right", "lead_left", "lead_right", "closes", "opens",
    "lag", "off_step_left", "off_step_right", "step_left", "step_right",
    "rows_down", "rows_from_top", "rows_to_bottom", "lines_from_top", "lines_to_bottom", "tops", "bottoms",
    "right_of_left", "right_of_right", "left_of_left", "left_of_right", "second_right",
    "size_left", "size_right", "leg_left", "leg_right", "below_left", "above_right",
    "width_left", "width_right", "last_width", "first_width", "narrower", "shorter", "subject", "ends", "source_rows",
    "chosen", "alike_beside", "alike_far", "crossed", "crossed_sure", "words_below", "words_above", "words_beside",
    "other_left", "other_right", "stretches", "lines", "title_left", "title_right",
    *AGAIN_SIGNS,
)  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """A first reading of a page, with what its signs ask for.

    lines, seams  of the page, in source order
    table         the pairs that were weighed
    held          the stretches
    again         what words say in the order of this reading
    """

    lines: Sequence[Line]
    seams: SeamTable
    table: Table
    held: Stretches
    again: WordsAgain

    @cached_property
    def width(self) -> Floats:
        """Return the set width of each line, in em."""
        return np.array([line.width for line in self.lines])

    @cached_property
    def leg_width(self) -> Floats:
        """Return the median width of the lines of each leg."""
        order = np.lexsort((self.width, self.held.leg))
        last = np.cumsum(self.held.length)
        first = last - self.held.length
        widths = self.width[order]
        middle: Floats = (widths[(first + last - 1) // 2] + widths[(first + last) // 2]) / 2.0
        return middle

    @cached_property
    def ends(self) -> Floats:
        """Return 1 for each line that ends a sentence."""
        return np.array([ends_sentence(line.text) for line in self.lines], float)

    @cached_property
    def titles(self) -> Floats:
        """Return the log-odds of each line being a title, by its words."""
        words = title_words()
        return np.array([words.log_odds(line.text[:READ]) for line in self.lines])

    @cached_property
    def rows(self) -> Indices:
        """Return the row of the source of each line."""
        return np.array([line.row for line in self.lines], np.int64)

    @cached_property
    def subjects(self) -> Floats | None:
        """Return what each leg speaks of, (legs, depth), of length one; None where nothing is known."""
        told = self.seams.subjects
        if told is None:
            return None
        vectors = np.array(told.lines).reshape(-1, told.depth)
        total = np.zeros((len(self.held.top), told.depth))
        np.add.at(total, self.held.leg, vectors)
        turned = total @ np.array(told.text.rows).T + np.array(told.text.added)
        told_of: Floats = turned / np.maximum(np.linalg.norm(turned, axis=1), 1e-9)[:, None]
        return told_of

    @cached_property
    def _next(self) -> tuple[tuple[Indices, Indices], tuple[Indices, Indices]]:
        """Return how often a line of a leg stands right before, and two lines before, a line of another: keys, counts."""
        leg, many = self.held.leg, len(self.held.top)
        first = np.unique(leg[:-1] * many + leg[1:], return_counts=True)
        return first, np.unique(leg[:-2] * many + leg[2:], return_counts=True)

    def beside(self, one: Indices, other: Indices, *, second: bool = False) -> Floats:
        """Return how many lines of one leg stand right before a line of another in the source (or two lines before)."""
        keys, counts = self._next[second]
        if not len(keys):
            return np.zeros(len(one))
        wanted = one * len(self.held.top) + other
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[at] == wanted, counts[at], 0).astype(float)

    def words(self, left: Indices, right: Indices) -> Floats:
        """Return what words say of pairs, UNTOLD where they were not asked."""
        return self.table.read(self.table.worth, left, right, UNTOLD)


def join_signs(page: Reading, left: Indices, right: Indices) -> NDArray[np.float32]:
    """Return the signs of stretches going on in others, (pairs, signs). Linear in the pairs.

    left, right  the last line of one stretch, the first line of another
    """
    columns = [*_words(page, left, right), *_places(page, left, right), *_sizes(page, left, right)]
    columns += [*_crossings(page, left, right), *_company(page, left, right), *page.again.signs(left, right)]
    shape = (len(left),)
    return np.column_stack([np.broadcast_to(column, shape) for column in columns]).astype(np.float32)


def _words(page: Reading, left: Indices, right: Indices) -> list[Floats]:
    table = page.table
    at, there = table.places(left, right)
    gain = np.where(there, table.gains[at], NONE)
    after = np.where(there, np.minimum(page.table.from_left.rank[at], LAST), LAST)
    before = np.where(there, np.minimum(page.table.from_right.rank[at], LAST), LAST)
    return [
        np.where(there, table.worth[at], UNTOLD),
        there.astype(float),
        gain,
        after.astype(float),
        before.astype(float),
        page.table.from_left.lead(left, gain, after),
        page.table.from_right.lead(right, gain, before),
        np.array(page.seams.closes)[left],
        np.array(page.seams.opens)[right],
    ]


def _places(page: Reading, left: Indices, right: Indices) -> list[Floats]:
    held = page.held
    one, other = held.leg[left], held.leg[right]
    top, bottom = held.top[one], held.bottom[one]
    upper, lower = held.top[other], held.bottom[other]
    lag, row, step = right - left, held.row, held.step
    here, there = held.length[one], held.length[other]
    after, before = page.beside(one, other), page.beside(other, one)
    return [
        np.clip(lag, -FARTHEST, FARTHEST),
        _far(lag - step[left]),
        _far(lag - step[right]),
        step[left],
        step[right],
        _far(row[right] - row[left]),
        _far(row[right] - row[top]),
        _far(row[lower] - row[left]),
        _far(right - top),
        _far(lower - bottom),
        _far(upper - top),
        _far(row[lower] - row[bottom]),
        after / here,
        after / there,
        before / here,
        before / there,
        page.beside(one, other, second=True) / np.minimum(here, there),
    ]


def _sizes(page: Reading, left: Indices, right: Indices) -> list[Floats]:
    held = page.held
    one, other = held.leg[left], held.leg[right]
    subjects = page.subjects
    alike = np.zeros(len(left)) if subjects is None else np.einsum("ij,ij->i", subjects[one], subjects[other])
    return [
        held.size[held.stretch[left]].astype(float),
        held.size[held.stretch[right]].astype(float),
        held.length[one].astype(float),
        held.length[other].astype(float),
        (held.length[one] - 1 - held.place[left]).astype(float),
        held.place[right].astype(float),
        page.leg_width[one],
        page.leg_width[other],
        page.width[left],
        page.width[right],
        page.leg_width[one] - page.leg_width[other],
        page.leg_width[one] - page.width[left],
        alike,
        page.ends[left],
        _far(page.rows[right] - page.rows[left]),
    ]


def _crossings(page: Reading, left: Indices, right: Indices) -> list[Floats]:
    """Return whether the first reading joins a pair, how many lines beside go as far on, how many joins cross it."""
    held, lag, count = page.held, right - left, len(page.lines)
    alike, far = np.zeros(len(left)), np.zeros(len(left))
    crossed, sure = np.zeros(len(left)), np.zeros(len(left))
    near = (lag > 0) & (lag <= REACH)
    for offset in range(-REACH, REACH + 1):
        if not offset:
            continue
        line = left + offset
        inside = (line >= 0) & (line < count)
        line = np.where(inside, line, 0)
        own = np.where(inside, held.lag[line], 0)
        if abs(offset) <= BESIDE:
            alike += own == lag
        if abs(offset) <= WIDER:
            far += ~near & (own == lag)
        end = line + own
        crosses = near & (own > 0) & (own <= REACH) & (end > right if offset < 0 else end < right)
        crosses &= line < right
        crossed += crosses
        sure += crosses & (held.kept[line] == end)
    return [(held.successor[left] == right).astype(float), alike, far, crossed, sure]


def _company(page: Reading, left: Indices, right: Indices) -> list[Floats]:
    """Return what words say of the pairs right beside, whom the first reading joins instead, and the size of the page."""
    held, count = page.held, len(page.lines)
    below, above = page.words(left + 1, right + 1), page.words(left - 1, right - 1)
    second = np.maximum(page.words(left + 2, right + 2), page.words(left - 2, right - 2))
    other, own = held.predecessor[right], held.successor[left]
    return [
        below,
        above,
        np.maximum(np.maximum(below, above), second),
        np.where(own == END, -FAR - 1, _far(own - right)),
        np.where(other == END, -FAR - 1, _far(other - left)),
        np.array(float(len(held.heads))),
        np.array(float(count)),
        page.titles[left],
        page.titles[right],
    ]


def _far(values: Indices | Floats) -> Floats:
    held: Floats = np.clip(values, -FAR, FAR).astype(float)
    return held
