"""The stage: lines as the source has them become lines as they are read, with the seams between them."""

from __future__ import annotations

from collections.abc import Sequence

from epubmaker.model import Label, Line, Role, SeamTable
from epubmaker.order.arrange import arranged_lines
from epubmaker.order.decode import ReadingOrder, read_order
from epubmaker.seams import SeamScorer


def read_lines(lines: Sequence[Line], scorer: SeamScorer) -> tuple[ReadingOrder, tuple[Line, ...], SeamTable]:
    """Return the reading order of a page, its lines in that order, and their seams.

    Every line takes part, whatever it is: what a line is can be told when it stands beside what belongs to it. Where lines have
    moved, the seams are read a second time: what stands before and behind a line is evidence in them.
    """
    seams = _scored(lines, scorer)
    order = read_order(lines, seams)
    if order.is_source_order:
        return order, tuple(lines), seams
    arranged = arranged_lines(lines, order)
    return order, arranged, _scored(arranged, scorer)


def _scored(lines: Sequence[Line], scorer: SeamScorer) -> SeamTable:
    return scorer.score(lines, [Label(Role.BODY, 1.0, "line")] * len(lines))
