"""Boosted trees by plain Python: a few hundred rows a page are asked, and this room imports no third party."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from pathlib import Path

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees whose leaves add up to a score for each class.

    A tree is four lists by node: the sign asked (-1 in a leaf), the threshold, the node below for signs at most as large, and
    the leaf's value; the node for larger signs follows the other.
    """

    classes: tuple[str, ...]
    trees: tuple[tuple[tuple[int, ...], tuple[float, ...], tuple[int, ...]], ...]

    def shares(self, signs: Sequence[float]) -> tuple[float, ...]:
        """Return how likely each class is; they add up to one."""
        scores = [0.0] * len(self.classes)
        for number, (asked, numbers, children) in enumerate(self.trees):
            node = 0
            while asked[node] >= 0:
                node = children[node] + (signs[asked[node]] > numbers[node])
            scores[number % len(scores)] += numbers[node]
        top = max(scores)
        powers = [exp(score - top) for score in scores]
        total = sum(powers)
        return tuple(power / total for power in powers)


@lru_cache(maxsize=4)
def read_forest(name: str, folder: Path = DATA) -> Forest:
    """Return a shipped forest, read once a process."""
    stored = json.loads((folder / f"{name}.json").read_text("utf-8"))
    trees = tuple(
        (tuple(tree["asked"]), tuple(tree["numbers"]), tuple(tree["children"])) for tree in stored["trees"]
    )
    return Forest(tuple(stored["classes"]), trees)
