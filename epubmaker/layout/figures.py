"""Pictures with the lines that belong to them: captions and credits below, and words inside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from epubmaker.layout.atoms import Atom
from epubmaker.layout.beside import (
    BESIDE,
    CREDIT,
    MOST_ROWS,
    OPENS,
    OTHERS,
    changes,
    changes_size,
    set_beside,
)
from epubmaker.layout.bylines import is_byline
from epubmaker.layout.picture_rows import picture_rows, runs_under_all
from epubmaker.layout.scale import Scale
from epubmaker.layout.telling import Kind, Told
from epubmaker.model.placed import Picture, PlacedLine, bounds

BELOW = 1.9  # sizes of the text: how far below its picture a caption may begin
UNLIKELY, LIKELY = 0.1, 0.5  # how likely a row under a picture is no caption, or one
CERTAIN = 0.9  # how likely the rows of a caption without a picture are such


def figures(
    pictures: Sequence[Picture],
    free: set[int],
    lines: Sequence[PlacedLine],
    scale: Scale,
    told: Told,
) -> tuple[list[Atom], set[int]]:
    """Return the pictures as pieces with their lines, and the numbers of the lines they take.

    A caption stands below its picture; where there is none, above or beside it. Rows that are captions for certain make a
    piece of their own where no picture is near: the source does not show it.
    """
    words = [[n for n in free if picture.box.holds(lines[n].box, 0.3 * scale.body)] for picture in pictures]
    taken = {number for inside in words for number in inside}
    captions = _shared_captions(pictures, free - taken, lines, scale, told)
    taken.update(number for rows in captions for number in rows)
    shared = {number for row in picture_rows(pictures, scale) if captions[row[-1]] for number in row}
    for index, picture in enumerate(pictures):
        if index not in shared:
            captions[index] = _caption(picture, free - taken, lines, scale, told)
            taken.update(captions[index])
    for index, (picture, rows) in enumerate(zip(pictures, captions, strict=True)):
        if not rows and index not in shared:
            left = free - taken
            rows.extend(
                _set_over(picture, left, lines, scale, told)
                or _above(picture, left, lines, scale, told)
                or set_beside(picture, left, lines, scale, told)
                or _beside(picture, left, lines, scale, told)
            )
            taken.update(rows)
    found = []
    for index, (picture, inside, rows) in enumerate(zip(pictures, words, captions, strict=True)):
        box = bounds([picture.box, *(lines[number].box for number in rows)])
        found.append(Atom("figure", box, [*inside, *rows], picture=index))
    for rows in _loose(free - taken, lines, scale, told):
        found.append(Atom("figure", bounds([lines[number].box for number in rows]), rows))
        taken.update(rows)
    return found, taken


def _shared_captions(
    pictures: Sequence[Picture], free: set[int], lines: Sequence[PlacedLine], scale: Scale, told: Told
) -> list[list[int]]:
    """Return the captions that run under all pictures of a row; each is that of the last of them."""
    captions: list[list[int]] = [[] for _ in pictures]
    for row in picture_rows(pictures, scale):
        boxes = [pictures[number].box for number in row]
        rows = _caption(Picture(bounds(boxes)), free, lines, scale, told)
        if rows and runs_under_all(boxes, lines[rows[0]].box):
            captions[row[-1]] = rows
            free = free - set(rows)
    return captions


def _sure(
    numbers: Iterable[int], lines: Sequence[PlacedLine], told: Told, least: float = LIKELY
) -> list[int]:
    """Return the rows that are likely captions or credits, from the top down."""
    likely = (number for number in numbers if told.of(number, Kind.CAPTION, Kind.CREDIT) > least)
    level = (number for number in likely if not lines[number].vertical)
    return sorted(level, key=lambda number: (lines[number].box.y0, lines[number].box.x0))


def _above(
    picture: Picture, free: set[int], lines: Sequence[PlacedLine], scale: Scale, told: Told
) -> list[int]:
    """Return the likely rows of a caption right above a picture, which follow each other."""
    slack = 1.2 * scale.body
    rows: list[int] = []
    top, reach = picture.box.y0, BELOW * scale.body
    for number in reversed(_sure(free, lines, told)):
        box = lines[number].box
        within = picture.box.x0 - slack <= box.x0 and box.x1 <= picture.box.x1 + slack
        if not within or box.y1 > picture.box.y0 + slack:
            continue
        if top - box.y1 > reach:
            break
        rows.insert(0, number)
        top, reach = box.y0, 1.3 * scale.pitch - scale.body
    return rows


def _set_over(
    picture: Picture, free: set[int], lines: Sequence[PlacedLine], scale: Scale, told: Told
) -> list[int]:
    """Return the rows right above a picture in another typeface than the text, which begin or end as captions do or are smaller."""
    slack = 1.2 * scale.body
    near = [
        number
        for number in free
        if picture.box.x0 - slack <= lines[number].box.x0
        and lines[number].box.x1 <= picture.box.x1 + slack
        and lines[number].box.y1 <= picture.box.y0 + slack
        and lines[number].size < 1.3 * scale.body
        and not lines[number].vertical
    ]
    rows: list[int] = []
    top, reach = picture.box.y0, BELOW * scale.body
    for number in sorted(near, key=lambda number: -lines[number].box.y0):
        box = lines[number].box
        if top - box.y1 > reach or (rows and changes(lines[rows[-1]], lines[number], scale)):
            break
        rows.insert(0, number)
        top, reach = min(top, box.y0), 1.3 * scale.pitch - scale.body
    if not 0 < len(rows) <= MOST_ROWS:
        return []
    first, last = lines[rows[0]].text.strip(), lines[rows[-1]].text.strip()
    said = OPENS.search(first) or CREDIT.search(last)
    small = scale.exact and lines[rows[0]].size < scale.body and changes_size(lines[rows[0]].size, scale.body)
    small = small and not is_byline(first) and told.mean(rows, *OTHERS, Kind.DECK) < LIKELY
    return rows if (said or small) and scale.knows_fonts and lines[rows[0]].font != scale.font else []


def _beside(
    picture: Picture, free: set[int], lines: Sequence[PlacedLine], scale: Scale, told: Told
) -> list[int]:
    """Return the likely rows of a caption that stand beside a picture, all on one side of it."""
    sides: dict[bool, list[int]] = {True: [], False: []}
    for number in _sure(free, lines, told):
        box = lines[number].box
        if box.down(picture.box) < 0.5 * box.height:
            continue
        left = box.x1 <= picture.box.x0 + scale.body
        gap = picture.box.x0 - box.x1 if left else box.x0 - picture.box.x1
        last = lines[sides[left][-1]].box if sides[left] else None
        follows = last is not None and box.y0 - last.y1 < 1.3 * scale.pitch and box.across(last) > 0
        if -scale.body <= gap and (gap <= BESIDE * scale.body or follows):
            sides[left].append(number)
    return max(sides.values(), key=len)


def _loose(free: set[int], lines: Sequence[PlacedLine], scale: Scale, told: Told) -> list[list[int]]:
    """Return the rows that are captions for certain, those that follow each other together."""
    groups: list[list[int]] = []
    for number in _sure(free, lines, told, CERTAIN):
        box = lines[number].box
        for group in groups:
            last = lines[group[-1]].box
            if -scale.body < box.y0 - last.y1 < 1.3 * scale.pitch and box.across(last) > 0:
                group.append(number)
                break
        else:
            groups.append([number])
    return groups


def _caption(
    picture: Picture, free: set[int], lines: Sequence[PlacedLine], scale: Scale, told: Told
) -> list[int]:
    """Return the rows right below a picture that do not run on into the text of a column."""
    slack = 1.2 * scale.body
    within = [
        number
        for number in free
        if picture.box.x0 - slack <= lines[number].box.x0
        and lines[number].box.x1 <= picture.box.x1 + slack
        and not lines[number].vertical
        and lines[number].size < 1.3 * scale.body
        and lines[number].box.y0 > picture.box.y1 - slack
    ]
    within.sort(key=lambda number: (lines[number].box.y0, lines[number].box.x0))
    run = _run_below(picture, within, lines, scale)
    if run and _signs_text(lines[run[0]], run[1:], lines):
        return []
    if 0 < len(run) <= MOST_ROWS and CREDIT.search(lines[run[-1]].text.strip()):
        return run
    rows: list[int] = []
    for number in run:
        likely = told.of(number, Kind.CAPTION, Kind.CREDIT)
        if likely < UNLIKELY or (likely < LIKELY and rows and changes(lines[rows[0]], lines[number], scale)):
            break
        rows.append(number)
    return rows if told.mean(rows, Kind.CAPTION, Kind.CREDIT) > LIKELY else _if_caption(rows, lines, scale)


def _signs_text(first: PlacedLine, others: Iterable[int], lines: Sequence[PlacedLine]) -> bool:
    """Say whether the first row below a picture names who wrote the text that begins there: columns stand on its level."""
    level = any(lines[number].box.down(first.box) > 0.5 * first.box.height for number in others)
    return level and is_byline(first.text) and not CREDIT.search(first.text)


def _run_below(
    picture: Picture, within: Sequence[int], lines: Sequence[PlacedLine], scale: Scale
) -> list[int]:
    """Return the rows that follow each other right below a picture, down to the first gap."""
    rows: list[int] = []
    bottom, reach = picture.box.y1, BELOW * scale.body
    for number in within:
        box = lines[number].box
        level = bool(rows) and box.down(lines[rows[-1]].box) > 0.5 * box.height
        if not level and box.y0 - bottom > reach:
            break
        rows.append(number)
        bottom, reach = max(bottom, box.y1), 1.3 * scale.pitch - scale.body
    return rows


def _if_caption(rows: list[int], lines: Sequence[PlacedLine], scale: Scale) -> list[int]:
    """Return the rows of a caption: told by its typeface, or by the words of captions; nothing where neither shows."""
    if not rows:
        return []
    credit = next(
        (at for at, number in enumerate(rows[:MOST_ROWS]) if CREDIT.search(lines[number].text)), None
    )
    first = lines[rows[0]]
    other_type = (scale.knows_fonts and first.font != scale.font) or (
        scale.exact and abs(first.size - scale.body) > 0.03 * scale.body
    )
    if other_type and len(rows) <= MOST_ROWS:
        return rows
    if credit is not None:
        return rows[: credit + 1]
    if OPENS.search(first.text.strip()) and len(rows) <= MOST_ROWS:
        return rows
    return []


__all__ = ["CREDIT", "MOST_ROWS", "figures"]
