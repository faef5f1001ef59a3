"""The blocks of an article: its paragraphs cut anew where shape, seams and tags together say, crossheads and rows as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import log

import numpy as np
from numpy.typing import NDArray

from epubmaker.articles.layout import Paragraph
from epubmaker.articles.paragraphs import PageShape, is_break, is_truncated
from epubmaker.model import Chain, Label, Role
from epubmaker.roles.tags import Tag

PROSE = frozenset({Tag.FIRST, Tag.MORE})
LEAST = 0.01  # added to probabilities before their logarithm is taken


@dataclass(frozen=True, slots=True)
class Blocks:
    """What blocks are read from: the page's shape and the odds of tags, (lines, tags)."""

    shape: PageShape
    odds: NDArray[np.float64]


def blocks(paragraphs: Sequence[Paragraph], page: Blocks) -> Iterator[Chain]:
    """Yield the blocks of paragraphs that follow each other."""
    for prose, members in groupby(paragraphs, key=lambda paragraph: paragraph.tag in PROSE):
        if prose:
            yield from _prose([line for paragraph in members for line in paragraph.lines], page)
            continue
        for paragraph in members:
            if paragraph.tag is Tag.CAPTION:
                yield from caption(paragraph.lines, page.shape.labels)
                continue
            own = page.shape.labels[paragraph.lines[0]].role
            inner = Role.LABEL if own is Role.LABEL else Role.CROSSHEAD
            yield Chain(inner if paragraph.tag is Tag.CROSSHEAD else Role.BODY, paragraph.lines)


def caption(lines: Sequence[int], labels: Sequence[Label]) -> Iterator[Chain]:
    """Yield a caption and its credits."""
    for role, members in groupby(lines, key=lambda line: labels[line].role is Role.CREDIT):
        yield Chain(Role.CREDIT if role else Role.CAPTION, tuple(members))


def _prose(lines: Sequence[int], page: Blocks) -> Iterator[Chain]:
    """Yield the paragraphs of lines of text."""
    shape, start = page.shape, 0
    for place in range(1, len(lines) + 1):
        if place < len(lines):
            left, right = shape.lines[lines[place - 1]], shape.lines[lines[place]]
            after = shape.lines[lines[place + 1]] if place + 1 < len(lines) else None
            if not is_break(left, right, after, _opens(lines[place], page), shape):
                continue
        members = tuple(lines[start:place])
        yield Chain(Role.BODY, members, (), not shape.written and is_truncated(shape.lines[members[-1]]))
        start = place


def _opens(line: int, page: Blocks) -> float:
    """Return the log-odds of a line's being the first of a paragraph and no later one."""
    first, more = page.odds[line, Tag.FIRST], page.odds[line, Tag.MORE]
    return log((first + LEAST) / (more + LEAST))
