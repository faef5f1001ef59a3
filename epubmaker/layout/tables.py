"""Tables: cells that stand on one level are read row by row; the entries of a list in columns are not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from epubmaker.layout.atoms import Atom
from epubmaker.layout.telling import Kind, Told
from epubmaker.model.placed import PlacedLine

FEW_CELLS = 6
FIGURES = 0.2  # share of the cells of a table that hold figures
TABLE = (
    0.5  # how likely the rows of a table must be such, on the average: else they may be a list set in columns
)


def is_table(texts: Sequence[Atom], lines: Sequence[PlacedLine], told: Told) -> bool:
    """Say whether most rows are cells: several on one level, short, without the marks of sentences."""
    numbers = [number for atom in texts for number in atom.lines]
    if len(numbers) < FEW_CELLS or told.mean(numbers, Kind.TABLE) < TABLE:
        return False
    marked = sum(bool(re.search(r"[，。；]", lines[number].text)) for number in numbers)
    spaced = sum(len(lines[number].text.split()) > 1 for number in numbers)
    figures = sum(any(sign.isdigit() for sign in lines[number].text) for number in numbers)
    if figures < FIGURES * len(numbers):  # verse stands in short rows without marks too
        return False
    if marked > 0.1 * len(numbers) or spaced > 0.3 * len(
        numbers
    ):  # text, or entries that are rows by themselves
        return False
    rows = rows_of_table(numbers, lines)
    starts = sum(bool(opens) for _, opens in rows)
    return starts <= 0.6 * len(numbers)


def titled_below(pieces: Sequence[Atom], lines: Sequence[PlacedLine], told: Told) -> list[Atom]:
    """Return what stands below the last cell of a table and opens with a title: other news in the same column."""
    texts = [atom for atom in pieces if atom.kind == "text"]
    if not is_table(texts, lines, told):
        return []
    cells = [atom.box.y1 for atom in texts if told.mean(atom.lines, Kind.TABLE) >= TABLE]
    below = [atom for atom in pieces if cells and atom.box.y0 >= max(cells)]
    head = min(below, key=lambda atom: atom.box.y0, default=None)
    opens = head is not None and head.kind == "title" and any(atom.kind == "text" for atom in below)
    return below if opens else []


def rows_of_table(numbers: Sequence[int], lines: Sequence[PlacedLine]) -> list[tuple[int, bool]]:
    """Return cells row by row, with whether each begins a row."""
    rows: list[list[int]] = []
    for number in sorted(numbers, key=lambda number: lines[number].box.middle[1]):
        box = lines[number].box
        if rows and box.down(lines[rows[-1][0]].box) > 0.5 * min(box.height, lines[rows[-1][0]].box.height):
            rows[-1].append(number)
        else:
            rows.append([number])
    made = []
    for row in rows:
        row.sort(key=lambda number: lines[number].box.x0)
        made += [(number, at == 0) for at, number in enumerate(row)]
    return made
