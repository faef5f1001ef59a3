"""Pairs of neighbouring letters: what two texts share tells whether they speak of the same thing."""

from itertools import pairwise


def pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring letters (Han, Latin, digits) of a text; marks are left out."""
    kept = [character for character in text if character.isalnum()]
    return frozenset(first + second for first, second in pairwise(kept))
