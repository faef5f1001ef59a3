"""Pictures and pages as the JPEG files that go into books."""

from __future__ import annotations

import io
from math import sqrt
from typing import Any

from epubmaker.model.placed import Box, PageImage, Picture

SIDE = 1_600  # pixels of the longer side of a picture: what a reading device shows at most
QUALITY = 82  # of JPEG: a newspaper's pictures are screened already
# A page is to be read in small type, so it may be larger; readers of EPUB refuse pictures of more than 5.6 million pixels
# (Apple Books), and a book of a hundred pages shall still be one that can be sent.
PAGE_PIXELS, PAGE_BYTES = 5_600_000, 2 << 20
PAGE_QUALITIES = (80, 70, 60, 50)
SMALLER = 0.8  # of each side, where even the lowest quality is too large
_ORIENTATION = 0x0112  # Exif


def as_jpeg(image: Any, quality: int = QUALITY) -> bytes:
    """Return a picture as a JPEG file."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def cut_out(image: Any, corners: tuple[float, float, float, float], box: Box) -> Picture:
    """Return what lies between the corners, in pixels of a page's image, as the picture that stands at `box`."""
    left, top, right, bottom = map(int, corners)
    shown = image.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
    shown.thumbnail((SIDE, SIDE))
    return Picture(box, "image/jpeg", as_jpeg(shown), shown.size)


def whole_page(image: Any, box: Box, name: str, payload: bytes = b"") -> PageImage:
    """Return the image of a page for a facsimile; `payload` is the file it was read from, which stays as it is if it can."""
    if payload and len(payload) <= PAGE_BYTES and _is_plain(payload):
        return PageImage(box, payload, image.size, name)
    shown = _within(image, sqrt(PAGE_PIXELS / (image.width * image.height)))
    while True:
        for quality in PAGE_QUALITIES:
            written = as_jpeg(shown, quality)
            if len(written) <= PAGE_BYTES:
                return PageImage(box, written, shown.size, name)
        shown = _within(shown, SMALLER)


def _within(image: Any, scale: float) -> Any:
    """Return an image made smaller, never larger."""
    if scale >= 1:
        return image
    size = max(1, int(image.width * scale)), max(1, int(image.height * scale))
    return image.resize(size, reducing_gap=3.0)


def _is_plain(payload: bytes) -> bool:
    """Say whether a file is a JPEG in RGB that every reader shows upright and no larger than readers take."""
    from PIL import Image  # noqa: PLC0415

    with Image.open(io.BytesIO(payload)) as opened:
        return (
            opened.format == "JPEG"
            and opened.mode == "RGB"
            and opened.width * opened.height <= PAGE_PIXELS
            and opened.getexif().get(_ORIENTATION, 1) == 1
        )
