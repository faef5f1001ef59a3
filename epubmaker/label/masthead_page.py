"""The page as one text whose every character leads back to a line and to the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from epubmaker.label.dates import fold
from epubmaker.label.misread_dates import mend_dates
from epubmaker.model import Line, Span

# What stands between two lines: rows stay apart, and all of it is white space to the patterns, so that a date set in
# two rows is one date.
ROWS: Mapping[str, str] = {"start": "", "blank": "\n", "newline": "\n", "space": " "}
# For running text: a Chinese sentence goes on over a line's end without a space; an empty row may end a column.
RUNNING: Mapping[str, str] = {"start": "", "blank": "\n", "newline": "", "space": ""}


@dataclass(frozen=True, slots=True)
class PageText:
    """The folded text of some lines with the place of each line in it; offsets below are in `text`."""

    text: str
    lines: tuple[Line, ...]
    starts: tuple[int, ...]

    def at(self, offset: int) -> int:
        """Return the index in `lines` of the line that holds the character at `offset`."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the source spans of characters `start:end`, merged over lines that follow each other."""
        found: list[Span] = []
        previous = -2
        for index in range(self.at(start), self.at(max(start, end - 1)) + 1):
            line, place = self.lines[index], self.starts[index]
            first = line.span.start + max(0, start - place)
            last = line.span.start + min(len(line.text), end - place)
            if first >= last:
                continue
            if found and line.number == previous + 1:
                found[-1] = Span(found[-1].start, last)
            else:
                found.append(Span(first, last))
            previous = line.number
        return tuple(found)

    def printed(self, start: int, end: int) -> str:
        """Return characters `start:end` as they stand in the source, white space between lines as in `text`."""
        pieces = []
        for index in range(self.at(start), self.at(max(start, end - 1)) + 1):
            line, place = self.lines[index], self.starts[index]
            pieces.append(line.text[max(0, start - place) : max(0, end - place)])
        return " ".join(piece for piece in pieces if piece)


def page_text(lines: Iterable[Line], joints: Mapping[str, str] = ROWS) -> PageText:
    """Set lines end to end, with what `joints` gives for the joint before each."""
    kept = tuple(lines)
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for position, line in enumerate(kept):
        gap = joints[line.joint] if position else ""
        starts.append(length + len(gap))
        pieces += [gap, mend_dates(fold(line.text))]
        length += len(gap) + len(line.text)
    return PageText("".join(pieces), kept, tuple(starts))


@dataclass(frozen=True, slots=True)
class RowText:
    """One row of the page: characters `start:end` of the page text, and its lines' indices `first:last`."""

    start: int
    end: int
    first: int
    last: int


def rows_of(page: PageText) -> tuple[RowText, ...]:
    """Gather the lines of a page into the rows of the source they stand in."""
    rows: list[RowText] = []
    first = 0
    for index in range(1, len(page.lines) + 1):
        if index < len(page.lines) and page.lines[index].row == page.lines[first].row:
            continue
        end = page.starts[index - 1] + len(page.lines[index - 1].text)
        rows.append(RowText(page.starts[first], end, first, index))
        first = index
    return tuple(rows) if page.lines else ()


def joined(spans: Sequence[tuple[Span, ...]]) -> tuple[Span, ...]:
    """Put span tuples into one, in source order and without repeats."""
    return tuple(sorted({span for part in spans for span in part}))
