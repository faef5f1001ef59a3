"""Words that run over a seam: what the best segmentation gains if two lines are read as one.

The words and their frequencies are jieba's dictionary, words of up to five characters, in a hashed table: it loads in a
millisecond, where the dictionary itself takes half a second and a hundred megabytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from epubmaker.seams.alphabet import DATA, UNKNOWN, alphabet
from epubmaker.seams.hashed_table import HashedTable

Floats = NDArray[np.float32]
Indices = NDArray[np.int64]
Symbols = NDArray[np.uint16]
# Characters on each side of a seam that a word may take, and the longest word.
SIDE, LONGEST = 4, 5
# Sixteen levels of frequency leave twelve bits to tell words from what is none.
VALUE_BITS = 4
NEVER = np.float32(-1e9)


class Lexicon:
    """Words and their log frequency.

    singles  (4096,) log frequency of each symbol as a word of its own
    table    words of two to five symbols; `levels` says what its values stand for
    """

    def __init__(self, singles: Floats, table: HashedTable, levels: Floats) -> None:
        self._singles = singles
        self._table = table
        self._levels = levels
        characters = alphabet().characters
        self._han = np.zeros(len(singles), bool)
        self._han[2 : 2 + len(characters)] = ["\u3400" <= character <= "\u9fff" for character in characters]

    def gains(self, tails: Symbols, heads: Symbols, left: Indices, right: Indices) -> Floats:
        """Return for each pair of lines how much log likelihood a word across the seam adds, 0 if there is none.

        tails, heads  (n, 4 or more) symbols counted from the seam; only the Han characters next to it matter
        """
        before, after = self._runs(tails), self._runs(heads)
        left_rest = self._segmentations(tails[:, :SIDE], before, backwards=True)
        right_rest = self._segmentations(heads[:, :SIDE], after, backwards=False)
        base = left_rest[left, 0] + right_rest[right, 0]
        best = base.copy()
        for taken in range(1, SIDE + 1):
            for given in range(1, min(SIDE, LONGEST - taken) + 1):
                ask = np.flatnonzero((before[left] >= taken) & (after[right] >= given))
                i, j = left[ask], right[ask]
                word = np.concatenate([tails[i, :taken][:, ::-1], heads[j, :given]], axis=1)
                value = self._frequency(word) + left_rest[i, taken] + right_rest[j, given]
                best[ask] = np.maximum(best[ask], value)
        gained: Floats = best - base
        return gained

    def _runs(self, windows: Symbols) -> Indices:
        """Return how many of the four symbols next to the seam are Han before the first that is not."""
        other = ~self._han[windows[:, :SIDE]]
        return np.where(other.any(axis=1), other.argmax(axis=1), SIDE)

    def _segmentations(self, windows: Symbols, runs: Indices, backwards: bool) -> Floats:
        """Return the log likelihood of the best segmentation of a run without its first k symbols from the seam.

        Result (n, 5): column k for k symbols given away to a word across the seam.
        """
        best = np.zeros((len(windows), SIDE + 1), np.float32)
        for start in range(SIDE - 1, -1, -1):
            value = np.full(len(windows), NEVER)
            for end in range(start + 1, SIDE + 1):
                word = windows[:, start:end]
                found = self._frequency(word[:, ::-1] if backwards else word) + best[:, end]
                value = np.where(runs >= end, np.maximum(value, found), value)
            best[:, start] = np.where(runs > start, value, 0)
        return best

    def knows(self, words: Symbols) -> NDArray[np.bool_]:
        """Say which rows of two or more symbols are words."""
        known: NDArray[np.bool_] = self._frequency(words) > NEVER / 2
        return known

    def _frequency(self, words: Symbols) -> Floats:
        """Return the log frequency of words, (n, length) symbols; very low for what is no word."""
        if words.shape[1] == 1:
            return self._singles[words[:, 0]]
        keys = np.zeros(len(words), np.uint64)
        for column in words.T:
            keys = (keys << np.uint64(12)) | column
        there, level, _ = self._table.find(keys)
        return np.where(there & (words > UNKNOWN).all(axis=1), self._levels[level], NEVER)


@lru_cache(maxsize=1)
def lexicon(path: Path = DATA / "lexicon.npz") -> Lexicon:
    """Return the shipped lexicon, read once a process."""
    with np.load(path) as stored:
        table = HashedTable(stored["cells"], stored["extras"], int(stored["seed"]), VALUE_BITS)
        return Lexicon(stored["singles"], table, stored["levels"])


def known_words(words: Iterable[str]) -> frozenset[str]:
    """Return those of the words (two to five characters) that the lexicon knows; all of one length are asked together."""
    by_length: dict[int, list[str]] = {}
    fold = alphabet().fold
    for word in dict.fromkeys(words):
        if len(fold(word)) == len(word):
            by_length.setdefault(len(word), []).append(word)
    found: set[str] = set()
    for length, several in by_length.items():
        symbols = alphabet().encode("".join(several)).reshape(-1, length)
        found.update(word for word, known in zip(several, lexicon().knows(symbols), strict=True) if known)
    return frozenset(found)
