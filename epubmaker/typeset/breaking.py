"""Where the lines of a paragraph end: the cheapest way through the feasible breaks, as a whole (CLREQ 3.5).

A shortest path: breaks are nodes, lines are edges. The break that is reached most cheaply is looked at next (Dijkstra), so
the many breaks that only a badly spaced line could reach are never looked at. From each break the feasible line ends are a
short run found by bisection, and the running sums of `Paragraph` price each in constant time.
"""

from bisect import bisect_left, bisect_right
from heapq import heappop, heappush

from epubmaker.typeset.classes import Sort
from epubmaker.typeset.paragraph import Paragraph

EPSILON = 1e-4  # em; widths closer than this are the same
_REACH = 2.0  # em; how far from the natural fit a line end is looked for
_LINE = 1.0  # price of a line, so that shorter is better among equals
_SHORT_LAST = 3000.0  # a last line of one character (CLREQ 3.4.4)
_OVERFULL = 50_000.0
_LEAST_LAST = 2  # characters
_NEVER = 1e18


def best_breaks(paragraph: Paragraph, measure: float, indent: float) -> list[int]:
    """Return the indices (into `paragraph.breaks`) of the chosen line ends, in order."""
    search = _Search(paragraph)
    search.relax(-1, 0, _goal(paragraph, 0, measure - indent))
    while (node := search.cheapest()) != search.final:
        place = paragraph.breaks[node]
        search.relax(node, place, _goal(paragraph, place, measure))
    return search.walk_back()


class _Search:
    """For each break, the price of the best lines up to it and the break that its last line starts from."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.paragraph = paragraph
        self.final = len(paragraph.breaks) - 1
        self.cost = [_NEVER] * (self.final + 1)
        self._origin = [-1] * (self.final + 1)
        self._open_ends: list[tuple[float, int]] = []
        self._last_start = _last_start(paragraph)

    def cheapest(self) -> int:
        """Return the break that can be reached most cheaply and was not looked at yet."""
        while True:
            price, node = heappop(self._open_ends)
            if price <= self.cost[node]:
                return node

    def relax(self, node: int, place: int, goal: float) -> None:
        """Try every line that starts at unit `place` (after break `node`) and may end near `goal`."""
        ends = self.paragraph.ends
        low = bisect_left(ends, goal - _REACH, node + 1)
        split = bisect_right(ends, goal + EPSILON, low)
        high = bisect_right(ends, goal + _REACH, split)
        if low == split:  # nothing near: the last break that fits, however far
            low = max(node + 1, low - 1)
            split = low + 1 if ends[low] <= goal + EPSILON else low
        paid = (self.cost[node] if node >= 0 else 0.0) + _LINE
        if split > low:
            self._open(node, place, goal, (low, split, paid))
        if not self._reduce(node, place, goal, (split, high, paid)) and split == low:
            self._offer(low, node, paid + _OVERFULL)

    def _open(self, node: int, place: int, goal: float, span: tuple[int, int, float]) -> None:
        """Price lines that are not longer than the measure: little while Western gaps take the room, then by gap."""
        paragraph = self.paragraph
        ends, tails, tolls, flex, opens = (
            paragraph.ends, paragraph.tails, paragraph.tolls, paragraph.flex, paragraph.opens,
        )  # fmt: skip
        low, high, paid = span
        cost, final = self.cost, self.final
        flexed, opened = flex[place], opens[place]
        if high > final:
            high = final
            self._offer(final, node, paid + (_SHORT_LAST if place > self._last_start else 0.0))
        for target in range(low, high):
            tail = tails[target]
            rest = goal - ends[target] - flex[tail] + flexed
            price = paid + tolls[target]
            if rest > EPSILON:
                price += _price_of_gaps(rest, opens[tail] - opened)
            if price < cost[target]:
                cost[target] = price
                self._origin[target] = node
                heappush(self._open_ends, (price, target))

    def _reduce(self, node: int, place: int, goal: float, span: tuple[int, int, float]) -> bool:
        """Price lines that are longer than the measure by the share of their reserve they need."""
        paragraph = self.paragraph
        ends, tails, tolls, shrink = paragraph.ends, paragraph.tails, paragraph.tolls, paragraph.shrink
        low, high, paid = span
        reserve = shrink[place]
        found = False
        for target in range(low, high):
            room = shrink[tails[target]] - reserve
            over = ends[target] - goal
            if over <= room + EPSILON:
                found = True
                share = over / room
                self._offer(target, node, paid + tolls[target] + 100.0 * share * share * share)
        return found

    def _offer(self, target: int, node: int, price: float) -> None:
        if price < self.cost[target]:
            self.cost[target] = price
            self._origin[target] = node
            heappush(self._open_ends, (price, target))

    def walk_back(self) -> list[int]:
        """Return the breaks of the best lines, in order."""
        chosen = []
        node = self.final
        while node >= 0:
            chosen.append(node)
            node = self._origin[node]
        chosen.reverse()
        return chosen


def _goal(paragraph: Paragraph, place: int, measure: float) -> float:
    """Return where a line from unit `place` should end; an opening mark at its start is trimmed (CLREQ 3.1.6.3)."""
    kind = paragraph.kinds[place]
    return paragraph.starts[place] + measure + (kind.lead if kind.sort is Sort.OPENING else 0.0)


def _price_of_gaps(room: float, places: int) -> float:
    """Price `room` em spread over a line's places: by the cube of what each gets, so that no line opens alone."""
    if not places:
        return 20_000.0 + 1000.0 * room
    each = room / places * 10.0  # in tenths of an em
    return 3.0 + 100.0 * each * each * each + (3000.0 if each > 5.0 else 0.0)


def _last_start(paragraph: Paragraph) -> int:
    """Return the latest unit a last line may begin with so that it shows two characters (CLREQ 3.4.4)."""
    shown = 0
    for place in range(len(paragraph.units) - 1, -1, -1):
        kind = paragraph.kinds[place]
        if kind.sort in (Sort.HAN, Sort.WESTERN):
            shown += len(paragraph.units[place].text)
        elif kind.sort is Sort.DASH:
            shown += 1
        if shown >= _LEAST_LAST:
            return place
    return 0
