"""Which pairs of lines are worth asking about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from epubmaker.seams.evidence import Evidence

Floats = NDArray[np.float64]
Numbers = NDArray[np.floating]
Indices = NDArray[np.int64]
Mask = NDArray[np.bool_]
# Up to so many lines every pair is asked about; a newspaper page has 200 to 600.
ALL_PAIRS = 600
# On longer input: so many lines on either side, and so many of the best by a cheap score within a farther reach.
NEAR = 16
SHORTLIST = 32
REACH = 1_000
STRIDE = 512
# A score that has no rival counts as if it were so much better than all others together.
LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Pairs:
    """Ordered pairs of lines by their place on the page, every line's in-order successor among them.

    left, right  (pairs,) sorted by left, then right
    lines        number of lines
    """

    left: Indices
    right: Indices
    lines: int

    @property
    def are_all(self) -> bool:
        """Say whether every pair of the page is asked about."""
        return len(self.left) == self.lines * (self.lines - 1)

    def row_means(self, values: Numbers) -> Floats:
        """Return for each pair the mean of its left line's values."""
        if self.are_all:
            return self.read(self._all_means(self._table(values).T)[:, None])
        return _means(values, self.left, self.lines)

    def column_means(self, values: Numbers) -> Floats:
        """Return for each pair the mean of its right line's values."""
        if self.are_all:
            return self.read(self._all_means(self._table(values))[None, :])
        return _means(values, self.right, self.lines)

    def row_averages(self, scores: Floats) -> Floats:
        """Return for each pair the logarithm of the mean of exp(score) of its left line's other pairs."""
        if self.are_all:
            return self.read(_all_log_means(self._table(scores, -np.inf).T).T)
        return _log_means(scores, self.left, self.lines)

    def column_averages(self, scores: Floats) -> Floats:
        """Return for each pair the logarithm of the mean of exp(score) of its right line's other pairs."""
        if self.are_all:
            return self.read(_all_log_means(self._table(scores, -np.inf)))
        return _log_means(scores, self.right, self.lines)

    def best(self, scores: Floats, size: int) -> Mask:
        """Mark the pairs that are among the `size` best of their left line; of equal ones those that stand first."""
        if self.are_all and self.lines > size + 1:
            table = scores.reshape(self.lines, self.lines - 1)
            least = np.partition(table, -size, axis=1)[:, -size, None]
            chosen: Mask = table >= least
            if (np.count_nonzero(chosen, axis=1) == size).all():
                return chosen.ravel()
        return _best(scores, self.left, self.lines, size)

    def best_of_right(self, scores: Floats, size: int) -> Mask:
        """Mark the pairs that are among the `size` best of their right line; of equal ones those that stand first."""
        if self.are_all and self.lines > size + 1:
            table = np.ascontiguousarray(self._table(scores, -np.inf).T)
            least = np.partition(table, -size, axis=1)[:, -size, None]
            chosen = table >= least
            if (np.count_nonzero(chosen, axis=1) == size).all():
                return self.read(chosen.T)
        return _best(scores, self.right, self.lines, size)

    def read(self, table: NDArray[Any]) -> NDArray[Any]:
        """Return a value for each pair from a table of all lines beside all; of all pairs without looking each up."""
        if not self.are_all:
            return np.broadcast_to(table, (self.lines, self.lines))[self.left, self.right]
        whole = np.ascontiguousarray(np.broadcast_to(table, (self.lines, self.lines)))
        return np.ascontiguousarray(_beside_diagonal(whole)).ravel()

    def _table(self, values: Numbers, own: float = 0.0) -> Floats:
        """Return a table of all lines beside all, `own` of each beside itself."""
        table = np.empty((self.lines, self.lines))
        _beside_diagonal(table)[:] = values.reshape(self.lines - 1, self.lines)
        np.fill_diagonal(table, own)
        return table

    def _all_means(self, table: Floats) -> Floats:
        """Return the means of the columns of a table, summed up row by row."""
        means: Floats = np.ascontiguousarray(table).sum(axis=0) / (self.lines - 1)
        return means


