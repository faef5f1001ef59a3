"""Pages whose layout was read become a `SourceText`: a row a line, in reading order, an empty row between articles.

A page that was read from a text keeps that text: its rows say where in it they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from epubmaker.layout.page import Reading
from epubmaker.model import SourceText, Span
from epubmaker.model.placed import IN_CELLS, PlacedPage, PlacedRow, SourcePage

PAGE_BREAK = "\f"


def source_of_pages(
    pages: Sequence[tuple[SourcePage, Reading]], name: str, encoding: str, sha256: str
) -> SourceText:
    """Return the text of pages, joined by form feeds, with what the layout says of every row."""
    parts: list[str] = []
    placed: list[PlacedPage] = []
    at = 0
    for page, reading in pages:
        text, rows = _page_text(reading.rows, at)
        placed.append(
            PlacedPage(
                at,
                at + len(text),
                page.width,
                page.height,
                rows,
                page.rules,
                page.pictures,
                reading.figures,
                page.name,
                reading.body,
                scans=page.scans,
                notes=page.notes,
            )
        )
        parts.append(text)
        at += len(text) + len(PAGE_BREAK)
    return SourceText(PAGE_BREAK.join(parts), name, encoding, sha256, tuple(placed))


def _page_text(rows: Sequence[PlacedRow], start: int) -> tuple[str, tuple[PlacedRow, ...]]:
    pieces: list[str] = []
    placed: list[PlacedRow] = []
    at, article = start, None
    for row in rows:
        if article is not None and row.article != article:
            pieces.append("\n")
            at += 1
        article = row.article
        text = row.line.text.strip()
        placed.append(replace(row, span=Span(at, at + len(text))))
        pieces.append(text + "\n")
        at += len(text) + 1
    return "".join(pieces), tuple(placed)


def source_with_page(source: SourceText, page: SourcePage, reading: Reading) -> SourceText:
    """Return a text with the page that was read from it: rows in reading order, each with its span in the text.

    A line whose characters stand apart in the text, as those of a vertical title do, makes a row of each piece.
    """
    rows = tuple(part for row in reading.rows for part in _rows_in_text(row))
    placed = PlacedPage(
        0, len(source.text), page.width, page.height, rows, name=page.name, body=reading.body, sure=IN_CELLS
    )
    return replace(source, pages=(placed,))


def _rows_in_text(row: PlacedRow) -> Iterator[PlacedRow]:
    """Yield a row for each run of its characters in the text."""
    starts = row.line.starts
    cuts = [0, *(at for at in range(1, len(starts)) if starts[at] != starts[at - 1] + 1), len(starts)]
    for low, high in pairwise(cuts):
        opens = row.opens if low == 0 else None if row.opens is None else False
        yield replace(row, span=Span(starts[low], starts[high - 1] + 1), opens=opens)
