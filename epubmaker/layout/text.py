"""Pages whose layout was read become a `SourceText`: a row a line, in reading order, an empty row between articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from epubmaker.layout.page import Reading
from epubmaker.model import SourceText, Span
from epubmaker.model.placed import PlacedPage, PlacedRow, SourcePage

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
