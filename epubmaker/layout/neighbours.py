"""Which row stands next to which: above, below and on either side, and the run of rows of one column that each belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from epubmaker.layout.scale import Scale
from epubmaker.model.placed import Axis, PlacedLine, Rule

Floats = NDArray[np.float64]
NOBODY = -1
SHARED = 0.3  # of the narrower row's width (or height): what neighbours have in common
STEP = (0.5, 1.35)  # sizes, pitches: from row to row inside a run
ALIKE = 0.06  # of the size: rows of one run, where sizes are exact; three times as much where they are not


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Hold the neighbours of every row, by number; -1 for none.

    head, tail  the rows right above and below the run that a row belongs to
    run         number of the run; place, length  which row of it this is, and of how many
    ruled_above, ruled_below, ruled_left, ruled_right  whether a printed rule lies between a row and its neighbour
    """

    above: list[int]
    below: list[int]
    left: list[int]
    right: list[int]
    head: list[int]
    tail: list[int]
    run: list[int]
    place: list[int]
    length: list[int]
    ruled_above: list[bool]
    ruled_below: list[bool]
    ruled_left: list[bool]
    ruled_right: list[bool]


def neighbours_of(lines: Sequence[PlacedLine], rules: Sequence[Rule], scale: Scale) -> Neighbours:
    """Return what stands next to every row. One pass over all rows for each: quadratic, but in arrays."""
    boxes = np.array([[line.box.x0, line.box.y0, line.box.x1, line.box.y1] for line in lines], np.float64)
    above, below = _nearest(boxes, axis=1)
    left, right = _nearest(boxes, axis=0)
    level, upright = _placed(rules, "h"), _placed(rules, "v")
    ruled_above = [_is_ruled(boxes, other, number, level, 1) for number, other in enumerate(above)]
    ruled_below = [_is_ruled(boxes, number, other, level, 1) for number, other in enumerate(below)]
    ruled_left = [_is_ruled(boxes, other, number, upright, 0) for number, other in enumerate(left)]
    ruled_right = [_is_ruled(boxes, number, other, upright, 0) for number, other in enumerate(right)]
    onto = [
        other
        if other != NOBODY
        and below[other] == number
        and not ruled_above[number]
        and _goes_on(lines[other], lines[number], scale)
        else NOBODY
        for number, other in enumerate(above)
    ]
    run, place, length, first, last = _runs(onto, boxes)
    return Neighbours(
        above,
        below,
        left,
        right,
        [above[one] for one in first],
        [below[one] for one in last],
        run,
        place,
        length,
        ruled_above,
        ruled_below,
        ruled_left,
        ruled_right,
    )


def _placed(rules: Sequence[Rule], axis: Axis) -> Floats:
    """Return the rules of an axis as rows: where each begins, at what height (or how far right) it lies, where it ends."""
    own = [rule.box for rule in rules if rule.axis == axis]
    return np.array(
        [[box.x0, box.y0, box.x1] if axis == "h" else [box.y0, box.x0, box.y1] for box in own], np.float64
    ).reshape(-1, 3)


def _nearest(boxes: Floats, axis: int) -> tuple[list[int], list[int]]:
    """Return for every row the nearest one before and behind it along an axis: 1 is down the page, 0 across."""
    low, high = boxes[:, axis], boxes[:, axis + 2]
    cross_low, cross_high = boxes[:, 1 - axis], boxes[:, 3 - axis]
    middle, wide = (low + high) / 2, cross_high - cross_low
    before, behind = [], []
    for number in range(len(boxes)):
        shared = np.minimum(cross_high, cross_high[number]) - np.maximum(cross_low, cross_low[number])
        beside = shared > SHARED * np.minimum(wide, wide[number])
        before.append(_least(low[number] - high, beside & (middle < low[number])))
        behind.append(_least(low - high[number], beside & (middle > high[number])))
    return before, behind


def _least(gaps: Floats, able: NDArray[np.bool_]) -> int:
    found = np.flatnonzero(able)
    return int(found[gaps[found].argmin()]) if len(found) else NOBODY


def _is_ruled(boxes: Floats, first: int, second: int, rules: Floats, axis: int) -> bool:
    """Say whether a rule parts two rows that stand along an axis one behind the other."""
    if NOBODY in (first, second) or not len(rules):
        return False
    across = 1 - axis
    start = max(boxes[first, across], boxes[second, across])
    end = min(boxes[first, across + 2], boxes[second, across + 2])
    low, high = (
        boxes[first, axis] + boxes[first, axis + 2],
        boxes[second, axis] + boxes[second, axis + 2],
    )
    between = (2 * rules[:, 1] > low) & (2 * rules[:, 1] < high)
    covered = np.minimum(rules[:, 2], end) - np.maximum(rules[:, 0], start)
    return bool(np.any(between & (covered > 0.6 * max(end - start, 1e-6))))


def _goes_on(upper: PlacedLine, lower: PlacedLine, scale: Scale) -> bool:
    """Say whether a row stands below another as rows of one text do."""
    if upper.vertical or lower.vertical or upper.font != lower.font:
        return False
    slack = ALIKE if scale.exact else 3 * ALIKE
    step = lower.box.y0 - upper.box.y0
    return (
        abs(upper.size - lower.size) <= slack * max(upper.size, lower.size)
        and STEP[0] * scale.body < step <= STEP[1] * max(scale.pitch, 1.2 * lower.size)
        and upper.box.across(lower.box) > 0.5 * min(upper.box.width, lower.box.width)
    )


def _runs(onto: Sequence[int], boxes: Floats) -> tuple[list[int], list[int], list[int], list[int], list[int]]:
    """Return for every row its run, its place and the run's length, first and last row; `onto` is the row it goes on."""
    run, place = [NOBODY] * len(onto), [0] * len(onto)
    members: list[list[int]] = []
    for number in sorted(range(len(onto)), key=lambda number: float(boxes[number, 1])):
        upper = onto[number]
        if upper == NOBODY or run[upper] == NOBODY:
            run[number] = len(members)
            members.append([number])
        else:
            run[number], place[number] = run[upper], place[upper] + 1
            members[run[number]].append(number)
    length = [len(members[one]) for one in run]
    return run, place, length, [members[one][0] for one in run], [members[one][-1] for one in run]
