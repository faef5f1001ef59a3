"""Texts that mark their headlines (Markdown): every mark begins an article; without one, only what is plainly another begins."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from epubmaker.articles.layout import Layout
from epubmaker.articles.scene import Cuts
from epubmaker.label.markup import MARKUP
from epubmaker.model import Label, Line, Role
from epubmaker.roles.conventions import is_run_in
from epubmaker.roles.tags import HEADS, TEXT, TITLES, Tag

LOOSE = frozenset({Tag.CAPTION, Tag.SIGNATURE, Tag.FURNITURE})
# Log-odds of a cut from which a paragraph below a mark begins an article of its own: of such paragraphs of generated texts and of
# typed ones nine of ten did, and half of the articles without a mark are found by it.
UNMARKED = 2.0


def marked_headlines(labels: Sequence[Label], lines: Sequence[Line]) -> tuple[int, ...]:
    """Return the lines that the text marks as headlines, and beside such marks the titles that stood in the row of their text."""
    marked = {
        number for number, label in enumerate(labels) if label.rule == MARKUP and label.role is Role.HEADLINE
    }
    return tuple(sorted(marked.union(titles_in_rows(lines) if marked else ())))


def titles_in_rows(lines: Sequence[Line]) -> list[int]:
    """Return the titles that stood in the row of their text (`segment/run_in.py`)."""
    return [title.number for title, text in pairwise(lines) if is_run_in(title, text)]


def marked_tags(tags: Sequence[Tag], heads: Sequence[int], marked: frozenset[int]) -> tuple[Tag, ...]:
    """Return the tags of a text with marked headlines: what stands below a text, unmarked, is text too.

    Rows right before a mark may be its kicker. Below a mark without any text, what there is is its text.
    """
    told = list(tags)
    for head, end in pairwise((*heads, len(tags))):
        first = next((line for line in range(head + 1, end) if told[line] in TEXT), None)
        if first is None:
            for line in _text_of_none(told, range(head + 1, end), marked):
                told[line] = Tag.FIRST
            continue
        last = end
        while end < len(tags) and last > first and told[last - 1] in TITLES and last - 1 not in marked:
            last -= 1
        for line in range(first, last):
            if told[line] in TITLES - {Tag.BYLINE} and line not in marked:
                told[line] = Tag.FIRST
    return tuple(told)


def _text_of_none(tags: Sequence[Tag], lines: range, marked: frozenset[int]) -> list[int]:
    """Return which lines are the text of a mark below which none looks like text: what is no title, or else any other headline."""
    loose = [line for line in lines if tags[line] in LOOSE]
    return loose or [line for line in lines if tags[line] in HEADS and line not in marked]


def marked_cuts(
    layout: Layout, odds: Sequence[float], heads: Sequence[int]
) -> tuple[Cuts, tuple[int | None, ...]]:
    """Return where articles begin, by paragraph, and the title of each; the text before the first mark has none.

    `odds` are the log-odds of a cut before each paragraph.
    """
    owner = {line: number for number, title in enumerate(layout.titles) for line in title.lines}
    begins: dict[int, int | None] = {
        gap: None
        for gap, paragraph in enumerate(layout.paragraphs)
        if not gap or (odds[gap] > UNMARKED and paragraph.tag is not Tag.CROSSHEAD)
    }
    for head in heads:
        gap = bisect_left(layout.starts, head)
        if gap < len(layout.starts):
            begins[gap] = owner[head]
    cuts = tuple(sorted(begins))
    return cuts, tuple(begins[cut] for cut in cuts)
