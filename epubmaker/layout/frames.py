"""Frames: four rules that close round a part of the page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from epubmaker.layout.scale import Scale
from epubmaker.model.placed import Box, Rule, bounds

TOUCH = 3.0  # points (or pixels): how far the ends of rules may miss each other
CLOSED = 0.85  # share of a side that rules must cover
WHOLE = 0.9  # of the page: a frame round everything parts nothing
LOWEST, NARROWEST = 2.5, 4.0  # sizes: a lower box is a row, a narrower one a cell
ROWS = 2  # low boxes that make a table; one is the band of a title
MOST_SIDES = 400  # rules looked at; more are a chart or a table


def frames_of(rules: Sequence[Rule], page: Box, scale: Scale) -> list[Box]:
    """Return the closed frames of a page, the smallest first; the rows of a table that is ruled are none, the table is."""
    level = [rule.box for rule in rules if rule.axis == "h"][:MOST_SIDES]
    upright = [rule.box for rule in rules if rule.axis == "v"][:MOST_SIDES]
    touch = max(TOUCH, 0.3 * scale.body)
    found: dict[tuple[float, float, float, float], Box] = {}
    for top in level:
        if top.width < NARROWEST * scale.body:
            continue
        for stack in _stacks(top, level, upright, touch):
            for box in _frames_of_stack(stack, scale):
                if box.width * box.height <= WHOLE * page.width * page.height:
                    key = (round(box.x0 / 2), round(box.y0 / 2), round(box.x1 / 2), round(box.y1 / 2))
                    found.setdefault(key, box)
    frames = _without_grids(list(found.values()), touch, scale)
    return sorted(frames, key=lambda box: box.width * box.height)


def _without_grids(frames: Sequence[Box], touch: float, scale: Scale) -> list[Box]:
    """Return frames, those that cross each other as the one that holds them: rows and columns of a table do, articles never."""
    grids: list[Box] = []
    for at, box in enumerate(frames):
        for other in frames[at + 1 :]:
            if _crosses(box, other, touch, scale):
                grids.append(bounds([box, other]))
    tables: list[Box] = []
    for grid in sorted(grids, key=lambda box: -box.width * box.height):
        near = next((table for table in tables if table.across(grid) > 0 and table.down(grid) > 0), None)
        if near is None:
            tables.append(grid)
        else:
            tables[tables.index(near)] = bounds([near, grid])
    kept = [box for box in frames if not any(table.holds(box, touch) for table in tables)]
    return [*kept, *tables]


def _crosses(one: Box, other: Box, touch: float, scale: Scale) -> bool:
    """Say whether two frames have more in common than an edge and neither holds the other."""
    shared = min(one.across(other), one.down(other)) > scale.body
    return shared and not one.holds(other, touch) and not other.holds(one, touch)


def _stacks(rule: Box, level: Sequence[Box], upright: Sequence[Box], touch: float) -> list[list[Box]]:
    """Return what lies closed between the level rules that are as long as one and begin where it does: boxes that share sides."""
    alike = sorted(
        other.y0 for other in level if abs(other.x0 - rule.x0) <= touch and abs(other.x1 - rule.x1) <= touch
    )
    heights = [y for at, y in enumerate(alike) if at == 0 or y - alike[at - 1] > touch]
    stacks: list[list[Box]] = [[]]
    for low, high in pairwise(heights):
        box = Box(rule.x0, low, rule.x1, high)
        if all(_covers(upright, side, box, touch) for side in (box.x0, box.x1)):
            stacks[-1].append(box)
        else:
            stacks.append([])
    return [stack for stack in stacks if stack]


def _frames_of_stack(stack: list[Box], scale: Scale) -> list[Box]:
    """Return the frames among boxes that share sides: each, and all together; of the rows of a table, only all together."""
    whole, least = bounds(stack), LOWEST * scale.body
    frames = [box for box in stack if box.height >= least]
    if len(stack) - len(frames) >= ROWS:
        frames = []
    return [*frames, whole] if whole.height >= least else []


def _covers(upright: Sequence[Box], side: float, box: Box, touch: float) -> bool:
    covered = sum(max(0.0, rule.down(box)) for rule in upright if abs(rule.middle[0] - side) <= touch)
    return covered >= CLOSED * box.height
