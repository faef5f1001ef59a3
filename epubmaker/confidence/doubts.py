"""Doubts: joins that are not sure, with the alternatives a reader should weigh."""

from collections.abc import Iterable

from epubmaker.articles.paragraphs import PageShape
from epubmaker.messages import Message
from epubmaker.model import Diagnostic, Join, Role, Span

REVIEW = 0.7  # joins below go to the review list
SHOWN = 12  # characters of a line shown in a message
ALTERNATIVES = 2


def doubt_diagnostics(joins: Iterable[Join], page: PageShape) -> tuple[Diagnostic, ...]:
    """Make a diagnostic of every join on the review list."""
    unsure = sorted((join for join in joins if join.confidence < REVIEW), key=lambda join: join.left)
    return tuple(_unsure(join, page) for join in unsure)


def _unsure(join: Join, page: PageShape) -> Diagnostic:
    message = Message(
        "{how}没有把握（{sure:.2f}）：“{tail}”→“{head}”",
        how=Message("移接") if join.moved else Message("顺接"),
        sure=join.confidence,
        tail=_tail(join.left, page),
        head=_head(join.right, page),
    )
    for other in _alternatives(join, page):
        message = Message("{doubt}；或接{other}", doubt=message, other=other)
    return Diagnostic("warning", "seam-unsure", message, _spans(join, page))


def _alternatives(join: Join, page: PageShape) -> list[str]:
    """Name the best other continuations of the left line; a title is none."""
    others = [
        seam
        for seam in page.seams.candidates[join.left]
        if seam.right != join.right and page.labels[seam.right].role is Role.BODY
    ]
    return [f"“{_head(seam.right, page)}”" for seam in others[:ALTERNATIVES]]


def _tail(number: int, page: PageShape) -> str:
    return page.lines[number].text[-SHOWN:]


def _head(number: int, page: PageShape) -> str:
    return page.lines[number].text[:SHOWN]


def _spans(join: Join, page: PageShape) -> tuple[Span, Span]:
    return (page.lines[join.left].span, page.lines[join.right].span)
