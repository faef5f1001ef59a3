"""Rows whose boxes were measured on paper are made even: rows of one type get one size, and boxes of that height.

A recogniser's boxes differ from row to row by a tenth of their height, with no meaning. What many rows say together is far more
exact: the sizes of the rows of one type lie close about one value, the more so the longer the rows are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from epubmaker.layout.scale import with_measured_sizes
from epubmaker.model import set_width
from epubmaker.model.placed import Box, PlacedLine

STRAY = 0.2  # sizes: by how much the ends of a box are wrong together, a tenth each
NEAR, FAR = 0.02, 0.1  # of the size: what rows of one type differ by, the longest and the shortest


def evened(lines: Sequence[PlacedLine]) -> list[PlacedLine]:
    """Return lines with the size of their type, told from all rows of it, and boxes as high as that about their middle."""
    measured = with_measured_sizes(lines)
    types: dict[tuple[str, bool], list[int]] = {}
    for number, line in enumerate(measured):
        types.setdefault((line.font, line.bold), []).append(number)
    made = list(measured)
    for members in types.values():
        for number, size in _sizes(members, measured).items():
            made[number] = _of_size(measured[number], size)
    return made


def _sizes(members: Sequence[int], lines: Sequence[PlacedLine]) -> dict[int, float]:
    """Return for rows of one typeface the sizes that they gather about; the longest rows, which are the surest, come first."""
    weights = {number: max(1.0, set_width(lines[number].text)) for number in members}
    sums: list[tuple[float, float]] = []  # of weights, of weighted sizes
    homes: dict[int, int] = {}
    for number in sorted(members, key=lambda number: -weights[number]):
        size, weight = lines[number].size, weights[number] ** 2
        near = min(FAR, max(NEAR, STRAY / weights[number]))
        best = min(range(len(sums)), key=lambda at: abs(size - sums[at][1] / sums[at][0]), default=len(sums))
        if best == len(sums) or abs(size - sums[best][1] / sums[best][0]) > near * size:
            best = len(sums)
            sums.append((0.0, 0.0))
        sums[best] = sums[best][0] + weight, sums[best][1] + weight * size
        homes[number] = best
    return {number: sums[home][1] / sums[home][0] for number, home in homes.items()}


def _of_size(line: PlacedLine, size: float) -> PlacedLine:
    """Return a row of some size, its box as high (of a vertical row as wide) about its middle."""
    box, half = line.box, size / 2
    x, y = box.middle
    if line.vertical:
        return replace(line, size=size, box=Box(x - half, box.y0, x + half, box.y1))
    return replace(line, size=size, box=Box(box.x0, y - half, box.x1, y + half))
