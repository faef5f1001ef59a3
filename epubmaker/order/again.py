"""What words say of pairs once a first reading has put lines beside one another.

The seams of a page as the source has it are told by two lines alone: what stands before and behind a line of a page that was read
across its columns belongs to other articles. In the order of a first reading, most of which is right, the line before the left one
and the line behind the right one speak too, and what several lines up to a pair and several lines from it on speak of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from epubmaker.model import SeamTable, Subjects
from epubmaker.order.stretches import NONE, Floats, Indices, Table
from epubmaker.order.successors import END
from epubmaker.seams.pair_evidence import PAIR_SIGNS, PairEvidence

WINDOWS = (3, 8)  # lines up to the left one, and from the right one on, whose subjects are compared

AGAIN_SIGNS = (
    "words_again", "again_left", "again_right", "again_beside",
    "kin_near", "kin_wide", "kin_left", "kin_right", *(f"seam_{sign}" for sign in PAIR_SIGNS),
)  # fmt: skip


@dataclass(frozen=True)
class ScoredAgain:
    """The seams of a page's lines in the order of a reading.

    sequence  the lines of the source in that order
    seams     numbered by place in it
    evidence  what was weighed of their pairs, by place too; None where the scorer does not tell
    """

    sequence: Sequence[int]
    seams: SeamTable
    evidence: PairEvidence | None = None


@dataclass(frozen=True)
class WordsAgain:
    """What words say of the pairs of a page that has been read once, by line numbers of the source.

    table         pairs and their log-odds, as seams were scored in the order of the first reading
    floor         log-odds of a pair that is not among them
    before, after for each window (lines, depth): what the lines up to each, what those from it on speak of, of length one
    successor, predecessor  (lines,) of the first reading, END for none
    place         (lines,) where in that reading each line of the source stands
    evidence      what was weighed of pairs, by place; None where the scorer does not tell
    """

    table: Table
    floor: float
    before: tuple[Floats, ...]
    after: tuple[Floats, ...]
    successor: Indices
    predecessor: Indices
    place: Indices
    evidence: PairEvidence | None

    @classmethod
    def of(cls, scored: ScoredAgain, successor: Indices, predecessor: Indices) -> WordsAgain:
        """Return what words say in the order of the first reading."""
        seams, number, count = scored.seams, np.array(scored.sequence, np.int64), len(scored.sequence)
        place = np.empty(count, np.int64)
        place[number] = np.arange(count)
        every = [seam for row in seams.candidates for seam in row]
        one = number[np.array([seam.left for seam in every], np.int64)]
        other = number[np.array([seam.right for seam in every], np.int64)]
        odds = np.array([seam.log_odds for seam in every], float)
        order = np.argsort(one * count + other)
        one, other, odds = one[order], other[order], odds[order]
        table = Table(one * count + other, one, other, odds, odds, count)
        spoken = _spoken(seams.subjects, number)
        return cls(
            table,
            seams.floor,
            tuple(_summed(spoken, predecessor, window) for window in WINDOWS),
            tuple(_summed(spoken, successor, window) for window in WINDOWS),
            successor,
            predecessor,
            place,
            scored.evidence,
        )

    def signs(self, left: Indices, right: Indices) -> list[Floats]:
        """Return the signs of pairs, one of (pairs,) for each of `AGAIN_SIGNS`."""
        table, unranked = self.table, float(len(self.table.left))
        odds = table.read(table.gains, left, right, NONE)
        from_left = table.read(table.from_left.rank, left, right, unranked)
        from_right = table.read(table.from_right.rank, left, right, unranked)
        near, wide = (self._kin(window, left, right) for window in range(len(WINDOWS)))
        taken, given = self.successor[left], self.predecessor[right]
        other_left = np.where((taken == END) | (taken == right), 0.0, self._kin(-1, left, taken))
        other_right = np.where((given == END) | (given == left), 0.0, self._kin(-1, given, right))
        return [
            self._odds(left, right),
            table.from_left.lead(left, odds, from_left),
            table.from_right.lead(right, odds, from_right),
            np.maximum(self._odds(left + 1, right + 1), self._odds(left - 1, right - 1)),
            near,
            wide,
            wide - other_left,
            wide - other_right,
            *self._told(left, right).T,
        ]

    def _told(self, left: Indices, right: Indices) -> NDArray[np.float32]:
        """Return what each kind of evidence says of pairs, (pairs, `PAIR_SIGNS`); zeros where nothing is told."""
        if self.evidence is None:
            return np.zeros((len(left), len(PAIR_SIGNS)), np.float32)
        return self.evidence.read(self.place[left], self.place[right])

    def _odds(self, left: Indices, right: Indices) -> Floats:
        return self.table.read(self.table.gains, left, right, self.floor)

    def _kin(self, window: int, left: Indices, right: Indices) -> Floats:
        """Return how much alike what leads up to one line is to what goes on from another, -1 to 1."""
        kin: Floats = np.einsum("ij,ij->i", self.before[window][left], self.after[window][right])
        return kin


def _spoken(subjects: Subjects | None, number: Indices) -> Floats:
    """Return what each line of the source speaks of, as texts are read, (lines, depth)."""
    if subjects is None:
        return np.zeros((len(number), 1))
    spoken = np.empty((len(number), subjects.depth))
    spoken[number] = np.array(subjects.lines).reshape(-1, subjects.depth) @ np.array(subjects.text.rows).T
    return spoken


def _summed(spoken: Floats, onward: Indices, window: int) -> Floats:
    """Return the sum over so many lines of each line's chain, of length one; `onward` leads from each to the next one, or END."""
    total, line = spoken.copy(), onward
    for _ in range(window - 1):
        there = line != END
        total += np.where(there[:, None], spoken[line], 0.0)
        line = np.where(there, onward[line], END)
    summed: Floats = total / np.maximum(np.linalg.norm(total, axis=1), 1e-9)[:, None]
    return summed
