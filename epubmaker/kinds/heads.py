"""Rows that name the columns of a table, and were taken for a headline or for the page's own, come back to their table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from epubmaker.kinds.rows import row_of, rows_of
from epubmaker.kinds.tables import may_head, table_rows
from epubmaker.model import ArticlePlan, Chain, FurniturePlan, Line, Plan, Role
from epubmaker.text.cells import cells_of


def with_heads(plan: Plan, lines: Sequence[Line]) -> Plan:
    """Return a plan in which each table has the row that names its columns, where that stands right before it."""
    spare = {number for item in plan.furniture if item.kind is Role.NOTICE for number in item.lines}
    spare.update(plan.unplaced)
    taken: set[int] = set()
    articles: list[ArticlePlan] = []
    for article in plan.articles:
        tables = _tables(article, lines)
        changed, found = _from_page(article, tables, spare, lines)
        taken |= found
        if tables and _heads(article.headline, tables[0], lines) and _is_bare(article):
            changed = replace(changed, headline=(), chains=(_head(article.headline), *changed.chains))
            if articles and _last(articles[-1]) + 1 == article.headline[0]:
                before = articles.pop()
                changed = replace(
                    before, bylines=before.bylines + changed.bylines, chains=before.chains + changed.chains
                )
        articles.append(changed)
    return _without(replace(plan, articles=tuple(articles)), taken)


def _tables(article: ArticlePlan, lines: Sequence[Line]) -> list[tuple[int, int, list[tuple[str, ...]]]]:
    """Return the tables of an article: the block each begins with, its first line, its cells."""
    rows = rows_of(article.chains, lines)
    return [
        (rows[places[0]].chain, rows[places[0]].lines[0], [cells_of(rows[place].text) for place in places])
        for places in table_rows(rows)
        if article.chains[rows[places[0]].chain].form == "row"
    ]


def _from_page(
    article: ArticlePlan,
    tables: Sequence[tuple[int, int, list[tuple[str, ...]]]],
    spare: set[int],
    lines: Sequence[Line],
) -> tuple[ArticlePlan, set[int]]:
    """Return an article whose tables have the rows before them that were taken for the page's own, and those rows."""
    chains = list(article.chains)
    taken = set()
    for chain, first, cells in reversed(tables):
        head = first - 1
        if head in spare and may_head(cells_of(row_of((head,), lines, 0).text), cells):
            chains.insert(chain, _head((head,)))
            taken.add(head)
    return replace(article, chains=tuple(chains)), taken


def _heads(
    headline: tuple[int, ...], table: tuple[int, int, list[tuple[str, ...]]], lines: Sequence[Line]
) -> bool:
    """Say whether a headline names the columns of a table right below it."""
    chain, first, cells = table
    if not headline or chain or headline != tuple(range(first - len(headline), first)):
        return False
    return may_head(cells_of(row_of(headline, lines, 0).text), cells)


def _head(numbers: tuple[int, ...]) -> Chain:
    return Chain(Role.BODY, numbers, form="head-row")


def _is_bare(article: ArticlePlan) -> bool:
    """Say whether an article has nothing of a header group but a headline."""
    return not (article.kicker or article.deck or article.column)


def _last(article: ArticlePlan) -> int:
    """Return the last line of an article, -1 for one without text."""
    return max((line for chain in article.chains for line in chain.lines), default=-1)


def _without(plan: Plan, taken: set[int]) -> Plan:
    """Return a plan without lines among furniture and what was not placed."""
    if not taken:
        return plan
    furniture = (
        FurniturePlan(item.kind, tuple(number for number in item.lines if number not in taken))
        for item in plan.furniture
    )
    return replace(
        plan,
        furniture=tuple(item for item in furniture if item.lines),
        unplaced=tuple(number for number in plan.unplaced if number not in taken),
    )
