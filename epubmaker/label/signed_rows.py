"""Rows that name their writers and nothing else are bylines of the article they stand in, wherever a page's search has put them.

What a row is by its own words is one sign among many when articles are made; a title above it or a photo beside it can outweigh
it, and then 翻译：张三 is a headline, or 张三 文/摄 a caption. No reader takes them for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from epubmaker.label.rows import group_rows, is_cut_dateline
from epubmaker.label.signed import signed_role
from epubmaker.model import ArticlePlan, BylinePlan, Chain, FurniturePlan, Line, Plan, Role, is_written

SURE = 0.9  # how sure a byline is that was found so
_BLOCKS = frozenset({Role.CAPTION, Role.CROSSHEAD, Role.LABEL, Role.BODY})
_TEXT = frozenset({Role.CROSSHEAD, Role.BODY})
_ELSEWHERE = frozenset({Role.NOTICE, Role.ADVERTISEMENT})


Rows = Mapping[int, tuple[int, ...]]  # by line, all lines of the row that it stands in


@dataclass(frozen=True, slots=True)
class _Signed:
    """The rows that name who wrote (`bylines`) and those that name who made pictures (`credits`), by line."""

    bylines: Rows
    credits: Rows


def with_signed_rows(plan: Plan, lines: Sequence[Line], given: Mapping[int, Role]) -> Plan:
    """Return a plan in which rows that name writers only are bylines, and no title names who made a picture.

    Lines in `given` stay what a person said they are.
    """
    signed = _signed_rows(lines, given)
    if not signed.bylines and not signed.credits:
        return plan
    plan = _without_signatures(plan, signed)
    kept, found = _of_the_page(plan, signed)
    articles = tuple(
        _signed_article(article, signed, found.get(place, ())) for place, article in enumerate(plan.articles)
    )
    return replace(plan, articles=articles, furniture=kept)


def _signed_rows(lines: Sequence[Line], given: Mapping[int, Role]) -> _Signed:
    rows: dict[Role, dict[int, tuple[int, ...]]] = {Role.BYLINE: {}, Role.CREDIT: {}}
    written = is_written(lines)
    cut = {line.number for line, after in pairwise(lines) if written and is_cut_dateline(line, after)}
    for row in group_rows(lines):
        numbers = tuple(line.number for line in row.lines)
        role = None if cut.intersection(numbers) else signed_role(row.text)
        if role is not None and given.keys().isdisjoint(numbers):
            rows[role].update(dict.fromkeys(numbers, numbers))
    return _Signed(rows[Role.BYLINE], rows[Role.CREDIT])


def _without_signatures(plan: Plan, signed: _Signed) -> Plan:
    """Return a plan in which what is nothing but signing rows is no article: it signs the one whose lines end above it."""
    articles = list(plan.articles)
    for article in plan.articles:
        numbers = tuple(_lines(article))
        rows = _whole_rows(numbers, signed.bylines)
        others = [
            other
            for other in articles
            if other is not article and max(_lines(other), default=-1) < min(numbers)
        ]
        if not others or sum(map(len, rows)) < len(numbers):
            continue
        above = max(others, key=lambda other: max(_lines(other)))
        articles[articles.index(above)] = replace(above, bylines=_in_order(above, rows))
        articles.remove(article)
    return replace(plan, articles=tuple(articles))


def _signed_article(article: ArticlePlan, signed: _Signed, below: Sequence[tuple[int, ...]]) -> ArticlePlan:
    """Return an article with the signing rows of its titles and blocks, and those below its titles, where they belong."""
    article = replace(article, chains=tuple(_told_credit(chain, signed) for chain in article.chains))
    titles = (*article.column, *article.kicker, *article.headline, *article.deck)
    blocks = [number for chain in article.chains for number in _signing(chain, article, signed)]
    written = _whole_rows((*titles, *blocks), signed.bylines)
    pictured = _whole_rows(titles, signed.credits)
    if not written and not pictured and not below:
        return article
    without = _without(article, frozenset(number for row in (*written, *pictured) for number in row))
    bylines = _in_order(article, (*written, *(row for row in below if row[0] in signed.bylines)))
    credit = tuple(
        Chain(Role.CREDIT, row) for row in (*pictured, *(row for row in below if row[0] in signed.credits))
    )
    return replace(without, bylines=bylines, chains=(*credit, *without.chains))


def _told_credit(chain: Chain, signed: _Signed) -> Chain:
    """Return a block, a credit if it is one row that names who made pictures and was taken for a paragraph or a crosshead."""
    whole = bool(chain.lines) and signed.credits.get(chain.lines[0]) == chain.lines
    return replace(chain, kind=Role.CREDIT, form=None) if whole and chain.kind in _TEXT else chain


def _in_order(article: ArticlePlan, rows: Iterable[tuple[int, ...]]) -> tuple[BylinePlan, ...]:
    """Return the bylines of an article and more rows that sign it, as they are read."""
    more = (BylinePlan(row, SURE) for row in rows)
    return tuple(sorted((*article.bylines, *more), key=lambda byline: byline.lines))


def _whole_rows(numbers: Sequence[int], signed: Rows) -> list[tuple[int, ...]]:
    """Return the signing rows all of whose lines are among the lines."""
    rows = dict.fromkeys(signed[number] for number in numbers if number in signed)
    return [row for row in rows if set(row) <= set(numbers)]


def _signing(chain: Chain, article: ArticlePlan, signed: _Signed) -> tuple[int, ...]:
    """Return the lines at the edges of a block that name who wrote; what an article has as its only block is not taken whole."""
    if chain.kind not in _BLOCKS:
        return ()
    first = tuple(takewhile(signed.bylines.__contains__, chain.lines))
    if len(first) == len(chain.lines):
        return first if len(article.chains) > 1 else ()
    last = tuple(takewhile(signed.bylines.__contains__, reversed(chain.lines)))
    return (*first, *reversed(last))


def _without(article: ArticlePlan, taken: frozenset[int]) -> ArticlePlan:
    """Return an article without some lines of its titles and blocks; a kicker or a deck takes an empty headline's place."""
    kicker, headline, deck, column = (
        tuple(number for number in part if number not in taken)
        for part in (article.kicker, article.headline, article.deck, article.column)
    )
    if article.headline and not headline:
        headline, kicker, deck = (kicker, (), deck) if kicker else (deck, (), ())
    chains = tuple(_left(chain, taken) for chain in article.chains if not taken.issuperset(chain.lines))
    return replace(article, kicker=kicker, headline=headline, deck=deck, column=column, chains=chains)


