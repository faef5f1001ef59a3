"""The graph of a page's text lines: what every line gains from each possible successor.

Gains are sums of log-odds. Source order is the strongest prior: to follow another line than the next costs, and costs more the
farther it stands. A line that ends no sentence loses by being followed by none, so open ends look for each other.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log1p

from epubmaker.assemble.paragraphs import PageShape
from epubmaker.model import Role

FITS = 2.0  # log-odds from which a line may fill a hole whose other side is not among the candidates
STRANGER = -4.0  # log-odds of a pair in source order that is not even among the candidates


@dataclass(frozen=True, slots=True)
class OrderCosts:
    """These are the prior's log-odds, tuned on simulated pages (`training/assembly.py`).

    move     against following another line than the next
    far      more for every e-fold of distance (in units of twenty lines)
    cross    more for leaving the stretch (its column of text between two headlines)
    edge     share of a line's own opening and closing log-odds that counts
    limit    the most that a line's own opening or closing may count
    keep     for source order
    paragraph, inside   for a paragraph end at a row end, and inside a row
    support   share of the other seam's log-odds that counts when a line fits between two neighbours of the source
    supported the most that this may count
    closes    the least that a place must gain when a line leaves it, for the line to be free to move
    """

    move: float = 3.0
    far: float = 0.23
    cross: float = 2.7
    edge: float = 0.88
    limit: float = 4.45
    keep: float = 1.1
    paragraph: float = 0.0
    inside: float = -2.0
    support: float = 0.5
    supported: float = 6.9
    closes: float = 0.05

    def edge_of(self, log_odds: float) -> float:
        """This returns what a line's own opening or closing log-odds count."""
        return self.edge * min(self.limit, max(-self.limit, log_odds))


@dataclass(frozen=True, slots=True)
class TextGraph:
    """This is the text of a page as a graph.

    lines     numbers of the text lines in base order
    place     line number to its index in `lines`
    stretch   line number to the stretch it stands in
    following line number to the next text line of its stretch, in base order; `preceding` the other way
    """

    lines: tuple[int, ...]
    place: Mapping[int, int]
    stretch: Mapping[int, int]
    following: Mapping[int, int]
    preceding: Mapping[int, int]

    def beside(self, number: int) -> list[int]:
        """This returns the neighbours of a line in base order."""
        return [
            other for other in (self.preceding.get(number), self.following.get(number)) if other is not None
        ]


def text_graph(orders: Mapping[int, Sequence[int]], page: PageShape) -> TextGraph:
    """This makes the graph of the body lines; `orders` gives for every text stretch its lines in base order."""
    lines: list[int] = []
    stretch: dict[int, int] = {}
    following: dict[int, int] = {}
    for order, numbers in orders.items():
        body = [number for number in numbers if page.labels[number].role is Role.BODY]
        following.update(pair for pair in pairwise(numbers) if _both_text(pair, page))
        stretch.update(dict.fromkeys(body, order))
        lines.extend(body)
    preceding = {right: left for left, right in following.items()}
    return TextGraph(tuple(lines), {n: k for k, n in enumerate(lines)}, stretch, following, preceding)


def _both_text(pair: tuple[int, int], page: PageShape) -> bool:
    """This says whether two neighbours are text: nothing is joined over a crosshead or a label."""
    return all(page.labels[number].role is Role.BODY for number in pair)


@dataclass(frozen=True, slots=True)
class Gains:
    """This works out the gain of one line following another; `may_follow` says which pairs out of order are allowed."""

    graph: TextGraph
    page: PageShape
    costs: OrderCosts
    may_follow: Callable[[int, int], bool]

    def rows(self) -> list[dict[int, float]]:
        """This returns for every text line (by index) the gains of its possible successors (by index)."""
        place = self.graph.place
        rows: list[dict[int, float]] = [{} for _ in self.graph.lines]
        for left, right in self._pairs():
            if self.may_follow(left, right):
                rows[place[left]][place[right]] = self._moved(left, right)
        for left, right in self.graph.following.items():
            rows[place[left]][place[right]] = self._in_order(
                left, right, self.costs.edge_of(self.page.seams.closes[left])
            )
        return rows

    def _pairs(self) -> Iterator[tuple[int, int]]:
        """This yields the pairs out of source order: the candidates, and what would close the hole that a candidate fills."""
        following, preceding = self.graph.following, self.graph.preceding
        for left in self.graph.lines:
            for seam in self.page.seams.candidates[left]:
                right = seam.right
                if right not in self.graph.place or right == following.get(left):
                    continue
                yield left, right
                if seam.log_odds >= FITS:
                    after, before = following.get(left), preceding.get(right)
                    if after is not None and after not in (right, following.get(right)):
                        yield right, after
                    if before is not None and before not in (left, preceding.get(left)):
                        yield before, left

    def _moved(self, left: int, right: int) -> float:
        """This returns the gain of following another line than the next one of the source."""
        seams = self.page.seams
        own = max(seams.log_odds(left, right), STRANGER)
        closes, opens = self.costs.edge_of(seams.closes[left]), self.costs.edge_of(seams.opens[right])
        return own + self._supported(left, right) - self._distance(left, right) - closes - opens

    def _supported(self, left: int, right: int) -> float:
        """This returns what speaks for a pair because one of the two fits between two neighbours of the source."""
        after, before = self.graph.following.get(left), self.graph.preceding.get(right)
        filled = self.page.seams.log_odds(right, after) if after is not None else 0.0
        filling = self.page.seams.log_odds(before, left) if before is not None else 0.0
        best = min(self.costs.supported, max(filled, filling, 0.0))
        return self.costs.support * best

    def _in_order(self, left: int, right: int, closes: float) -> float:
        """This returns the gain of source order: as a join, or as the end of a paragraph."""
        opens = self.costs.edge_of(self.page.seams.opens[right])
        joined = max(self.page.seams.log_odds(left, right), STRANGER) - closes - opens
        ended = self.costs.inside if self.page.lines[right].joint == "space" else self.costs.paragraph
        return max(joined, ended) + self.costs.keep

    def _distance(self, left: int, right: int) -> float:
        apart = abs(self.graph.place[right] - self.graph.place[left])
        crossing = self.costs.cross if self.graph.stretch[left] != self.graph.stretch[right] else 0.0
        return self.costs.move + self.costs.far * log1p(apart / 20) + crossing
