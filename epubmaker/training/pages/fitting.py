"""Text made to fit its columns: cut at a sentence's end, then feathered, balanced, or left short."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .sheet import Box, Row, Sheet, Slot
from .typography import shortened
from .values import Article, Part

if TYPE_CHECKING:
    from .composer import Composer

CUTTABLE = ("text", "dialogue")
DROPPED = ("verse", "list", "table", "crosshead", "dialogue", "text", "note", "contact")
TRIES = 60
LEAST_ROWS = 7  # of a place that another box takes


def fit_article(
    composer: Composer, article: Article, box: Box, columns: int, holes: Sequence[Box], full: bool
) -> list[Box]:
    """Run an article's body into a box and print it; return what is left of the box: below, or whole columns at the right."""
    sheet, rng = composer.sheet, composer.rng
    slots = sheet.slots(box, columns, holes)
    cut_to_fit(composer, article, slots)
    _, left = sheet.flow(runs_of(article), slots)
    mode, leading, high = rng.choice(["feather", "feather", "balance", "ragged"]), 0.0, box.h
    if (
        not full
        and not holes
        and columns * 2 < len(slots)
        and (left > len(slots) * 0.12 or mode == "balance")
        and left >= columns
    ):
        high, slots = _balanced(composer, article, box, columns, left)
    elif mode == "feather" and left > columns and not sheet.house.grid:
        leading = _feathered(composer, article, box, columns, holes)
        slots = sheet.slots(box, columns, holes, leading)
    rows, _ = sheet.flow(runs_of(article), slots)
    sheet.print(rows)
    if sheet.house.ruling == "all" and columns > 1 and not holes and rng.random() < 0.2:
        for k in range(1, columns):
            at = box.x + k * (box.w + sheet.gutter) / columns - sheet.gutter / 2
            sheet.rule(at, box.y, at, box.y + high)
    if high < box.h:
        return [Box(box.x, box.y + high + sheet.leading, box.w, box.h - high - sheet.leading)]
    return _free_places(sheet, box, columns, holes, rows)


def _free_places(sheet: Sheet, box: Box, columns: int, holes: Sequence[Box], rows: list[Row]) -> list[Box]:
    """Return what the text has not reached: the foot of its last column, and the columns after it, between the holes."""
    wide = (box.w + sheet.gutter) / columns
    last = rows[-1].slot if rows else Slot(0, 0, 0, -1)
    places = []
    if last.column >= 0:
        end = last.y + 2 * sheet.leading
        places.append(Box(box.x + last.column * wide, end, wide - sheet.gutter, box.bottom - end))
    left = box.x + (last.column + 1) * wide
    places.append(Box(left, box.y, box.right - left, box.h))
    return [
        free
        for place in places
        for free in _between(sheet, place, holes)
        if free.h > LEAST_ROWS * sheet.leading
    ]


def _between(sheet: Sheet, place: Box, holes: Sequence[Box]) -> list[Box]:
    """Return the parts of a place above, between and below the holes that reach into it."""
    tops = [place.y]
    bottoms = []
    for hole in sorted(holes, key=lambda hole: hole.y):
        if hole.right > place.x and hole.x < place.right and hole.bottom > place.y:
            bottoms.append(hole.y - sheet.leading)
            tops.append(hole.bottom + sheet.leading)
    return [
        Box(place.x, top, place.w, end - top) for top, end in zip(tops, [*bottoms, place.bottom], strict=True)
    ]


def runs_of(article: Article) -> list[list[Part]]:
    """Return the paragraphs of an article's body; a title that is set on its text's row runs in with it."""
    runs = [[part] for part in article.body]
    if article.run_in and article.head and runs:
        runs[0] = [article.head[0], *runs[0]]
    return runs


def _balanced(
    composer: Composer, article: Article, box: Box, columns: int, left: int
) -> tuple[float, list[Slot]]:
    """Return the least height at which the body fits, and its slots: columns of equal length."""
    sheet = composer.sheet
    short = left // columns
    while short > 0:
        slots = sheet.slots(Box(box.x, box.y, box.w, box.h - short * sheet.leading), columns)
        if sheet.flow(runs_of(article), slots)[1] >= 0:
            return box.h - short * sheet.leading, slots
        short -= 1
    return box.h, sheet.slots(box, columns)


def _feathered(composer: Composer, article: Article, box: Box, columns: int, holes: Sequence[Box]) -> float:
    """Return the widest row pitch, up to a fifth more than the page's, at which the body still fits; 0 for the page's own."""
    sheet = composer.sheet
    for wider in (1.2, 1.12, 1.06):
        if sheet.flow(runs_of(article), sheet.slots(box, columns, holes, sheet.leading * wider))[1] >= 0:
            return sheet.leading * wider
    return 0.0


def cut_to_fit(composer: Composer, article: Article, slots: list[Slot]) -> None:
    """Shorten a body until it fits its slots: sentences go from its last paragraph, then paragraphs."""
    sheet = composer.sheet
    wide = sum(slot.w for slot in slots) / max(1, len(slots)) / sheet.size
    for _ in range(TRIES):
        left = sheet.flow(runs_of(article), slots)[1]
        if left >= 0:
            break
        if not _shorten(article, int(-left * wide * 0.9) + 1):
            break
    for part, after in zip(article.body[::-1], [None, *article.body[:0:-1]], strict=True):
        if part.role == "crosshead" and (after is None or after.role not in CUTTABLE):
            article.body.remove(part)  # no crosshead without its text
    if sheet.flow(runs_of(article), slots)[1] < 0:  # no room even for the least: the head stands alone
        article.body = []
        article.bylines = article.bylines if article.byline_at in ("top", "bare") else []


def _shorten(article: Article, by: int) -> bool:
    """Take about `by` characters from the end of a body; return whether anything went."""
    places = [k for k, part in enumerate(article.body) if part.role in DROPPED]
    if not places:
        return False
    last = places[-1]
    part = article.body[last]
    tail = re.search(r"（[^（）]{2,40}）$", part.text) if article.byline_at == "last" else None
    end = tail[0] if tail else ""
    text = part.text[: len(part.text) - len(end)]
    short = shortened(text, len(text) - by) if part.role in CUTTABLE else ""
    if len(short) > (40 if len(places) == 1 and article.byline_at == "opening" else 14):
        part.text = short + end
        return True
    if len(places) == 1:
        return _shorten_hard(part, text, end)
    article.body.pop(last)
    before = article.body[places[-2]]
    before.text += end
    if before.question or before.role == "crosshead":  # no question without its answer
        if len(places) == 2:
            return False
        article.body.remove(before)
        article.body[places[-3]].text += end
    return True


def _shorten_hard(part: Part, text: str, end: str) -> bool:
    """Take a third of the only paragraph left, whatever stands there."""
    if len(text) < 30:
        return False
    part.text = text[: len(text) * 2 // 3].rstrip("，、；：“‘（《「『") + "。" + end
    return True
