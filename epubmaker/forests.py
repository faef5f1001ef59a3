"""Forests of small decision trees read for many rows of signs at once: all rows go down all trees together.

A forest is five arrays: of every node the sign it asks for, the threshold, and the first of its two children (the second stands
behind it; a leaf is its own child); of every leaf the log-odds; and the roots, tree by tree, the classes taking turns.

A few rows walk down the trees. Of many a table (`leaf_tables.py`) tells the same leaves at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from epubmaker.leaf_tables import LeafTable, leaf_table

Floats = NDArray[np.float32]
Indices = NDArray[np.intp]  # of the machine's own width: numpy makes others so at every step
# Rows times trees that are read at once: what is asked of so many stays in a processor's nearest memory; of ten times as many it
# takes twice the time.
AT_ONCE = 20_000
TOGETHER = 4  # steps that all go; half of the leaves are as near, and who is at one goes no further
# Trees, of few leaves each, from which a table tells leaves in a third of the time that the walk takes; and rows asked at once from
# which it is worth the ten milliseconds that making it takes.
TABLED, MANY = 200, 32
PARTS = ("asked", "threshold", "child", "value", "roots", "start", "deepest")


@dataclass(frozen=True)
class Forest:
    """One forest, or several classes' forests grown together.

    asked, threshold, child, value  (nodes,)
    roots   (trees,) the first node of each tree; tree k belongs to class k modulo `classes`
    start   (classes,) log-odds before any tree
    deepest steps from a root to the farthest leaf
    """

    asked: Indices
    threshold: Floats
    child: Indices
    value: Floats
    roots: Indices
    start: Floats
    deepest: int

    def log_odds(self, signs: Floats) -> Floats:
        """Return what rows of signs speak for, (rows, classes)."""
        table = self._table if self._asks_table(len(signs)) else None
        if table is not None:
            return self._summed(table.told(signs))
        classes = len(self.start)
        told = np.zeros((len(signs), classes), np.float32)
        step = max(1, AT_ONCE // max(1, len(self.roots)))
        for first in range(0, len(signs), step):
            told[first : first + step] = self._told(signs[first : first + step])
        return told

    def _asks_table(self, rows: int) -> bool:
        """Say whether a table is asked: for many rows; for few if it is there already."""
        return len(self.roots) >= TABLED and (rows >= MANY or (rows > 0 and "_table" in self.__dict__))

    @cached_property
    def _table(self) -> LeafTable | None:
        """Return the table of the forest; None where its trees have too many leaves."""
        return leaf_table(self.asked, self.threshold, self.child, self.value, self.roots)

    def _told(self, signs: Floats) -> Floats:
        return self._summed(self.value.take(self._leaves(signs)))

    def _summed(self, leaves: Floats) -> Floats:
        """Return the log-odds of rows by the leaves that each comes to, row by row, tree by tree."""
        told: Floats = leaves.reshape(-1, len(self.roots) // len(self.start), len(self.start)).sum(axis=1)
        return told + self.start

    def _leaves(self, signs: Floats) -> Indices:
        """Return the leaf that every row comes to in every tree, row by row.

        Tree by tree, so that the nodes asked one after the other lie beside each other.
        """
        flat = np.ascontiguousarray(signs).ravel()
        row = np.tile(np.arange(len(signs)) * signs.shape[1], len(self.roots))
        nodes = np.repeat(self.roots, len(signs))
        for _ in range(min(TOGETHER, self.deepest)):
            nodes = self._below(flat, row, nodes)
        leaves, places = nodes.copy(), np.arange(len(nodes))
        for _ in range(TOGETHER, self.deepest):
            following = self._below(flat, row, nodes)
            going = np.flatnonzero(following != nodes)
            nodes, row, places = following.take(going), row.take(going), places.take(going)
            leaves[places] = nodes
        return leaves.reshape(len(self.roots), -1).T.ravel()

    def _below(self, flat: Floats, row: Indices, nodes: Indices) -> Indices:
        """Return where a step leads from some nodes; `row` is where the signs of each begin in `flat`."""
        above = flat.take(row + self.asked.take(nodes)) > self.threshold.take(nodes)
        return self.child.take(nodes) + above


def read_forests(path: Path) -> dict[str, Forest]:
    """Read the forests of a data file, by name."""
    with np.load(path, allow_pickle=False) as stored:
        names = sorted({key.split(".")[0] for key in stored.files})
        return {name: forest_of({part: stored[f"{name}.{part}"] for part in PARTS}) for name in names}


def forest_of(parts: Mapping[str, NDArray[np.generic]]) -> Forest:
    """Return the forest of the arrays by which it is stored."""
    return Forest(
        parts["asked"].astype(np.intp),
        parts["threshold"].astype(np.float32),
        parts["child"].astype(np.intp),
        parts["value"].astype(np.float32),
        parts["roots"].astype(np.intp),
        parts["start"].astype(np.float32),
        int(parts["deepest"].astype(int)),
    )
