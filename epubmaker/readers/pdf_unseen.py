"""Characters of a PDF that nobody sees: white ones on white paper, and those that a picture is drawn over.

Programs leave them behind (a headline under the picture that took its place, words for a search engine). White is seen on a
dark ground, so the page is drawn to find out; a character is covered where an opaque picture comes later in the file.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from epubmaker.messages import Message
from epubmaker.model.diagnostics import PAGE_WITHOUT_TEXT, TEXT_UNSEEN
from epubmaker.model.placed import Box, PageNote, SourcePage
from epubmaker.readers.glyphs import Glyph
from epubmaker.readers.pdf_marks import Placing
from epubmaker.readers.pdf_paths import clip_of, drawn_bounds

PALE = 238  # of 255, every colour: as good as white
FINE = 12.0  # pixels of a character that is looked at
MOST_PIXELS = 6e6
DEPTH = 6  # forms within forms
_IMAGE = 3  # FPDF_PAGEOBJ_IMAGE
_TEXT = 1  # FPDF_PAGEOBJ_TEXT
MOST_IMAGE = 40_000_000  # pixels
OPAQUE = 250  # of 255, all of an image


@dataclass(frozen=True, slots=True)
class Ink:
    """What of a character decides whether it is seen: the piece of text in the file that it belongs to, and whether it is pale."""

    piece: int = 0
    pale: bool = False


def with_unseen(page: Any, placed: Placing, glyphs: Sequence[Glyph], inks: Sequence[Ink]) -> list[Glyph]:
    """Return the characters of a page, those hidden that are white on white or lie under a picture."""
    unseen = {*_washed_out(page, glyphs, inks), *_covered(page, placed, glyphs, inks)}
    return [replace(glyph, hidden=True) if at in unseen else glyph for at, glyph in enumerate(glyphs)]


def _washed_out(page: Any, glyphs: Sequence[Glyph], inks: Sequence[Ink]) -> Iterator[int]:
    """Yield the numbers of pale characters that do not differ from their ground."""
    pale = [at for at, ink in enumerate(inks) if ink.pale and not glyphs[at].text.isspace()]
    if not pale:
        return
    width, height = page.get_size()
    size = min(glyphs[at].size for at in pale)
    scale = min(max(1.0, FINE / max(size, 1.0)), (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    image = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    for at in pale:
        box = glyphs[at].box
        edges = (box.x0, box.y0, max(box.x1, box.x0 + 1), max(box.y1, box.y0 + 1))
        darkest, _ = image.crop(tuple(round(scale * edge) for edge in edges)).getextrema()
        if (
            darkest >= PALE
        ):  # a ground that is darker shows the character, whether its typeface is at hand to be drawn or not
            yield at


def _covered(page: Any, placed: Placing, glyphs: Sequence[Glyph], inks: Sequence[Ink]) -> Iterator[int]:
    """Yield the numbers of characters over which an opaque picture is drawn."""
    order, images = _drawn(page, placed)
    opaque: dict[int, bool] = {}
    for at, (glyph, ink) in enumerate(zip(glyphs, inks, strict=True)):
        own = order.get(ink.piece)
        x, y = glyph.box.middle
        for number, box, image in images if own is not None else ():
            if own is None or number < own or not (box.x0 < x < box.x1 and box.y0 < y < box.y1):
                continue
            if number not in opaque:
                opaque[number] = _is_opaque(image)
            if opaque[number]:
                yield at
                break


def _drawn(page: Any, placed: Placing) -> tuple[dict[int, int], list[tuple[int, Box, Any]]]:
    """Return when each piece of text of a page is drawn, and the images with when and where: nothing where there are none."""
    order: dict[int, int] = {}
    images: list[tuple[int, Box, Any]] = []
    for number, thing in enumerate(page.get_objects(filter=(_TEXT, _IMAGE), max_depth=DEPTH)):
        if thing.type == _TEXT:
            order[address(thing.raw)] = number
            continue
        box, clip = placed(*drawn_bounds(thing, thing.get_bounds())), clip_of(thing)
        images.append((number, box if clip is None else _common(box, placed(*clip)), thing))
    return (order, images) if images else ({}, [])


def _is_opaque(image: Any) -> bool:
    """Say whether an image lets nothing through: it has no mask and is not blended with what lies below."""
    import pypdfium2  # noqa: PLC0415
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    width, height = image.get_px_size()
    if pdfium.FPDFPageObj_HasTransparency(image) or not 0 < width * height <= MOST_IMAGE:
        return False
    try:
        shown = image.get_bitmap(render=True).to_pil()
    except (pypdfium2.PdfiumError, OSError, ValueError):
        return False
    lets_through: bool = "A" in shown.getbands() and shown.getchannel("A").getextrema()[0] < OPAQUE
    return not lets_through


def notes_of(page: Any, read: SourcePage, unseen: int) -> tuple[PageNote, ...]:
    """Return what is to be said of a page: that it is a picture, that characters of it are left out."""
    if not read.lines and next(page.get_objects(filter=(_IMAGE,), max_depth=DEPTH), None) is not None:
        empty = Message("page {page}: holds pictures and no text; --ocr reads it", page=read.name)
        return (PageNote(PAGE_WITHOUT_TEXT, empty),)
    words = Message(
        "page {page}: characters that nobody sees are left out: {count}", page=read.name, count=unseen
    )
    return (PageNote(TEXT_UNSEEN, words),) if unseen else ()


def address(handle: Any) -> int:
    """Return what tells one thing of a PDF from another as long as its page is open."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _common(one: Box, other: Box) -> Box:
    return Box(max(one.x0, other.x0), max(one.y0, other.y0), min(one.x1, other.x1), min(one.y1, other.y1))


__all__ = ["PALE", "Ink", "address", "notes_of", "with_unseen"]
