"""What a PDF page shows besides text: rules and frames (paths), and pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from epubmaker.model.placed import Box, Picture, PlacedLine, Rule
from epubmaker.readers.pdf_paths import clip_of, dotted_rules, drawn_bounds, straight_parts
from epubmaker.readers.pdf_pictures import Shown, is_cut, is_ground, pictures_of

Placing = Callable[[float, float, float, float], Box]
THIN = 4.0  # points: what is thicker is a bar or a tint, whose edges part
SHORT = 12.0  # points: shorter strokes are parts of letters, logos and charts
# Paths looked at: a map or a chart may have hundreds of thousands, none of which parts articles.
MOST_PATHS = 20_000
MOST_BARS, TOUCH = 200, 1.0  # images as thin as rules: more are slices of pictures, which touch (points)
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

    def before(self, lines: Sequence[PlacedLine]) -> PageMarks:
        """Return the marks, those images that lie behind text told from pictures: they are the grounds of boxes."""
        grounds = tuple(picture.box for picture in self.pictures if is_ground(picture.box, lines))
        kept = tuple(picture for picture in self.pictures if picture.box not in grounds)
        return replace(self, pictures=kept, rectangles=(*self.rectangles, *grounds))


def read_marks(page: Any, placed: Placing, size: tuple[float, float], *, pictures: bool) -> PageMarks:
    """Return rules and pictures of a PDF page; `placed` turns its rectangles into boxes of the page as it is shown."""
    images: list[Shown] = []
    drawn: list[Box] = []
    bars: list[Box] = []
    whole = Box(0, 0, *size)
    for number, thing in enumerate(page.get_objects(filter=(_PATH, _IMAGE), max_depth=_DEPTH)):
        if number >= MOST_PATHS:
            break
        box = placed(*drawn_bounds(thing, thing.get_bounds()))
        clip = clip_of(thing)
        limits = whole if clip is None else placed(*clip)
        if thing.type == _IMAGE:
            shown = _within(box, limits) if clip is not None else box
            if shown is not None and min(shown.width, shown.height) <= THIN:
                bars.append(shown)
            elif shown is not None:
                images.append(Shown(shown, thing, cut=is_cut(box, shown)))
        elif _is_visible(thing) and not _is_ground(box, whole):
            parts = (box,) if min(box.width, box.height) <= THIN else _parts(thing, placed)
            drawn += [
                part
                for found in parts
                if (part := found if clip is None else _within(found, limits)) is not None
            ]
    found = pictures_of(page, images, whole, take=pictures)
    rules = [rule for part in drawn for rule in _rules(part)]
    rules += [*_drawn_as_images(bars, found), *dotted_rules([part for part in drawn if _is_dot(part)])]
    rectangles = tuple(dict.fromkeys(part for part in drawn if min(part.width, part.height) >= SHORT))
    return PageMarks(tuple(dict.fromkeys(rules)), tuple(found), rectangles)


def _within(box: Box, limits: Box) -> Box | None:
    """Return what of a box lies within limits; None for nothing."""
    x0, y0 = max(box.x0, limits.x0), max(box.y0, limits.y0)
    x1, y1 = min(box.x1, limits.x1), min(box.y1, limits.y1)
    return Box(x0, y0, x1, y1) if x0 <= x1 and y0 <= y1 else None


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
