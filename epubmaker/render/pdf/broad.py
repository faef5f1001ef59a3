"""A table that no single column holds and several do: a story that stands in its head, over as many columns as it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from epubmaker.render.pdf.composition import Composition
from epubmaker.render.pdf.manuscript import Story
from epubmaker.render.pdf.slabs import Matter, Slab, stacked
from epubmaker.render.pdf.tables import WHOLE_TABLE
from epubmaker.render.pdf.tags import Element

_ROWS = frozenset({"head-row", "row"})


def columns_of_table(story: Story, heads: Sequence[Slab | None], composition: Composition) -> int:
    """Return over how many columns a story has to stand that is one table; 0 for a story that is none, and one a column holds.

    A story of several tables, each with names of its own, is none; nor is one that no page holds as one piece.
    """
    sheet = composition.sheet
    roles = [passage.role for passage in story.body]
    alone = bool(roles) and _ROWS.issuperset(roles) and "head-row" not in roles[1:]
    if not alone or composition.columns is not sheet.columns:
        return 0
    setter = composition.table_setter()
    for over, head in enumerate(heads, 1):
        rows = setter.height(story.body, sheet.columns.over(over))
        if rows:
            whole = rows <= WHOLE_TABLE and rows + (head.rows if head else 0) < sheet.rows
            return over if whole and over > 1 else 0
    return 0


def broad_table(
    story: Story, over: int, heads: Sequence[Slab | None], composition: Composition, element: Element
) -> Matter:
    """Set header and table as one piece over that many columns or more."""
    sheet = composition.sheet
    width = sheet.columns.over(over)
    (table,) = composition.table_setter().set(story.body, element, width)
    whole = [Slab(sheet.rows + 1)] * (over - 1)  # too high for a page: no choice
    for count, head in enumerate(heads[over - 1 :], over):
        share = width / sheet.columns.over(count)
        rules = tuple(replace(rule, end=rule.end * share) for rule in table.rules)
        slab = stacked([*([head] if head else []), replace(table, rules=rules)], sheet.leading)
        whole.append(replace(slab, anchor=story.name))
    return Matter((), tuple(whole), story.title, story.rank, whole=True)