def _left(chain: Chain, taken: frozenset[int]) -> Chain:
    """Return what is left of a block without some lines at its edges."""
    if taken.isdisjoint(chain.lines):
        return chain
    lines = tuple(number for number in chain.lines if number not in taken)
    joins = tuple(join for join in chain.joins if join.left not in taken and join.right not in taken)
    return replace(chain, lines=lines, joins=joins)


def _of_the_page(
    plan: Plan, signed: _Signed
) -> tuple[tuple[FurniturePlan, ...], dict[int, list[tuple[int, ...]]]]:
    """Return the page's own without rows that sign the article right above them, and those rows by article."""
    owner = {number: place for place, article in enumerate(plan.articles) for number in _lines(article)}
    kept: list[FurniturePlan] = []
    found: dict[int, list[tuple[int, ...]]] = {}
    for item in plan.furniture:
        rows = _whole_rows(item.lines, {**signed.bylines, **signed.credits})
        above = owner.get(item.lines[0] - 1)
        if item.kind not in _ELSEWHERE or above is None or sum(map(len, rows)) < len(item.lines):
            kept.append(item)
        else:
            found.setdefault(above, []).extend(rows)
    return tuple(kept), found


def _lines(article: ArticlePlan) -> Iterable[int]:
    yield from (*article.column, *article.kicker, *article.headline, *article.deck)
    yield from (number for byline in article.bylines for number in byline.lines)
    yield from (number for chain in article.chains for number in chain.lines)
