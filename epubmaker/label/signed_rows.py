"""Rows that name their writers and nothing else are bylines of the article they stand in, wherever a page's search has put them.

What a row is by its own words is one sign among many when articles are made; a title above it or a photo beside it can outweigh
it, and then 翻译：张三 is a headline, or 张三 文/摄 a caption. No reader takes them for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from epubmaker.label.rows import group_rows
from epubmaker.label.signed import signed_role
from epubmaker.model import ArticlePlan, BylinePlan, Chain, FurniturePlan, Line, Plan, Role

SURE = 0.9  # how sure a byline is that was found so
_BLOCKS = frozenset({Role.CAPTION, Role.CROSSHEAD, Role.LABEL, Role.BODY})
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
    kept, found = _of_the_page(plan, signed)
    articles = tuple(
        _signed_article(article, signed, found.get(place, ())) for place, article in enumerate(plan.articles)
    )
    return replace(plan, articles=articles, furniture=kept)


def _signed_rows(lines: Sequence[Line], given: Mapping[int, Role]) -> _Signed:
    rows: dict[Role, dict[int, tuple[int, ...]]] = {Role.BYLINE: {}, Role.CREDIT: {}}
    for row in group_rows(lines):
        numbers = tuple(line.number for line in row.lines)
        role = signed_role(row.text)
        if role is not None and given.keys().isdisjoint(numbers):
            rows[role].update(dict.fromkeys(numbers, numbers))
    return _Signed(rows[Role.BYLINE], rows[Role.CREDIT])


def _signed_article(article: ArticlePlan, signed: _Signed, below: Sequence[tuple[int, ...]]) -> ArticlePlan:
    """Return an article with the signing rows of its titles and blocks, and those below its titles, where they belong."""
    titles = (*article.column, *article.kicker, *article.headline, *article.deck)
    blocks = [number for chain in article.chains if _signs(chain, article, signed) for number in chain.lines]
    written = _whole_rows((*titles, *blocks), signed.bylines)
    pictured = _whole_rows(titles, signed.credits)
    if not written and not pictured and not below:
        return article
    without = _without(article, frozenset(number for row in (*written, *pictured) for number in row))
    more = tuple(
        BylinePlan(row, SURE)
        for row in sorted((*written, *(row for row in below if row[0] in signed.bylines)))
    )
    credit = tuple(
        Chain(Role.CREDIT, row) for row in (*pictured, *(row for row in below if row[0] in signed.credits))
    )
    return replace(without, bylines=(*without.bylines, *more), chains=(*credit, *without.chains))


def _whole_rows(numbers: Sequence[int], signed: Rows) -> list[tuple[int, ...]]:
    """Return the signing rows all of whose lines are among the lines."""
    rows = dict.fromkeys(signed[number] for number in numbers if number in signed)
    return [row for row in rows if set(row) <= set(numbers)]


def _signs(chain: Chain, article: ArticlePlan, signed: _Signed) -> bool:
    """Return whether a block names who wrote; what an article has as its only block stays."""
    alone = len(article.chains) == 1
    return chain.kind in _BLOCKS and not alone and signed.bylines.keys() >= set(chain.lines)


def _without(article: ArticlePlan, taken: frozenset[int]) -> ArticlePlan:
    """Return an article without some lines of its titles and blocks; a kicker or a deck takes an empty headline's place."""
    kicker, headline, deck, column = (
        tuple(number for number in part if number not in taken)
        for part in (article.kicker, article.headline, article.deck, article.column)
    )
    if article.headline and not headline:
        headline, kicker, deck = (kicker, (), deck) if kicker else (deck, (), ())
    chains = tuple(chain for chain in article.chains if not taken.issuperset(chain.lines))
    return replace(article, kicker=kicker, headline=headline, deck=deck, column=column, chains=chains)


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
