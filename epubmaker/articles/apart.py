"""Texts in which an empty row stands between articles and nowhere else: every block is an article, its first rows are the title.

So people keep the texts of a page. The empty rows say so only where nearly every block with text opens with a title, and hardly
one is a single row: then they outweigh what words and widths make likely.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise

from epubmaker.articles.layout import Layout
from epubmaker.articles.scene import Cuts
from epubmaker.model import Line, Role
from epubmaker.roles.tags import TEXT, TITLES, Tag
from epubmaker.text.marks import ends_sentence

FEW = 3  # blocks with text: fewer show no habit
SHARE = 0.85  # of them open with a title and hold text below
TOLD = 0.7  # of their first rows look like a title's by what they say
LONGEST = 36.0  # em: no title is longer
MOST_TITLES = 4  # rows of a title


def articles_apart(lines: Sequence[Line], tags: Sequence[Tag], given: Mapping[int, Role]) -> tuple[int, ...]:
    """Return the first line of every block, if the text shows that blocks are articles; else nothing. Linear in the text.

    A headline that a person has given begins a block too.
    """
    if any(right.span.start < left.span.start for left, right in pairwise(lines)):
        return ()
    blocks = [line.number for line in lines if line.apart or not line.number]
    texts = [
        (first, below)
        for first, end in pairwise((*blocks, len(lines)))
        if (below := _first_text(lines, tags, first, end)) is not None
    ]
    titled = sum(0 < below - first <= MOST_TITLES and lines[first].width <= LONGEST for first, below in texts)
    told = sum(tags[first] in TITLES or tags[first] is Tag.CROSSHEAD for first, _ in texts)
    if len(texts) < FEW or titled < SHARE * len(texts) or told < TOLD * len(texts):
        return ()
    return tuple(sorted({*blocks, *(number for number, role in given.items() if role is Role.HEADLINE)}))


def _first_text(lines: Sequence[Line], tags: Sequence[Tag], first: int, end: int) -> int | None:
    """Return the first line of a block that is text by its form or by what it is taken for; None where there is none."""
    for number in range(first, end):
        if tags[number] in (Tag.FURNITURE, Tag.CAPTION, Tag.BYLINE, Tag.SIGNATURE):
            continue
        title = tags[number] in TITLES or (number == first and lines[number].width <= LONGEST)
        if not title or (ends_sentence(lines[number].text) and tags[number] in TEXT):
            return number
    return None


def apart_tags(
    lines: Sequence[Line], tags: Sequence[Tag], starts: Sequence[int], given: Mapping[int, Role]
) -> tuple[Tag, ...]:
    """Return the tags of a text of blocks: the first row is of a title, and below the first text none begins another article."""
    told = list(tags)
    for first, end in pairwise((*starts, len(tags))):
        below = _first_text(lines, tags, first, end)
        if below is None:
            continue
        if below > first and told[first] in TEXT and first not in given:
            told[first] = Tag.HEADLINE
        last = max((n for n in range(below, end) if tags[n] in TEXT - {Tag.CROSSHEAD}), default=below)
        for number in range(below, end):
            if told[number] in TITLES - {Tag.BYLINE} and number not in given:
                told[number] = Tag.CROSSHEAD if number < last else Tag.FIRST
    return tuple(told)


def apart_cuts(
    layout: Layout, _odds: Sequence[float], starts: Sequence[int]
) -> tuple[Cuts, tuple[int | None, ...]]:
    """Return where articles begin, by paragraph, and the title of each, if it has one."""
    owner = {line: number for number, title in enumerate(layout.titles) for line in title.lines}
    begins: dict[int, int | None] = {0: None} if layout.starts else {}
    for first, end in pairwise((*starts, layout.starts[-1] + 1 if layout.starts else 0)):
        gap = bisect_left(layout.starts, first)
        if gap < len(layout.starts) and layout.starts[gap] < max(end, first + 1):
            begins[gap] = next((owner[n] for n in range(first, layout.starts[gap]) if n in owner), None)
    cuts = tuple(sorted(begins))
    return cuts, tuple(begins[cut] for cut in cuts)
