"""The two towers: does this line continue that one, judged on whole lines and what lies beyond them.

One tower reads the line before the seam, the other the line after it; the score of a pair is the product of their vectors,
so a page costs one pass a line and one matrix product. A tower sums embeddings of characters and of frequent character
pairs, keeps the 24 nearest to the seam in order and the next line's 16 as a weighted bag, and has two layers. Trained by
`training/towers.py`; weights are bytes with a scale a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from epubmaker.seams.alphabet import DATA, SIZE
from epubmaker.seams.page_text import Symbols

Floats = NDArray[np.float32]
NEAR, FAR = 24, 16
# Lines read at once.
STRETCH = 1024
LAYERS = ("hidden", "vectors")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a tower makes of n lines: the layer below its vectors, (n, 320), and the vectors, (n, 128)."""

    hidden: Floats
    vectors: Floats


@dataclass(frozen=True, slots=True)
class Tower:
    """The weights of one side."""

    near: Floats
    near_bias: Floats
    far: Floats
    weights: Floats
    middle: Floats
    middle_bias: Floats
    out: Floats
    out_bias: Floats

    def read(self, near: Floats, fars: Sequence[Floats]) -> list[Reading]:
        """Read embedded lines, (n, 24, depth), with each of several surroundings, (n, 16, depth)."""
        line = near.reshape(len(near), -1) @ self.near.T + self.near_bias
        return [self._finish(line + np.tensordot(far, self.weights, (1, 0)) @ self.far.T) for far in fars]

    def _finish(self, hidden: Floats) -> Reading:
        """Run the layers above the first."""
        hidden = np.maximum(hidden, 0)
        hidden += np.maximum(hidden @ self.middle.T + self.middle_bias, 0)
        return Reading(hidden, hidden @ self.out.T + self.out_bias)


class Towers:
    """Scorer of seams by the product of two vectors."""

    def __init__(
        self, symbols: Floats, bigrams: Floats, keys: NDArray[np.int32], left: Tower, right: Tower
    ) -> None:
        self._symbols = symbols
        self._bigrams = bigrams
        self._keys = keys
        self._left, self._right = left, right

    def left(self, tails: Symbols, beyond: Sequence[Symbols]) -> list[Reading]:
        """Read lines before a seam, once with each of the surroundings in `beyond`.

        tails   (n, 24) symbols of each line, the one at the seam first
        beyond  each (n, 16), the line before it likewise, 0 for nothing
        """
        return self._read(self._left, tails, beyond, backwards=True)

    def right(self, heads: Symbols, beyond: Sequence[Symbols]) -> list[Reading]:
        """Read lines after a seam; `beyond` holds the line after each."""
        return self._read(self._right, heads, beyond, backwards=False)

    def _read(self, tower: Tower, near: Symbols, beyond: Sequence[Symbols], backwards: bool) -> list[Reading]:
        """Run a tower over stretches of lines, so that memory stays small on long input."""
        parts = [
            tower.read(
                self.embed(near[k : k + STRETCH, :NEAR], backwards),
                [self.embed(far[k : k + STRETCH, :FAR], backwards) for far in beyond],
            )
            for k in range(0, len(near), STRETCH)
        ]
        return [
            Reading(*(np.concatenate([getattr(one, layer) for one in readings]) for layer in LAYERS))
            for readings in zip(*parts, strict=True)
        ]

    def embed(self, windows: Symbols, backwards: bool) -> Floats:
        """Embed each symbol with the character pair it forms with its neighbour farther from the seam."""
        symbols = windows.astype(np.int64)
        farther = np.concatenate([symbols[:, 1:], np.zeros((len(symbols), 1), np.int64)], 1)
        pairs = farther * SIZE + symbols if backwards else symbols * SIZE + farther
        at = np.minimum(np.searchsorted(self._keys, pairs), len(self._keys) - 1)
        known = (self._keys[at] == pairs) & (symbols > 0) & (farther > 0)
        embedded: Floats = self._symbols[symbols] + self._bigrams[np.where(known, at + 1, 0)]
        embedded[symbols == 0] = 0
        return embedded


@lru_cache(maxsize=1)
def towers(path: Path = DATA / "towers.npz") -> Towers | None:
    """Return the shipped towers, read once a process, or None where they do not ship."""
    if not path.exists():
        return None
    with np.load(path) as stored:
        arrays = {name: stored[name] for name in stored.files}
    sides = [
        Tower(*(restored(arrays, f"{side}.{field.name}") for field in fields(Tower)))
        for side in ("left", "right")
    ]
    return Towers(restored(arrays, "symbol"), restored(arrays, "bigram"), arrays["keys"], *sides)


def restored(arrays: dict[str, NDArray[Any]], name: str) -> Floats:
    """Turn bytes and their scales back into weights."""
    stored = arrays[name]
    if stored.dtype != np.int8:
        return stored.astype(np.float32)
    scaled: Floats = stored.astype(np.float32) * arrays[f"{name}.scale"][:, None]
    return scaled
