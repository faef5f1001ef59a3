"""Lines that may have strayed: where a merged row is taken apart, the seam that is left closes.

A recogniser that merges a row emits the lines of two or three columns at the place of one of them. So two or three neighbours
belong to different columns; when the strangers leave, the line that is at home there joins its neighbours better than before.
Only such lines, and the ends of rows, are free to be moved: all other joins of the source stand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from epubmaker.assemble.graph import OrderCosts, TextGraph
from epubmaker.assemble.paragraphs import PageShape

WIDEST = 3  # lines of a merged row


@dataclass(frozen=True, slots=True)
class Strays:
    """This says which lines are free to be moved.

    gains  for each line that may have strayed, what its place gains when it leaves, in log-odds
    untangled  stretches whose columns were interleaved: the extractor read rows, it merged none, so nothing strayed
    """

    graph: TextGraph
    page: PageShape
    gains: Mapping[int, float] = field(default_factory=dict)
    untangled: frozenset[int] = frozenset()

    def may_follow(self, left: int, right: int) -> bool:
        """This says whether `right` may follow `left` out of order: one may have strayed, or what lay between, or rows end."""
        if not self.untangled.isdisjoint((self.graph.stretch[left], self.graph.stretch[right])):
            return False
        apart = self.graph.place[right] - self.graph.place[left]
        if -WIDEST <= apart < 0 and row_of(left, self.page) == row_of(right, self.page):
            return False  # the lines of a merged row belong to different columns: none follows its neighbour backwards
        if left in self.gains or right in self.gains:
            return True
        if self._ends_row(left) and self._starts_row(right):
            return True
        if not 2 <= apart <= WIDEST:
            return False
        between = self.graph.lines[self.graph.place[left] + 1 : self.graph.place[right]]
        return all(number in self.gains for number in between)

    def _ends_row(self, number: int) -> bool:
        after = self.graph.following.get(number)
        return after is None or row_of(after, self.page) != row_of(number, self.page)

    def _starts_row(self, number: int) -> bool:
        before = self.graph.preceding.get(number)
        return before is None or row_of(before, self.page) != row_of(number, self.page)


def row_of(number: int, page: PageShape) -> int:
    """This returns the row a recogniser set a line in: its source row, or its block where every line is a row."""
    line = page.lines[number]
    return line.row if page.joined else line.block


def find_strays(graph: TextGraph, page: PageShape, costs: OrderCosts) -> Strays:
    """This finds the lines that may have strayed. Linear in the lines."""
    gains: dict[int, float] = {}
    runs: dict[int, list[int]] = {}
    for number in graph.lines:
        runs.setdefault(graph.stretch[number], []).append(number)
    for run in runs.values():
        for members, home, gain in _merged_rows(run, page, costs):
            for number in members:
                if number != home:
                    gains[number] = max(gains.get(number, gain), gain)
    untangled = frozenset(graph.stretch[left] for left, right in graph.following.items() if right < left)
    return Strays(graph, page, gains, untangled)


def _merged_rows(
    run: Sequence[int], page: PageShape, costs: OrderCosts
) -> Iterator[tuple[Sequence[int], int | None, float]]:
    """This yields neighbours that may be a merged row, the line at home (None if none), and what the place gains."""
    for width in range(1, WIDEST + 1):
        for start in range(len(run) - width + 1):
            members = run[start : start + width]
            before = run[start - 1] if start else None
            after = run[start + width] if start + width < len(run) else None
            around = [number for number in (before, *members, after) if number is not None]
            now = sum(_value(left, right, page, costs) for left, right in pairwise(around))
            for home in (None,) if width == 1 else members:
                left_over = [number for number in (before, home, after) if number is not None]
                gain = sum(_value(left, right, page, costs) for left, right in pairwise(left_over)) - now
                if gain >= costs.closes:
                    yield members, home, gain


def _value(left: int, right: int, page: PageShape, costs: OrderCosts) -> float:
    """This returns what two neighbours gain by standing together: joined, or parted by the end of a paragraph."""
    ended = costs.edge_of(page.seams.closes[left]) + costs.edge_of(page.seams.opens[right])
    inside = costs.inside if row_of(left, page) == row_of(right, page) else 0.0
    return max(page.seams.log_odds(left, right), ended + inside)
