"""Pictures with the lines that belong to them: captions and credits below, and words inside."""

from __future__ import annotations

import re
from collections.abc import Sequence

from epubmaker.layout.atoms import Atom
from epubmaker.layout.scale import Scale
from epubmaker.layout.telling import Kind, Told
from epubmaker.model.placed import Picture, PlacedLine, bounds

BELOW = 1.9  # sizes of the text: how far below its picture a caption may begin
UNLIKELY, LIKELY = 0.1, 0.5  # how likely a row under a picture is no caption, or one
MOST_ROWS = 8
CREDIT = re.compile(
    r"(?:摄|攝|摄影|供图|制图|图片)[）)]?\s*$|(?:摄影|摄|供图|供圖)\s*[/:：\s　]?\s*\S{2,12}$"
)
OPENS = re.compile(r"^[▲▼◀△←↑]|^(?:图|圖)(?:为|為|一|二|①|②)|^[上下左右]图|^[①②③]")


def figures(
    pictures: Sequence[Picture],
    free: set[int],
    lines: Sequence[PlacedLine],
    scale: Scale,
    told: Told,
) -> tuple[list[Atom], set[int]]:
    """Return the pictures as pieces with their lines, and the numbers of the lines they take."""
    found: list[Atom] = []
    taken: set[int] = set()
    for index, picture in enumerate(pictures):
        inside = [n for n in free - taken if picture.box.holds(lines[n].box, 0.3 * scale.body)]
        taken.update(inside)
        rows = _caption(picture, free - taken, lines, scale, told)
        taken.update(rows)
        members = [*inside, *rows]
        box = bounds([picture.box, *(lines[number].box for number in rows)])
        found.append(Atom("figure", box, members, picture=index))
    return found, taken


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
    if 0 < len(run) <= MOST_ROWS and CREDIT.search(lines[run[-1]].text.strip()):
        return run
    rows: list[int] = []
    bottom, reach = picture.box.y1, BELOW * scale.body
    for number in within:
        box = lines[number].box
        level = bool(rows) and box.down(lines[rows[-1]].box) > 0.5 * box.height
        if not level and box.y0 - bottom > reach:
            break
        likely = told.of(number, Kind.CAPTION, Kind.CREDIT)
        if likely < UNLIKELY or (likely < LIKELY and rows and _changes(lines[rows[0]], lines[number], scale)):
            break
        rows.append(number)
        bottom, reach = max(bottom, box.y1), 1.3 * scale.pitch - scale.body
    return rows if told.mean(rows, Kind.CAPTION, Kind.CREDIT) > LIKELY else _if_caption(rows, lines, scale)


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


def _changes(first: PlacedLine, line: PlacedLine, scale: Scale) -> bool:
    """Say whether a line is set in another typeface than the caption so far."""
    return (scale.knows_fonts and line.font != first.font) or (
        scale.exact and abs(line.size - first.size) > 0.06 * first.size
    )


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
