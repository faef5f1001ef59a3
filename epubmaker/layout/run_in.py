"""Titles that run in with their text: a heavy row in which a blank, or the words that open news, part the title from its text.

Where a typeface changes in a row, readers part it. Some pages set the rest of the row in the typeface of the title; then
the row below shows it: it is set plain, fills the column and goes on without an indent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from epubmaker.layout.bylines import is_byline
from epubmaker.layout.gutters import even_edges
from epubmaker.layout.neighbours import NOBODY, Neighbours, neighbours_of
from epubmaker.layout.news_words import page_openings, text_begins, text_may_begin
from epubmaker.layout.scale import Scale
from epubmaker.model.placed import Box, PlacedLine
from epubmaker.text import patterns as re
from epubmaker.text.marks import ends_sentence

BLANK = re.compile(r"[\u3000 ]+")
SHORTEST = 2  # characters of a title's last row
ROWS_ON = 2  # rows in which the words that open news end, which begin in the row above them
INDENT = 1.2  # sizes: a row that begins further in opens a paragraph
FULL = 1.3  # sizes that a row which is filled may leave free
NEARLY_FULL = 2.3  # the same before a mark that may open no row, and one that may close none
HABIT = 3  # titles of a page that run in for certain, before weaker signs are believed


def part_run_in(lines: Sequence[PlacedLine], scale: Scale) -> list[PlacedLine]:
    """Return the lines, those that are a title and the beginning of its text parted."""
    if not scale.knows_fonts or scale.bold or not any(line.bold for line in lines):
        return list(lines)
    near = neighbours_of(lines, (), scale)
    cuts = _cuts(lines, near, scale)
    return [
        piece
        for number, line in enumerate(lines)
        for piece in (_parts(line, lines[near.below[number]], cuts[number]) if number in cuts else [line])
    ]


def _cuts(lines: Sequence[PlacedLine], near: Neighbours, scale: Scale) -> dict[int, tuple[int, int]]:
    """Return where titles end in their rows, and where their texts begin, by the numbers of the rows."""
    known = page_openings(line.text for line in lines if not line.bold)
    heavy = [_RunIn(at, lines, near) for at, line in enumerate(lines) if line.bold and not line.vertical]
    rows = [row for row in heavy if near.below[row.number] != NOBODY and row.runs_on(scale)]
    cuts: dict[int, tuple[int, int]] = {}
    unsure: dict[int, tuple[int, int]] = {}
    for row in rows:
        full = row.after.box.x1 - row.line.box.x1 < FULL * scale.body
        words = row.at(text_begins(row.line.text, row.following, known, row.title))
        sure = [cut for cut in (row.at_blank() if full else None, words) if cut is not None]
        weak = row.at(text_may_begin(row.line.text, row.following, row.title)) if full else None
        if sure:
            cuts[row.number] = min(sure)
        elif weak is not None:
            unsure[row.number] = weak
    habit = {
        number: sum(_is_set_alike(lines[number], lines[other]) for other in cuts) >= HABIT
        for number in unsure
    }
    return cuts | {number: cut for number, cut in unsure.items() if habit[number]}


@dataclass(frozen=True, slots=True)
class _RunIn:
    """A heavy row that may be the end of a title and the beginning of its text, with what stands around it."""

    number: int
    lines: Sequence[PlacedLine]
    near: Neighbours

    @property
    def line(self) -> PlacedLine:
        return self.lines[self.number]

    @property
    def after(self) -> PlacedLine:
        return self.lines[self.near.below[self.number]]

    @property
    def following(self) -> str:
        """The two rows that go on this one."""
        words = ""
        number = self.number
        for _ in range(ROWS_ON):
            number = self.near.below[number]
            if number == NOBODY:
                break
            words += self.lines[number].text
        return words

    @property
    def title(self) -> str:
        """The rows of the title above its last one: heavy rows of one type, right above each other."""
        words = ""
        number = self.number
        while (above := self.near.above[number]) != NOBODY:
            upper, lower = self.lines[above], self.lines[number]
            gap = lower.box.y0 - upper.box.y1
            if not upper.bold or not _is_set_alike(upper, lower) or gap > lower.size:
                break
            words = upper.text + words
            number = above
        return words

    def runs_on(self, scale: Scale) -> bool:
        """Say whether the row goes on in the plain one below."""
        return _runs_on(self.line, self.after, scale) and not self.text_opens_below(scale)

    def text_opens_below(self, scale: Scale) -> bool:
        """Say whether a paragraph begins in the row below: it is indented, and goes on further left."""
        below = self.near.below[self.near.below[self.number]]
        if below == NOBODY:
            return False
        one, other = self.after, self.lines[below]
        near = 0 < other.box.y0 - one.box.y0 < 1.4 * scale.pitch and other.font == one.font
        return near and INDENT * scale.body < one.box.x0 - other.box.x0 < 3 * INDENT * scale.body

    def at_blank(self) -> tuple[int, int] | None:
        """Return where a blank parts the row."""
        found = BLANK.search(self.line.text, SHORTEST)
        return (found.start(), found.end()) if found else None

    def at(self, place: int | None) -> tuple[int, int] | None:
        return None if place is None else (place, place)


def _is_set_alike(one: PlacedLine, other: PlacedLine) -> bool:
    return one.font == other.font and abs(one.size - other.size) <= 0.02 * one.size


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


def _runs_on(line: PlacedLine, after: PlacedLine, scale: Scale) -> bool:
    """Say whether a heavy row that fills its column goes on in a plain one."""
    body = scale.body
    return (
        not is_byline(line.text)
        and not after.bold
        and abs(after.size - line.size) < 0.1 * line.size
        and 0 < after.box.y0 - line.box.y0 < 1.4 * scale.pitch
        and not ends_sentence(line.text)
        and after.box.x0 <= line.box.x0 + 0.5 * body
        and after.box.x1 - line.box.x1 < NEARLY_FULL * body
        and after.box.x0 > line.box.x0 - 2 * INDENT * body
    )


def _parts(line: PlacedLine, after: PlacedLine, cut: tuple[int, int]) -> list[PlacedLine]:
    end, start = cut
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
    return [title, text] if end else [text]
