"""What two lines say of each other by their texts alone: worked out once, however often a page is put in another order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[Any]
Indices = NDArray[np.int64]
Columns = Iterable[tuple[str, Values]]


class Remembered:
    """The features of all pairs of some texts, by name: (texts, texts) in the order of the texts as they sort."""

    def __init__(self) -> None:
        self._texts: tuple[str, ...] = ()
        self._known: Mapping[str, Values] = {}

    def columns(
        self, texts: Sequence[str], left: Indices, right: Indices, work: Callable[[Indices, Indices], Columns]
    ) -> Columns:
        """Yield the features of the pairs of a page, in the order of `work`, which is asked where the texts are new.

        left, right  all pairs of different lines
        """
        count, order = len(texts), sorted(range(len(texts)), key=texts.__getitem__)
        rank = np.empty(count, np.int64)
        rank[order] = np.arange(count)
        at = rank[left] * count + rank[right]
        ordered = tuple(texts[line] for line in order)
        if ordered != self._texts:
            self._known = {name: _spread(values, at, count) for name, values in work(left, right)}
            self._texts = ordered
        for name, known in self._known.items():
            yield name, known.take(at)


def _spread(values: Values, at: Indices, count: int) -> Values:
    """Return values of pairs as a table of all; that of a line with itself is asked of nobody."""
    table = np.zeros(count * count, values.dtype)
    table[at] = values
    return table
