"""Which pairs of lines are worth asking about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from epubmaker.seams.evidence import Evidence

Floats = NDArray[np.float64]
Numbers = NDArray[np.floating]
Indices = NDArray[np.int64]
# Up to so many lines every pair is asked about; a newspaper page has 200 to 600.
ALL_PAIRS = 600
# On longer input: so many lines on either side, and so many of the best by a cheap score within a farther reach.
NEAR = 16
SHORTLIST = 32
REACH = 1_000
STRIDE = 512
PART = 1 << 16  # pairs that are weighed at once on input longer than any page
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

    def row_means(self, values: Numbers) -> Floats:
        """Return for each pair the mean of its left line's values."""
        return _means(values, self.left, self.lines)

    def column_means(self, values: Numbers) -> Floats:
        """Return for each pair the mean of its right line's values."""
        return _means(values, self.right, self.lines)

    def row_averages(self, scores: Floats) -> Floats:
        """Return for each pair the logarithm of the mean of exp(score) of its left line's other pairs."""
        return _log_means(scores, self.left, self.lines)

    def column_averages(self, scores: Floats) -> Floats:
        """Return for each pair the logarithm of the mean of exp(score) of its right line's other pairs."""
        return _log_means(scores, self.right, self.lines)


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
    """Return the weighed sums of features, (pairs,), in parts: numpy makes wide numbers of all that it multiplies at once."""
    size = PART if len(features) > ALL_PAIRS**2 else max(1, len(features))
    parts = [features[k : k + size] @ weights for k in range(0, len(features), size)]
    return np.concatenate(parts) if parts else np.zeros(0)


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
