"""The pieces that a page is cut between: blocks of text, title groups, pictures with their captions, frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from epubmaker.layout.scale import Scale
from epubmaker.model.placed import Box, PlacedLine, Rule, bounds

Kind = Literal["text", "title", "figure", "frame"]
SAME_LEFT = 3.2  # sizes: rows of one block begin at most an indent apart, or end together
LEADING = 1.32  # of the page's pitch: a row further below begins another block
STICKING = 0.1  # share of a block's rows that may stick out of its column on either side
CROSSING = 0.6  # share of what two boxes have in common that a rule must cover to part them


@dataclass(slots=True, eq=False)
class Atom:
    """A piece that no cut goes through.

    lines    numbers of its lines, in reading order
    rank     size of its largest type in units of the text
    inline   a title as narrow as a column, of nearly the size of the text: it may be a crosshead
    picture  number of its picture, for figures
    opens    log-odds that a small title opens an item of its own, rather than stands in a text as a crosshead
    quoted   rows set large in the middle of a text, each with the row of the text that stands above them
    """

    kind: Kind
    box: Box
    lines: list[int] = field(default_factory=list)
    rank: float = 1.0
    inline: bool = False
    picture: int = -1
    opens: float = 0.0
    quoted: list[tuple[int, list[int]]] = field(default_factory=list)


def is_parted(one: Box, other: Box, rules: Iterable[Rule]) -> bool:
    """Say whether a printed rule lies between two boxes."""
    for rule in rules:
        if rule.axis == "h":
            low, high = sorted((one.middle[1], other.middle[1]))
            start, end = max(one.x0, other.x0), min(one.x1, other.x1)
            if (
                low < rule.box.y0 < high
                and min(rule.box.x1, end) - max(rule.box.x0, start) > CROSSING * (end - start) > 0
            ):
                return True
        else:
            low, high = sorted((one.middle[0], other.middle[0]))
            start, end = max(one.y0, other.y0), min(one.y1, other.y1)
            if (
                low < rule.box.x0 < high
                and min(rule.box.y1, end) - max(rule.box.y0, start) > CROSSING * (end - start) > 0
            ):
                return True
    return False


def text_blocks(
    numbers: Iterable[int],
    lines: Sequence[PlacedLine],
    rules: Sequence[Rule],
    scale: Scale,
    lost: Mapping[int, int] | None = None,
) -> list[Atom]:
    """Return the blocks of rows that follow each other in a column at the usual distance, or go on in `lost` (`lost_rows.py`)."""
    blocks: list[Atom] = []
    lost = lost or {}
    for number in sorted(numbers, key=lambda number: (lines[number].box.y0, lines[number].box.x0)):
        line = lines[number]
        fitting = [
            block
            for block in blocks
            if block.lines[-1] == lost.get(number) or _continues(block, line, lines, rules, scale)
        ]
        if fitting:
            block = max(fitting, key=lambda block: block.box.y1)
            block.lines.append(number)
            block.box = bounds([block.box, line.box])
        else:
            blocks.append(Atom("text", line.box, [number], line.size / scale.body))
    for block in blocks:
        block.box = core(block, lines)
    return blocks


def core(block: Atom, lines: Sequence[PlacedLine]) -> Box:
    """Return the box of a block without what sticks out of its column in a few rows: recognisers run over gutters."""
    boxes = [lines[number].box for number in block.lines]
    if len(boxes) < 4:
        return block.box
    lefts, rights = sorted(box.x0 for box in boxes), sorted(box.x1 for box in boxes)
    few = max(1, int(STICKING * len(boxes)))
    return Box(lefts[few], block.box.y0, rights[-1 - few], block.box.y1)


def _continues(
    block: Atom, line: PlacedLine, lines: Sequence[PlacedLine], rules: Sequence[Rule], scale: Scale
) -> bool:
    last = lines[block.lines[-1]]
    if _is_beside(last, line, scale):
        return len(block.lines) > 1 and line.box.x1 <= block.box.x1 + 0.6 * scale.body
    step = line.box.y0 - last.box.y0
    if line.vertical != last.vertical or not 0.5 * scale.body < step <= LEADING * max(
        scale.pitch, 1.2 * line.size
    ):
        return False
    if max(line.size, last.size) > 1.15 * min(line.size, last.size):
        return False
    if last.box.across(line.box) <= 0.5 * min(last.box.width, line.box.width):
        return False
    left = abs(line.box.x0 - block.box.x0) <= SAME_LEFT * scale.body
    right = abs(line.box.x1 - block.box.x1) <= 0.6 * scale.body
    wider = line.box.width > block.box.width + 4 * scale.body and len(block.lines) > 1
    return (left or right) and not wider and not is_parted(last.box, line.box, rules)


def _is_beside(last: PlacedLine, line: PlacedLine, scale: Scale) -> bool:
    """Say whether a piece goes on a row: on one level with its end, a blank apart."""
    gap = line.box.x0 - last.box.x1
    level = (
        abs(line.box.y0 - last.box.y0) < 0.3 * scale.body and abs(line.size - last.size) < 0.15 * last.size
    )
    return level and not last.vertical and not line.vertical and -0.5 * scale.body < gap < 1.6 * scale.body
