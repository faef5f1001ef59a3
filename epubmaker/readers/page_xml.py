"""PAGE XML 2013 to 2019: text regions with their lines, separators, images."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from epubmaker.errors import InputDamagedError
from epubmaker.messages import Message
from epubmaker.model.placed import Box, Picture, PlacedLine, SourcePage
from epubmaker.readers.boxes import box_of, box_of_points, finished_page, measured_line, number, rule_of
from epubmaker.readers.xml import children, named, parse_xml


def read_page_xml(payload: bytes, name: str) -> tuple[SourcePage, ...]:
    """Return the page of a PAGE file; raises `InputDamagedError`."""
    root = parse_xml(payload, name)
    pages = tuple(_page(page, name) for page in named(root, "Page"))
    if not pages:
        raise InputDamagedError(Message("{name}: this PAGE file holds no Page", name=name))
    return pages


def _page(page: Any, name: str) -> SourcePage:
    lines = [line for region in named(page, "TextRegion") for line in _lines(region, name)]
    rules = tuple(
        rule_of(box) for found in named(page, "SeparatorRegion") if (box := _box(found, name)) is not None
    )
    pictures = tuple(
        Picture(box)
        for found in named(page, "ImageRegion", "GraphicRegion", "ChartRegion")
        if (box := _box(found, name)) is not None
    )
    width = number(page.get("imageWidth") or 0, name, "imageWidth")
    height = number(page.get("imageHeight") or 0, name, "imageHeight")
    image = page.get("imageFilename") or ""
    return finished_page(SourcePage(width, height, tuple(lines), rules, pictures, image=image), name)


def _lines(region: Any, name: str) -> Iterator[PlacedLine]:
    """Yield the lines of a region; a region without lines is one, where it has text of its own."""
    found = list(children(region, "TextLine"))
    for element in found or [region]:
        text, sure = _text(element, name)
        box = _box(element, name)
        if box is None:
            box = _box(region, name)
        if text.strip() and box is not None:
            yield from _rows(text, box, sure, region.get("id") or "", name)


def _rows(text: str, box: Box, sure: float, region: str, name: str) -> Iterator[PlacedLine]:
    """Yield a text row by row: the text of a whole region may hold row ends."""
    rows = [row for row in text.splitlines() if row.strip()]
    step = box.height / len(rows)
    for at, row in enumerate(rows):
        part = box_of((box.x0, box.y0 + at * step, box.x1, box.y0 + (at + 1) * step), name, "Coords")
        yield measured_line(row, part, sure, region)


def _text(element: Any, name: str) -> tuple[str, float]:
    """Return the text of a line: its own, else that of its words."""
    for equivalent in children(element, "TextEquiv"):
        sure = number(equivalent.get("conf") or 1, name, "conf")
        for words in children(equivalent, "Unicode", "PlainText"):
            if words.text and words.text.strip():
                return words.text, min(1.0, max(0.0, sure))
    words = [_text(word, name)[0] for word in children(element, "Word")]
    return " ".join(word for word in words if word), 1.0


def _box(element: Any, name: str) -> Box | None:
    """Return the box around an element's polygon, None for one that has none."""
    coords = next(children(element, "Coords"), None)
    if coords is None:
        return None
    written = coords.get("points")
    if written:
        points = [pair.split(",") for pair in written.split()]
    else:
        points = [[point.get("x") or "", point.get("y") or ""] for point in children(coords, "Point")]
    if not points or any(len(point) != 2 for point in points):
        return None
    return box_of_points(points, name, "Coords")
