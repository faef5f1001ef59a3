"""Articles set into boxes: the head over, beside, inside or under the text, the text run round pictures and other boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .fitting import fit_article
from .heads import put_beside, put_stack, stack_within
from .jumps import cut_for_jump, may_jump
from .sheet import Box
from .values import Article, Part
from .variety import insert_box, restyle

if TYPE_CHECKING:
    from .composer import Composer

# Size of a headline in points by the share of the page that its article takes.
RANKS = ((0.28, 24, 40), (0.13, 18, 29), (0.06, 13, 21), (0.0, 10.5, 16))
AS_TEXT, INSIDE, CORNER, SIDE, UNDER, OTHER_MEASURE = 0.12, 0.09, 0.09, 0.1, 0.05, 0.22
INSERT, PICTURE = 0.25, 0.4


def set_article(composer: Composer, box: Box, kind: str = "article", given: Article | None = None) -> None:
    """Set an article of the size of the box, one of its own kind (interview, verse), or one that is given."""
    sheet, rng = composer.sheet, composer.rng
    inner = box
    if kind == "boxed":
        sheet.frame(box)
        inner = box.inset(sheet.size)
    share = box.w * box.h / composer.area
    columns = sheet.columns_in(inner.w)
    if columns > 2 and rng.random() < OTHER_MEASURE:
        columns += rng.choice([-1, 1])
    room = inner.w * inner.h / (sheet.size * sheet.leading) * (0.82 - 0.12 * min(1, share * 4))
    article = given or composer.writer.of_kind(kind, room, inner.w / columns / sheet.size - 1)
    if kind == "boxed" and rng.random() < 0.4:
        for part in article.body:
            part.font = "kai"
    if composer.manner:
        restyle(article, composer.manner, rng)
    composer.page.articles.append(article)
    holes: list[Box] = []
    left, under = set_head(composer, article, inner, columns, holes)
    columns = columns if left.w > inner.w * 0.95 else sheet.columns_in(left.w)
    inserts = _inserts(composer, article, left, columns, holes) if share > 0.08 and columns > 1 else []
    if not given and may_jump(composer, article, share):
        cut_for_jump(composer, article, sheet.slots(left, columns, holes))
    for rest in [*fit_article(composer, article, left, columns, holes, under), *inserts]:
        composer.set_any(rest)


def set_head(
    composer: Composer, article: Article, box: Box, columns: int, holes: list[Box]
) -> tuple[Box, bool]:
    """Put an article's head; return the box left for its text, and whether the head stands under it.

    Heads inside the text become holes in it.
    """
    sheet, rng = composer.sheet, composer.rng
    share = box.w * box.h / composer.area
    size = next(rng.uniform(low, high) for least, low, high in RANKS if share > least)
    if share < 0.08 and rng.random() < AS_TEXT:
        size = sheet.size
    if not article.head:
        return box, False
    place = _place(composer, article, box, columns)
    if place == "beside":
        right = rng.random() < 0.4
        width = put_beside(sheet, article, box, size, right)
        return Box(box.x if right else box.x + width, box.y, box.w - width, box.h), False
    align, uneven = rng.choice(["center", "center", "center", "left"]), rng.random() < 0.25
    _align_bylines(article, align, rng.random() < 0.3)
    area = _room_of_head(composer, box, columns, place)
    rows, high = stack_within(article.head, Box(area.x, area.y, area.w, box.h), size, sheet.size, uneven)
    if place == "under":
        put_stack(sheet, rows, Box(box.x, box.bottom - high + sheet.size * 0.4, box.w, high), align)
        return Box(box.x, box.y, box.w, box.h - high), True
    if place == "over":
        put_stack(sheet, rows, box, align)
        return Box(box.x, box.y + high, box.w, box.h - high), False
    top = (
        box.y + (box.h - high) * rng.uniform(0.2, 0.5)
        if place in ("inside", "side") and rng.random() < 0.5
        else box.y
    )
    put_stack(sheet, rows, Box(area.x, top, area.w, high), align)
    if place == "side":
        return Box(area.right + sheet.gutter, box.y, box.w - area.w - sheet.gutter, box.h), False
    holes.append(Box(area.x - 2, top - 2, area.w + 4 - (sheet.gutter if place == "corner" else 0), high + 2))
    return box, False


def _room_of_head(composer: Composer, box: Box, columns: int, place: str) -> Box:
    """Return where the head of an article may stand: inside the text, in its corner, beside it, or over all of it."""
    sheet, rng = composer.sheet, composer.rng
    wide = (box.w + sheet.gutter) / columns
    if place == "inside":
        return Box(box.x + wide, box.y, box.w - wide * (2 if columns > 3 else 1), box.h)
    if place == "corner":
        return Box(box.x, box.y, box.w - wide * rng.randint(1, columns - 1) - sheet.gutter * 0.2, box.h)
    if place == "side":
        return Box(box.x, box.y, wide * (1 if columns < 4 else rng.choice([1, 2])) - sheet.gutter, box.h)
    return box


def _place(composer: Composer, article: Article, box: Box, columns: int) -> str:
    """Return where the head of an article stands."""
    sheet, rng = composer.sheet, composer.rng
    longest = max(len(part.text) for part in article.head)
    if (
        rng.random() < sheet.house.vertical
        and box.h > 14 * sheet.size
        and box.w > 1.4 * sheet.house.unit
        and longest * 0.36 * sheet.size < box.h
    ):
        return "beside"
    chances = [("inside", INSIDE, 3), ("corner", CORNER, 3), ("side", SIDE, 2), ("under", UNDER, 1)]
    for place, chance, least in chances:
        if columns >= least and box.h > 10 * sheet.leading and rng.random() < chance:
            return place
    return "over"


def _align_bylines(article: Article, align: str, right: bool) -> None:
    """Let the bylines below a title stand as the title does, or at the right."""
    for part in article.head:
        if part.role == "byline":
            part.align = "right" if right else align


def _inserts(composer: Composer, article: Article, box: Box, columns: int, holes: list[Box]) -> list[Box]:
    """Put pictures with their captions into an article's box; return places inside it that other boxes take."""
    if box.h < 12 * composer.sheet.leading:
        return []
    if composer.rng.random() < PICTURE:
        _put_picture(composer, article, box, columns, holes)
    return _put_insert(composer, box, columns, holes) if composer.rng.random() < INSERT else []


