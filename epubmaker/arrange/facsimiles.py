"""Images of whole pages into the edition, each with the zones in which its articles stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from epubmaker.arrange.pictures import edition_picture
from epubmaker.model import Edition, SourceText, Span
from epubmaker.model.edits import holders
from epubmaker.model.pictures import Facsimile, Zone
from epubmaker.model.placed import Box, PageImage, PlacedPage, bounds

SHARED = 0.3  # of a row's height or width: how far a zone may reach over the rows of another article; boxes are never exact
_DIGITS = 4  # of a part of the image: a pixel of 10,000


def with_facsimiles(edition: Edition, source: SourceText) -> Edition:
    """Return the edition with the images of its pages, where the reader has kept them."""
    found = tuple(
        facsimile for page in source.pages if page.scans for facsimile in _facsimiles(page, _Homes(edition))
    )
    return replace(edition, facsimiles=found) if found else edition


class _Homes:
    """Which article holds a place of the source: its number, -1 for furniture."""

    def __init__(self, edition: Edition) -> None:
        held = [
            (span, number)
            for number, article in enumerate(edition.articles)
            for holder in holders(replace(edition, articles=(article,), furniture=(), unplaced=()))
            for span in holder.spans
        ]
        self._held = sorted(held)
        self._starts = [span.start for span, _ in self._held]

    def of(self, span: Span) -> int:
        """Return the number of the article that holds the beginning of a span."""
        at = bisect_right(self._starts, span.start) - 1
        if at < 0:
            return -1
        held, number = self._held[at]
        return number if held.start <= span.start < held.end else -1


@dataclass(frozen=True, slots=True)
class _Piece:
    """A row or picture of the page, the article it belongs to, and a place of the source that this article holds."""

    box: Box
    home: int
    span: Span


def _facsimiles(page: PlacedPage, homes: _Homes) -> Iterator[Facsimile]:
    pieces = _pieces(page, homes)
    zones = [
        (zone.box, zone.span)
        for home in dict.fromkeys(piece.home for piece in pieces if piece.home >= 0)
        for zone in _zones_of(home, pieces)
    ]
    for scan in page.scans:
        shown = (_zone(box, span, scan) for box, span in zones if scan.box.holds(_middle(box)))
        yield Facsimile(edition_picture(scan, scan.name), tuple(shown))


def _pieces(page: PlacedPage, homes: _Homes) -> list[_Piece]:
    """Return what stands on the page in reading order; a picture stands where the first row of its article does."""
    rows = [_Piece(row.line.box, homes.of(row.span), row.span) for row in page.rows]
    of_layout = {row.article: piece for row, piece in reversed(list(zip(page.rows, rows, strict=True)))}
    captions = {
        row.figure: piece
        for row, piece in reversed(list(zip(page.rows, rows, strict=True)))
        if row.figure >= 0
    }
    for number, (picture, owner) in enumerate(zip(page.pictures, page.figures, strict=False)):
        piece = captions.get(number) or of_layout.get(owner)
        if owner >= 0 and piece is not None:
            rows.append(_Piece(picture.box, piece.home, piece.span))
    return rows


def _zones_of(home: int, pieces: Sequence[_Piece]) -> list[_Piece]:
    """Return the fewest rectangles that hold the pieces of an article and reach over no others, as they are met."""
    own = [piece for piece in pieces if piece.home == home]
    whole = bounds([piece.box for piece in own])
    near = (_core(piece.box) for piece in pieces if piece.home != home)
    others = [box for box in near if box.across(whole) > 0 and box.down(whole) > 0]
    zones: list[_Piece] = []
    for piece in own:
        _take(piece, zones, others)
    before = len(zones) + 1
    while len(zones) < before:  # what could not be joined on the way may be now
        before, waiting = len(zones), zones
        zones = []
        for zone in waiting:
            _take(zone, zones, others)
    return zones


def _take(piece: _Piece, zones: list[_Piece], others: Sequence[Box]) -> None:
    """Put a piece into the last zone that can hold it, else into one of its own."""
    for at in reversed(range(len(zones))):
        around = bounds((zones[at].box, piece.box))
        if not any(around.across(other) > 0 and around.down(other) > 0 for other in others):
            zones[at] = replace(zones[at], box=around)
            return
    zones.append(piece)


def _core(box: Box) -> Box:
    """Return the inner part of a box, which no zone of another article may touch."""
    wide, high = SHARED * box.width, SHARED * box.height
    least = min(wide, high)
    return Box(box.x0 + least, box.y0 + least, box.x1 - least, box.y1 - least)


def _middle(box: Box) -> Box:
    x, y = box.middle
    return Box(x, y, x, y)


def _zone(box: Box, span: Span, scan: PageImage) -> Zone:
    """Return a zone in parts of the image that shows it."""
    left, top, whole = scan.box.x0, scan.box.y0, scan.box
    parts = (
        (box.x0 - left) / whole.width,
        (box.y0 - top) / whole.height,
        (box.x1 - left) / whole.width,
        (box.y1 - top) / whole.height,
    )
    x0, y0, x1, y1 = _held(parts)
    return Zone((x0, y0, x1, y1), span)


def _held(parts: Iterable[float]) -> Iterator[float]:
    return (round(min(1.0, max(0.0, part)), _DIGITS) for part in parts)
