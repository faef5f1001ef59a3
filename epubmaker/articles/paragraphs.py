"""Paragraphs from the shape of the lines: a short last line, a first line two characters narrower, the end of a sentence.

Blank rows do not decide: extractors set one before every line that opens with a quotation mark.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from epubmaker.label.rows import is_cut_dateline
from epubmaker.model import Label, Line, SeamTable, is_written
from epubmaker.text.marks import LEFT_OPEN, LINE_START_FORBIDDEN, ends_sentence, starts_with_dateline

CERTAIN = 20.0  # score of what the marks alone decide
HALF = 0.55  # of the measure
TORN = 4.0  # log-odds
IMPOSSIBLE = -1.5  # log-odds of source order holding below which a join is given up
INDENT = 2.0  # em: the first line of a paragraph (GB practice; CLREQ 3.4.1)
BY_TAGS = 0.7  # share of the tags in what is a break
ROOM = 1.6  # em that a full line may leave at its end: a mark that hangs, a character that is forbidden there


@dataclass(frozen=True)
class PageShape:
    """What paragraph breaks are read from: lines, labels, seams, and whether a row holds a whole paragraph."""

    lines: Sequence[Line]
    labels: Sequence[Label]
    seams: SeamTable
    joined: bool

    @cached_property
    def written(self) -> bool:
        """Say whether the text was written a row a paragraph, or its wrapped rows are made whole."""
        return is_written(self.lines) and all(line.opens is not False for line in self.lines)

    def fills_row(self, left: Line, right: Line) -> bool:
        """Say whether a dateline fills a wrapped row: its paragraph goes on in the next one."""
        unknown = right.opens is None and right.joint == "newline" and right.number == left.number + 1
        return unknown and is_cut_dateline(left, right) and self.written


def is_break(left: Line, right: Line, after: Line | None, opens: float, page: PageShape) -> bool:
    """Say whether a paragraph ends between two lines that follow each other, by their shape, by the seams and by their tags.

    `opens` are the log-odds of the right line's being the first of a paragraph, by what the whole page is (`roles/`).
    """
    return (1 - BY_TAGS) * break_score(left, right, after, page) + BY_TAGS * opens > 0


def is_truncated(line: Line) -> bool:
    """Say whether a paragraph stops in the middle of a sentence at the end of a full line: its last line is lost."""
    return (
        not ends_sentence(line.text) and line.text[-1] not in "：:；;" and line.measure - line.width <= ROOM
    )


class BreakWeights(NamedTuple):
    """These weigh what speaks for a paragraph ending between two lines that follow each other.

    Learnt on simulated pages for version 0.1, apart for pages with a row a line, for pages with a row a paragraph,
    and for lines that were apart in the source.
    shape     the signs of the lines' widths, marks and gap, added up by `shape_score`
    seam      that the words run on
    closes, opens   that the one line ends, the other begins a paragraph
    in_order  that source order holds here (nothing for lines that were apart)
    """

    one: float
    shape: float
    seam: float
    closes: float
    opens: float
    in_order: float


ROW_A_LINE = BreakWeights(-1.12, -0.18, -0.19, 0.77, 0.95, -0.32)
ROW_A_PARAGRAPH = BreakWeights(-0.39, 0.10, -0.24, 0.43, 0.69, -0.58)

APART = BreakWeights(0.89, 0.52, -0.39, 0.41, 0.62, 0.0)


def break_score(left: Line, right: Line, after: Line | None, page: PageShape) -> float:
    """Return the log-odds of a paragraph ending between two lines, from their shape and from the seams."""
    shape = shape_score(left, right, after, page)
    if abs(shape) >= CERTAIN or not page.seams.in_order:
        return shape
    beside = right.number == left.number + 1
    weights = (ROW_A_PARAGRAPH if page.joined else ROW_A_LINE) if beside else APART
    signs = break_signs(left, right, shape, page)
    learnt: float = sum(weight * sign for weight, sign in zip(weights, signs, strict=True))
    return learnt + (_torn(left, right, page) if beside else 0.0)


def _torn(left: Line, right: Line, page: PageShape) -> float:
    """Return what speaks for a paragraph whose end is lost: words that break off where the lines look like an end.

    A line half as wide as its column goes on nowhere; a line two characters narrower than its column, after words that
    cannot run on into it, is the first of a paragraph.
    """
    if page.seams.log_odds(left.number, right.number) > 0:
        return 0.0
    if left.width < HALF * left.measure:
        return TORN
    indented = INDENT - 0.75 <= right.measure - right.width <= INDENT + 1.1
    if ends_sentence(right.text):  # the last line of its paragraph: the room it leaves is at its end
        return 0.0
    return TORN if indented and page.seams.in_order[left.number] < IMPOSSIBLE else 0.0


def break_signs(left: Line, right: Line, shape: float, page: PageShape) -> tuple[float, ...]:
    """Return what speaks for and against a paragraph ending between two lines, in the order of `BreakWeights`."""
    seams = page.seams
    beside = right.number == left.number + 1
    return (
        1.0,
        shape,
        _limited(seams.log_odds(left.number, right.number), 6.0, 8.0),
        _limited(seams.closes[left.number]),
        _limited(seams.opens[right.number]),
        _limited(seams.in_order[left.number]) if beside else 0.0,
    )


def _limited(value: float, low: float = 5.0, high: float = 5.0) -> float:
    return float(min(high, max(-low, value)))


def shape_score(left: Line, right: Line, after: Line | None, page: PageShape) -> float:
    """Add up the signs for (positive) and against (negative) a paragraph ending between two lines."""
    if right.number == left.number + 1 and right.opens is not None:
        return CERTAIN if right.opens else -CERTAIN
    if page.fills_row(left, right) and not starts_with_dateline(right.text):
        return -CERTAIN
    if right.text[0] in LINE_START_FORBIDDEN or left.text[-1] in LEFT_OPEN - {"：", ":", "；", ";"}:
        return -CERTAIN
    if starts_with_dateline(right.text):
        return CERTAIN
    closed = ends_sentence(left.text)
    score = 0.8 if closed else -3.0
    score += _left_shape(left, closed)
    score += _right_shape(right, after, closed, row_end=page.joined and right.joint != "space")
    score += _gap(left, right, closed, page)
    return score


def _left_shape(left: Line, closed: bool) -> float:
    """Score how short the line before is: a short line that ends a sentence ends the paragraph."""
    room = left.measure - left.width
    if room > 2.6:
        return 3.0 if closed else 1.8
    if room > 1.3:
        return 1.2 if closed else 0.0
    return -0.6


def _right_shape(right: Line, after: Line | None, closed: bool, *, row_end: bool) -> float:
    """Score whether the line after looks indented: set in the source, or two characters narrower than its column."""
    if right.indent >= INDENT - 0.5:
        return 3.0
    room = right.measure - right.width
    only = after is not None and after.measure - after.width > 1.3
    if INDENT - 0.75 <= room <= INDENT + 1.1:
        if not closed and not row_end and ends_sentence(right.text):
            return 0.0  # behind words that break off, a last line leaves its room at its end
        return 1.8 if closed else 3.2 if row_end else 1.0
    if room < 0.75:
        return -2.2
    return 0.0 if only else -0.4


def _gap(left: Line, right: Line, closed: bool, page: PageShape) -> float:
    """Score what stands between the lines in the source."""
    if right.number != left.number + 1:
        return 0.0
    if page.joined:
        return (1.6 if closed else 0.8) if right.joint != "space" else -0.8
    if right.joint == "blank":
        return 0.0 if right.text[0] in "“‘「『\"'" else 0.8
    return -0.3
