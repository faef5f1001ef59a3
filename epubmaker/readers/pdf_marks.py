"""What a PDF page shows besides text: rules and frames (paths), and pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from epubmaker.model.placed import Box, Picture, PlacedLine, Rule
from epubmaker.readers.jpeg import SIDE, as_jpeg
from epubmaker.readers.pdf_paths import dotted_rules, drawn_bounds, straight_parts

Placing = Callable[[float, float, float, float], Box]
THIN = 4.0  # points: what is thicker is a bar or a tint, whose edges part
SHORT = 12.0  # points: shorter strokes are parts of letters, logos and charts
# Paths looked at: a map or a chart may have hundreds of thousands, none of which parts articles.
MOST_PATHS = 20_000
MOST_BARS, TOUCH = 200, 1.0  # images as thin as rules: more are slices of pictures, which touch (points)
SMALL = 24.0  # points: a smaller image is an ornament
MOST_PIXELS = 40_000_000
# A band behind one row: how thick it is at most (points), and which share of that the type takes at least.
MOST_OF_BAND, LEAST_OF_BAND = 80.0, 0.4
_PATH, _IMAGE, _FORM = 2, 3, 5
_DEPTH = 6  # forms within forms


@dataclass(frozen=True, slots=True)
class PageMarks:
    """The rules and pictures of a page, and its rectangles: frames, grounds of boxes, bands behind titles."""

    rules: tuple[Rule, ...]
    pictures: tuple[Picture, ...]
    rectangles: tuple[Box, ...] = ()

    def all_rules(self) -> tuple[Rule, ...]:
        """Return the rules with the edges of all rectangles."""
        return tuple(dict.fromkeys((*self.rules, *(edge for box in self.rectangles for edge in edges(box)))))

    def parting_rules(self, lines: Sequence[PlacedLine]) -> tuple[Rule, ...]:
        """Return the rules with the edges of the rectangles that are no band: a band lies behind one row, and parts nothing."""
        kept = tuple(box for box in self.rectangles if not _is_band(box, lines))
        return replace(self, rectangles=kept).all_rules()


def read_marks(page: Any, placed: Placing, size: tuple[float, float], *, pictures: bool) -> PageMarks:
    """Return rules and pictures of a PDF page; `placed` turns its rectangles into boxes of the page as it is shown."""
    found: list[Picture] = []
    drawn: list[Box] = []
    bars: list[Box] = []
    whole = Box(0, 0, *size)
    for number, thing in enumerate(page.get_objects(filter=(_PATH, _IMAGE), max_depth=_DEPTH)):
        if number >= MOST_PATHS:
            break
        box = placed(*drawn_bounds(thing, thing.get_bounds()))
        if thing.type == _IMAGE:
            if min(box.width, box.height) <= THIN:
                bars.append(box)
            elif (picture := _picture(thing, box, whole, take=pictures)) is not None:
                found.append(picture)
        elif _is_visible(thing) and not _is_ground(box, whole):
            for part in (box,) if min(box.width, box.height) <= THIN else _parts(thing, placed):
                drawn.append(part)
    rules = [rule for part in drawn for rule in _rules(part)]
    rules += [*_drawn_as_images(bars, found), *dotted_rules([part for part in drawn if _is_dot(part)])]
    rectangles = tuple(dict.fromkeys(part for part in drawn if min(part.width, part.height) >= SHORT))
    return PageMarks(tuple(dict.fromkeys(rules)), tuple(found), rectangles)


def _is_dot(box: Box) -> bool:
    return max(box.width, box.height) < SHORT


def _is_band(box: Box, lines: Sequence[PlacedLine]) -> bool:
    """Say whether a rectangle lies behind one row of text, which stands on it as a title does."""
    if min(box.width, box.height) > MOST_OF_BAND:
        return False
    held = [line for line in lines if box.holds(Box(*line.box.middle, *line.box.middle))]
    if not held:
        return False
    if held[0].vertical:
        return len(held) == 1 and held[0].size > LEAST_OF_BAND * box.width
    size, base = held[0].size, held[0].box.y1
    return size > LEAST_OF_BAND * box.height and all(abs(line.box.y1 - base) < 0.5 * size for line in held)


def _is_ground(box: Box, whole: Box) -> bool:
    return box.width > 0.97 * whole.width and box.height > 0.9 * whole.height


def _parts(path: Any, placed: Placing) -> Iterator[Box]:
    return (placed(*part) for part in straight_parts(path))


def _rules(box: Box) -> Iterator[Rule]:
    """Yield a stroke or a thin bar as a rule."""
    if min(box.width, box.height) <= THIN and max(box.width, box.height) >= SHORT:
        yield Rule(box, "h" if box.width > box.height else "v")


def _drawn_as_images(bars: Sequence[Box], pictures: Sequence[Picture]) -> Iterator[Rule]:
    """Yield the images stretched to a line, as some programs draw rules; slices of a picture touch each other."""
    boxes = [*bars, *(picture.box for picture in pictures)]
    for bar in bars if len(bars) <= MOST_BARS else ():
        if not any(other is not bar and _is_slice(bar, other) for other in boxes):
            yield from _rules(bar)


def _is_slice(bar: Box, other: Box) -> bool:
    """Say whether an image touches another one along its length."""
    across, down = bar.across(other), bar.down(other)
    if bar.width > bar.height:
        return across > 0.5 * bar.width and down > -TOUCH
    return down > 0.5 * bar.height and across > -TOUCH


def edges(box: Box) -> tuple[Rule, Rule, Rule, Rule]:
    """Return the four sides of a frame."""
    return (
        Rule(Box(box.x0, box.y0, box.x1, box.y0), "h"),
        Rule(Box(box.x0, box.y1, box.x1, box.y1), "h"),
        Rule(Box(box.x0, box.y0, box.x0, box.y1), "v"),
        Rule(Box(box.x1, box.y0, box.x1, box.y1), "v"),
    )


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


def _picture(image: Any, box: Box, whole: Box, *, take: bool) -> Picture | None:
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
