"""How much two texts speak of the same thing, by the pairs of characters they share, rare pairs counting more."""

from collections import Counter
from collections.abc import Iterable
from math import fsum, log, sqrt

from epubmaker.text.pairs import pairs

SHORT = 5.0  # a title of few or common pairs says little: this much weight counts against it
LEAD = 120  # characters: a headline speaks of the lead first of all


class Affinity:
    """This weighs shared character pairs by how few of the page's texts hold them.

    Sums are exact (`fsum`), because sets of pairs come in another order in every process.
    """

    __slots__ = ("_count", "_frequency", "_known", "_norms")

    def __init__(self, texts: Iterable[str]) -> None:
        self._frequency: Counter[str] = Counter()
        self._count = 0
        self._known: dict[str, frozenset[str]] = {}
        self._norms: dict[frozenset[str], float] = {}
        for text in texts:
            self._count += 1
            self._frequency.update(self._pairs(text))

    def weight(self, pair: str) -> float:
        """This returns the weight of a character pair: the logarithm of how few texts hold it."""
        return log((self._count + 1) / (self._frequency.get(pair, 0) + 0.5))

    def of_title(self, title: str, body: str) -> float:
        """This returns the weighted share (0..1) of a title's pairs that stand in a body, those of the lead counting double."""
        own = self._pairs(title)
        total = fsum(self.weight(pair) for pair in own)
        whole, lead = self._pairs(body), self._pairs(body[:LEAD])
        shared = fsum(self.weight(pair) * (1 + (pair in lead)) / 2 for pair in own if pair in whole)
        return shared / (total + SHORT)

    def of_texts(self, first: str, second: str) -> float:
        """This returns the cosine of two texts' weighted pairs (0..1)."""
        one, other = self._pairs(first), self._pairs(second)
        if not one or not other:
            return 0.0
        shared = fsum(self.weight(pair) ** 2 for pair in one & other)
        return shared / sqrt(self._norm(one) * self._norm(other)) if shared else 0.0

    def _pairs(self, text: str) -> frozenset[str]:
        """This returns the pairs of a text, worked out once."""
        if text not in self._known:
            self._known[text] = pairs(text)
        return self._known[text]

    def _norm(self, own: frozenset[str]) -> float:
        """This returns the weight of all of a text's pairs, worked out once: a title is compared with every body."""
        if own not in self._norms:
            self._norms[own] = fsum(self.weight(pair) ** 2 for pair in own) or 1.0
        return self._norms[own]
