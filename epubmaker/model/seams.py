"""How lines continue one another."""

from dataclasses import dataclass, field
from math import exp
from typing import NamedTuple

from epubmaker.model.subjects import Subjects

NOWHERE = -1  # a line that no page has: an index that holds it is made, even if it holds nothing else


class Seam(NamedTuple):
    """How much likelier line `right` is to continue line `left` inside its paragraph than any other line is.

    `log_odds` is a calibrated log likelihood ratio from content and layout alone: where the lines stand in the source
    is not in it, so the reading order adds its own prior.
    `evidence` maps the name of each feature to its share of the log-odds, for `inspect` and the proof desk.
    """

    left: int
    right: int
    log_odds: float
    evidence: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class SeamTable:
    """The seams worth asking about, and how likely each line opens or closes a paragraph.

    Everything is by line number; lines outside the graph have no candidates and neutral values.

    candidates  for each line (by number) its seams to possible next lines, best first; empty for lines outside the graph
    opens       for each line the log-odds that it is the first of a paragraph
    closes      for each line the log-odds that it is the last of a paragraph
    floor       log-odds of a pair that is not among the candidates
    subjects    what each line speaks of, those outside the graph too; None where nothing is known of it
    in_order    for each line the calibrated log-odds that the next line of the graph, in source order, continues it inside
                its paragraph: all evidence, the joint between them and how orderly the page is around them included
    """

    candidates: tuple[tuple[Seam, ...], ...]
    opens: tuple[float, ...]
    closes: tuple[float, ...]
    floor: float = -6.0
    in_order: tuple[float, ...] = ()
    subjects: Subjects | None = None
    _index: dict[int, dict[int, float]] = field(default_factory=dict, compare=False, repr=False)

    def __contains__(self, pair: tuple[int, int]) -> bool:
        return pair[1] in self._by_left.get(pair[0], ())

    def log_odds(self, left: int, right: int) -> float:
        """Return the log-odds that `right` continues `left`, `floor` if the pair was not worth asking about."""
        own = self._by_left.get(left)
        return self.floor if own is None else own.get(right, self.floor)

    @property
    def _by_left(self) -> dict[int, dict[int, float]]:
        """Return the log-odds of all seams, gathered when they are first asked for: many tables are only gone through."""
        if not self._index:
            self._index[NOWHERE] = {}
            for seams in self.candidates:
                for left, right, log_odds, _ in seams:
                    self._index.setdefault(left, {})[right] = log_odds
        return self._index


def probability(log_odds: float) -> float:
    """Turn log-odds (natural logarithm) into a probability."""
    if log_odds >= 0:
        return 1 / (1 + exp(-log_odds))
    power = exp(log_odds)
    return power / (1 + power)