def _beside_diagonal(table: NDArray[Any]) -> NDArray[Any]:
    """Return a view of a square table without its diagonal, in the order of pairs."""
    count = len(table)
    return table.ravel()[1:].reshape(count - 1, count + 1)[:, :-1]


def choose_pairs(evidence: Evidence) -> Pairs:
    """Return all pairs of a page, and on long input the near ones and a shortlist of the far ones."""
    count = len(evidence.page)
    if count <= ALL_PAIRS:
        left = np.repeat(np.arange(count), count)
        right = np.tile(np.arange(count), count)
    else:
        keys = np.unique(np.concatenate([_near(count), _shortlist(evidence, count)]))
        left, right = keys // count, keys % count
    other = left != right
    return Pairs(left[other], right[other], count)


def _near(count: int) -> Indices:
    """Return the keys (left * count + right) of pairs that stand close together."""
    left = np.repeat(np.arange(count), 2 * NEAR + 1)
    right = left + np.tile(np.arange(-NEAR, NEAR + 1), count)
    inside = (right >= 0) & (right < count)
    keys: Indices = left[inside] * count + right[inside]
    return keys


def _shortlist(evidence: Evidence, count: int) -> Indices:
    """Return the keys of each line's best rivals within reach by a cheap score."""
    found = []
    for start in range(0, count, STRIDE):
        end = min(count, start + STRIDE)
        first, last = max(0, start - REACH), min(count, end + REACH)
        scores = evidence.nearest(slice(start, end), slice(first, last))
        size = min(SHORTLIST, last - first)
        best = np.argpartition(-scores, size - 1, axis=1)[:, :size] + first
        found.append((np.arange(start, end)[:, None] * count + best).ravel())
    return np.concatenate(found)


def weighed(features: NDArray[np.float32], weights: Floats) -> Floats:
    """Return the weighed sums of features, (pairs,), one column after the other: all at once take ten times the room."""
    total = np.zeros(len(features))
    for column, weight in zip(features.T, weights.tolist(), strict=True):
        if weight:
            total += column.astype(float) * weight
    return total


def _means(values: Numbers, groups: Indices, count: int) -> Floats:
    """Return the mean of each value's group."""
    size = np.maximum(np.bincount(groups, minlength=count), 1)
    mean: Floats = (np.bincount(groups, weights=values, minlength=count) / size)[groups]
    return mean


def _log_means(scores: Floats, groups: Indices, count: int) -> Floats:
    """Return the logarithm of the mean of exp of the other scores of each score's group."""
    top = np.full(count, -np.inf)
    np.maximum.at(top, groups, scores)
    top[~np.isfinite(top)] = 0
    power = np.exp(scores - top[groups])
    size = np.bincount(groups, minlength=count)
    total = np.bincount(groups, weights=power, minlength=count)
    rest = np.maximum(total[groups] - power, LEAST * total[groups])
    averaged: Floats = np.log(rest / np.maximum(size[groups] - 1, 1)) + top[groups]
    return averaged


def _all_log_means(scores: Floats) -> Floats:
    """Return the logarithm of the mean of exp of the other scores of each column of a table, whose diagonal is no score."""
    scores = np.ascontiguousarray(scores)
    top = scores.max(axis=0)
    power = np.exp(scores - top)
    total = power.sum(axis=0)
    rest = np.maximum(total - power, LEAST * total)
    averaged: Floats = np.log(rest / max(len(scores) - 2, 1)) + top
    return averaged


def _best(scores: Floats, lines: Indices, count: int, size: int) -> Mask:
    """Mark the pairs that are among the `size` best of the line that each has."""
    falling = np.argsort(-scores, kind="stable")
    groups = lines.astype(np.min_scalar_type(count))  # numpy sorts short integers by radix
    grouped = falling[np.argsort(groups[falling], kind="stable")]
    sizes = np.bincount(groups, minlength=count)
    rank = np.arange(len(grouped)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    chosen = np.zeros(len(scores), bool)
    chosen[grouped[rank < size]] = True
    return chosen
