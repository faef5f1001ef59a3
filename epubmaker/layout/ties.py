"""What ties the pieces of a page to each other: how likely neighbours are of one article, as costs of cuts and of regions.

The row network says for every pair of neighbouring rows how likely both are of one article. Of two pieces the mean of their
rows' links counts. To part what is tied costs, and so does leaving together what is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from epubmaker.layout.atoms import Atom
from epubmaker.layout.telling import Told

MOST = 4.0  # log-odds of one tie: no pair of pieces decides by itself
PARTED, TOGETHER = (
    0.6,
    0.6,
)  # what a tie counts for beside the costs of `oddness`, when it is cut and when it is not
IN_BRIEF = 0.6  # the same where a small title is one end: it may open an item of its own within a region
Bits = int


@dataclass(frozen=True, slots=True)
class Tie:
    """Two pieces, as bits, and what parting them and leaving them together costs."""

    one: Bits
    other: Bits
    parted: float
    together: float


def ties_of(atoms: Sequence[Atom], told: Told) -> list[Tie]:
    """Return the ties of neighbouring pieces."""
    homes = {number: at for at, atom in enumerate(atoms) for number in atom.lines}
    links: dict[tuple[int, int], list[float]] = {}
    for (first, second), odds in told.links.items():
        one, other = homes.get(first), homes.get(second)
        if one is not None and other is not None and one != other:
            links.setdefault((min(one, other), max(one, other)), []).append(odds)
    return [_tie(pair, odds, atoms) for pair, odds in links.items()]


def _tie(pair: tuple[int, int], odds: Sequence[float], atoms: Sequence[Atom]) -> Tie:
    mean = max(-MOST, min(MOST, sum(odds) / len(odds)))
    brief = any(atoms[at].inline for at in pair)
    together = (IN_BRIEF if brief else TOGETHER) * max(0.0, -mean)
    return Tie(1 << pair[0], 1 << pair[1], PARTED * max(0.0, mean), together)


def inner_cost(ties: Sequence[Tie]) -> float:
    """Return what is odd about pieces standing together, by the ties between them."""
    return sum(tie.together for tie in ties)


def within(ties: Sequence[Tie], bits: Bits) -> list[Tie]:
    """Return the ties between pieces of a part."""
    return [tie for tie in ties if tie.one & bits and tie.other & bits]


def cut_cost(ties: Sequence[Tie], first: Bits) -> float:
    """Return what it costs to part a region, of which the ties are given, into a part and the rest."""
    return sum(tie.parted for tie in ties if bool(tie.one & first) is not bool(tie.other & first))
