"""The head of an article: kicker, headline, deck and byline in rows one under the other, or from top to bottom."""

from __future__ import annotations

from typing import NamedTuple

from .sheet import Box, Sheet
from .typography import em, title_rows, wrapped
from .values import Article, Part

MOST = 0.6  # of a box's height: a head that takes more is set smaller


class TitleRow(NamedTuple):
    """A row of a head: its part, its words, how far below the head's top, its size in points."""

    part: Part
    text: str
    down: float
    size: float


def stack(
    head: list[Part], width: float, size: float, text_size: float, uneven: bool = False
) -> tuple[list[TitleRow], float]:
    """Return the rows of a head `width` points wide, its headline `size` points or as much less as fits; and its height."""
    rows: list[TitleRow] = []
    top = 0.0
    for part in head:
        wanted = size if part.role == "headline" else min(part.size * text_size, max(text_size, size * 0.7))
        texts, fit = fitted(part.text, width, wanted, text_size, uneven)
        for text in texts:
            rows.append(TitleRow(part, text, top, fit))
            top += fit * (1.22 if fit > 1.2 * text_size else 1.35)
        top += fit * 0.15
    return rows, top + text_size * 0.4


def stack_within(
    head: list[Part], box: Box, size: float, text_size: float, uneven: bool
) -> tuple[list[TitleRow], float]:
    """Return the rows of a head as `stack` does, smaller where they would take too much of the box."""
    rows, high = stack(head, box.w, size, text_size, uneven)
    while high > box.h * MOST and size > text_size:
        size *= 0.85
        rows, high = stack(head, box.w, size, text_size, uneven)
    return rows, min(high, box.h * 0.9)


def fitted(
    text: str, width: float, size: float, least: float, uneven: bool = False
) -> tuple[list[str], float]:
    """Return a title in at most three rows and the size at which it fits; more rows where the text's size is too large."""
    while size > least:
        if rows := title_rows(text, width / size, 3 if len(text) > 12 else 2, uneven):
            return rows, size
        size *= 0.92
    return title_rows(text, width / least, 4) or wrapped(text, width / least), least


def put_stack(sheet: Sheet, rows: list[TitleRow], box: Box, align: str) -> None:
    """Put the rows of a head at the top of a box."""
    for row in rows:
        own = row.part.align if sheet.house.free and row.part.role == "byline" else align
        sheet.put(row.text, row.part, Box(box.x, box.y + row.down, box.w, row.size), row.size, own)


def put_beside(sheet: Sheet, article: Article, box: Box, size: float, at_right: bool) -> float:
    """Put a head from top to bottom at one side of a box; return the width it takes.

    The headline's rows run down, the first of them rightmost; label and byline stand across, above and below; kicker and deck
    run down beside it, smaller.
    """
    text = sheet.size
    downs = [part for part in article.head if part.role in ("kicker", "headline", "deck")]
    tops = [part for part in article.head if part.role == "label"]
    feet = [part for part in article.head if part.role == "byline"]
    high = box.h - (2 * text if tops else 0) - text
    rows: list[tuple[Part, str, float]] = []
    for part in downs:
        wanted = size if part.role == "headline" else max(text, size * 0.55)
        texts, fit = fitted(part.text, high * 0.9 / 1.1, wanted, text)
        rows += [(part, t, fit) for t in texts]
    width = sum(fit * 1.3 for *_, fit in rows) + text
    width = max(width, *(em(part.text) * text + text for part in tops), 0) if tops else width
    left = box.right - width if at_right else box.x
    for part in tops:
        sheet.put(part.text, part, Box(left, box.y, width, text), text)
    x = left + width - text * 0.3
    for part, words, fit in rows:
        x -= fit * 1.3
        sheet.put_down(words, part, x, box.y + (2 * text if tops else text * 0.3), fit)
    for part in feet:
        article.head.remove(part)
        part.align = "right"
        article.body.append(part)
        article.byline_at = "end"
    return width + text
