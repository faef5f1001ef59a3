"""Rows whose characters are printed by columns: what follows each other downwards in the stream stands in rows on the page.

Characters of a vertical line stand closer below each other than beside other lines; those of rows the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from epubmaker.readers.glyphs import Glyph

APART = 1.25  # sizes from one base line to the next: characters of vertical lines stand closer
MOST = 0.7  # share of the characters that stand right beside another
QUARTERS = 4  # parts of the size in which places are told
NEAR = (-1, 0, 1)
Places = set[tuple[int, int]]


def ends_of(glyphs: Iterable[Glyph]) -> Places:
    """Return where characters end, on their base lines."""
    return {_place(glyph.box.x1, glyph) for glyph in glyphs}


def are_of_rows(glyphs: Sequence[Glyph], ends: Places) -> bool:
    """Say whether characters one below the other are of rows: set apart, and each begins where another ends, or ends so."""
    if median(lower.y - upper.y for upper, lower in pairwise(glyphs)) < APART * glyphs[0].size:
        return False
    before = sum(_is_end(_place(glyph.box.x0, glyph), ends) for glyph in glyphs)
    behind = sum(_is_end(_place(glyph.box.x1 + glyph.size, glyph), ends) for glyph in glyphs)
    return max(before, behind) >= MOST * len(glyphs)


def _place(x: float, glyph: Glyph) -> tuple[int, int]:
    """Return a place as coarsely as characters of one row differ."""
    return round(QUARTERS * x / glyph.size), round(QUARTERS * glyph.y / glyph.size)


def _is_end(place: tuple[int, int], ends: Places) -> bool:
    return any((place[0] + across, place[1] + down) in ends for across in NEAR for down in NEAR)
