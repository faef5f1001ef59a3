"""Boxes set into an article: a title with its text in some of the columns, at a corner, at an edge or within another text.

No straight cut through the page parts them from what runs on around. Looked for is a title whose text fills columns from
there down to the foot of the region, or to the next title; every piece lies either inside that box or outside of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epubmaker.layout.atoms import Atom
from epubmaker.layout.columns import SHRINK
from epubmaker.layout.scale import Scale
from epubmaker.model.placed import Box

MOST = 10  # boxes looked at in one region
LEAST = 4  # pieces of a region: title and text, and title and text
LARGER = 1.3  # times the size of a small title: the title of the text around it
SLACK = 0.6  # sizes that a piece may stick out of a box
Bits = int
Numbered = tuple[int, Atom]


def insets_of(pieces: Sequence[Numbered], scale: Scale) -> list[Bits]:
    """Return the sets of pieces that may be boxes set into the rest, as bits of their numbers."""
    if len(pieces) < LEAST:
        return []
    found: dict[Bits, None] = {}
    for _, title in pieces:
        if title.kind == "title" and (not title.inline or _may_be_inset(title, pieces)):
            for box in _boxes(title, pieces, scale):
                inside = _inside(box, pieces, scale)
                if inside:
                    found.setdefault(inside)
    return list(found)[:MOST]


def _may_be_inset(title: Atom, pieces: Sequence[Numbered]) -> bool:
    """Say whether a small title may head a box: it opens an item, in a text with a larger title than those of items have."""
    larger = any(
        atom.kind == "title" and not atom.inline and atom.rank > LARGER * title.rank for _, atom in pieces
    )
    return title.opens > 0 and larger


def _boxes(title: Atom, pieces: Sequence[Numbered], scale: Scale) -> Iterator[Box]:
    """Yield the boxes that a title may head: as wide as the columns below it or wider, down to the foot or to a title."""
    top = title.box.y0 - SLACK * scale.body
    below = [atom for _, atom in pieces if atom.kind == "text" and atom.box.y0 >= top]
    under = [atom.box for atom in below if atom.box.across(title.box) > scale.body]
    if not under:
        return
    start = min(title.box.x0, *(box.x0 for box in under))
    end = max(title.box.x1, *(box.x1 for box in under))
    lefts = sorted({round(atom.box.x0) for atom in below if atom.box.x1 < start}, reverse=True)[:1]
    rights = sorted({round(atom.box.x1) for atom in below if atom.box.x0 > end})[:2]
    feet = sorted(
        atom.box.y0
        for _, atom in pieces
        if atom.kind != "text" and not atom.inline and atom.box.y0 > title.box.y1 + scale.pitch
    )
    foot = max(atom.box.y1 for _, atom in pieces)
    for bottom in (foot, *feet[:2]):
        for left in (start, *lefts):
            for right in (end, *rights):
                yield Box(left, top, right, bottom)


def _inside(box: Box, pieces: Sequence[Numbered], scale: Scale) -> Bits:
    """Return the pieces inside a box as bits; 0 where one lies across its edge, or where there is no text of either part."""
    slack, shrink = SLACK * scale.body, SHRINK * scale.body
    bits, texts = 0, 0
    outside: list[Atom] = []
    for at, atom in pieces:
        if box.holds(atom.box, slack):
            bits |= 1 << at
            texts += atom.kind == "text"
        elif atom.box.across(box) > shrink + slack and atom.box.down(box) > shrink + slack:
            return 0
        else:
            outside.append(atom)
    return bits if texts and _is_surrounded(box, outside, slack) else 0


def _is_surrounded(box: Box, outside: Sequence[Atom], slack: float) -> bool:
    """Say whether no straight cut parts a box from text around it, and something over or under it holds that together."""
    boxes = [atom.box for atom in outside]
    if not any(other.across(box) > 2 * slack for other in boxes):
        return False
    one_side = (
        all(other.x1 <= box.x0 + slack for other in boxes)
        or all(other.x0 >= box.x1 - slack for other in boxes)
        or all(other.y1 <= box.y0 + slack for other in boxes)
        or all(other.y0 >= box.y1 - slack for other in boxes)
    )
    return not one_side and any(atom.kind == "text" for atom in outside)
