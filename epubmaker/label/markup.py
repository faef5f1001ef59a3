"""Titles that the text marks itself: `# headline`, `## headline`, `### crosshead` (Markdown, CommonMark 4.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from epubmaker.label.rows import LabelRow
from epubmaker.model import Label, Role
from epubmaker.text.marks import heading_level

MARKUP = "markup"


def marked_titles(rows: Sequence[LabelRow]) -> dict[int, Label]:
    """Return the labels of marked titles by the index of their row: headlines, and crossheads where the mark is deeper."""
    levels = {row.index: level for row in rows if (level := heading_level(row.text))}
    top = _headline_level(levels, rows)
    return {
        index: Label(Role.HEADLINE if level <= top else Role.CROSSHEAD, 0.99, MARKUP)
        for index, level in levels.items()
    }


def _headline_level(levels: dict[int, int], rows: Sequence[LabelRow]) -> int:
    """Return the level of headlines: the first, or the next where a lone title heads a file of titles.

    A lone title with text below is that of an article, and deeper ones are its crossheads; a lone title right above
    another is that of the whole file.
    """
    counts = Counter(levels.values())
    for level in sorted(counts):
        if counts[level] > 1:
            return level
        (only,) = (index for index, other in levels.items() if other == level)
        if only + 1 < len(rows) and only + 1 not in levels:
            return level
    return max(counts, default=0)
