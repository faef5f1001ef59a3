"""The edition's own language: what crosses a seam and stands elsewhere on the page in one piece is likely right."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from epubmaker.seams.alphabet import SIZE, alphabet
from epubmaker.seams.page_text import PageText, Symbols

Keys = NDArray[np.uint64]
BITS = np.uint64(12)
LONGEST = 5


class PageLanguage:
    """The runs of two to five characters that stand inside the lines of a page, or in earlier editions.

    A seam of the source never counts as a run, so extraction order is no evidence for itself.
    """

    def __init__(self, page: PageText, earlier: Sequence[str] = ()) -> None:
        numbering = alphabet()
        pieces = [numbering.encode_folded(text) for text in page.folded]
        pieces += [numbering.encode(text) for text in earlier]
        mark = np.zeros(1, np.uint16)
        text = np.concatenate([part for piece in pieces for part in (piece, mark)] or [mark])
        self._pairs = np.zeros(SIZE * SIZE, bool)
        self._runs: dict[int, Keys] = {}
        for length in range(2, LONGEST + 1):
            keys = _runs_of(text, length)
            if length == 2:
                self._pairs[keys.astype(np.int64)] = True
            else:
                self._runs[length] = np.unique(keys)

    def crossing(
        self, page: PageText, left: NDArray[np.int64], right: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Return for each pair the length of the longest known run that crosses the seam, 0 or 2 .. 5."""
        longest = np.zeros(len(left), np.float32)
        last, first = page.tails[left, 0].astype(np.int64), page.heads[right, 0].astype(np.int64)
        alive = {(1, 1): np.flatnonzero(self._pairs[last * SIZE + first] & (last > 1) & (first > 1))}
        longest[alive[1, 1]] = 2
        for length in range(3, LONGEST + 1):
            # A run of this length holds a shorter one, without its first or its last symbol.
            for before in range(1, length):
                after = length - before
                shorter = [alive[key] for key in ((before - 1, after), (before, after - 1)) if key in alive]
                ask = np.unique(np.concatenate(shorter))
                keys = _across(page.tails[left[ask]], page.heads[right[ask]], before, after)
                alive[before, after] = ask[_among(self._runs[length], keys)]
                longest[alive[before, after]] = length
        return longest


def _runs_of(text: Symbols, length: int) -> Keys:
    """Return the keys of the runs of a length that hold neither a mark nor an unknown symbol."""
    count = max(0, len(text) - length + 1)
    keys, whole = np.zeros(count, np.uint64), np.ones(count, bool)
    for offset in range(length):
        symbols = text[offset : offset + count]
        keys = (keys << BITS) | symbols
        whole &= symbols > 1
    return keys[whole]


def _across(tails: Symbols, heads: Symbols, before: int, after: int) -> Keys:
    """Pack the last `before` symbols of tails and the first `after` of heads into keys."""
    keys = np.zeros(len(tails), np.uint64)
    for column in (*tails[:, :before].T[::-1], *heads[:, :after].T):
        keys = (keys << BITS) | column
    return keys


def _among(known: Keys, keys: Keys) -> NDArray[np.bool_]:
    """Say which keys are among the known, sorted ones."""
    if not len(known):
        return np.zeros(len(keys), bool)
    at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    found: NDArray[np.bool_] = known[at] == keys
    return found
