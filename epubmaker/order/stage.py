"""The stage: lines as the source has them become lines as they are read, with the seams between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from epubmaker.model import Label, Line, Role, SeamTable
from epubmaker.order.arrange import arranged_lines
from epubmaker.order.decode import ReadingOrder, read_order
from epubmaker.order.row_ends import RowEnds
from epubmaker.order.whole import whole_lines
from epubmaker.seams import EvidenceScorer, SeamScorer, of_one_page
from epubmaker.segment.complete import are_complete
from epubmaker.text.marks import ends_sentence, heading_level

if TYPE_CHECKING:
    from epubmaker.order.again import ScoredAgain

# Lines of a text longer than any page of print, and the seams of each of its lines that are kept to be looked at: all of them
# would take a hundred megabytes of 20,000 lines.
LONG, TOLD = 2_000, 6

AHEAD = 24  # lines: as far on as a page of columns that is read row by row goes on


@dataclass(frozen=True, slots=True)
class OrderedPage:
    """A page in reading order.

    order  which line of the source stands where
    lines, seams  in reading order, numbered so
    source_seams  the seams by the numbers of the source
    """

    order: ReadingOrder
    lines: tuple[Line, ...]
    seams: SeamTable
    source_seams: SeamTable


def read_lines(
    lines: Sequence[Line], scorer: SeamScorer, given: Mapping[int, Role] = MappingProxyType({})
) -> OrderedPage:
    """Return a page in reading order; `given` are the roles that a person says lines have.

    Every line takes part, whatever it is: what a line is can be told when it stands beside what belongs to it. Where lines have
    moved, the seams are read a second time: what stands before and behind a line is evidence in them. A text whose headings
    are marked (Markdown) was written by somebody who had its order, and so was one none of whose rows breaks off. Rows of a text
    that is wrapped at one width are made whole.
    """
    scorer = of_one_page(scorer)
    seams = _scored(lines, scorer, AHEAD)
    if _was_written(lines):
        return OrderedPage(ReadingOrder(tuple(range(len(lines)))), tuple(lines), seams, seams)
    order, ends = _read(lines, seams, scorer), RowEnds.of(lines)
    if ends and ends.are_in_order(lines, order.sequence):
        whole, held = whole_lines(ends.told(lines), given)
        order = ReadingOrder(tuple(range(len(lines))), held=held)
        return OrderedPage(order, whole, _scored(whole, scorer), _told(seams))
    if order.is_source_order:
        return OrderedPage(order, tuple(lines), seams, seams)
    arranged, seams = arranged_lines(lines, order), _told(seams)
    return OrderedPage(order, arranged, _scored(arranged, scorer), seams)


def _read(lines: Sequence[Line], seams: SeamTable, scorer: SeamScorer) -> ReadingOrder:
    """Return the reading order; a page that is read again has its seams scored in the order of the reading before.

    A text longer than any page of print is read once: to score its seams again takes as long as all else.
    """
    if len(lines) > LONG:
        return read_order(lines, seams)
    return read_order(lines, seams, lambda order: _scored_again(lines, order, scorer))


def _scored_again(lines: Sequence[Line], order: ReadingOrder, scorer: SeamScorer) -> ScoredAgain:
    """Return the seams of the lines in a reading order, with what was weighed of their pairs if the scorer tells it."""
    from epubmaker.order.again import ScoredAgain  # noqa: PLC0415  (numpy is loaded only when a page is read again)

    arranged = arranged_lines(lines, order)
    if isinstance(scorer, EvidenceScorer):
        labels = [Label(Role.BODY, 1.0, "line")] * len(arranged)
        return ScoredAgain(order.sequence, *scorer.score_with_evidence(arranged, labels, AHEAD))
    return ScoredAgain(order.sequence, _scored(arranged, scorer, AHEAD))


def _was_written(lines: Sequence[Line]) -> bool:
    """Say whether a text shows that somebody typed it in its order."""
    texts = [line.text for line in lines]
    return any(map(heading_level, texts)) or are_complete(texts, list(map(ends_sentence, texts)))


def _told(seams: SeamTable) -> SeamTable:
    """Return seams that are only told of any more: of a text longer than any page of print, the best few of every line."""
    if len(seams.candidates) <= LONG:
        return seams
    return SeamTable(
        tuple(best[:TOLD] for best in seams.candidates),
        seams.opens,
        seams.closes,
        seams.floor,
        seams.in_order,
        seams.subjects,
    )


def _scored(lines: Sequence[Line], scorer: SeamScorer, ahead: int = 1) -> SeamTable:
    return scorer.score(lines, [Label(Role.BODY, 1.0, "line")] * len(lines), ahead)
