"""Frames: four rules that close round a part of the page."""

from __future__ import annotations

from collections.abc import Sequence

from epubmaker.layout.scale import Scale
from epubmaker.model.placed import Box, Rule

TOUCH = 3.0  # points (or pixels): how far the ends of rules may miss each other
CLOSED = 0.85  # share of a side that rules must cover
WHOLE = 0.9  # of the page: a frame round everything parts nothing
MOST_SIDES = 400  # rules looked at; more are a chart or a table


def frames_of(rules: Sequence[Rule], page: Box, scale: Scale) -> list[Box]:
    """Return the closed frames of a page, the smallest first."""
    level = [rule.box for rule in rules if rule.axis == "h"][:MOST_SIDES]
    upright = [rule.box for rule in rules if rule.axis == "v"][:MOST_SIDES]
    touch = max(TOUCH, 0.3 * scale.body)
    found: dict[tuple[float, float, float, float], Box] = {}
    for top in level:
        for bottom in level:
            if bottom.y0 - top.y0 < 2.5 * scale.body:
                continue
            if abs(top.x0 - bottom.x0) > touch or abs(top.x1 - bottom.x1) > touch:
                continue
            box = Box(top.x0, top.y0, top.x1, bottom.y0)
            if box.width < 4 * scale.body or box.width * box.height > WHOLE * page.width * page.height:
                continue
            if all(_covers(upright, side, box, touch) for side in (box.x0, box.x1)):
                key = (round(box.x0 / 2), round(box.y0 / 2), round(box.x1 / 2), round(box.y1 / 2))
                found.setdefault(key, box)
    return sorted(found.values(), key=lambda box: box.width * box.height)


def _covers(upright: Sequence[Box], side: float, box: Box, touch: float) -> bool:
    covered = sum(max(0.0, rule.down(box)) for rule in upright if abs(rule.middle[0] - side) <= touch)
    return covered >= CLOSED * box.height
