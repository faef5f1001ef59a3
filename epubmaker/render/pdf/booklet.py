"""Leaves: which pages stand on which side of which sheet. One page each, or two in the order of a stitched booklet."""

from dataclasses import dataclass

from epubmaker.render.pdf.geometry import Sheet

_PER_SHEET = 4
BINDING = 2.5 * 72 / 25.4  # points; how far text moves away from the fold


@dataclass(frozen=True, slots=True)
class Leaf:
    """Where a page of the digest stands: the number of its leaf (from 0), and how far to the right on it, in points."""

    number: int
    shift: float = 0.0


@dataclass(frozen=True, slots=True)
class Leaves:
    """All leaves of a file: their size in points, how many there are, and where each page stands."""

    width: float
    height: float
    count: int
    places: tuple[Leaf, ...]


def single_leaves(pages: int, sheet: Sheet) -> Leaves:
    """Return a leaf for each page."""
    return Leaves(sheet.width, sheet.height, pages, tuple(Leaf(number) for number in range(pages)))


def stitched_leaves(pages: int, sheet: Sheet) -> Leaves:
    """Return the sides of sheets that, printed on both sides, laid together and folded, are a booklet.

    The last page is a multiple of four; what is missing stays white. Text stands away from the fold. A book in
    vertical lines is bound on the right.
    """
    total = -(-pages // _PER_SHEET) * _PER_SHEET
    places: dict[int, Leaf] = {}
    for side in range(total // 2):
        low, high = side, total - 1 - side
        left, right = (high, low) if side % 2 == 0 else (low, high)
        if sheet.vertical:
            left, right = right, left
        places[left] = Leaf(side, -BINDING)
        places[right] = Leaf(side, sheet.width + BINDING)
    return Leaves(2 * sheet.width, sheet.height, total // 2, tuple(places[number] for number in range(pages)))
