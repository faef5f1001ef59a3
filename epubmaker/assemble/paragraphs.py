"""Paragraphs from the shape of the lines: a short last line, a first line two characters narrower, the end of a sentence.

Blank rows do not decide: extractors set one before every line that opens with a quotation mark.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from epubmaker.model import Chain, Join, Label, Line, Role, SeamTable, probability
from epubmaker.text.marks import LEFT_OPEN, LINE_START_FORBIDDEN, ends_sentence, starts_with_dateline

CERTAIN = 20.0  # score of what the marks alone decide
HALF = 0.55  # of the measure
TORN = 4.0  # log-odds
IMPOSSIBLE = -1.5  # log-odds of source order holding below which a join is given up
INDENT = 2.0  # em: the first line of a paragraph (GB practice; CLREQ 3.4.1)
OWN_BLOCK = frozenset({Role.CROSSHEAD, Role.LABEL, Role.CAPTION})


@dataclass(frozen=True, slots=True)
class PageShape:
    """This is what paragraph breaks are read from: lines, labels, seams, and whether a row holds a whole paragraph."""

    lines: Sequence[Line]
    labels: Sequence[Label]
    seams: SeamTable
    joined: bool


def cut_paragraphs(
    order: Sequence[int], joins: Mapping[tuple[int, int], Join], page: PageShape
) -> tuple[Chain, ...]:
    """This cuts lines in reading order into paragraphs, crossheads and labels.

    Joins between neighbours come from `joins` where assembly decided on them, otherwise from the seam table; lines that only
    the untangling of columns brought together are as sure as their seam and their paragraph's going on.
    """
    chains: list[Chain] = []
    start = 0
    for place in range(1, len(order) + 1):
        if place < len(order) and not _breaks(order, place, joins, page):
            continue
        members = tuple(order[start:place])
        made = tuple(_joins_of(members, joins, page))
        role = page.labels[members[0]].role
        kind = role if role in OWN_BLOCK else Role.BODY
        if kind is Role.BODY and _ends_label(chains, members, page):
            kind = Role.LABEL
        chains.append(Chain(kind, members, made, _is_truncated(members[-1], page) and kind is Role.BODY))
        start = place
    return tuple(chains)


def _joins_of(
    members: Sequence[int], joins: Mapping[tuple[int, int], Join], page: PageShape
) -> Iterator[Join]:
    """This yields the joins of a paragraph that are worth a note: those decided on, and those across columns."""
    for place, (left, right) in enumerate(pairwise(members)):
        if (left, right) in joins:
            yield joins[left, right]
        elif right != left + 1:
            after = page.lines[members[place + 2]] if place + 2 < len(members) else None
            signs = across_signs(page.lines[left], page.lines[right], after, page)
            log_odds = sum(weight * sign for weight, sign in zip(ACROSS_COLUMNS, signs, strict=True))
            yield Join(left, right, round(probability(log_odds), 3), moved=True)


def across_signs(left: Line, right: Line, after: Line | None, page: PageShape) -> tuple[float, ...]:
    """This returns what speaks for a join that untangled columns made, in the order of `ACROSS_COLUMNS`."""
    signs = page.seams.log_odds(left.number, right.number), -break_score(left, right, after, page)
    return 1.0, *(max(-MOST, min(MOST, sign)) for sign in signs)


def _ends_label(chains: Sequence[Chain], members: tuple[int, ...], page: PageShape) -> bool:
    """This says whether a lone short line is the rest of the label before it."""
    if not chains or chains[-1].kind is not Role.LABEL or len(members) > 1:
        return False
    line = page.lines[members[0]]
    return (
        line.number == chains[-1].lines[-1] + 1
        and line.width < 0.6 * line.measure
        and not ends_sentence(line.text)
    )


def _breaks(order: Sequence[int], place: int, joins: Mapping[tuple[int, int], Join], page: PageShape) -> bool:
    """This says whether a paragraph ends before the line at `place`."""
    left, right = page.lines[order[place - 1]], page.lines[order[place]]
    roles = page.labels[left.number].role, page.labels[right.number].role
    if roles[0] is not roles[1]:
        return True
    if roles[0] is Role.CROSSHEAD and left.row != right.row and (page.joined or right.joint == "blank"):
        return True
    join = joins.get((left.number, right.number))
    if join is not None and join.moved:
        return False
    after = page.lines[order[place + 1]] if place + 1 < len(order) else None
    return break_score(left, right, after, page) > 0


class BreakWeights(NamedTuple):
    """These weigh what speaks for a paragraph ending between two lines that follow each other.

    Learnt on simulated pages (`training/assembly.py`), apart for pages with a row a line, for pages with a row a paragraph,
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

