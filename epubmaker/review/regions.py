"""Regions of a page: the lines that stand together in one column and belong to one article, or to none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from epubmaker.amend.articles import PARTS
from epubmaker.model import Plan
from epubmaker.model.placed import PlacedRow, bounds
from epubmaker.pipeline import Reconstruction

FAR = 2.0  # sizes of type between two rows: more is a gap that parts regions
SHARED = 0.3  # of the narrower row: less in common is another column
TEXT, HEAD, NONE = "text", "head", "none"


@dataclass(frozen=True, slots=True)
class Region:
    """Lines in reading order; `kind` says what they are: paragraphs of an article, its header group, or in no article.

    `article` is its number in the plan, -1 for none.
    """

    lines: tuple[int, ...]
    kind: str
    article: int


def regions_of(made: Reconstruction) -> tuple[Region, ...]:
    """Return the regions of all pages, nothing for a text of which no places are known."""
    homes = _homes(made.plan)
    found: list[Region] = []
    shown: list[PlacedRow] = []  # the rows of the last region
    for row, lines in _rows(made):
        for line in lines:
            kind, article = homes.get(line, (NONE, -1))
            last = found[-1] if found else None
            if (
                last is not None
                and (last.kind, last.article) == (kind, article)
                and (kind == HEAD or _adjoins(shown, row))
            ):
                found[-1] = Region((*last.lines, line), kind, article)
                shown.append(row)
            else:
                found.append(Region((line,), kind, article))
                shown = [row]
    return tuple(found)


def row_of_line(made: Reconstruction) -> dict[int, PlacedRow]:
    """Return for each line the row of the page it stands in."""
    return {line: row for row, lines in _rows(made) for line in lines}


def _rows(made: Reconstruction) -> Iterator[tuple[PlacedRow, list[int]]]:
    """Yield the rows of all pages in reading order, each with its lines."""
    lines: dict[int, list[int]] = {}
    for number, line in enumerate(made.lines):
        lines.setdefault(line.row, []).append(number)
    first = 0
    for page in made.pages:
        for at, row in enumerate(page.rows):
            yield row, lines.get(first + at, [])
        first += len(page.rows)


def _homes(plan: Plan) -> dict[int, tuple[str, int]]:
    homes: dict[int, tuple[str, int]] = {}
    for number, article in enumerate(plan.articles):
        head = [line for part in PARTS for line in getattr(article, part)]
        head += [line for byline in article.bylines for line in byline.lines]
        homes |= dict.fromkeys(head, (HEAD, number))
        homes |= {line: (TEXT, number) for chain in article.chains for line in chain.lines}
    return homes


def _adjoins(rows: Sequence[PlacedRow], row: PlacedRow) -> bool:
    """Say whether a row stands right behind the last of some rows, in their column."""
    last = rows[-1]
    if last is row:
        return True
    column, box, size = (
        bounds([one.line.box for one in rows]),
        row.line.box,
        max(last.line.size, row.line.size),
    )
    if last.line.vertical and row.line.vertical:
        level = box.down(column) > SHARED * min(box.height, column.height)
        return level and -size < last.line.box.x0 - box.x1 < FAR * size
    level = box.across(column) > SHARED * min(box.width, column.width)
    return level and -size < box.y0 - last.line.box.y1 < FAR * size
