"""What a PDF page shows besides text: rules and frames (paths), and pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from epubmaker.model.placed import Box, Picture, Rule
from epubmaker.readers.jpeg import SIDE, as_jpeg

Placing = Callable[[float, float, float, float], Box]
THIN = 4.0  # points: what is thicker is a bar or a tint, whose edges part
SHORT = 12.0  # points: shorter strokes are parts of letters, logos and charts
# Paths looked at: a map or a chart may have hundreds of thousands, none of which parts articles.
MOST_PATHS = 20_000
SMALL = 24.0  # points: a smaller image is an ornament
MOST_PIXELS = 40_000_000
_PATH, _IMAGE, _FORM = 2, 3, 5
_DEPTH = 6  # forms within forms


@dataclass(frozen=True, slots=True)
class PageMarks:
    """The rules and pictures of a page."""

    rules: tuple[Rule, ...]
    pictures: tuple[Picture, ...]


def read_marks(page: Any, placed: Placing, size: tuple[float, float], *, pictures: bool) -> PageMarks:
    """Return rules and pictures of a PDF page; `placed` turns its rectangles into boxes of the page as it is shown."""
    rules: list[Rule] = []
    found: list[Picture] = []
    whole = Box(0, 0, *size)
    for number, thing in enumerate(page.get_objects(filter=(_PATH, _IMAGE), max_depth=_DEPTH)):
        if number >= MOST_PATHS:
            break
        if thing.type == _IMAGE:
            picture = _picture(thing, placed, whole, take=pictures)
            if picture is not None:
                found.append(picture)
        elif _is_visible(thing):
            rules.extend(_rules(thing, placed, whole))
    return PageMarks(tuple(dict.fromkeys(rules)), tuple(found))


def _bounds(thing: Any, placed: Placing) -> Box:
    return placed(*thing.get_bounds())


def _rules(path: Any, placed: Placing, whole: Box) -> Iterator[Rule]:
    """Yield what of a path is a rule: a stroke, or a thin bar; of a rectangle the four edges."""
    box = _bounds(path, placed)
    if box.width > 0.97 * whole.width and box.height > 0.9 * whole.height:
        return  # the ground of the page
    if min(box.width, box.height) <= THIN:
        if max(box.width, box.height) >= SHORT:
            yield Rule(box, "h" if box.width > box.height else "v")
    elif _is_rectangle(path) and min(box.width, box.height) >= SHORT:
        yield from edges(box)


def edges(box: Box) -> tuple[Rule, Rule, Rule, Rule]:
    """Return the four sides of a frame."""
    return (
        Rule(Box(box.x0, box.y0, box.x1, box.y0), "h"),
        Rule(Box(box.x0, box.y1, box.x1, box.y1), "h"),
        Rule(Box(box.x0, box.y0, box.x0, box.y1), "v"),
        Rule(Box(box.x1, box.y0, box.x1, box.y1), "v"),
    )


def _is_rectangle(path: Any) -> bool:
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    count = pdfium.FPDFPath_CountSegments(path)
    if not 4 <= count <= 6:
        return False
    points = []
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_BEZIERTO:
            return False
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((round(x.value, 1), round(y.value, 1)))
    return len({x for x, _ in points}) == 2 and len({y for _, y in points}) == 2


def _is_visible(path: Any) -> bool:
    """Say whether a path is drawn in a colour other than white."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke):
        return True
    asked = []
    if fill.value:
        asked.append(pdfium.FPDFPageObj_GetFillColor)
    if stroke.value:
        asked.append(pdfium.FPDFPageObj_GetStrokeColor)
    return any(_is_ink(path, ask) for ask in asked)


def _is_ink(path: Any, ask: Callable[..., int]) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not ask(path, red, green, blue, alpha):
        return True
    return alpha.value > 0 and min(red.value, green.value, blue.value) < 0xFA


def _picture(image: Any, placed: Placing, whole: Box, *, take: bool) -> Picture | None:
    box = _bounds(image, placed)
    covers = box.width * box.height > 0.8 * whole.width * whole.height
    if box.width < SMALL or box.height < SMALL or covers or not whole.holds(box, 0.2 * whole.width):
        return None  # ornaments, the scan itself, and what is not on the page
    if not take:
        return Picture(box)
    payload, pixels = _as_jpeg(image)
    return Picture(box, "image/jpeg" if payload else "", payload, pixels)


def _as_jpeg(image: Any) -> tuple[bytes, tuple[int, int]]:
    """Return an image with its size in pixels; nothing for one that cannot be decoded."""
    import pypdfium2  # noqa: PLC0415

    width, height = image.get_px_size()
    if not width or not height or width * height > MOST_PIXELS:
        return b"", (0, 0)
    try:
        shown = image.get_bitmap(render=False).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, OSError, ValueError):
        return b"", (0, 0)
    shown.thumbnail((SIDE, SIDE))
    return as_jpeg(shown), shown.size
