"""Pictures side by side in a row: captions of their own stand on one level below them, or one caption runs under all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from epubmaker.layout.beside import CREDIT
from epubmaker.layout.gutters import even_edges, part_of
from epubmaker.layout.scale import Scale
from epubmaker.model.placed import Box, Picture, PlacedLine, bounds
from epubmaker.text import patterns as re

EVEN = 1.0  # sizes of the text: how far the feet of pictures in a row differ
NEAR = 4.0  # sizes: how far pictures in a row stand apart
BELOW = 3.5  # pitches below a row of pictures in which their captions begin
SLACK = 0.5  # sizes by which a blank may miss the gap between two pictures
SHORTEST, CREDITED = 3, 9  # characters of a caption, and of a credit alone
_BLANK = re.compile(r"(?<=\S)\s+(?=\S)")
_OF_SEVERAL = re.compile("[左右上下]图.*[左右上下中]图|[左右上下]圖.*[左右上下中]圖")
LARGEST = 1.3  # sizes: captions are set no larger


def picture_rows(pictures: Sequence[Picture], scale: Scale) -> list[list[int]]:
    """Return the pictures that stand side by side with their feet on one level, by their numbers, from left to right."""
    rows: list[list[int]] = []
    for number in sorted(range(len(pictures)), key=lambda number: pictures[number].box.x0):
        box = pictures[number].box
        for row in rows:
            last = pictures[row[-1]].box
            gap = box.x0 - last.x1
            level = abs(box.y1 - last.y1) < EVEN * scale.body
            if level and -scale.body < gap < NEAR * scale.body:
                row.append(number)
                break
        else:
            rows.append([number])
    return [row for row in rows if len(row) > 1]


def split_below_pictures(
    lines: Sequence[PlacedLine], pictures: Sequence[Picture], scale: Scale
) -> list[PlacedLine]:
    """Return the lines, those that hold the captions of several pictures parted where these stand apart."""
    rows = [[pictures[number].box for number in row] for row in picture_rows(pictures, scale)]
    return [piece for line in lines for piece in _pieces(line, rows, scale)]


def runs_under_all(row: Sequence[Box], first: Box) -> bool:
    """Say whether the first row of a caption runs under more than one picture of a row."""
    return any(first.x0 < left.x1 and first.x1 > right.x0 for left, right in pairwise(row))


def _pieces(line: PlacedLine, rows: Sequence[Sequence[Box]], scale: Scale) -> list[PlacedLine]:
    for row in rows:
        if (
            line.vertical
            or line.size > LARGEST * scale.body
            or not _is_below(line.box, bounds(list(row)), scale)
        ):
            continue
        cuts = [0, *_blanks(line, row, scale), len(line.text)]
        edges = line.edges or even_edges(line)
        parts = [part_of(line, edges, start, end) for start, end in pairwise(cuts)]
        kept = [part for part in parts if part is not None]
        if len(kept) > 1 and not any(_is_no_caption(part.text) for part in kept):
            return kept
    return [line]


def _is_no_caption(text: str) -> bool:
    """Say whether a piece is no whole caption: it speaks of several pictures, or names who took them."""
    return (
        bool(_OF_SEVERAL.search(text))
        or len(text) < SHORTEST
        or (len(text) <= CREDITED and bool(CREDIT.search(text)))
    )


def _is_below(line: Box, row: Box, scale: Scale) -> bool:
    slack = 1.2 * scale.body
    within = row.x0 - slack <= line.x0 and line.x1 <= row.x1 + slack
    return within and -slack < line.y0 - row.y1 < BELOW * scale.pitch


def _blanks(line: PlacedLine, row: Sequence[Box], scale: Scale) -> Iterator[int]:
    """Yield where a line is cut: behind the blanks that reach from one picture to the next."""
    edges = line.edges or even_edges(line)
    slack = SLACK * scale.body
    for left, right in pairwise(row):
        for blank in _BLANK.finditer(line.text):
            if edges[blank.start()] < left.x1 + slack and edges[blank.end()] > right.x0 - slack:
                yield blank.end()
                break


__all__ = ["picture_rows", "runs_under_all", "split_below_pictures"]
