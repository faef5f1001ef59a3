"""Headings: as few lines as the measure allows, of like length, broken between phrases rather than inside them."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from itertools import accumulate

from epubmaker.typeset.classes import Sort
from epubmaker.typeset.lines import SetLine
from epubmaker.typeset.paragraph import Paragraph

_SAME = 1e-6  # em
_UNEVEN = 5.0  # em; how much shorter than the others a line may be
_TORN = 500.0  # em squared; a break that costs more is not made where another line avoids it
_MORE_LINES = 2  # that a heading may take to avoid one
_MOST_BALANCED = (
    8  # lines; what is longer is no heading that a reader takes in at a glance, and is filled line by line
)
_LOOKS_BACK = 6  # breaks; the longest word


Prices = Callable[[str], Mapping[int, float]]
_Reached = tuple[float, "tuple[int, _Reached] | None"]  # what a line end costs, and the one before it


class Alignment(Enum):
    """Where ragged lines stand in their measure."""

    START = "start"
    CENTRE = "centre"
    END = "end"


def balanced_breaks(paragraph: Paragraph, measure: float, priced: Callable[[], Sequence[float]]) -> list[int]:
    """Return the indices (into `paragraph.breaks`) of the line ends that make the lines alike.

    `priced` says what each break costs beside its line's length, and is asked only where more than one line is needed. Where
    the fewest lines would tear what should stay together, one or two more are tried.
    """
    final = len(paragraph.breaks) - 1
    total = paragraph.ends[final] - _begin(paragraph, -1)
    if total <= measure + _SAME:
        return [final]
    greedy = _greedy_breaks(paragraph, measure)
    inside = priced()
    if len(greedy) > _MOST_BALANCED:
        return _greedy_breaks(paragraph, measure, inside)
    best: tuple[float, list[int]] | None = None
    for count in range(len(greedy), len(greedy) + _MORE_LINES + 1):
        found = _balanced(paragraph, measure, (count, total / count), inside)
        if found is not None and (best is None or found[0] + _TORN < best[0]):
            best = found
        if best is not None and best[0] < _TORN:
            break
    return best[1] if best else greedy


def _balanced(
    paragraph: Paragraph, measure: float, lines: tuple[int, float], inside: Sequence[float]
) -> tuple[float, list[int]] | None:
    """Return the cheapest way to break a heading into a number of lines of a mean length, and its price."""
    count, even = lines
    ends, final = paragraph.ends, len(paragraph.breaks) - 1
    reached: dict[int, _Reached] = {-1: (0.0, None)}
    for line in range(1, count + 1):
        further: dict[int, _Reached] = {}
        for node, way in reached.items():
            begin = _begin(paragraph, node)
            low = bisect_left(ends, begin + even - _UNEVEN, node + 1)
            high = bisect_right(ends, begin + measure + _SAME, low)
            targets = range(low, min(final, high))
            if line == count:
                targets = range(final, final + 1) if node < final < high else range(0)
            for target in targets:
                uneven = ends[target] - begin - even
                price = way[0] + uneven * uneven + inside[target]
                if target not in further or price < further[target][0]:
                    further[target] = (price, (node, way))
        reached = further
    return _walked(final, reached[final]) if final in reached else None


def _walked(node: int, way: "_Reached") -> tuple[float, list[int]]:
    """Return the price of a way, and its line ends in order."""
    chosen, price = [node], way[0]
    while way[1] is not None:
        node, way = way[1]
        chosen.append(node)
    return price, chosen[-2::-1]  # the beginning is no line end


def _greedy_breaks(paragraph: Paragraph, measure: float, inside: Sequence[float] | None = None) -> list[int]:
    """Fill line after line: the fewest lines there can be. Given prices, a line gives up what it would tear."""
    node, chosen = -1, []
    final = len(paragraph.breaks) - 1
    while node < final:
        goal = _begin(paragraph, node) + measure + _SAME
        last = max(node + 1, bisect_right(paragraph.ends, goal, node + 1) - 1)
        if inside is not None and last < final:
            back = range(last, max(node, last - _LOOKS_BACK), -1)
            last = next((place for place in back if inside[place] < _TORN), last)
        node = last
        chosen.append(node)
    return chosen


def natural_line(paragraph: Paragraph, start: int, chosen: int, measure: float) -> SetLine:
    """Set the line from unit `start` to the chosen break without reduction or expansion."""
    stop, tail = paragraph.breaks[chosen], paragraph.tails[chosen]
    kind = paragraph.kinds[start]
    offset = -kind.lead if kind.sort is Sort.OPENING else 0.0
    gaps = (*paragraph.joints.gap[start:tail], *([0.0] * (stop - 1 - tail)))
    end = offset + paragraph.ends[chosen] - paragraph.starts[start]
    fault = "overfull" if end > measure + 1e-4 else ""
    return SetLine(tuple(paragraph.units[start:stop]), gaps, 0.0, offset, end, True, fault)


def _begin(paragraph: Paragraph, node: int) -> float:
    """Return where a line after break `node` begins, an opening mark at its start trimmed."""
    place = paragraph.breaks[node] if node >= 0 else 0
    kind = paragraph.kinds[place]
    return paragraph.starts[place] + (kind.lead if kind.sort is Sort.OPENING else 0.0)


def priced_breaks(paragraph: Paragraph, prices: Prices | None) -> list[float]:
    """Return for each break what it costs beside its line's length."""
    if prices is None:
        return [0.0] * len(paragraph.breaks)
    offsets = list(accumulate((len(unit.text) for unit in paragraph.units), initial=0))
    asked = prices("".join([unit.text for unit in paragraph.units]))
    return [asked.get(offsets[place], 0.0) for place in paragraph.breaks]
