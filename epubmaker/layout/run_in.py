"""Titles that run in with their text: a heavy row in which a blank, or the words that open news, part the title from its text.

Where a typeface changes in a row, readers part it. Some pages set the rest of the row in the typeface of the title; then
the row below shows it: it is set plain, fills the column and goes on without an indent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from epubmaker.layout.bylines import is_byline
from epubmaker.layout.gutters import even_edges
from epubmaker.layout.neighbours import NOBODY, neighbours_of
from epubmaker.layout.scale import Scale
from epubmaker.model.placed import Box, PlacedLine
from epubmaker.text.marks import ends_sentence, starts_with_dateline

BLANK = re.compile(r"[\u3000 ]+")
SHORTEST = 2  # characters of a title's last row
INDENT = 1.2  # sizes: a row that begins further in opens a paragraph
FULL = 1.3  # sizes that a row which is filled may leave free


def part_run_in(lines: Sequence[PlacedLine], scale: Scale) -> list[PlacedLine]:
    """Return the lines, those that are a title and the beginning of its text parted."""
    if not scale.knows_fonts or scale.bold or not any(_may_be(line) for line in lines):
        return list(lines)
    below = neighbours_of(lines, (), scale).below
    made: list[PlacedLine] = []
    for line, other in zip(lines, below, strict=True):
        after = lines[other] if other != NOBODY else None
        made += _parts(line, after) if after is not None and _runs_on(line, after, scale) else [line]
    return made


def run_in_tails(lines: Sequence[PlacedLine], scale: Scale) -> dict[int, int]:
    """Return the ends of titles that run in with their text and take more than a row: each with the row of the title above it.

    Such an end is a few heavy characters at the beginning of a row that goes on plain; above it stands a heavy row that fills
    its column.
    """
    if not scale.knows_fonts or scale.bold:
        return {}
    near = neighbours_of(lines, (), scale)
    tails: dict[int, int] = {}
    for number, line in enumerate(lines):
        right = near.right[number]
        if not line.bold or line.vertical or right == NOBODY:
            continue
        rest = lines[right]
        if rest.bold or abs(rest.size - line.size) > 0.1 * line.size or not _is_level(line, rest, scale):
            continue
        for above in (near.above[number], near.above[right]):  # a short end may stand under an indent
            if above != NOBODY and _is_filled_above(lines[above], line, rest, scale):
                tails[number] = above
    return tails


def _is_filled_above(upper: PlacedLine, line: PlacedLine, rest: PlacedLine, scale: Scale) -> bool:
    """Say whether a row fills the column above a piece and the rest of its row, and is set as the piece is."""
    return (
        upper.font == line.font
        and abs(upper.size - line.size) < 0.02 * line.size
        and 0 < line.box.y0 - upper.box.y0 < 1.4 * scale.pitch
        and abs(upper.box.x1 - rest.box.x1) < FULL * scale.body
        and -0.5 * scale.body <= upper.box.x0 - line.box.x0 < 2 * INDENT * scale.body
    )


def _is_level(line: PlacedLine, rest: PlacedLine, scale: Scale) -> bool:
    """Say whether a piece goes on the row of another."""
    gap = rest.box.x0 - line.box.x1
    return abs(line.box.y0 - rest.box.y0) < 0.3 * scale.body and -0.5 * scale.body < gap < 1.6 * scale.body


def _may_be(line: PlacedLine) -> bool:
    return line.bold and not line.vertical and _cut(line.text) is not None and not is_byline(line.text)


def _cut(text: str) -> tuple[int, int] | None:
    """Return where a title ends in a row, and where its text begins."""
    found = BLANK.search(text, SHORTEST)
    if found:
        return found.start(), found.end()
    opens = next((at for at in range(SHORTEST, len(text) - 2) if starts_with_dateline(text[at:])), None)
    return None if opens is None else (opens, opens)


def _runs_on(line: PlacedLine, after: PlacedLine, scale: Scale) -> bool:
    """Say whether a heavy row that fills its column goes on in a plain one."""
    body = scale.body
    return (
        _may_be(line)
        and not after.bold
        and abs(after.size - line.size) < 0.1 * line.size
        and 0 < after.box.y0 - line.box.y0 < 1.4 * scale.pitch
        and not ends_sentence(line.text)
        and after.box.x0 <= line.box.x0 + 0.5 * body
        and after.box.x1 - line.box.x1 < FULL * body
        and after.box.x0 > line.box.x0 - 2 * INDENT * body
    )


def _parts(line: PlacedLine, after: PlacedLine) -> list[PlacedLine]:
    end, start = _cut(line.text) or (len(line.text), len(line.text))
    edges = line.edges or even_edges(line)
    box = line.box
    title = replace(
        line, text=line.text[:end], box=Box(box.x0, box.y0, edges[end], box.y1), edges=edges[: end + 1]
    )
    text = replace(
        line,
        text=line.text[start:],
        box=Box(edges[start], box.y0, box.x1, box.y1),
        edges=edges[start:],
        font=after.font,
        bold=after.bold,
    )
    return [title, text]
