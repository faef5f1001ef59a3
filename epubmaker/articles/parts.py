"""Long pages in parts: the search asks about all titles and texts together, which no page of print has more of than some hundred.

A text of many thousand lines is a volume of articles one behind the other. It is parted where a title stands behind a text, and
each part is searched by itself, so that the cost grows with the length.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from epubmaker.model import Line, Seam, SeamTable
from epubmaker.roles.tags import TEXT, Tag

MOST = 1_000  # lines of a part: the fullest broadsheet page that was measured has some 900
MOST_TITLES = 80  # of a part: pages of briefs hold some thirty; the cost grows with texts times titles
OPENINGS = frozenset({Tag.HEADLINE, Tag.KICKER, Tag.LABEL})


def parts_of(tags: Sequence[Tag]) -> Iterator[range]:
    """Yield the lines of every part of a page, in order; one part where the page holds no more than a page of print does."""
    start = 0
    while (full := _full(tags, start)) < len(tags):
        end = _end(tags, start, full)
        yield range(start, end)
        start = end
    yield range(start, len(tags))


def _full(tags: Sequence[Tag], start: int) -> int:
    """Return where a part is full: by its lines, or by its titles."""
    end = min(len(tags), start + MOST)
    titles = (at for at in range(start, end) if tags[at] is Tag.HEADLINE)
    return next(islice(titles, MOST_TITLES, None), end)


def _end(tags: Sequence[Tag], start: int, full: int) -> int:
    """Return where a part ends: the last title behind a text, else the last paragraph, else where it is full."""
    places = range(full, start + (full - start) // 2, -1)
    titles = (at for at in places if tags[at] in OPENINGS and tags[at - 1] in TEXT)
    firsts = (at for at in places if tags[at] is Tag.FIRST)
    return next(titles, next(firsts, full))


def part_lines(lines: Sequence[Line], part: range) -> tuple[Line, ...]:
    """Return the lines of a part, numbered from nought."""
    return tuple(replace(lines[number], number=number - part.start) for number in part)


def part_seams(seams: SeamTable, part: range) -> SeamTable:
    """Return the seams between the lines of a part."""
    start, subjects = part.start, seams.subjects
    candidates = tuple(
        tuple(
            Seam(seam.left - start, seam.right - start, seam.log_odds)
            for seam in seams.candidates[number]
            if seam.right in part
        )
        for number in part
    )
    if subjects is not None:
        own = subjects.lines[start * subjects.depth : part.stop * subjects.depth]
        subjects = replace(subjects, lines=array(own.typecode, own))
    cut = slice(part.start, part.stop)
    return SeamTable(
        candidates, seams.opens[cut], seams.closes[cut], seams.floor, seams.in_order[cut], subjects
    )