# A join that the untangling of columns made: a constant, its seam, and that no paragraph ends there. Learnt on simulated
# pages (12,274 joins, 98 in 100 right; of the wrong ones 59 in 100 come below .9, of the right ones 2).
ACROSS_COLUMNS = (-0.65, 0.19, 0.86)
MOST = 6.0  # log-odds either way

APART = BreakWeights(0.89, 0.52, -0.39, 0.41, 0.62, 0.0)


def break_score(left: Line, right: Line, after: Line | None, page: PageShape) -> float:
    """This returns the log-odds of a paragraph ending between two lines, from their shape and from the seams."""
    shape = shape_score(left, right, after, page)
    if abs(shape) >= CERTAIN or not page.seams.in_order:
        return shape
    beside = right.number == left.number + 1
    weights = (ROW_A_PARAGRAPH if page.joined else ROW_A_LINE) if beside else APART
    signs = break_signs(left, right, shape, page)
    learnt: float = sum(weight * sign for weight, sign in zip(weights, signs, strict=True))
    return learnt + (_torn(left, right, page) if beside else 0.0)


def _torn(left: Line, right: Line, page: PageShape) -> float:
    """This returns what speaks for a paragraph whose end is lost: words that break off where the lines look like an end.

    A line half as wide as its column goes on nowhere; a line two characters narrower than its column, after words that
    cannot run on into it, is the first of a paragraph.
    """
    if page.seams.log_odds(left.number, right.number) > 0:
        return 0.0
    if left.width < HALF * left.measure:
        return TORN
    indented = INDENT - 0.75 <= right.measure - right.width <= INDENT + 1.1
    return TORN if indented and page.seams.in_order[left.number] < IMPOSSIBLE else 0.0


def break_signs(left: Line, right: Line, shape: float, page: PageShape) -> tuple[float, ...]:
    """This returns what speaks for and against a paragraph ending between two lines, in the order of `BreakWeights`."""
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
    """This adds up the signs for (positive) and against (negative) a paragraph ending between two lines."""
    if right.number == left.number + 1 and right.opens is not None:
        return CERTAIN if right.opens else -CERTAIN
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
    """This scores how short the line before is: a short line that ends a sentence ends the paragraph."""
    room = left.measure - left.width
    if room > 2.6:
        return 3.0 if closed else 1.8
    if room > 1.3:
        return 1.2 if closed else 0.0
    return -0.6


def _right_shape(right: Line, after: Line | None, closed: bool, *, row_end: bool) -> float:
    """This scores whether the line after looks indented: set in the source, or two characters narrower than its column."""
    if right.indent >= INDENT - 0.5:
        return 3.0
    room = right.measure - right.width
    only = after is not None and after.measure - after.width > 1.3
    if INDENT - 0.75 <= room <= INDENT + 1.1:
        return 1.8 if closed else 3.2 if row_end else 1.0
    if room < 0.75:
        return -2.2
    return 0.0 if only else -0.4


def _gap(left: Line, right: Line, closed: bool, page: PageShape) -> float:
    """This scores what stands between the lines in the source."""
    if right.number != left.number + 1:
        return 0.0
    if page.joined:
        return (1.6 if closed else 0.8) if right.joint != "space" else -0.8
    if right.joint == "blank":
        return 0.0 if right.text[0] in "“‘「『\"'" else 0.8
    return -0.3


def _is_truncated(number: int, page: PageShape) -> bool:
    """This says whether a paragraph stops in the middle of a sentence at the end of a full line: its last line is lost."""
    line = page.lines[number]
    return not ends_sentence(line.text) and line.text[-1] not in "：:；;" and line.measure - line.width <= 1.6
