"""Set matter to pages: make-up says where each story stands, and this puts its slabs there."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from epubmaker.render.pdf.geometry import Sheet
from epubmaker.render.pdf.makeup import Frame, Made, Mark, Module, Part, make_up
from epubmaker.render.pdf.slabs import Matter, Slab


@dataclass(frozen=True, slots=True)
class Placed:
    """A slab, or lines `first` to `stop` of it, at a row of a column.

    `columns` says into how many columns the page is divided here, and `width` over how many of them the slab stands.
    """

    slab: Slab
    row: int
    column: int = 0
    columns: int = 0
    width: int = 1
    first: int = 0
    stop: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """A note at a row that a story goes on on another page (`onward`), or comes from there; pages count from 0."""

    title: str
    page: int
    row: int
    column: int
    width: int
    onward: bool


@dataclass(slots=True)
class Page:
    """One page: what stands where, the rules between stories (see `makeup.Made`), and where stories turn.

    `white` is the share of the page below what stands on it.
    """

    placed: list[Placed] = field(default_factory=list)
    across: list[tuple[int, int, int, bool]] = field(default_factory=list)
    along: list[tuple[int, int, int, bool]] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    white: float = 0.0


def paginate(matters: Sequence[Matter], sheet: Sheet) -> list[Page]:
    """Set matter on the pages of a sheet's grid."""
    columns, rows = sheet.columns.count, sheet.rows
    made = make_up([_module(matter, columns) for matter in matters], Frame(columns, rows))
    pages = [_page(one, matters, columns) for one in made]
    for page, one in zip(pages, made, strict=True):
        page.white = _white_below(one, columns, rows)
    for number, (one, after) in enumerate(pairwise(made)):
        _turn(one, after, number, (pages, matters))
    return pages


def pages_of_stories(pages: Sequence[Page]) -> dict[str, tuple[int, Placed]]:
    """Return where each anchored slab begins: page (from 0) and place."""
    found: dict[str, tuple[int, Placed]] = {}
    for number, page in enumerate(pages):
        for placed in page.placed:
            if placed.slab.anchor and placed.first == 0:
                found.setdefault(placed.slab.anchor, (number, placed))
    return found


def _module(matter: Matter, columns: int) -> Module:
    pieces = [slab.piece for slab in matter.body]
    heads = [head.rows if head else 0 for head in matter.heads] or [0] * columns
    return Module(pieces, heads, matter.rank, matter.strip, matter.keep, matter.bare, matter.whole)


def _white_below(made: Made, columns: int, depth: int) -> float:
    feet = [0] * columns
    for part in made.parts:
        used = part.fill.used if len(part.fill.used) == part.width else [part.fill.rows] * part.width
        for column, rows in zip(range(part.column, part.column + part.width), used, strict=True):
            feet[column] = max(feet[column], part.row + part.head + rows)
    return 1 - sum(feet) / (columns * depth)


def _page(made: Made, matters: Sequence[Matter], columns: int) -> Page:
    page = Page(across=made.across, along=made.along)
    for part in made.parts:
        matter = matters[part.number]
        head = matter.heads[part.width - 1] if matter.heads else None
        if head and part.opens:
            page.placed.append(
                Placed(head, part.row, part.column, columns, part.width, stop=len(head.strips))
            )
        page.placed += _legs(part, matter, columns)
    return page


def _legs(part: Part, matter: Matter, columns: int) -> list[Placed]:
    placed: list[Placed] = []
    start = part.start
    body = matter.body
    for leg, end in enumerate(part.fill.ends):
        short = part.fill.rows - part.fill.used[leg] - 1 if part.closes else 0
        place = (leg, matter.strip) if matter.strip else (part.column + leg, columns)
        placed += _leg(body, (start, end), (part.row + part.head, *place), _white(body, start, end, short))
        start = end
    return placed


def _white(body: Sequence[Slab], mark: Mark, end: Mark, rows: int) -> Counter[int]:
    """Share rows of white among the headings and separators inside a leg, by slab, at most two for each."""
    places = [
        number
        for number in range(mark.piece + 1, end.piece)
        if body[number].yields or (_is_heading(body[number]) and not body[number - 1].yields)
    ]
    return Counter(places[turn % len(places)] for turn in range(min(rows, 2 * len(places))))


def _is_heading(slab: Slab) -> bool:
    return slab.keep and not slab.flows


def _leg(
    body: Sequence[Slab], span: tuple[Mark, Mark], place: tuple[int, int, int], white: Counter[int]
) -> list[Placed]:
    mark, end = span
    row, column, columns = place
    placed: list[Placed] = []
    number, line = mark.piece, mark.line
    while (number, line) < (end.piece, end.line):
        slab = body[number]
        stop = end.line if number == end.piece else len(slab.strips)
        if placed or not slab.yields:
            row += white[number]
            placed.append(Placed(slab, row, column, columns, 1, line, stop))
            row += stop - line if slab.flows else slab.rows
        number, line = number + 1, 0
    return placed


def _turn(made: Made, after: Made, number: int, document: tuple[list[Page], Sequence[Matter]]) -> None:
    """Note on both pages the stories that turn from one to the next."""
    pages, matters = document
    for part in made.parts:
        if part.closes or matters[part.number].strip:
            continue
        title = matters[part.number].title
        onward = next(other for other in after.parts if other.number == part.number)
        foot = part.row + part.rows - 1
        pages[number].turns.append(Turn(title, number + 1, foot, part.column, part.width, onward=True))
        pages[number + 1].turns.append(
            Turn(title, number, onward.row, onward.column, onward.width, onward=False)
        )
