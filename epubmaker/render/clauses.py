"""Whether a clause ends where a row of a headline ends: 渡船停了十年 / 今天又开了, but not 我市首个公园 / 今天开放.

A hashed logistic regression over the words on both sides and the characters beside the place, learnt on headlines that are
printed on one line with a gap between clauses, and on clauses of running text (`training/clauses.py`, which says how sure it is).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from struct import Struct
from zlib import crc32

from epubmaker.render.words import folded, word_ends
from epubmaker.text import patterns as re

DATA = Path(__file__).parent / "data" / "clauses.bin"
HEADER = Struct("<Bff")  # bits of the hash, log-odds for one step of a weight, constant
LEAST = 2  # characters: what is shorter is no clause
_MARKS = re.compile(r"[^\w“”‘’《》「」『』〈〉（）]+")
_LATIN = re.compile(r"[0-9A-Za-z]")  # on both sides: a word or a number that goes on
# Words after which a phrase goes on: a row that ends in one ended inside a clause.
_GOES_ON = tuple("的之与與和及或在为為把被从從向以将將对對于於")
_LONGEST_DIFFERENCE = 5  # characters; beyond that two rows are simply unlike


def clause_signs(left: str, right: str) -> Iterator[str]:
    """Yield the signs of a place between two stretches of folded text without marks between them."""
    ends = sorted(word_ends(left + right))
    words = [(left + right)[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    before: list[str] = []
    after: list[str] = []
    at = 0
    for word in words:
        at += len(word)
        (before if at <= len(left) else after).append(word)
    yield from (f"w{word}" for word in dict.fromkeys(before))
    yield from (f"W{word}" for word in dict.fromkeys(after))
    yield from (f"o{before[0]}", f"c{before[-1]}", f"p{before[-2]}") if len(before) > 1 else ("c" + left,)
    yield from (f"O{after[0]}", f"N{after[1]}", f"C{after[-1]}") if len(after) > 1 else ("O" + right,)
    yield f"x{left[-1]}{right[0]}"
    for size in (1, 2, 3):
        yield f"e{left[-size:]}"
        yield f"s{right[:size]}"
    yield from (f"b{left[0]}", f"b{left[:2]}", f"E{right[-1]}", f"E{right[-2:]}")
    difference = len(left) - len(right)
    yield f"d{max(-_LONGEST_DIFFERENCE, min(_LONGEST_DIFFERENCE, difference))}"


def clause_slots(left: str, right: str, bits: int) -> set[int]:
    """Return the slots of the signs of a place in a table of `1 << bits` weights."""
    return {crc32(sign.encode("utf-8")) >> (32 - bits) for sign in clause_signs(left, right)}


@dataclass(frozen=True, slots=True)
class _Weights:
    """A weight for every slot, in steps of `step` log-odds, and a constant."""

    bits: int
    step: float
    one: float
    weights: array[int]


@cache
def _weights() -> _Weights:
    content = DATA.read_bytes()
    weights = array("b")
    weights.frombytes(content[HEADER.size :])
    bits, step, one = HEADER.unpack_from(content)
    return _Weights(bits, step, one, weights)


def clause_odds(left: str, right: str) -> float:
    """Return the log-odds that a clause ends between two stretches of text; they hold no marks of punctuation."""
    known = _weights()
    slots = clause_slots(folded(left), folded(right), known.bits)
    return known.one + known.step * sum(map(known.weights.__getitem__, slots))


def ends_clause(text: str, place: int) -> bool:
    """Say whether a clause ends at an offset of a heading, so that a gap belongs there on one line.

    Where a mark of punctuation or a gap stands beside the place, that parts clauses already.
    """
    left, right = _MARKS.split(text[:place])[-1], _MARKS.split(text[place:])[0]
    if (
        min(len(left), len(right)) < LEAST
        or left.endswith(_GOES_ON)
        or (_LATIN.match(left[-1]) and _LATIN.match(right))
    ):
        return False
    return len(left) in word_ends(left + right) and clause_odds(left, right) > 0
