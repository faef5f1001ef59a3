"""Where the lines of a paragraph end: the cheapest way through the feasible breaks, as a whole (CLREQ 3.5).

Only breaks that some earlier line can reach are looked at, from left to right. From each of them the feasible line ends are a
short run found by bisection, and the running sums of `Paragraph` price each in constant time.
"""

from bisect import bisect_left, bisect_right

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
    """This returns the indices (into `paragraph.breaks`) of the chosen line ends, in order."""
    search = _Search(paragraph)
    search.relax(-1, 0, _goal(paragraph, 0, measure - indent))
    for node in range(search.final):
        if search.cost[node] < _NEVER:
            place = paragraph.breaks[node]
            search.relax(node, place, _goal(paragraph, place, measure))
    return search.walk_back()


class _Search:
    """This holds, for each break, the price of the best lines up to it and the break that its last line starts from."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.paragraph = paragraph
        self.final = len(paragraph.breaks) - 1
        self.cost = [_NEVER] * (self.final + 1)
        self._origin = [-1] * (self.final + 1)
        self._last_start = _last_start(paragraph)

    def relax(self, node: int, place: int, goal: float) -> None:
        """This tries every line that starts at unit `place` (after break `node`) and may end near `goal`."""
        paragraph = self.paragraph
        ends, tails, tolls, shrink = paragraph.ends, paragraph.tails, paragraph.tolls, paragraph.shrink
        cost, origin = self.cost, self._origin
        paid = (cost[node] if node >= 0 else 0.0) + _LINE
        reserve = shrink[place]
        low = bisect_left(ends, goal - _REACH, node + 1)
        high = bisect_right(ends, goal + _REACH, low)
        if low == high or ends[low] > goal:
            low = max(node + 1, low - 1)
            high = max(high, low + 1)
        found = False
        for target in range(low, high):
            over = ends[target] - goal
            if over > EPSILON:
                room = shrink[tails[target]] - reserve
                if over > room + EPSILON:
                    continue
                price = over / room
                price = 100.0 * price * price * price
            else:
                price = self._price_of_room(place, target, -over)
            found = True
            price += paid + tolls[target]
            if price < cost[target]:
                cost[target] = price
                origin[target] = node
        if not found and paid + _OVERFULL < cost[low]:
            cost[low] = paid + _OVERFULL
            origin[low] = node

    def walk_back(self) -> list[int]:
        """This returns the breaks of the best lines, in order."""
        chosen = []
        node = self.final
        while node >= 0:
            chosen.append(node)
            node = self._origin[node]
        chosen.reverse()
        return chosen

    def _price_of_room(self, place: int, target: int, under: float) -> float:
        """This prices a line that is shorter than the measure: nothing for the last, unless it is but one character."""
        if target == self.final:
            return _SHORT_LAST if place > self._last_start else 0.0
        paragraph = self.paragraph
        tail = paragraph.tails[target]
        return _stretch_price(
            under,
            paragraph.flex[tail] - paragraph.flex[place],
            paragraph.opens[tail] - paragraph.opens[place],
        )


def _goal(paragraph: Paragraph, place: int, measure: float) -> float:
    """This returns where a line from unit `place` should end; an opening mark at its start is trimmed (CLREQ 3.1.6.3)."""
    kind = paragraph.kinds[place]
    return paragraph.starts[place] + measure + (kind.lead if kind.sort is Sort.OPENING else 0.0)


def _stretch_price(under: float, flex: float, opens: int) -> float:
    """This prices opening a line by `under` em: little while Western spaces take it, then by the gap each place gets."""
    if under <= flex + EPSILON:
        return 2.0 * under / flex if flex else 0.0
    rest = under - flex
    if not opens:
        return 20_000.0 + 1000.0 * rest
    each = rest / opens * 10.0  # in tenths of an em
    return 3.0 + 100.0 * each * each * each + (3000.0 if each > 5.0 else 0.0)


def _last_start(paragraph: Paragraph) -> int:
    """This returns the latest unit a last line may begin with so that it shows two characters (CLREQ 3.4.4)."""
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
