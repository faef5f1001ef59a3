"""The second reading: the best few pairs of every line, read again by the re-ranker with both sides together.

The linear model over what is known of all pairs chooses; what the re-ranker says of the chosen ones becomes one more feature.
Pairs that were not chosen have none: their share is that of not having been chosen.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from epubmaker.seams.candidates import Pairs, weighed
from epubmaker.seams.evidence import PAIR_FEATURES, Evidence

Floats = NDArray[np.float64]
Features = NDArray[np.float32]
Indices = NDArray[np.int64]
Mask = NDArray[np.bool_]
# Pairs of a line, as the left one and as the right one, that are read again.
AGAIN = 24
# What the re-ranker says at least of the best pair of a line, and of any: 99 of 100 true pairs have -4.5 or more, and
# the best of 99 of 100 lines that go on has -2.4 or more.
BEST_AT_LEAST, LEAST = -2.5, -12.0
SECOND_FEATURES = ("together", "shortlisted")
SAID = [PAIR_FEATURES.index(name) for name in ("towers_beyond", "language")]
ALL_FEATURES = (*PAIR_FEATURES, *SECOND_FEATURES)


def second_reading(evidence: Evidence, pairs: Pairs, features: Features, weights: Floats) -> Features:
    """Append the features of the second reading, (pairs, 2), to those of the first; `weights` choose the pairs."""
    chosen = shortlist(weighed(features, weights), pairs)
    many = features.shape[1]
    both = np.zeros((many + len(SECOND_FEATURES), len(features)), np.float32)
    both[:many] = features.T
    said = np.stack([both[column][chosen] for column in SAID], axis=1)
    left, right = pairs.left[chosen], pairs.right[chosen]
    both[many][chosen] = within_reason(evidence.together(left, right, said), left, right)
    both[many + 1][chosen] = 1
    return both.T


def within_reason(scores: Features, left: Indices, right: Indices) -> Features:
    """Lift the scores of lines that by the re-ranker's word go on nowhere, so that their best pair stands as true ones do.

    It has learnt that a short line ends its paragraph. Beside a picture it does not: which line it would go on in, if it
    does, is all that is asked here; whether it does, the widths of the column know better.
    """
    for side in (left, right):
        best = np.full(int(side.max(initial=-1)) + 1, -np.inf)
        np.maximum.at(best, side, scores)
        scores = scores + np.maximum(0, BEST_AT_LEAST - best)[side]
    bounded: Features = np.maximum(scores, LEAST).astype(np.float32)
    return bounded


def shortlist(scores: Floats, pairs: Pairs, size: int = AGAIN) -> Mask:
    """Mark the pairs that are among the `size` best of their left or of their right line."""
    return pairs.best(scores, size) | pairs.best_of_right(scores, size)
