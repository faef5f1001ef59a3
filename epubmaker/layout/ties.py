"""What ties the pieces of a page to each other: how likely neighbours are of one article, as costs of cuts and of regions.

The row network says for every pair of neighbouring rows how likely both are of one article. Of two pieces the mean of their
rows' links counts. To part what is tied costs, and so does leaving together what is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from epubmaker.layout.atoms import Atom
from epubmaker.layout.telling import Told
from epubmaker.layout.titles import may_be_label
from epubmaker.model.placed import PlacedLine

MOST = 4.0  # log-odds of one tie: no pair of pieces decides by itself
# What a tie counts for beside the costs of `oddness`, when it is cut and when it is not; .6, 1 and 2 read 40 pages alike.
PARTED, TOGETHER = 0.6, 0.6
MEASURED = 0.5  # the same where boxes are only measured: the network is surer of them than it is right
BETWEEN = 0.5  # of a text's width: what a picture covers that stands between it and its title
Bits = int


@dataclass(frozen=True, slots=True)
class Tie:
    """Two pieces, as bits, and what parting them and leaving them together costs."""

    one: Bits
    other: Bits
    parted: float
    together: float


def ties_of(atoms: Sequence[Atom], lines: Sequence[PlacedLine], told: Told, *, exact: bool) -> list[Tie]:
    """Return the ties of neighbouring pieces; what may be the label of a section has none, it may stand over anything."""
    homes = {
        number: at for at, atom in enumerate(atoms) if not may_be_label(atom, lines) for number in atom.lines
    }
    links: dict[tuple[int, int], list[float]] = {}
    for (first, second), odds in told.links.items():
        one, other = homes.get(first), homes.get(second)
        if one is not None and other is not None and one != other:
            links.setdefault((min(one, other), max(one, other)), []).append(odds)
    trust = 1.0 if exact else MEASURED
    return [
        _tie(pair, odds, trust, parts=not _is_over_picture(atoms[pair[0]], atoms[pair[1]], atoms))
        for pair, odds in links.items()
    ]


def _is_over_picture(one: Atom, other: Atom, atoms: Sequence[Atom]) -> bool:
    """Say whether a title stands over a picture that stands over a text: the distance between both says nothing then."""
    title, text = (one, other) if one.kind == "title" else (other, one)
    return (
        title.kind == "title"
        and text.kind == "text"
        and any(
            atom.kind == "figure"
            and title.box.middle[1] < atom.box.y0
            and atom.box.middle[1] < text.box.y0
            and min(atom.box.across(title.box), atom.box.across(text.box)) > BETWEEN * text.box.width
            for atom in atoms
        )
    )


def _tie(pair: tuple[int, int], odds: Sequence[float], trust: float, *, parts: bool) -> Tie:
    mean = max(-MOST if parts else 0.0, min(MOST, sum(odds) / len(odds)))
    return Tie(
        1 << pair[0], 1 << pair[1], trust * PARTED * max(0.0, mean), trust * TOGETHER * max(0.0, -mean)
    )


def items_of(atoms: Sequence[Atom], bits: Bits, order: Sequence[Atom]) -> dict[Bits, int]:
    """Return for the pieces of a part (as bits) in which item they stand, where small titles open items within it.

    `order` is that of its text and small titles. The main title belongs to the first item, and has none where the
    first thing in order opens an item of its own, since then it stands over all; pictures belong to the only item, if any.
    """
    places: dict[int, int] = {}
    number = 0
    for atom in order:
        number += atom.kind == "title" and atom.opens > 0
        places[id(atom)] = number
    first = min(places.values(), default=0) == 0
    made: dict[Bits, int] = {}
    for at, atom in enumerate(atoms):
        if bits >> at & 1:
            if id(atom) in places:
                made[1 << at] = places[id(atom)]
            elif first and (atom.kind == "title" or number == 0):
                made[1 << at] = 0
    return made


def inner_cost(ties: Sequence[Tie], items: Mapping[Bits, int]) -> float:
    """Return what is odd about pieces that stand together, by their ties: torn between items, or one item against a tie."""
    cost = 0.0
    for tie in ties:
        one, other = items.get(tie.one), items.get(tie.other)
        if one is not None and other is not None:
            cost += tie.together if one == other else tie.parted
    return cost


def within(ties: Sequence[Tie], bits: Bits) -> list[Tie]:
    """Return the ties between pieces of a part."""
    return [tie for tie in ties if tie.one & bits and tie.other & bits]


def cut_cost(ties: Sequence[Tie], first: Bits) -> float:
    """Return what it costs to part a region, of which the ties are given, into a part and the rest."""
    return sum(tie.parted for tie in ties if bool(tie.one & first) is not bool(tie.other & first))
