"""The best set of successors: every line is followed by at most one line and follows at most one.

All repairs of a page are weighed together: a line that leaves one place must find another, a place that is left open must be
filled, and when eight of ten open ends are matched the last two follow by elimination. This is an assignment problem on a
sparse graph; shortest augmenting paths (Jonker-Volgenant) solve it exactly. Each path stays in the neighbourhood of one line,
and where a ring is cut only its neighbourhood is solved again, so the cost grows about linearly with the lines.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from epubmaker.order.matching import END, Assignment

__all__ = ["END", "Successors", "best_successors", "find_ring", "find_rings"]


class Successors:
    """The best set of successors, kept best while pairs are withdrawn: only their neighbourhood is solved again.

    `gains[left]` maps possible successors to their gain over being followed by none; gains of zero or less are never taken.
    A set of successors without order (a ring) is cut at its weakest link.
    """

    __slots__ = ("_assignment",)

    def __init__(self, gains: Sequence[Mapping[int, float]]) -> None:
        wanted = [{right: gain for right, gain in row.items() if gain > 0} for row in gains]
        self._assignment = Assignment(wanted)
        self._cut_rings()

    @property
    def chosen(self) -> list[int]:
        """Return the successor of every line: an index, or END."""
        return self._assignment.chosen

    def withdraw(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Take pairs away for good."""
        for left, right in pairs:
            self._assignment.withdraw(left, right)
        self._cut_rings()

    def _cut_rings(self) -> None:
        chosen, kept = self._assignment.chosen, self._assignment.gains
        while rings := find_rings({left: right for left, right in enumerate(chosen) if right != END}):
            for ring in rings:
                if all(chosen[left] == right for left, right in pairwise([*ring, ring[0]])):
                    self._assignment.forbid(min(ring, key=lambda left: kept[left][chosen[left]]))


def best_successors(gains: Sequence[Mapping[int, float]]) -> list[int]:
    """Return the successor of every line (an index, or END) so that the sum of gains is greatest."""
    return Successors(gains).chosen


def find_ring(successors: Mapping[int, int]) -> list[int]:
    """Return the members of a ring of successors, or nothing."""
    return next(iter(find_rings(successors)), [])


def find_rings(successors: Mapping[int, int]) -> list[list[int]]:
    """Return every ring of successors; where each line follows one at most, they share no line."""
    seen: dict[int, int] = {}
    rings: list[list[int]] = []
    for start in successors:
        path, member = [], start
        while member in successors and member not in seen:
            seen[member] = start
            path.append(member)
            member = successors[member]
        if seen.get(member) == start:
            rings.append(path[path.index(member) :])
    return rings
