"""The parts of the page that belong to no article, in a section of their own at the back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from epubmaker.model import Edition, Furniture
from epubmaker.render.epub.text import book_text
from epubmaker.render.epub.wording import Wording

# What a reader may want first stands first; what is left over stands last.
ORDER = ("notice", "weather", "column-label", "advertisement", "masthead", "folio", "colophon", "noise")


@dataclass(frozen=True, slots=True)
class Shelf:
    """One kind of furniture: its heading and its paragraphs, in source order. Strange kinds count as noise."""

    kind: str
    heading: str
    paragraphs: tuple[str, ...]


def shelves(edition: Edition, words: Wording) -> tuple[Shelf, ...]:
    """Sort the furniture of an edition by kind, unknown kinds and unplaced text at the end."""
    kinds = {item.kind for item in edition.furniture}
    found = [
        _shelf(kind, [item for item in edition.furniture if item.kind == kind], words)
        for kind in (*ORDER, *sorted(kinds - set(ORDER)))
        if kind in kinds
    ]
    found.append(_shelf("unplaced", edition.unplaced, words))
    return tuple(shelf for shelf in found if shelf.paragraphs)


def _shelf(kind: str, items: Iterable[Furniture], words: Wording) -> Shelf:
    known = kind if kind in (*ORDER, "unplaced") else "noise"
    heading = getattr(words, known.replace("-", "_"))
    rows = (row for item in items for row in book_text(item.text).split("\n"))
    return Shelf(known, str(heading), tuple(text for row in rows if (text := row.strip())))
