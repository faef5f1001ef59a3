"""The re-ranker: does this line continue that one, both sides read together?

The towers (`neural.py`) read each side by itself; what only the two together show - that this verb wants that object, that
this half of a phrase calls for that other half - is lost on them. The re-ranker reads the pair, but only the best few of each
line. Its first layer is a sum over the two sides, so that it costs one pass a line; two layers over the pair follow. It reads
the eight symbols next to the seam in order, the hidden layers of both towers, the product of their vectors, and what towers
and language model said of the pair. Trained by `training/reranker.py`; weights are bytes with a scale a row.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from epubmaker.seams.alphabet import DATA
from epubmaker.seams.neural import restored

Floats = NDArray[np.float32]
Indices = NDArray[np.int64]
Sides = tuple[Floats, Floats]
# Symbols of each side that are read in order.
NEAR = 8
# What the first reading says of a pair that the second may weigh: towers and language model, kept within bounds.
SAID, SAID_MOST = 2, 10.0
# Pairs read at once.
STRETCH = 4096


@dataclass(frozen=True, slots=True)
class Share:
    """One side's part of the first layer."""

    near: Floats
    hidden: Floats

    def read(self, near: Floats, hidden: Floats) -> Floats:
        """Map embedded lines, (n, 8, depth), and hidden layers of their tower to their share of the first layer."""
        share: Floats = near.reshape(len(near), -1) @ self.near.T + hidden @ self.hidden.T
        return share


@dataclass(frozen=True, slots=True)
class Pair:
    """The layers over the pair."""

    bias: Floats
    pair: Floats
    product: Floats
    said: Floats
    pair_bias: Floats
    middle: Floats
    middle_bias: Floats
    out: Floats

    def read(self, first: Floats, products: Floats, said: Floats) -> Floats:
        """Score pairs by the sum of their shares, (n, width), the products of their vectors, and what was said."""
        first = np.maximum(first + self.bias, 0)
        hidden = first @ self.pair.T + products @ self.product.T + self.pair_bias
        hidden = np.maximum(hidden + np.clip(said, -SAID_MOST, SAID_MOST) @ self.said.T, 0)
        hidden += np.maximum(hidden @ self.middle.T + self.middle_bias, 0)
        score: Floats = hidden @ self.out
        return score


@dataclass(frozen=True, slots=True)
class Reranker:
    """Scorer of chosen pairs of lines."""

    left: Share
    right: Share
    pair: Pair

    def score(self, lines: Sides, vectors: Sides, said: Floats, left: Indices, right: Indices) -> Floats:
        """Return the scores of pairs.

        lines    each side's share of the first layer, (n, width)
        vectors  of the towers, (n, depth)
        said     (pairs, 2) what the towers and the language model say, centred over the page
        """
        scores = np.zeros(len(left), np.float32)
        for start in range(0, len(left), STRETCH):
            here = slice(start, start + STRETCH)
            i, j = left[here], right[here]
            products = vectors[0][i] * vectors[1][j]
            scores[here] = self.pair.read(lines[0][i] + lines[1][j], products, said[here])
        return scores


@lru_cache(maxsize=1)
def reranker(path: Path = DATA / "reranker.npz") -> Reranker | None:
    """Return the shipped re-ranker, read once a process, or None where it does not ship."""
    if not path.exists():
        return None
    with np.load(path) as stored:
        arrays = {name: stored[name] for name in stored.files}
    left, right = (
        Share(*(restored(arrays, f"{side}.{field.name}") for field in fields(Share)))
        for side in ("left", "right")
    )
    return Reranker(left, right, Pair(*(restored(arrays, field.name) for field in fields(Pair))))