def _put_picture(composer: Composer, article: Article, box: Box, columns: int, holes: list[Box]) -> None:
    """Put a picture at a side of the box, at its top or a third down, and its place among the holes."""
    sheet, rng = composer.sheet, composer.rng
    wide = (box.w + sheet.gutter) / columns
    width = min(wide * rng.choice([1, 1, 1.5, 2]) - sheet.gutter, box.w * 0.7)
    high = min(width * rng.uniform(0.55, 0.85), box.h * 0.45)
    x = box.x + rng.choice([0, box.w - width, wide if columns > 2 and width < wide * 1.1 else box.w - width])
    y = box.y + rng.choice([0, (box.h - high) * 0.35])
    if _taken(Box(x, y, width, high + 6 * sheet.leading), holes):
        return
    hole = composer.picture_with_caption(article, Box(x, y, width, high))
    size = sheet.size
    holes.append(Box(hole.x - size * 0.8, hole.y - size * 0.4, hole.w + size * 1.6, hole.h + size))


def _put_insert(composer: Composer, box: Box, columns: int, holes: list[Box]) -> list[Box]:
    """Return another box in a lower corner, whole columns wide: columns of unequal length; none where its place is taken."""
    sheet, rng = composer.sheet, composer.rng
    wide = (box.w + sheet.gutter) / columns
    count = rng.randint(1, max(1, columns // 2))
    high = box.h * rng.uniform(0.25, 0.5)
    x = box.right - count * wide + sheet.gutter if rng.random() < 0.6 else box.x
    insert = Box(x, box.bottom - high, count * wide - sheet.gutter, high)
    if sheet.house.free:
        insert = insert_box(sheet, box, columns, rng)
    clear = Box(
        insert.x - sheet.gutter / 2,
        insert.y - sheet.leading,
        insert.w + sheet.gutter,
        high + 2 * sheet.leading,
    )
    if _taken(clear, holes):
        return []
    holes.append(clear)
    if sheet.house.ruling in ("all", "boxes"):
        above = insert.y - sheet.leading * 0.6
        sheet.rule(insert.x, above, insert.right, above)
    return [insert]


def _taken(box: Box, holes: list[Box]) -> bool:
    """Return whether a box meets a hole."""
    return any(box.x < h.right and h.x < box.right and box.y < h.bottom and h.y < box.bottom for h in holes)


def loose_parts(parts: list[Part]) -> list[list[Part]]:
    """Return each part as a paragraph of its own."""
    return [[part] for part in parts]
