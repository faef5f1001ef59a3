"""What a page would gain by breaking a join: the lines that could go on otherwise, weighed together.

A line that stands in the wrong place makes three joins wrong: the one before it, the one behind it, and the one across the place
that it came from. Each of them may look tolerable; put right together they gain much. So a join is broken in thought: its left
line takes another successor, whose own predecessor takes another in its turn, until one takes the line that was set free.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest
from math import log1p
from operator import itemgetter

from epubmaker.model import ArticlePlan, Role, SeamTable

ASKED = 12  # continuations of a line that are looked at
KEPT = 8  # exchanges that are followed further
DEEP = 4  # exchanges in a row
STRANGER = -4.0  # log-odds of a pair that is not even among the candidates
HOPELESS = 14.0  # log-odds behind the best that later exchanges do not make up for
_Seeker = tuple[
    float, int, frozenset[int]
]  # gain so far, the line that seeks a successor, lines that are taken


@dataclass(frozen=True, slots=True)
class ExchangeCosts:
    """What it costs to leave source order, in log-odds; tuned on simulated pages together with the forest.

    move     against following another line than the next
    far      more for every e-fold of distance (in units of twenty lines)
    cross    more for leaving the article
    edge, limit  the share of a line's own opening and closing log-odds that counts, and the most that it may
    """

    move: float = 3.0
    far: float = 0.23
    cross: float = 2.7
    edge: float = 0.88
    limit: float = 4.45

    def edge_of(self, log_odds: float) -> float:
        """Return what a line's own opening or closing log-odds count."""
        return self.edge * min(self.limit, max(-self.limit, log_odds))


class Exchanges:
    """Exchanges among the lines of paragraphs, weighed. Each asks a bounded number of seams, whatever the page's size."""

    __slots__ = (
        "_after",
        "_article",
        "_before",
        "_closes",
        "_costs",
        "_goes_on",
        "_held",
        "_opens",
        "_seams",
    )

    def __init__(self, articles: Iterable[ArticlePlan], seams: SeamTable, costs: ExchangeCosts) -> None:
        self._seams, self._costs = seams, costs
        self._article: dict[int, int] = {}
        self._after: dict[int, int] = {}
        for number, article in enumerate(articles):
            for chain in article.chains:
                if chain.kind is Role.BODY:
                    self._article.update(dict.fromkeys(chain.lines, number))
                    self._after.update(zip(chain.lines, chain.lines[1:], strict=False))
        self._before = {right: left for left, right in self._after.items()}
        self._closes = {line: costs.edge_of(seams.closes[line]) for line in self._article}
        self._opens = {line: costs.edge_of(seams.opens[line]) for line in self._article}
        self._held = {
            right: self._worth(left, right, seams.log_odds(left, right))
            for left, right in self._after.items()
        }
        self._goes_on: dict[int, list[tuple[float, int]]] = {}

    def gain(self, left: int, right: int) -> float:
        """Return what breaking a join would gain at best, in log-odds: less than zero where it stands well."""
        best = -self._held[right]
        seekers: list[_Seeker] = [(best, left, frozenset((right,)))]
        for _ in range(DEEP):
            freed: dict[int, _Seeker] = {}
            for seeker in seekers:
                best = self._followed(seeker, (left, right), best, freed)
            if not freed:
                break
            seekers = nlargest(KEPT, freed.values(), key=itemgetter(0))
            best = max(best, seekers[0][0])
        return best

    def _followed(
        self, seeker: _Seeker, broken: tuple[int, int], best: float, freed: dict[int, _Seeker]
    ) -> float:
        """Return the best gain that a seeker's continuations end in; add to `freed` the lines that they free."""
        so_far, seeking, taken = seeker
        left, right = broken
        for worth, line in self._continuations(seeking):
            holder = self._before.get(line)
            if line in taken:
                if line == right and seeking != left:
                    best = max(best, so_far + worth)
            elif holder is None:
                best = max(best, so_far + worth)
            else:
                total = so_far + worth - self._held[line]
                if total >= best - HOPELESS and (holder not in freed or total > freed[holder][0]):
                    freed[holder] = (total, holder, taken | {line})
        return best

    def _continuations(self, left: int) -> list[tuple[float, int]]:
        """Return what may follow a line, the next of the source among it but not what follows now, and its worth."""
        known = self._goes_on.get(left)
        if known is None:
            asked = {seam.right: seam.log_odds for seam in self._seams.candidates[left][:ASKED]}
            if left + 1 not in asked:
                asked[left + 1] = self._seams.log_odds(left, left + 1)
            now = self._after.get(left)
            known = [
                (self._worth(left, right, log_odds), right)
                for right, log_odds in asked.items()
                if right != now and right in self._article
            ]
            self._goes_on[left] = known
        return known

    def _worth(self, left: int, right: int, log_odds: float) -> float:
        """Return what a join gains over both lines being without, after what it costs to leave source order."""
        joined = max(log_odds, STRANGER) - self._closes[left] - self._opens[right]
        if right == left + 1:
            return joined
        costs = self._costs
        crossing = costs.cross if self._article[left] != self._article[right] else 0.0
        return joined - costs.move - costs.far * log1p(abs(left - right) / 20) - crossing
