"""Words of a short text: the likeliest segmentation by a dictionary that is looked up where it lies.

The tables (`data/words.bin`, made by `training/heading_words.py` from jieba's dictionary) are sorted numbers: nothing is loaded but
the bytes of the file, and a word is found by bisection.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).parent / "data" / "words.bin"
_HEAD = 64
_CODES = "HIQQ"
_SCALE = 8.0
LONGEST = len(_CODES)
# Log frequencies: of a name that the edition brings itself, and of a character that is in no word.
_OWN_WORD, _LONE = -9.0, -20.0


class _Tables(NamedTuple):
    keys: tuple[array[int], ...]
    prices: tuple[bytes, ...]
    folding: dict[int, str]


@cache
def _tables() -> _Tables:
    content = _FILE.read_bytes()
    *sizes, pairs = map(int, content[:_HEAD].split())
    keys, prices = [], []
    at = _HEAD
    for code, size in zip(_CODES, sizes, strict=True):
        numbers = _numbers(code, content, (at, size))
        at += size * numbers.itemsize
        keys.append(numbers)
        prices.append(content[at : at + size])
        at += size
    folded = _numbers("H", content, (at, 2 * pairs))
    folding = dict(zip(folded[::2], map(chr, folded[1::2]), strict=True))
    return _Tables(tuple(keys), tuple(prices), folding)


def _numbers(code: str, content: bytes, part: tuple[int, int]) -> array[int]:
    start, size = part
    numbers = array(code)
    numbers.frombytes(content[start : start + size * numbers.itemsize])
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def folded(text: str) -> str:
    """Return a text with the Simplified characters that its Traditional ones are looked up by, one for one."""
    return text.translate(_tables().folding)


def word_ends(text: str, own: Collection[str] = ()) -> frozenset[int]:
    """Return the offsets at which a word ends; `own` are words that the dictionary need not know.

    Both scripts are read by their Simplified characters. What is no Han is a word of its own, character by character.
    """
    tables = _tables()
    folded = text.translate(tables.folding)
    length = len(folded)
    marked = _own_words(folded, own, tables.folding)
    best = [0.0] * (length + 1)
    taken = [1] * length
    codes = list(map(ord, folded))
    for place in range(length - 1, -1, -1):
        best[place] = _LONE + best[place + 1]
        key = 0
        for size in range(1, min(LONGEST, length - place) + 1):
            code = codes[place + size - 1]
            if not 0x3400 <= code <= 0x9FFF:
                break
            key = key << 16 | code
            keys = tables.keys[size - 1]
            at = bisect_left(keys, key)
            if at < len(keys) and keys[at] == key:
                worth = best[place + size] - tables.prices[size - 1][at] / _SCALE
                if worth > best[place]:
                    best[place], taken[place] = worth, size
        for size in marked.get(place, ()):
            if _OWN_WORD + best[place + size] > best[place]:
                best[place], taken[place] = _OWN_WORD + best[place + size], size
    return _walked(taken)


def _own_words(folded: str, own: Collection[str], folding: dict[int, str]) -> dict[int, list[int]]:
    marked: dict[int, list[int]] = {}
    for word in own:
        image = word.translate(folding)
        at = folded.find(image) if image else -1
        while at >= 0:
            marked.setdefault(at, []).append(len(image))
            at = folded.find(image, at + 1)
    return marked


def _walked(taken: list[int]) -> frozenset[int]:
    ends, place = set(), 0
    while place < len(taken):
        place += taken[place]
        ends.add(place)
    return frozenset(ends)
