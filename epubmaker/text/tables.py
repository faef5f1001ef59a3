"""Tables of Markdown: which bars and which rows of dashes are marks (GitHub Flavored Markdown 4.10), and what stands for them.

A table is a row of cells, the row of dashes below it with as many, and the rows below that; or, without dashes, two rows and more
that begin and end with a bar and have as many cells each. Bars in other rows are characters like any.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from epubmaker.text import patterns as re
from epubmaker.text.cells import BORDER
from epubmaker.text.cleaning import Cleaning

MARKUP = "markup"
BLANKS = " \t"
_BAR = re.compile(r"(?<!\\)\|")
_ESCAPED = re.compile(r"\\(?=\|)")
_DASHES = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)*[ \t]*:?-+:?[ \t]*\|?[ \t]*")
_FRAMED = re.compile(r"[ \t]*\|.*(?<!\\)\|[ \t]*")
_ROW = re.compile(r"[^\r\n]+")
EMPTY = "\u200b"  # what stands for an empty cell while the page is read: something between two gaps, of which nothing is printed
LEAST = 2  # cells of a row, and rows of a table without dashes


@dataclass(frozen=True, slots=True)
class _Row:
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def cells(self) -> int:
        """Return how many cells the bars part; a bar at either end parts none."""
        inner = self.text.strip(BLANKS)
        bars = len(_BAR.findall(self.text))
        return bars + 1 - inner.startswith("|") - (inner.endswith("|") and not inner.endswith("\\|"))


def table_marks(text: str) -> list[Cleaning]:
    """Return the marks of all tables in a text and what is read in their place, in order, without overlap. Linear in the text."""
    if "|" not in text:
        return []
    rows = [_Row(match.start(), match[0]) for match in _ROW.finditer(text)]
    found: list[Cleaning] = []
    at = 0
    while at < len(rows):
        end, ruled = _table(rows, at, text)
        for number in range(at, end):
            if ruled and number == at + 1:
                found.append(Cleaning(rows[at].end, rows[number].end, "", MARKUP))
            else:
                found += _row_marks(rows[number])
        at = max(end, at + 1)
    return found


def _table(rows: Sequence[_Row], first: int, text: str) -> tuple[int, bool]:
    """Return where the table ends that begins with a row, and whether dashes stand in it; the row itself where none begins."""
    run = [rows[first]] if "|" in rows[first].text and not _DASHES.fullmatch(rows[first].text) else []
    while run and first + len(run) < len(rows):
        below = rows[first + len(run)]
        if "|" not in below.text or not _is_next(text[run[-1].end : below.start]):
            break
        run.append(below)
    if len(run) < LEAST or run[0].cells < LEAST:
        return first, False
    if _DASHES.fullmatch(run[1].text):
        return (first + len(run), True) if run[1].cells == run[0].cells else (first, False)
    high = 0
    while high < len(run) and _FRAMED.fullmatch(run[high].text) and run[high].cells == run[0].cells:
        high += 1
    return (first + high, False) if high >= LEAST else (first, False)


def _is_next(between: str) -> bool:
    """Say whether two rows stand right below each other, by what stands between them."""
    return between in ("\n", "\r\n", "\r")


def _row_marks(row: _Row) -> Iterator[Cleaning]:
    """Yield the marks of a row of cells: a bar between cells is a `BORDER`, a bar at an end of the row goes.

    At an end a bar is kept as `EMPTY` where the cell beside it is empty, so that the row has as many cells as before.
    """
    bars = [found.start() for found in _BAR.finditer(row.text)]
    cells = [
        row.text[start:end] for start, end in zip([0, *(bar + 1 for bar in bars)], [*bars, None], strict=True)
    ]
    filled = [bool(cell.strip(BLANKS)) for cell in cells]
    for number, bar in enumerate(bars):
        before = row.text[:bar].rstrip(BLANKS)
        after = row.text[bar + 1 :].lstrip(BLANKS)
        start = max(len(before), bars[number - 1] + 1 if number else 0)
        end = len(row.text) - len(after) if filled[number + 1] or number + 1 == len(bars) else bar + 1
        if number == 0 and not filled[0]:
            made = "" if filled[1] else EMPTY
        elif number == len(bars) - 1 and not filled[-1]:
            made = "" if filled[-2] else EMPTY
        else:
            made = BORDER
        yield Cleaning(row.start + start, row.start + end, made, MARKUP)
        if filled[number + 1]:
            at = row.start + bar + 1
            yield from (
                Cleaning(at + found.start(), at + found.end(), "", MARKUP)
                for found in _ESCAPED.finditer(cells[number + 1])
            )
