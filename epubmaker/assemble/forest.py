"""A forest of small decision trees (gradient boosting): every tree adds its leaf's log-odds to the sum."""

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LEAF = -1
# The sign that a node asks for, its threshold, the node for signs no greater, the node for greater ones; or LEAF and its log-odds.
Node = tuple[int, float, Any, Any]


@dataclass(frozen=True, slots=True)
class Forest:
    """This judges signs; `start` is the log-odds before any tree, `trees` are their roots."""

    start: float
    trees: tuple[Node, ...]

    def log_odds(self, signs: Sequence[float]) -> float:
        """This returns the log-odds of what the signs speak for: numbers of four bytes, as in learning."""
        known, total = array("f", signs).tolist(), self.start
        for root in self.trees:
            sign, value, low, high = root
            while sign != LEAF:
                sign, value, low, high = low if known[sign] <= value else high
            total += value
        return total


def forest_of(stored: Mapping[str, Any]) -> Forest:
    """This makes a forest of `start` and `trees`: lists of sign, threshold, low and high; a leaf is a number."""
    return Forest(float(stored["start"]), tuple(_node(tree) for tree in stored["trees"]))


def read_forest(path: Path) -> Forest:
    """This reads a forest from a JSON file."""
    return forest_of(json.loads(path.read_text("utf-8")))


def _node(stored: Any) -> Node:
    if not isinstance(stored, list):
        return LEAF, float(stored), None, None
    sign, threshold, low, high = stored
    return int(sign), float(threshold), _node(low), _node(high)
