"""Which leaf rows come to in all trees of a forest, told without walking down.

Leaves of a tree are numbered from the left, one bit each. A node whose sign stands above its threshold rules out the leaves left of
its second child; of all leaves that no node of the tree rules out, the first is the one that the walk comes to (Lucchese et al.,
QuickScorer, SIGIR 2015). What all nodes of a forest that ask for one sign rule out depends on the rank of that sign among their
thresholds alone: so a table holds, for each sign and each rank, the leaves that are left in every tree.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Indices = NDArray[np.intp]
Keys = NDArray[np.int64]
Bits = NDArray[np.uint32]
WIDTH = 32  # bits of a threshold in its key
MOST = 32  # leaves of a tree that a row of bits holds
AT_ONCE = 16  # rows that are read together: their bits of some forty signs stay in a processor's near memory
EXPONENT, BIAS = 23, 127  # of a number of 32 bits: where its power of two stands, and what that is of one


@dataclass(frozen=True, slots=True)
class LeafTable:
    """The leaves that are left, by sign and rank.

    signs   (signs,) those that are asked for
    keys    (thresholds,) sign and threshold, ascending: a sign's rank is where its key would stand
    left    (thresholds + signs, trees) the leaves that are left in each tree, one row a rank
    values  (trees * MOST,) what leaves are worth
    """

    signs: Indices
    keys: Keys
    left: Bits
    values: Floats

    def told(self, signs: Floats) -> Floats:
        """Return what the leaves of rows of signs are worth, (rows, trees)."""
        number = np.arange(len(self.signs))
        ranks = np.searchsorted(self.keys, _keys(number, signs[:, self.signs])) + number
        trees = self.left.shape[1]
        leaves = np.empty((len(signs), trees), np.intp)
        for row in range(0, len(signs), AT_ONCE):
            here = ranks[row : row + AT_ONCE]
            left = np.bitwise_and.reduce(self.left.take(here.T, axis=0), axis=0)
            leaves[row : row + AT_ONCE] = _lowest(left)
        return self.values.take(leaves + np.arange(trees) * MOST)


def leaf_table(
    asked: Indices, threshold: Floats, child: Indices, value: Floats, roots: Indices
) -> LeafTable | None:
    """Return the table of a forest (`forests.py` says of what a forest is made); None where a tree has too many leaves."""
    tree, first, count = _numbered(child, roots)
    if int(count[roots].max(initial=0)) > MOST:
        return None
    nodes = np.flatnonzero(child != np.arange(len(child)))
    leaves = np.flatnonzero(child == np.arange(len(child)))
    signs, number = np.unique(asked[nodes], return_inverse=True)
    keys, place = np.unique(_keys(number, threshold[nodes]), return_inverse=True)
    begin = np.searchsorted(keys, np.arange(len(signs) + 1) << WIDTH) + np.arange(len(signs) + 1)
    left = np.full((len(keys) + len(signs), len(roots)), ~np.uint32(0), np.uint32)
    ruled = _below(first[child[nodes] + 1]) ^ _below(first[nodes])  # the leaves of its first child
    np.bitwise_and.at(left, (place + number + 1, tree[nodes]), ~ruled)
    for rows in (left[low:high] for low, high in pairwise(begin.tolist())):
        np.bitwise_and.accumulate(rows, axis=0, out=rows)
    values = np.zeros(len(roots) * MOST, np.float32)
    values[tree[leaves] * MOST + first[leaves]] = value[leaves]
    return LeafTable(signs, keys, left, values)


def _numbered(child: Indices, roots: Indices) -> tuple[Indices, Indices, Indices]:
    """Return of every node the number of its tree, the number of the first leaf below it, and how many leaves are below it."""
    tree, first, count = (np.zeros(len(child), np.intp) for _ in range(3))
    tree[roots] = np.arange(len(roots))
    levels = [roots]
    while len(levels[-1]):
        nodes = levels[-1][child[levels[-1]] != levels[-1]]
        tree[child[nodes]] = tree[child[nodes] + 1] = tree[nodes]
        levels.append(np.concatenate([child[nodes], child[nodes] + 1]))
    for nodes in reversed(levels):
        below = child[nodes]
        count[nodes] = np.where(
            below == nodes, 1, count[below] + count[np.minimum(below + 1, len(child) - 1)]
        )
    for nodes in levels:
        inner = nodes[child[nodes] != nodes]
        first[child[inner]] = first[inner]
        first[child[inner] + 1] = first[inner] + count[child[inner]]
    return tree, first, count


def _keys(signs: Indices, values: Floats) -> Keys:
    """Return whole numbers that stand to each other as values of the same sign do; of what is no number the least of all."""
    bits = np.ascontiguousarray(values + np.float32(0.0)).view(np.int32).astype(np.int64)  # -0.0 is 0.0
    ordered = np.where(bits < 0, -(1 << WIDTH - 1) - bits, bits)
    ordered = np.where(np.isnan(values), 1 - (1 << WIDTH - 1), ordered)
    return (signs.astype(np.int64) << WIDTH) + ordered + (1 << WIDTH - 1)


def _below(leaf: Indices) -> Bits:
    """Return the bits of all leaves before some."""
    return ((np.uint64(1) << leaf.astype(np.uint64)) - np.uint64(1)).astype(np.uint32)


def _lowest(left: Bits) -> Indices:
    """Return the number of the lowest bit of numbers that have one."""
    alone = (left & (~left + np.uint32(1))).astype(np.float32)  # a power of two
    return ((alone.view(np.int32) >> EXPONENT) - BIAS).astype(np.intp)
