"""A map from 64-bit keys to bytes that does not hold its keys.

Three cells, found by hashing, are combined by exclusive or; the result holds a fingerprint of the key and the values
(a Bloomier filter: Chazelle et al. 2004; for language models: Talbot and Brants 2008). Two and a half bytes an n-gram,
nothing to decompress or sort when it is loaded, and a few dozen nanoseconds a look-up in a vector of them. Of keys that are
not in the map, one in 256 is taken to be with a fingerprint of eight bits: the language model asks only for n-grams whose parts
were found, so few slip through. The lexicon asks for everything, so it has twelve.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
SLOT_BITS = 21


def mix(keys: Keys, seed: int) -> Keys:
    """Scramble keys (the finisher of SplitMix64)."""
    mixed = keys + np.uint64(seed & 0xFFFF_FFFF) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def slots(mixed: Keys, segment: int) -> tuple[NDArray[np.int64], ...]:
    """Return the three cells of each scrambled key, one in each third of the table."""
    mask, size, width = np.uint64((1 << SLOT_BITS) - 1), np.uint64(segment), np.uint64(SLOT_BITS)
    return tuple(
        ((((mixed >> np.uint64(SLOT_BITS * third)) & mask) * size) >> width).astype(np.int64)
        + third * segment
        for third in range(3)
    )


def fingerprints(mixed: Keys, value_bits: int) -> NDArray[np.uint16]:
    """Return bits of each key that its cells do not follow from, in the high part of 16 bits."""
    high = (mixed * np.uint64(0xD6E8FEB86659FD93)) >> np.uint64(48)
    return (high.astype(np.uint16) >> np.uint16(value_bits)) << np.uint16(value_bits)


@dataclass(frozen=True, slots=True)
class HashedTable:
    """A table to look up vectors of keys in.

    cells   (3 * segment,) uint16: fingerprint and value
    extras  (3 * segment,) uint8: a second value, or empty
    value_bits  how many low bits of a cell hold the value; the others hold the fingerprint
    """

    cells: NDArray[np.uint16]
    extras: NDArray[np.uint8]
    seed: int
    value_bits: int = 8

    def find(self, keys: Keys) -> tuple[NDArray[np.bool_], NDArray[np.uint8], NDArray[np.uint8]]:
        """Return which keys are there, their values, and their second values (0 where the table has none)."""
        mixed = mix(keys, self.seed)
        one, two, three = slots(mixed, len(self.cells) // 3)
        found = self.cells[one] ^ self.cells[two] ^ self.cells[three]
        there = ((found ^ fingerprints(mixed, self.value_bits)) >> np.uint16(self.value_bits)) == 0
        values = (found & np.uint16((1 << self.value_bits) - 1)).astype(np.uint8)
        if not len(self.extras):
            return there, values, np.zeros(len(keys), np.uint8)
        return there, values, self.extras[one] ^ self.extras[two] ^ self.extras[three]
