"""Captions beside their pictures, in a strip of their own, and what the words of captions are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from epubmaker.layout.bylines import is_byline
from epubmaker.layout.scale import Scale
from epubmaker.layout.telling import Kind, Told
from epubmaker.model.placed import Box, Picture, PlacedLine, bounds
from epubmaker.text import patterns as re

BESIDE = 3.0  # sizes of the text: how far beside its picture a caption may stand
FARTHEST = 0.4  # of the picture's width: where nothing else stands between both
MOST_ROWS = 8
MOST_SAID = 64  # characters of a caption in more rows than that: its strip is narrow
MOST_BESIDE = 16  # rows of a caption in a narrow strip beside its picture
LARGEST = 1.06  # sizes: rows that only their place and typeface show to be a caption
BLANK = 2.0  # sizes between a caption and the credit in its last row
GAP = 0.9  # pitches from a caption's rows to the next, at least
OTHERS = (Kind.HEADLINE, Kind.KICKER, Kind.LABEL, Kind.TABLE, Kind.OFFER, Kind.BYLINE, Kind.QUESTION)
SURE_TEXT = (
    0.75  # how likely rows without the words of captions may be text: an essay may be set in its own typeface
)
DOUBT = 0.5  # how likely a caption that its place shows may be a part of a title, or a table
CREDIT = re.compile(
    r"(?:摄|攝|摄影|供图|制图|图片)[）)]?\s*$|(?:摄影|摄|供图|供圖)\s*[/:：\s　]?\s*\S{2,12}$"
)
OPENS = re.compile(r"^[▲▼◀△←↑]|^(?:图|圖)(?:为|為|一|二|①|②)|^[上下左右]图|^[①②③]")


def set_beside(
    picture: Picture, free: set[int], lines: Sequence[PlacedLine], scale: Scale, told: Told
) -> list[int]:
    """Return the rows of a caption beside a picture.

    They begin or end as captions do, in a typeface other than that of the text; or they are all that stands in the strip
    beside the picture, and do either: text that a picture is set into goes on above or below it.
    """
    if not scale.knows_fonts:
        return []
    slack, reach = 1.2 * scale.body, BESIDE * scale.body
    box = picture.box
    level = [
        number
        for number in free
        if box.y0 - slack <= lines[number].box.y0
        and lines[number].box.y1 <= box.y1 + slack
        and lines[number].size < 1.3 * scale.body
        and not lines[number].vertical
    ]
    sides = (
        [number for number in level if lines[number].box.x1 <= box.x0 + slack],
        [number for number in level if box.x1 - slack <= lines[number].box.x0],
    )
    for side, near in zip(sides, (_to_left, _to_right), strict=True):
        for run in _runs_of_one_type(side, lines, scale):
            gap = min(near(lines[number].box, box) for number in run)
            if gap > max(reach, FARTHEST * box.width) or len(run) > MOST_BESIDE:
                continue
            if gap > reach and not _stands_alone(run, box, free, lines, scale):
                continue  # a short row at the outer edge of its strip has nothing between it and the picture
            if _is_set_as_caption(run, box, free, lines, scale, told):
                return run
    return []


def _is_set_as_caption(
    run: Sequence[int], picture: Box, free: set[int], lines: Sequence[PlacedLine], scale: Scale, told: Told
) -> bool:
    """Say whether rows beside a picture are its caption: two of three of words, typeface and a strip of their own say so."""
    first = lines[run[0]]
    words = first.text.strip(), lines[run[-1]].text.strip()
    said = bool(OPENS.search(words[0]) or CREDIT.search(words[1]))
    other_type = first.font != scale.font or (
        scale.exact and first.size < scale.body and changes_size(first.size, scale.body)
    )
    if said and first.font != scale.font:
        return True
    if not (said or other_type) or is_byline(words[0]):
        return False
    if first.size > LARGEST * scale.body or told.mean(run, *OTHERS) > DOUBT:
        return False
    many = len(run) > MOST_ROWS and sum(len(lines[number].text) for number in run) > MOST_SAID
    if not said and (many or told.mean(run, Kind.TEXT) > SURE_TEXT):
        return False
    return _stands_alone(run, picture, free, lines, scale)


def _stands_alone(
    run: Sequence[int], picture: Box, free: set[int], lines: Sequence[PlacedLine], scale: Scale
) -> bool:
    """Say whether nothing else stands in the strip of some rows beside a picture, nor between both.

    Rows of the same type right above or below it would be one text with it.
    """
    strip = bounds([lines[number].box for number in run])
    across = Box(min(strip.x0, picture.x1), strip.y0, max(strip.x1, picture.x0), strip.y1)
    reach = GAP * scale.pitch
    own, first = set(run), lines[run[0]]
    for number in free - own:
        box, middle = lines[number].box, lines[number].box.middle[1]
        if box.across(across) <= 0:
            continue
        near = strip.y0 - reach < middle < strip.y1 + reach
        if picture.y0 < middle < picture.y1 or (near and not changes(first, lines[number], scale)):
            return False
    return True


def _to_left(row: Box, picture: Box) -> float:
    return picture.x0 - row.x1


def _to_right(row: Box, picture: Box) -> float:
    return row.x0 - picture.x1


def _runs_of_one_type(numbers: Iterable[int], lines: Sequence[PlacedLine], scale: Scale) -> list[list[int]]:
    """Return rows in runs that follow each other below in one typeface."""
    runs: list[list[int]] = []
    for number in sorted(numbers, key=lambda number: (lines[number].box.y0, lines[number].box.x0)):
        box = lines[number].box
        for run in runs:
            last = lines[run[-1]]
            level = box.down(last.box) > 0.5 * box.height and 0 <= box.x0 - last.box.x1 < BLANK * scale.body
            beside = level and CREDIT.search(lines[number].text.strip())
            follows = 0 < box.y0 - last.box.y0 < 1.4 * scale.pitch and box.across(last.box) > 0
            if (follows or beside) and not changes(last, lines[number], scale):
                run.append(number)
                break
        else:
            runs.append([number])
    return runs


def changes(first: PlacedLine, line: PlacedLine, scale: Scale) -> bool:
    """Say whether a line is set in another typeface than the caption so far."""
    other_font = scale.knows_fonts and line.font != first.font
    return other_font or (scale.exact and changes_size(line.size, first.size))


def changes_size(size: float, other: float) -> bool:
    """Say whether two sizes are those of two types."""
    return abs(size - other) > 0.06 * other


__all__ = ["BESIDE", "CREDIT", "MOST_ROWS", "OPENS", "OTHERS", "changes", "changes_size", "set_beside"]
