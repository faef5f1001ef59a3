"""What pages of the setting `wide` do beyond the others: more ways to cut a page, to set captions, titles and boxes within a text.

Models that read placed pages learn from them what holds on any page. Nothing here draws a random number on pages of other settings.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .sheet import Box, Sheet
from .values import Article, House, Part

if TYPE_CHECKING:
    from .composer import Composer

FACES = ("hei", "hei", "song", "kai")
HELD = 0.75  # share of the parts that are set in the manner of their page
NARROW = 9.0  # em: no caption beside a picture is narrower


@dataclass(frozen=True)
class Manner:
    """How one page sets the parts of its articles."""

    faces: dict[str, str]
    sizes: dict[str, float]
    byline_at_right: bool
    side_text: str
    caption: str
    caption_font: str
    caption_size: float


def manner_of(house: House, name: str) -> Manner:
    """Return the manner of a page; the same page has always the same."""
    rng = random.Random(f"{name} {house.style} manner")
    return Manner(
        faces={
            "headline": rng.choice(FACES),
            "kicker": rng.choice(("song", "kai", "hei")),
            "deck": rng.choice(("song", "kai", "kai", "hei")),
            "byline": rng.choice(("kai", "song", "hei")),
            "label": rng.choice(("hei", "kai", "song")),
            "crosshead": rng.choice(("hei", "hei", "kai")),
            "note": rng.choice(("kai", "kai", "hei", "song")),
        },
        sizes={
            "kicker": rng.uniform(1.0, 2.2),
            "deck": rng.uniform(1.0, 2.0),
            "label": rng.choice((1.0, 1.1, 1.4, 2.0)),
            "crosshead": rng.choice((1.0, 1.0, 1.0, 1.15, 1.3)),
            "byline": rng.choice((1.0, 1.0, 0.95, 1.1)),
        },
        byline_at_right=rng.random() < 0.25,
        side_text=rng.choice(("song", "song", "kai")),
        caption=rng.choice(("below", "below", "below", "beside", "above", "mixed")),
        caption_font=rng.choice(("kai", "song", "hei", "kai")),
        caption_size=rng.choice((0.85, 0.9, 0.95, 1.0)),
    )


def restyle(article: Article, manner: Manner, rng: random.Random) -> None:
    """Set the parts of an article in the manner of its page, most of them."""
    side = article.kind in ("boxed", "notice", "list") and rng.random() < 0.5
    for part in article.parts:
        if part.role in manner.faces and rng.random() < HELD:
            part.font = manner.faces[part.role]
            part.size = manner.sizes.get(part.role, part.size)
            if part.role == "crosshead":
                part.rows = 2 if part.size > 1.1 else part.rows
        elif part.role in ("text", "dialogue") and side and not part.question:
            part.font = manner.side_text
        if part.role == "byline" and part in article.head and manner.byline_at_right:
            part.align = "right"


def caption_place(house: House, manner: Manner, rng: random.Random) -> str:
    """Return where the caption of a picture stands."""
    if not house.free:
        return "below"
    place = rng.choice(("below", "beside", "above")) if manner.caption == "mixed" else manner.caption
    return place if rng.random() < HELD else "below"


def caption_beside(composer: Composer, given: Sequence[Part], box: Box) -> Box | None:
    """Put a picture into one side of a box and its caption beside it, at the top or at the foot; None where there is no room."""
    sheet, rng = composer.sheet, composer.rng
    width = max(NARROW * sheet.size, box.w * rng.uniform(0.22, 0.4))
    if box.w - width < NARROW * sheet.size or box.h < 4 * sheet.leading:
        return None
    right = rng.random() < 0.6
    left = box.x + box.w - width if right else box.x
    size = given[0].size * sheet.size
    room = Box(left + (sheet.size * 0.7 if right else 0), box.y, width - sheet.size * 0.7, box.h)
    slots = sheet.slots(room, 1, leading=size * 1.3)
    rows, over = sheet.flow([[part] for part in given], slots)
    if over < 0 or not rows:
        return None
    if rng.random() < 0.5:  # at the foot of the picture
        down = over * size * 1.3
        slots = sheet.slots(Box(room.x, room.y + down, room.w, room.h - down), 1, leading=size * 1.3)
        rows, again = sheet.flow([[part] for part in given], slots)
        if again < 0:
            return None
    sheet.picture(Box(box.x if right else box.x + width, box.y, box.w - width, box.h))
    sheet.print(rows)
    return box


def caption_above(composer: Composer, given: Sequence[Part], box: Box) -> Box:
    """Put a caption and below it its picture; return the box that all of it takes."""
    sheet = composer.sheet
    size = given[0].size * sheet.size
    slots = sheet.slots(Box(box.x, box.y, box.w, 40 * sheet.leading), 1, leading=size * 1.3)
    rows, _ = sheet.flow([[part] for part in given], slots)
    sheet.print(rows)
    top = max((row.slot.y for row in rows), default=box.y) + size * 1.35
    sheet.picture(Box(box.x, top, box.w, box.h))
    return Box(box.x, box.y, box.w, top + box.h - box.y)


def insert_box(sheet: Sheet, box: Box, columns: int, rng: random.Random) -> Box:
    """Return a place for another box within an article: in any corner, at an edge, or in the middle of the text."""
    wide = (box.w + sheet.gutter) / columns
    count = rng.randint(1, max(1, columns - 1))
    first = rng.choice((0, columns - count, rng.randint(0, columns - count)))
    high = box.h * rng.uniform(0.2, 0.6)
    top = rng.choice((box.bottom - high, box.bottom - high, box.y, box.y + (box.h - high) * 0.5))
    return Box(box.x + first * wide, top, count * wide - sheet.gutter, high)


def modules(sheet: Sheet, box: Box, rng: random.Random) -> list[Box]:
    """Return a page cut into rows of modules of equal width, some of which take two columns of modules."""
    columns = sheet.columns_in(box.w)
    unit = rng.choice((1, 2, 2, 3)) if columns > 3 else 1
    found, rest = [], box
    bands = rng.randint(2, 5)
    for number in range(bands):
        last = number == bands - 1
        high = rest.h if last else rest.h / (bands - number) * rng.uniform(0.6, 1.4)
        band = Box(rest.x, rest.y, rest.w, min(high, rest.h))
        gap = sheet.house.gap * sheet.size
        rest = Box(rest.x, band.bottom + gap, rest.w, max(0.0, rest.h - band.h - gap))
        left = band
        while (count := sheet.columns_in(left.w)) > unit:
            wide = min(count, unit * rng.choice((1, 1, 2)))
            if wide >= count:
                break
            width = (left.w + sheet.gutter) * wide / count - sheet.gutter
            found.append(Box(left.x, left.y, width, left.h))
            if sheet.house.ruling == "all":
                sheet.rule(
                    left.x + width + sheet.gutter / 2, left.y, left.x + width + sheet.gutter / 2, left.bottom
                )
            left = Box(left.x + width + sheet.gutter, left.y, left.w - width - sheet.gutter, left.h)
        found.append(left)
        if rest.h < 6 * sheet.leading:
            break
        if sheet.house.ruling in ("all", "across"):
            sheet.rule(band.x, band.bottom + gap / 2, band.right, band.bottom + gap / 2)
    return found


def towers(sheet: Sheet, box: Box, rng: random.Random) -> list[Box]:
    """Return a page cut into upright strips of one to four columns, each cut across at heights of its own."""
    found, left = [], box
    while True:
        count = sheet.columns_in(left.w)
        wide = min(count, rng.randint(1, 4))
        width = (left.w + sheet.gutter) * wide / count - sheet.gutter
        strip = Box(left.x, left.y, width, left.h)
        while strip.h > 16 * sheet.leading and rng.random() < 0.8:
            high = strip.h * rng.uniform(0.2, 0.7)
            gap = sheet.house.gap * sheet.size
            found.append(Box(strip.x, strip.y, strip.w, high))
            if sheet.house.ruling in ("all", "across"):
                sheet.rule(strip.x, strip.y + high + gap / 2, strip.right, strip.y + high + gap / 2)
            strip = Box(strip.x, strip.y + high + gap, strip.w, strip.h - high - gap)
        found.append(strip)
        if wide >= count:
            return found
        if sheet.house.ruling == "all":
            sheet.rule(strip.right + sheet.gutter / 2, box.y, strip.right + sheet.gutter / 2, box.bottom)
        left = Box(left.x + width + sheet.gutter, left.y, left.w - width - sheet.gutter, left.h)
