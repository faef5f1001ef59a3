"""Pages set vertically are read turned: tiers become columns, and lines from right to left become rows from the top down."""

from __future__ import annotations

from dataclasses import replace

from epubmaker.model.placed import Box, Picture, PlacedLine, PlacedRow, Rule, SourcePage

MOSTLY = 0.6  # share of the characters that stand in vertical lines on a page that is set so


def is_vertical(page: SourcePage) -> bool:
    """Say whether a page is set vertically; vertical headlines on a level page do not make it so."""
    total = sum(len(line.text) for line in page.lines)
    return sum(len(line.text) for line in page.lines if line.vertical) > MOSTLY * total


def turned(page: SourcePage) -> SourcePage:
    """Return a page turned to the left: its right edge is on top, so that vertical lines lie level."""
    return replace(
        page,
        width=page.height,
        height=page.width,
        lines=tuple(_turned_line(line, page.width) for line in page.lines),
        rules=tuple(
            Rule(_turned(rule.box, page.width), "v" if rule.axis == "h" else "h") for rule in page.rules
        ),
        pictures=tuple(
            Picture(_turned(one.box, page.width), one.media_type, one.payload, one.pixels)
            for one in page.pictures
        ),
    )


def turned_back(row: PlacedRow, width: float) -> PlacedRow:
    """Return a row of a turned page as it stands on the page, which is so wide."""
    line = row.line
    box = Box(width - line.box.y1, line.box.x0, width - line.box.y0, line.box.x1)
    edges = line.edges if not line.vertical else ()
    return replace(row, line=replace(line, box=box, vertical=not line.vertical, edges=edges))


def _turned(box: Box, width: float) -> Box:
    return Box(box.y0, width - box.x1, box.y1, width - box.x0)


def _turned_line(line: PlacedLine, width: float) -> PlacedLine:
    edges = line.edges if line.vertical else ()
    return replace(line, box=_turned(line.box, width), vertical=not line.vertical, edges=edges)
