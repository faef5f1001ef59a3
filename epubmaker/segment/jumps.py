"""Jumps in the row of a text: `（上接第1版）会议指出…`, `…每一座水库。（下转第3版）`. Each stands as on a row of its own."""

from __future__ import annotations

from collections.abc import Sequence

from epubmaker.model import Span
from epubmaker.segment.rows import Row
from epubmaker.text.jump_marks import BACK, LONGEST, ONWARD


def jumps_in_rows(rows: Sequence[Row], text: str) -> dict[int, tuple[Span, ...]]:
    """Return the rows that begin or end with a jump in brackets, as the jump and the text beside it. Linear in the text."""
    found = {}
    for index, row in enumerate(rows):
        content = row.span.of(text)
        back = BACK.match(content)
        start = back.end() if back else 0
        onward = ONWARD.search(content, max(start, len(content) - LONGEST))
        end = onward.start() if onward else len(content)
        if start >= end or not (back or onward):
            continue
        pieces = [(0, start), (start, end), (end, len(content))]
        found[index] = tuple(
            _bare(row.span.start, content, *piece) for piece in pieces if piece[0] < piece[1]
        )
    return found


def _bare(at: int, content: str, start: int, end: int) -> Span:
    """Return a piece of a row that begins at a place of the text, without the white space around it."""
    piece = content[start:end]
    return Span(at + start + len(piece) - len(piece.lstrip()), at + start + len(piece.rstrip()))
