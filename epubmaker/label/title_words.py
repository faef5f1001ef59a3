"""How much a row's words sound like a title: newspapers headline in another language than they tell in.

A title drops particles and stops, opens with its subject and ends on a verb or a noun; a line cut out of running text begins
and ends anywhere. A hashed logistic regression over the row's one to three character runs, its ends marked, tells
them apart (`training/title_words.py`; model card beside the data).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path
from struct import Struct

from epubmaker.label.folding import folding

DATA = Path(__file__).parent / "data" / "title_words.bin"
HEADER = Struct("<Bff")  # bits of the hash, log-odds for one step of a weight, constant
MOST = 5.0  # log-odds: words alone make nothing surer


def word_slots(text: str, bits: int) -> Iterator[int]:
    """Yield the slot of every run of one to three characters of folded text, its two ends counted as characters."""
    shift = 32 - bits
    codes = [2, *map(ord, text), 3]
    count = len(codes)
    for place, code in enumerate(codes):
        one = code * 0x9E3779B1 & 0xFFFFFFFF
        yield one >> shift
        if place + 1 < count:
            two = (one ^ codes[place + 1]) * 0x85EBCA6B + 1 & 0xFFFFFFFF
            yield two >> shift
            if place + 2 < count:
                yield ((two ^ codes[place + 2]) * 0xC2B2AE35 + 7 & 0xFFFFFFFF) >> shift


@dataclass(frozen=True, slots=True)
class TitleWords:
    """A weight for every slot, in steps of `step` log-odds, and a constant."""

    bits: int
    step: float
    one: float
    weights: array[int]

    def log_odds(self, text: str) -> float:
        """Return the log-odds that a row with these words is a title and no line of text; at most 5 either way."""
        slots = list(word_slots(text.translate(folding()), self.bits))
        value = self.one + self.step * sum(map(self.weights.__getitem__, slots)) / sqrt(len(slots))
        return max(-MOST, min(MOST, value))


@cache
def title_words(path: Path = DATA) -> TitleWords:
    """Return the shipped weights, read once a process."""
    content = path.read_bytes()
    bits, step, one = HEADER.unpack_from(content)
    weights = array("b")
    weights.frombytes(content[HEADER.size :])
    return TitleWords(bits, step, one, weights)
