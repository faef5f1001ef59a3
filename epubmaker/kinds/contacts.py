"""Rows that say how somebody is reached, between two articles: they end the article above them, and are not the page's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from epubmaker.kinds.notices import is_contact
from epubmaker.kinds.rows import rows_of
from epubmaker.model import ArticlePlan, Chain, FurniturePlan, Line, Plan, Role

OWN = frozenset({Role.NOTICE, Role.ADVERTISEMENT})
MOST = 4  # rows; more are an advertisement


def with_contacts(plan: Plan, lines: Sequence[Line]) -> Plan:
    """Return a plan in which rows of contact right below an article are its last blocks.

    What stands at the end of the page, or beside other things of its own, stays there: a newspaper prints its own numbers so.
    """
    owner = {number: place for place, article in enumerate(plan.articles) for number in _lines(article)}
    added: dict[int, list[Chain]] = {}
    kept: list[FurniturePlan] = []
    for item in plan.furniture:
        rows = rows_of([Chain(Role.BODY, item.lines)], lines)
        above, below = owner.get(item.lines[0] - 1), owner.get(item.lines[-1] + 1)
        alone = item.kind in OWN and len(rows) <= MOST and above is not None and below not in (None, above)
        if alone and above is not None and all(is_contact(row.text) for row in rows):
            added.setdefault(above, []).extend(Chain(Role.BODY, row.lines, form="contact") for row in rows)
        else:
            kept.append(item)
    if not added:
        return plan
    articles = tuple(
        replace(article, chains=(*article.chains, *added.get(place, ())))
        for place, article in enumerate(plan.articles)
    )
    return replace(plan, articles=articles, furniture=tuple(kept))


def _lines(article: ArticlePlan) -> tuple[int, ...]:
    header = (*article.column, *article.kicker, *article.headline, *article.deck)
    bylines = tuple(number for byline in article.bylines for number in byline.lines)
    return (*header, *bylines, *(number for chain in article.chains for number in chain.lines))
