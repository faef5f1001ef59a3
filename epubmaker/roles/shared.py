"""What lines share: pairs of characters, rare ones counting more, and subjects read from sums of line vectors."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from epubmaker.model.subjects import Reading
from epubmaker.text.pairs import pairs

Floats = NDArray[np.float64]
SHORT = 5.0  # a line of few or common pairs says little: this much weight counts against it


class SharedWords:
    """How much of a line stands in other lines of the page too."""

    __slots__ = ("_own", "_places", "_weights")

    def __init__(self, texts: Sequence[str]) -> None:
        self._own = [pairs(text) for text in texts]
        self._places: dict[str, list[int]] = {}
        for at, found in enumerate(self._own):
            for pair in found:
                self._places.setdefault(pair, []).append(at)
        count = len(texts)
        self._weights = {pair: log((count + 1) / (len(at) + 0.5)) for pair, at in self._places.items()}

    def share(self, at: int, start: int, end: int) -> float:
        """Return the weighted share (0..1) of a line's pairs that stand in lines `start:end`, the line itself left out."""
        whole = shared = 0.0
        for pair in sorted(self._own[at]):
            weight, places = self._weights[pair], self._places[pair]
            whole += weight
            first = bisect_left(places, start)
            while first < len(places) and places[first] == at:
                first += 1
            if first < len(places) and places[first] < end:
                shared += weight
        return shared / (whole + SHORT)


def arrays_of(reading: Reading) -> tuple[Floats, Floats]:
    """Return a reading as arrays, its matrix turned, for whoever asks `unit_rows` often."""
    return np.asarray(reading.rows).T, np.asarray(reading.added)


def unit_rows(reading: tuple[Floats, Floats], totals: Floats) -> Floats:
    """Return what sums of line vectors, (n, depth), speak of by a reading as arrays: vectors of length one."""
    matrix, added = reading
    turned = totals @ matrix + added
    length = np.linalg.norm(turned, axis=-1, keepdims=True)
    unit: Floats = turned / np.where(length == 0, 1.0, length)
    return unit
