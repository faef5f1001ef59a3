"""Repairs: the places where the chosen order leaves the source's, grouped by what depends on each other.

When a line moves, the line it leaves needs another successor, and the place it fills had one before. All changes that hang
together so are one repair; it is made as a whole or not at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from math import log1p

from epubmaker.assemble.graph import STRANGER, TextGraph
from epubmaker.assemble.paragraphs import PageShape
from epubmaker.model import Join, SeamTable, probability

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Repair:
    """This is one repair: the joins of the source it gives up, the joins it makes, and what it gains in log-odds."""

    given_up: tuple[Pair, ...]
    made: tuple[Pair, ...]
    gain: float


def find_repairs(
    graph: TextGraph, successors: Mapping[int, int], gains: Sequence[Mapping[int, float]]
) -> list[Repair]:
    """This groups the differences between the chosen successors and the source's into repairs."""
    groups = _Groups()
    changed = [line for line in graph.lines if graph.following.get(line) != successors.get(line)]
    for line in changed:
        for right in (graph.following.get(line), successors.get(line)):
            if right is not None:
                groups.join(("left", line), ("right", right))
    members: dict[tuple[str, int], list[int]] = {}
    for line in changed:
        members.setdefault(groups.root(("left", line)), []).append(line)
    return [_repair(lines, graph, successors, gains) for lines in members.values()]


def _repair(
    lines: Sequence[int],
    graph: TextGraph,
    successors: Mapping[int, int],
    gains: Sequence[Mapping[int, float]],
) -> Repair:
    given_up = tuple((line, graph.following[line]) for line in lines if line in graph.following)
    made = tuple((line, successors[line]) for line in lines if line in successors)

    def total(pairs: Sequence[Pair]) -> float:
        return sum(gains[graph.place[left]].get(graph.place[right], 0.0) for left, right in pairs)

    return Repair(given_up, made, total(made) - total(given_up))


class _Groups:
    """This joins things into groups (union-find)."""

    def __init__(self) -> None:
        self._above: dict[tuple[str, int], tuple[str, int]] = {}

    def root(self, node: tuple[str, int]) -> tuple[str, int]:
        """This returns the one member that stands for a node's group."""
        while (above := self._above.setdefault(node, node)) != node:
            self._above[node] = self._above[above]
            node = above
        return node

    def join(self, first: tuple[str, int], second: tuple[str, int]) -> None:
        """This makes one group of two."""
        self._above[self.root(first)] = self.root(second)


@dataclass(frozen=True, slots=True)
class JoinWeights:
    """These weigh the signs of a repaired join being right; learnt on simulated pages (`training/assembly.py`)."""

    one: float = -0.02
    seam: float = 0.27
    lead_left: float = 0.25
    gain: float = -0.97
    gain_each: float = 1.89
    weakest: float = -0.51
    single: float = -0.23
    others: float = 0.61
    left_before: float = -0.35
    right_before: float = -0.57
    far: float = -0.07
    crossing: float = -1.5  # learnt -3.3, but simulated strays never leave their article: real ones may


def repaired_joins(repair: Repair, graph: TextGraph, page: PageShape, weights: JoinWeights) -> list[Join]:
    """This returns the joins that a repair makes, each with the probability that it is right."""
    known = astuple(weights)
    joins = []
    for (left, right), signs in zip(repair.made, join_signs(repair, graph, page), strict=True):
        log_odds = sum(weight * sign for weight, sign in zip(known, signs, strict=True))
        joins.append(Join(left, right, round(probability(log_odds), 3), moved=True))
    return joins


def join_signs(repair: Repair, graph: TextGraph, page: PageShape) -> list[tuple[float, ...]]:
    """This returns what speaks for and against each join that a repair makes, in the order of `JoinWeights`."""
    seams = page.seams
    scores = [seams.log_odds(*pair) for pair in repair.made]
    return [
        (
            1.0,
            _clip(own, -4, 7),
            _clip(own - _best_other_right(left, right, graph, seams), -5, 5),
            _clip(repair.gain, -5, 25) / 10,
            repair.gain / len(scores) / 5,
            min(scores) / 3,
            float(len(scores) == 1),
            (sum(scores) - own) / (len(scores) - 1) / 3 if len(scores) > 1 else 0.0,
            _before(left, graph.following.get(left), seams) / 3,
            _before(graph.preceding.get(right), right, seams) / 3,
            log1p(abs(graph.place[left] - graph.place[right]) / 20),
            float(graph.stretch[left] != graph.stretch[right]),
        )
        for (left, right), own in zip(repair.made, scores, strict=True)
    ]


def _best_other_right(left: int, right: int, graph: TextGraph, seams: SeamTable) -> float:
    """This returns the best log-odds of `left` with any text line but `right`."""
    others = (
        seam.log_odds for seam in seams.candidates[left] if seam.right != right and seam.right in graph.place
    )
    return max(others, default=seams.floor)


def _before(left: int | None, right: int | None, seams: SeamTable) -> float:
    """This returns the log-odds of the source's own join, -1 where the stretch begins or ends."""
    return -1.0 if left is None or right is None else max(seams.log_odds(left, right), STRANGER)


def _clip(value: float, low: float, high: float) -> float:
    return min(high, max(low, value))
