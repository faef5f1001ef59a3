"""What each kind of evidence says of the pairs of a page, to be weighed anew by who knows more of the page."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from epubmaker.seams.shortlist import ALL_FEATURES

Indices = NDArray[np.int64]
PAIR_SIGNS = (*ALL_FEATURES, "ratio")


@dataclass(frozen=True, slots=True)
class PairEvidence:
    """What was weighed of each pair.

    keys    (pairs,) left * lines + right by line numbers, ascending
    values  (pairs, `PAIR_SIGNS`) what each kind of evidence says, and the calibrated log-odds that came of it
    lines   of the page
    """

    keys: Indices
    values: NDArray[np.float32]
    lines: int

    def read(self, left: Indices, right: Indices) -> NDArray[np.float32]:
        """Return what is said of some pairs, (n, `PAIR_SIGNS`); zeros of a pair that was not weighed."""
        if not len(self.keys):
            return np.zeros((len(left), len(PAIR_SIGNS)), np.float32)
        wanted = left * self.lines + right
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where((self.keys[at] == wanted)[:, None], self.values[at], np.float32(0.0))
