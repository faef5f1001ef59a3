"""From chosen shelves to places on the page: rows, columns, white shared out, rules."""

from collections.abc import Sequence

from epubmaker.render.pdf.makeup.costs import white_for
from epubmaker.render.pdf.makeup.modules import SEAM_ROWS, Made, Part
from epubmaker.render.pdf.makeup.shelves import START, Box, Place, Shelf, Shelver, Stack


def settle(pages: Sequence[Sequence[Shelf]], shelver: Shelver) -> list[Made]:
    """Return the pages with every part at its row and column."""
    made = []
    for number, shelves in enumerate(pages):
        made.append(_page(shelves, shelver, last=number == len(pages) - 1))
    return made


def _page(shelves: Sequence[Shelf], shelver: Shelver, *, last: bool) -> Made:
    page = Made()
    gaps = [shelver.gap(_first(shelf)) if number else 0 for number, shelf in enumerate(shelves)]
    blank = shelver.frame.rows - sum(gaps) - sum(shelf.rows for shelf in shelves)
    open_gaps = [number for number, gap in enumerate(gaps) if gap]
    white = {} if last else white_for(max(0, blank), open_gaps)
    if not last and len(shelves) > 1 and all(_is_strip(shelf, shelver) for shelf in shelves):
        white = {
            0: blank // 3,
            len(shelves) - 1: blank - blank // 3,
        }  # a title page: its last strip stands at the foot
    row = 0
    for number, shelf in enumerate(shelves):
        extra = white.get(number, 0)
        if gaps[number]:
            page.across.append((row + (extra + 1) // 2, 0, shelver.frame.columns, True))
        row += gaps[number] + extra
        _shelf(shelf, row, shelver, page)
        row += shelf.rows
    page.parts.sort(key=lambda part: (part.number, part.start))
    return page


def _first(shelf: Shelf) -> Place:
    return min(box.place for stack in shelf.stacks for box in stack.boxes)


def _is_strip(shelf: Shelf, shelver: Shelver) -> bool:
    return bool(shelver.modules[shelf.stacks[0].boxes[0].place[0]].strip)


def _shelf(shelf: Shelf, row: int, shelver: Shelver, page: Made) -> None:
    column = 0
    for stack in shelf.stacks:
        if column:
            page.along.append((column, row, shelf.rows, True))
        _stack(stack, (row, column, shelf.rows), shelver, page)
        column += stack.width


def _last_leg(box: Box) -> int:
    """Return the last leg that holds something; no rule stands behind it."""
    return max((leg for leg, used in enumerate(box.fill.used) if used), default=0)


def _stack(stack: Stack, place: tuple[int, int, int], shelver: Shelver, page: Made) -> None:
    row, column, rows = place
    white = white_for(rows - stack.rows, range(1, len(stack.boxes)))
    for number, box in enumerate(stack.boxes):
        if number:
            extra = white.get(number, 0)
            page.across.append((row + extra // 2, column, stack.width, False))
            row += SEAM_ROWS + extra
        story, start = box.place
        module = shelver.modules[story]
        closes = box.fill.ends[-1].piece >= len(module.pieces)
        page.parts.append(
            Part(story, start, box.fill, row, box.head, box.rows, column, stack.width, start == START, closes)
        )
        if not module.strip:
            for leg in range(1, _last_leg(box) + 1):
                page.along.append((column + leg, row + box.head, box.fill.rows, False))
        row += box.rows
