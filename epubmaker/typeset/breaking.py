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


def best_breaks(paragraph: Paragraph, measure: float, indent: float) -> list[int]:
    """This returns the indices (into `paragraph.breaks`) of the chosen line ends, in order."""
    count = len(paragraph.breaks)
    starts, ends, tails = paragraph.starts, paragraph.ends, paragraph.tails
    shrink, flex, opens = paragraph.shrink, paragraph.flex, paragraph.opens
    cost = [1e18] * count
    origin = [-2] * count
    final = count - 1
    last_start = _last_start(paragraph)
    place, paid, first = 0, 0.0, 0
    for node in range(-1, final):
        if node >= 0:
            paid = cost[node]
            if paid >= 1e18:
                continue
            place = paragraph.breaks[node]
            goal = starts[place] + paragraph.kinds[place].lead + measure
            if paragraph.kinds[place].sort is not Sort.OPENING:
                goal = starts[place] + measure
        else:
            goal = _first_goal(paragraph, measure, indent)
        first = node + 1
        low = bisect_left(ends, goal - _REACH, first)
        high = bisect_right(ends, goal + _REACH, low)
        if low == high or ends[low] > goal:
            low = max(first, low - 1)
            high = max(high, low + 1)
        found = False
        for target in range(low, high):
            tail = tails[target]
            over = ends[target] - goal
            if over > EPSILON:
                room = shrink[tail] - shrink[place]
                if over > room + EPSILON:
                    continue
                price = over / room
                price = 100.0 * price * price * price
            elif target == final:
                price = _SHORT_LAST if place > last_start else 0.0
            else:
                price = _stretch_price(-over, flex[tail] - flex[place], opens[tail] - opens[place])
            found = True
            total = paid + price + _LINE
            if total < cost[target]:
                cost[target] = total
                origin[target] = node
        if not found and paid + _OVERFULL < cost[low]:
            cost[low] = paid + _OVERFULL
            origin[low] = node
    return _walk_back(origin, final)


def _first_goal(paragraph: Paragraph, measure: float, indent: float) -> float:
    kind = paragraph.kinds[0]
    return measure - indent + (kind.lead if kind.sort is Sort.OPENING else 0.0)


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
            shown += 2
        if shown >= _LEAST_LAST:
            return place
    return 0


def _walk_back(origin: list[int], final: int) -> list[int]:
    chosen = []
    node = final
    while node >= 0:
        chosen.append(node)
        node = origin[node]
    chosen.reverse()
    return chosen
