"""Numbers and boxes as files give them, checked: no NaN, no turned corners, nothing without extent, nothing off the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import isfinite

from epubmaker.errors import InputDamagedError, InputTooLargeError
from epubmaker.messages import Message
from epubmaker.model.placed import Box, PlacedLine, Rule, SourcePage

MOST_LINES = 100_000  # of one page; a page of classified advertisements has 3,000
MOST_PAGES = 2_000
LARGEST = 1e7  # pixels or units of a page's side
UPRIGHT = 1.5  # how much higher than wide a vertical line is, at least


def number(value: object, name: str, what: str) -> float:
    """Return a number of a file; raises `InputDamagedError` for what is none, or is no finite one."""
    try:
        found = float(str(value).strip() or 0)
    except ValueError as error:
        raise InputDamagedError(
            Message(
                "{name}: {what} should be a number, not {value!r}",
                name=name,
                what=what,
                value=str(value)[:30],
            )
        ) from error
    if not isfinite(found) or abs(found) > LARGEST:
        raise InputDamagedError(
            Message(
                "{name}: {what} is {found}, which is no place on a page", name=name, what=what, found=found
            )
        )
    return found


def box_of(corners: Sequence[object], name: str, what: str) -> Box:
    """Return the box of `x0, y0, x1, y1`, its corners in any order, at least a hundredth wide and high."""
    x0, y0, x1, y1 = (number(value, name, what) for value in corners)
    left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    return Box(left, top, max(right, left + 0.01), max(bottom, top + 0.01))


def box_of_points(points: Iterable[Sequence[object]], name: str, what: str) -> Box:
    """Return the box around a polygon."""
    found = [(number(point[0], name, what), number(point[1], name, what)) for point in points]
    if not found:
        raise InputDamagedError(Message("{name}: {what} has no corners", name=name, what=what))
    xs, ys = [x for x, _ in found], [y for _, y in found]
    return box_of((min(xs), min(ys), max(xs), max(ys)), name, what)


def measured_line(
    text: str, box: Box, confidence: float = 1.0, region: str = "", size: float = 0.0
) -> PlacedLine:
    """Return a line of which only the box is known: how large its type is, and whether it is vertical, are told from that."""
    vertical = box.height > UPRIGHT * box.width and len(text.strip()) > 1
    return PlacedLine(
        text,
        box,
        size or (box.width if vertical else box.height),
        vertical=vertical,
        confidence=confidence,
        region=region,
    )


def finished_page(page: SourcePage, name: str) -> SourcePage:
    """Return a page with everything inside its bounds; bounds that the file does not give are those of what is on it."""
    if len(page.lines) > MOST_LINES:
        raise InputTooLargeError(
            Message(
                "{name}: {count} lines on one page are over the limit of {most_lines}",
                name=name,
                count=len(page.lines),
                most_lines=MOST_LINES,
            )
        )
    used = [line.box for line in page.lines] + [rule.box for rule in page.rules]
    width = page.width or max((box.x1 for box in used), default=1.0)
    height = page.height or max((box.y1 for box in used), default=1.0)

    def held(box: Box) -> Box:
        left, top = min(max(box.x0, 0.0), width), min(max(box.y0, 0.0), height)
        right, bottom = min(max(box.x1, left), width), min(max(box.y1, top), height)
        return Box(left, top, max(right, left + 0.01), max(bottom, top + 0.01))

    return replace(
        page,
        width=width,
        height=height,
        sized="given" if page.width and page.height else "unknown" if page.sized == "unknown" else "pixels",
        lines=tuple(
            replace(line, box=held(line.box), size=max(line.size, 0.01))
            for line in page.lines
            if line.text.strip()
        ),
        rules=tuple(Rule(held(rule.box), rule.axis) for rule in page.rules),
        pictures=tuple(replace(one, box=held(one.box)) for one in page.pictures),
    )


def rule_of(box: Box) -> Rule:
    """Return a separator of a file as a rule."""
    return Rule(box, "h" if box.width >= box.height else "v")
