"""Rows that a recogniser has lost: the column has a gap of just one row, which the columns beside it have not.

Where two texts stand one above the other the white runs through all their columns. A page on which sentences break off before such
gaps loses rows; then a gap at the end of a paragraph is one too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epubmaker.layout.atoms import is_parted
from epubmaker.layout.scale import INDENT, Scale
from epubmaker.model.placed import PlacedLine, Rule
from epubmaker.text.marks import ends_sentence

LEVEL = 0.5  # sizes: what stands no further off stands in its place
WIDE = 3.0  # sizes: a gutter is no wider
ALIKE = 1.15  # times: rows of one text differ by no more in size
SURE = 3  # gaps inside a sentence that show that a page loses rows


def rows_after_lost_ones(
    lines: Sequence[PlacedLine], scale: Scale, rules: Sequence[Rule] = ()
) -> dict[int, int]:
    """Return the rows above which just one row is lost, each with the row that stands above the gap; no rule is in the gap."""
    found = {
        lower: upper
        for upper, lower in _pairs(lines, scale)
        if _has_rows_beside(upper, lower, lines, scale)
        and not is_parted(lines[upper].box, lines[lower].box, rules)
    }
    torn = {lower: upper for lower, upper in found.items() if _is_torn(lines[upper], lines[lower], scale)}
    return found if len(torn) >= SURE else torn


def _pairs(lines: Sequence[PlacedLine], scale: Scale) -> Iterator[tuple[int, int]]:
    """Yield the rows of one type that stand two rows apart with nothing between, one begun or ended where the other is."""
    order = sorted(range(len(lines)), key=lambda number: lines[number].box.y0)
    slack = LEVEL * scale.body
    for at, upper in enumerate(order):
        top = lines[upper].box
        for lower in order[at + 1 :]:
            step = lines[lower].box.y0 - top.y0
            if step > 2 * scale.pitch + slack:
                break
            if step < LEVEL * scale.pitch or top.across(lines[lower].box) <= scale.body:
                continue
            if step > 2 * scale.pitch - slack and _is_one_column(lines[upper], lines[lower], scale):
                yield upper, lower
            break


def _is_one_column(upper: PlacedLine, lower: PlacedLine, scale: Scale) -> bool:
    small, large = sorted((upper.size, lower.size))
    shift = abs(lower.box.x0 - upper.box.x0)
    return (
        not (upper.vertical or lower.vertical)
        and upper.font == lower.font
        and large <= ALIKE * min(small, scale.body)
        and shift <= INDENT[1] * scale.body
    )


def _has_rows_beside(upper: int, lower: int, lines: Sequence[PlacedLine], scale: Scale) -> bool:
    """Say whether the columns on both sides have a row where there is none between two rows."""
    one, other = lines[upper].box, lines[lower].box
    level = (one.middle[1] + other.middle[1]) / 2
    x0, x1 = min(one.x0, other.x0), max(one.x1, other.x1)
    there = [line.box for line in lines if abs(line.box.middle[1] - level) < LEVEL * scale.pitch]
    slack, wide = LEVEL * scale.body, (WIDE + INDENT[1]) * scale.body
    left = any(x0 - wide < box.x1 < x0 + slack for box in there)
    right = any(x1 - slack < box.x0 < x1 + wide for box in there)
    return left and right


def _is_torn(upper: PlacedLine, lower: PlacedLine, scale: Scale) -> bool:
    """Say whether a full row breaks off in a sentence above a row that begins and ends as it does."""
    slack = LEVEL * scale.body
    flush = abs(lower.box.x0 - upper.box.x0) <= slack and abs(lower.box.x1 - upper.box.x1) <= 2 * slack
    return flush and not ends_sentence(upper.text)


__all__ = ["rows_after_lost_ones"]
