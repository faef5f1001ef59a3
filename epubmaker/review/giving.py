"""A region of the page is given to an article: which statements say so.

Its paragraphs move behind the paragraph of the article that stands before them on the page, and where that one breaks off
they go on with it. What they leave behind closes up. A header group takes its whole article along.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from epubmaker.amend.articles import article_lines
from epubmaker.errors import CorrectionsError
from epubmaker.messages import Message
from epubmaker.model import Chain, Span
from epubmaker.model.corrections import Quotation, Statement
from epubmaker.model.placed import Box, PlacedRow
from epubmaker.pipeline import Reconstruction
from epubmaker.review.quoting import Quoter
from epubmaker.review.regions import HEAD, NONE, Region, regions_of, row_of_line

ENDS = "。！？…”’：；.!?"  # a line that ends so is not gone on with in the middle of a sentence
SET_IN = 0.8  # sizes of type: how far a paragraph's first row is set in, at least
LEVEL = 0.5  # of a row: how far one may reach beside another that it stands before


class Given(NamedTuple):
    """What is given away, and the statements that say so."""

    region: Region
    statements: tuple[Statement, ...]


class Giver:
    """Giver of regions: it knows the page as it was read."""

    def __init__(self, made: Reconstruction, quoter: Quoter) -> None:
        self._made = made
        self._quoter = quoter
        self._rows = row_of_line(made)

    def give(self, line: int, target: int) -> Given:
        """Give the region of a line to the article of another; raises `CorrectionsError` where that makes no sense."""
        region = next((region for region in regions_of(self._made) if line in region.lines), None)
        if region is None:
            raise CorrectionsError(Message("nothing is known of where this line stands"))
        articles = self._made.plan.articles
        number = next((at for at, article in enumerate(articles) if target in article_lines(article)), None)
        if number is None:
            raise CorrectionsError(Message("the other line stands in no article"))
        if number == region.article:
            raise CorrectionsError(Message("this part of the page is in that article already"))
        if region.kind == NONE:
            return Given(region, tuple(self._called(region, number)))
        own = article_lines(articles[region.article])
        if region.kind == HEAD or own <= set(region.lines):
            first = region.lines[0]
            return Given(region, (Statement("merge", self._start(first), self._start(target)),))
        return Given(region, tuple(self._moved(region, number)))

    def _called(self, region: Region, number: int) -> Iterator[Statement]:
        """Move lines that stand in no article: each run of them is one paragraph there."""
        behind = self._before(region, number)
        for _, run in groupby(enumerate(sorted(region.lines)), lambda entry: entry[1] - entry[0]):
            lines = [line for _, line in run]
            span = Span(self._made.lines[lines[0]].span.start, self._made.lines[lines[-1]].span.end)
            yield Statement("move", self._quoter.whole(span), self._start(behind))
            behind = lines[0]

    def _moved(self, region: Region, number: int) -> Iterator[Statement]:
        """Part the region's paragraphs from what stands around them, and move them."""
        behind = self._before(region, number)
        for at, (chain, run) in enumerate(self._runs(region)):
            first, last = chain.lines.index(run[0]), chain.lines.index(run[-1])
            before = chain.lines[first - 1] if first else None
            after = chain.lines[last + 1] if last + 1 < len(chain.lines) else None
            joins = at == 0 and self._goes_on(behind, region, number)
            if before is not None and after is not None:
                yield Statement("join", self._end(before), self._start(after))
            elif after is not None:
                yield Statement("break", self._start(after))
            if joins:
                yield Statement("join", self._end(self._tail(behind, number)), self._start(run[0]))
            else:
                if before is not None:
                    yield Statement("break", self._start(run[0]))
                yield Statement("move", self._start(run[0]), self._start(behind))
            behind = run[0]

    def _runs(self, region: Region) -> Iterator[tuple[Chain, Sequence[int]]]:
        """Yield the region's part of each paragraph; lines that follow each other in it."""
        chosen = set(region.lines)
        for chain in self._made.plan.articles[region.article].chains:
            for own, run in groupby(chain.lines, chosen.__contains__):
                if own:
                    yield chain, tuple(run)

    def _before(self, region: Region, number: int) -> int:
        """Return the first line of the paragraph of an article behind which a region belongs by its place on the page."""
        article = self._made.plan.articles[number]
        row = self._rows.get(region.lines[0])
        found = [
            chain.lines[0]
            for chain in article.chains
            if row is not None
            and chain.lines[-1] in self._rows
            and _precedes(self._rows[chain.lines[-1]], row)
        ]
        head = article.headline or article.deck or article.kicker or article.column
        if found:
            return found[-1]
        if head:
            return head[0]
        return article.chains[-1].lines[0] if article.chains else min(article_lines(article))

    def _tail(self, line: int, number: int) -> int:
        """Return the last line of the paragraph that a line of an article begins, or the line."""
        chains = self._made.plan.articles[number].chains
        return next((chain.lines[-1] for chain in chains if line in chain.lines), line)

    def _goes_on(self, behind: int, region: Region, number: int) -> bool:
        """Say whether a region goes on with a paragraph that breaks off."""
        chains = self._made.plan.articles[number].chains
        chain = next((one for one in chains if behind in one.lines), None)
        text = self._made.lines[chain.lines[-1]].text.rstrip() if chain is not None else ""
        return bool(text) and text[-1] not in ENDS and not self._opens(region)

    def _opens(self, region: Region) -> bool:
        """Say whether a region's first row is set in, as that of a paragraph is; of a lone row the page says it."""
        rows = [self._rows[line] for line in region.lines if line in self._rows]
        if len(rows) < 2:
            return bool(rows) and rows[0].opens is True
        edges = [row.line.box.y0 if row.line.vertical else row.line.box.x0 for row in rows]
        return edges[0] - min(edges[1:]) > SET_IN * rows[0].line.size

    def _start(self, line: int) -> Quotation:
        return self._quoter.onward(self._made.lines[line].span.start)

    def _end(self, line: int) -> Quotation:
        return self._quoter.up_to(self._made.lines[line].span.end)


def _precedes(one: PlacedRow, other: PlacedRow) -> bool:
    """Say whether a row stands before another on the page: in a column before its own, or above it in the same."""
    first, second = one.line.box, other.line.box
    if one.line.vertical and other.line.vertical:
        first, second = _turned(first), _turned(second)
    apart = min(first.width, second.width) * LEVEL
    if first.across(second) > apart:
        return first.y1 <= second.y0 + LEVEL * one.line.size
    return first.x1 <= second.x0 + apart


def _turned(box: Box) -> Box:
    """Return a box of a vertical page as it would stand on a level one: tiers become columns, right becomes above."""
    return Box(box.y0, -box.x1, box.y1, -box.x0)
