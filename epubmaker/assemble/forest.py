"""A forest of small decision trees (gradient boosting): every tree adds its leaf's log-odds to the sum."""

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

# A leaf's log-odds; or the sign a node asks for, its threshold, the node for signs no greater, the node for greater ones.
Tree: TypeAlias = "float | tuple[int, float, Tree, Tree]"


@dataclass(frozen=True, slots=True)
class Forest:
    """This judges signs; `start` is the log-odds before any tree."""

    start: float
    trees: tuple[Tree, ...]

    def log_odds(self, signs: Sequence[float]) -> float:
        """This returns the log-odds of what the signs speak for: numbers of four bytes, as in learning."""
        known, total = array("f", signs), self.start
        for tree in self.trees:
            node = tree
            while isinstance(node, tuple):
                sign, threshold, low, high = node
                node = low if known[sign] <= threshold else high
            total += node
        return total


def read_forest(path: Path) -> Forest:
    """This reads a forest from a JSON file: `start`, and `trees` as nested lists."""
    stored = json.loads(path.read_text("utf-8"))
    return Forest(float(stored["start"]), tuple(_tree(tree) for tree in stored["trees"]))


def _tree(stored: Any) -> Tree:
    if not isinstance(stored, list):
        return float(stored)
    sign, threshold, low, high = stored
    return int(sign), float(threshold), _tree(low), _tree(high)
