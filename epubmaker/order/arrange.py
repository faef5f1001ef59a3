"""A page's values in reading order: the stages behind see an ordered text, whatever the source's order was.

Lines are numbered anew by their place in the reading order; the plan that is made of them is numbered back, so that everything
outside speaks of lines as the source has them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from epubmaker.model import ArticlePlan, Chain, Join, Line, Plan
from epubmaker.model.lines import Joint

if TYPE_CHECKING:
    from epubmaker.order.decode import ReadingOrder

Value = TypeVar("Value")
WHOLE = 0.999  # confidence of what the form of a text says: not less than any join that is read from words


def arranged_lines(lines: Sequence[Line], order: ReadingOrder) -> tuple[Line, ...]:
    """Return the lines in reading order, numbered so, with rows and blocks as they are now.

    A line that has come to another place stands on a row of its own; one that follows the line before it by the words stands
    in that line's row where rows hold several lines.
    """
    if order.is_source_order:
        return tuple(lines)
    rows_hold_several = any(line.joint == "space" for line in lines)
    arranged: list[Line] = []
    row = block = -1
    for place, number in enumerate(order.sequence):
        line = lines[number]
        joint = _joint(line, place, order, several=rows_hold_several)
        row += joint != "space"
        block += joint in ("start", "blank")
        own_block = row if rows_hold_several else block
        arranged.append(replace(line, number=place, joint=joint, row=row, block=own_block))
    return tuple(arranged)


def _joint(line: Line, place: int, order: ReadingOrder, *, several: bool) -> Joint:
    """Return what stands before a line at its place: what the source has there, where it stands behind the same line."""
    if place == 0:
        return "start"
    if order.sequence[place - 1] == line.number - 1:
        return line.joint
    if line.number in order.joined:
        return "space" if several else "newline"
    return "blank" if several else "newline"


def in_source_order(values: Sequence[Value], order: ReadingOrder) -> tuple[Value, ...]:
    """Return values of lines, given in reading order, in source order; lines that were made whole share theirs out."""
    found = {number: value for held, value in zip(order.lines, values, strict=True) for number in held}
    return tuple(found[number] for number in range(len(found)))


def arranged_numbers(values: Mapping[int, Value], order: ReadingOrder) -> dict[int, Value]:
    """Return values by line number, given in source order, by number in reading order."""
    place = {number: at for at, held in enumerate(order.lines) for number in held}
    return {place[number]: value for number, value in values.items()}


def arranged_plan(plan: Plan, order: ReadingOrder) -> Plan:
    """Return a plan of lines in reading order as a plan of lines in source order."""
    if order.is_source_order and not order.held:
        return plan
    at = order.lines
    return replace(
        plan,
        articles=tuple(_article(article, at) for article in plan.articles),
        furniture=tuple(replace(item, lines=_numbers(item.lines, at)) for item in plan.furniture),
        unplaced=tuple(sorted(_numbers(plan.unplaced, at))),
    )


def _article(article: ArticlePlan, at: Sequence[Sequence[int]]) -> ArticlePlan:
    """Return an article with its lines numbered as in the source."""
    return replace(
        article,
        headline=_numbers(article.headline, at),
        kicker=_numbers(article.kicker, at),
        deck=_numbers(article.deck, at),
        column=_numbers(article.column, at),
        bylines=tuple(replace(byline, lines=_numbers(byline.lines, at)) for byline in article.bylines),
        chains=tuple(_chain(chain, at) for chain in article.chains),
    )


def _chain(chain: Chain, at: Sequence[Sequence[int]]) -> Chain:
    """Return a block with its lines numbered as in the source; a line that was made whole is joined inside for certain."""
    joins = [
        Join(
            at[join.left][-1],
            at[join.right][0],
            join.confidence,
            moved=at[join.right][0] != at[join.left][-1] + 1,
        )
        for join in chain.joins
    ]
    joins += [Join(*pair, WHOLE, moved=False) for line in chain.lines for pair in pairwise(at[line])]
    lines = _numbers(chain.lines, at)
    place = {line: number for number, line in enumerate(lines)}
    return replace(chain, lines=lines, joins=tuple(sorted(joins, key=lambda join: place[join.left])))


def _numbers(lines: Sequence[int], at: Sequence[Sequence[int]]) -> tuple[int, ...]:
    return tuple(number for line in lines for number in at[line])
