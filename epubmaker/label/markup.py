"""What the text marks itself: `# headline`, `### crosshead`, `- item` (Markdown, CommonMark 4.2 and 5.2)."""

from __future__ import annotations

from collections.abc import Sequence

from epubmaker.label.rows import LabelRow
from epubmaker.model import Label, Role
from epubmaker.text.cells import BORDER
from epubmaker.text.marks import BULLET, heading_level

MARKUP, ITEM = "markup", "markup-item"


def marked_items(rows: Sequence[LabelRow]) -> dict[int, Label]:
    """Return the labels of marked items by the index of their row: two or more behind each other; a lone dash is no list.

    Rows of marked tables are labelled so too: text that begins with each of them.
    """
    marks = [BULLET.match(row.text.strip()) for row in rows]
    signs = [
        mark[0][0] if mark else BORDER * (BORDER in row.text) for mark, row in zip(marks, rows, strict=True)
    ]
    return {
        row.index: Label(Role.BODY, 0.99, ITEM)
        for row, sign, before, after in zip(rows, signs, ["", *signs], [*signs[1:], ""], strict=False)
        if sign and sign in (before, after)
    }


def marked_titles(rows: Sequence[LabelRow]) -> dict[int, Label]:
    """Return the labels of marked titles by the index of their row: headlines, crossheads below them, section labels above."""
    levels = {row.index: level for row in rows if (level := heading_level(row.text))}
    top = _headline_level(levels, rows)
    return {
        index: Label(_role(level, top, levels.get(index + 1, 0)), 0.99, MARKUP)
        for index, level in levels.items()
    }


def _role(level: int, top: int, below: int) -> Role:
    """Return what a title is, by its level, that of headlines, and that of the row right below it (0 for text)."""
    if level > top:
        return Role.CROSSHEAD
    return Role.COLUMN_LABEL if level < top and below > level else Role.HEADLINE


def _headline_level(levels: dict[int, int], rows: Sequence[LabelRow]) -> int:
    """Return the level of headlines: the first whose titles have text below, and are not the names of sections.

    Right below a section's name stands a deeper title. A lone title with text below is that of an article, and deeper ones are
    its crossheads.
    """
    for level in sorted(set(levels.values())):
        titles = [index for index, other in levels.items() if other == level]
        above = sum(levels.get(index + 1, 0) > level for index in titles)
        if 2 * above <= len(titles) and not (len(titles) == 1 and titles[0] + 1 == len(rows)):
            return level
    return max(levels.values(), default=0)
