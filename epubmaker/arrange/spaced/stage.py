"""A text whose blanks carry positions becomes a page, and keeps its characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from epubmaker.arrange.spaced.narrow import split_narrow
from epubmaker.arrange.spaced.pieces import (
    Piece,
    cells_of_ideographs,
    column_starts,
    in_columns,
    in_ems,
    read_pieces,
)
from epubmaker.arrange.spaced.places import (
    Place,
    measure_columns,
    place_pieces,
)
from epubmaker.arrange.spaced.signs import Page, read_page
from epubmaker.arrange.spaced.spans import printed_width
from epubmaker.arrange.spaced.telling import VOTES, carries_positions
from epubmaker.arrange.spaced.titles import SIZES, title_sizes
from epubmaker.arrange.spaced.upright import find_upright
from epubmaker.model import SourceText, set_width
from epubmaker.model.placed import Box, PlacedLine, SourcePage, bounds

EM = 10.0  # units of the page
# Sizes of the upper row, from a row of a title to the next at most: other columns' rows in between push them apart.
TOGETHER = 2.2
# Sizes that titles are taken to be as wide as; wider boxes would run into the titles beside them.
LETTERS = {SIZES["middle"]: 1.2, SIZES["large"]: 1.6}
TOUCHING = 0.2  # em that the layout sees between rows of one title
LARGEST = (
    4_000  # pieces: a full page has some 900; more are pages run together, whose columns are not one page's
)


def with_places(source: SourceText) -> SourceText:
    """Return a text with its page where its blanks carry positions; else, and where it has pages, the very same text."""
    if source.pages:
        return source
    layout = read_layout(source.text)
    if layout is None:
        return source
    from epubmaker.layout.page import lay_out  # noqa: PLC0415  (most texts carry no positions)
    from epubmaker.layout.text import source_with_page  # noqa: PLC0415

    page = page_of(layout)
    return source_with_page(source, page, lay_out(page))


def read_layout(text: str) -> Page | None:
    """Return the pieces of a text with columns and places, None where its blanks carry no positions."""
    cells = cells_of_ideographs(text)
    pieces = read_pieces(text, cells)
    if len(pieces) > LARGEST or not carries_positions(pieces):
        return None
    pieces = in_ems(in_columns(pieces, text, VOTES), cells)
    pieces = split_narrow(pieces, sorted(column_starts(pieces, VOTES)))
    pieces, upright = find_upright(pieces)
    columns = measure_columns(pieces, sorted(column_starts(pieces, VOTES)))
    return read_page(pieces, columns, place_pieces(pieces, columns), upright)


def page_of(layout: Page) -> SourcePage:
    """Return the page that a layout shows: lines in em times ten, without rules and pictures."""
    sizes = title_sizes(layout)
    lines = [
        _line(piece, place, size, width)
        for piece, place, size, width in zip(
            layout.pieces, layout.places, sizes, _widths(layout, sizes), strict=True
        )
    ]
    _join_titles(lines, layout.places, sizes)
    upright = {number for run in layout.upright for number in run}
    made = [line for number, line in enumerate(lines) if number not in upright]
    made += [_upright_line([lines[number] for number in run]) for run in layout.upright]
    whole = bounds([line.box for line in made])
    return SourcePage(whole.x1, whole.y1 + EM, tuple(made))


def _widths(layout: Page, sizes: Sequence[float]) -> list[float]:
    """Return how wide the pieces stand on paper, in em."""
    return [
        printed_width(piece, place, room, LETTERS.get(size, 1.0))
        for piece, place, room, size in zip(layout.pieces, layout.places, layout.rooms, sizes, strict=True)
    ]


def _line(piece: Piece, place: Place, size: float, width: float) -> PlacedLine:
    """Return a piece as a line."""
    box = Box(EM * place.left, EM * (place.base - size), EM * (place.left + width), EM * place.base)
    starts = tuple(range(piece.offset, piece.offset + len(piece.text)))
    return PlacedLine(piece.text, box, EM * size, edges=_edges(piece.text, box), starts=starts)


def _edges(text: str, box: Box) -> tuple[float, ...]:
    """Return where the characters of a line begin: the text shows all white there is, and no gutter lies elsewhere."""
    step = box.width / set_width(text)
    edges = [box.x0]
    for character in text:
        edges.append(edges[-1] + set_width(character) * step)
    return tuple(edges)


def _join_titles(lines: list[PlacedLine], places: Sequence[Place], sizes: Sequence[float]) -> None:
    """Let rows of a title touch that stand one below the other."""
    for number, place in enumerate(places):
        upper = place.above
        if upper < 0 or min(sizes[upper], sizes[number]) <= 1.0:
            continue
        if place.base - places[upper].base < TOGETHER * min(sizes[upper], sizes[number]):
            box = lines[upper].box
            bottom = max(box.y1, lines[number].box.y0 - TOUCHING * EM)
            lines[upper] = replace(lines[upper], box=replace(box, y1=bottom))


def _upright_line(characters: Sequence[PlacedLine]) -> PlacedLine:
    """Return the vertical line that characters make."""
    size = SIZES["large"] * EM
    box = bounds([character.box for character in characters])
    text = "".join(character.text for character in characters)
    starts = tuple(start for character in characters for start in character.starts)
    return PlacedLine(text, replace(box, x1=box.x0 + EM), size, vertical=True, starts=starts)
