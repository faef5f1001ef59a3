"""Pictures of a PDF page: as they are shown, which is not always as they are embedded.

An image may be clipped to its frame, turned, cut into slices or tiles that touch, or lie behind text as the ground of a box.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from epubmaker.model.placed import Box, Picture, PlacedLine, bounds
from epubmaker.readers.jpeg import PAGE_PIXELS, SIDE, as_jpeg

SMALL = 24.0  # points: a smaller image is an ornament
MOST_PIXELS = 40_000_000
TOUCH, EVEN = 0.6, 1.0  # points: how far slices of one image stand apart, how far their edges differ
CLIPPED = 2.0  # points: what clipping takes off an edge and is no rounding
DPI = 200  # of what is drawn anew: newspapers print their pictures no finer
# Rows of text on an image, each of so many characters, that make it the ground of a box; names on a map are fewer and shorter.
ROWS, LONG = 6, 8


@dataclass(frozen=True, slots=True)
class Shown:
    """An image object with the box in which it is shown; `cut` where its frame shows less than all of it."""

    box: Box
    image: Any
    cut: bool = False


def is_cut(box: Box, shown: Box) -> bool:
    """Say whether an image is shown in part: its frame takes off more than a rounding."""
    taken = (shown.x0 - box.x0, shown.y0 - box.y0, box.x1 - shown.x1, box.y1 - shown.y1)
    return max(taken) > CLIPPED


def is_ground(box: Box, lines: Sequence[PlacedLine]) -> bool:
    """Say whether an image lies behind text that is to be read by itself."""
    held = (line for line in lines if len(line.text) >= LONG and box.holds(line.box, 0.3 * line.size))
    return sum(1 for _ in held) >= ROWS


def pictures_of(page: Any, images: Sequence[Shown], whole: Box, *, take: bool) -> list[Picture]:
    """Return the pictures that images show, in the order in which they are drawn; their bytes only where they are to be taken."""
    drawing = _Drawing(page, whole)
    made = []
    for group in _groups(images):
        box = bounds([one.box for one in group])
        if not _is_picture(box, whole):
            continue
        if not take:
            made.append(Picture(box))
            continue
        plain = len(group) == 1 and not group[0].cut and _is_upright(page, group[0].image)
        payload, pixels = _as_jpeg(group[0].image) if plain else drawing.of(box)
        made.append(Picture(box, "image/jpeg" if payload else "", payload, pixels))
    return made


def _is_picture(box: Box, whole: Box) -> bool:
    """Say whether a box may show a picture: no ornament, not the scan itself, and on the page."""
    covers = box.width * box.height > 0.8 * whole.width * whole.height
    return box.width >= SMALL and box.height >= SMALL and not covers and whole.holds(box, 0.2 * whole.width)


def _is_upright(page: Any, image: Any) -> bool:
    """Say whether an image stands on the page as it is embedded: neither turned nor mirrored."""
    if page.get_rotation() % 360:
        return False
    thing = image
    while thing is not None:
        matrix = thing.get_matrix()
        slope = 0.02 * max(abs(matrix.a), abs(matrix.d))
        if matrix.a <= 0 or matrix.d <= 0 or abs(matrix.b) > slope or abs(matrix.c) > slope:
            return False
        thing = thing.container
    return True


def _groups(images: Sequence[Shown]) -> Iterator[list[Shown]]:
    """Yield the images that touch along a whole side together: slices below each other, then tiles of such rows."""
    groups = [[one] for one in images]
    for _ in range(2):
        groups = _joined(groups, lambda box: (box.y0, box.y1, box.x0, box.x1))
        groups = _joined(groups, lambda box: (box.x0, box.x1, box.y0, box.y1))
    places = {id(one): at for at, one in enumerate(images)}
    yield from sorted(groups, key=lambda group: min(places[id(one)] for one in group))


def _joined(
    groups: Iterable[list[Shown]], way: Callable[[Box], tuple[float, float, float, float]]
) -> list[list[Shown]]:
    """Return groups, those in one that follow each other in a lane: `way` gives its two sides, then from where to where."""
    placed = [(way(bounds([one.box for one in group])), group) for group in groups]
    placed.sort(key=lambda pair: (round(pair[0][0] / EVEN), round(pair[0][1] / EVEN), pair[0][2]))
    made: list[list[Shown]] = []
    last: tuple[float, float, float, float] | None = None
    for own, group in placed:
        if last is not None and _follows(last, own):
            made[-1].extend(group)
            last = last[0], last[1], last[2], max(last[3], own[3])
        else:
            made.append(list(group))
            last = own
    return made


def _follows(last: tuple[float, float, float, float], own: tuple[float, float, float, float]) -> bool:
    return abs(last[0] - own[0]) < EVEN and abs(last[1] - own[1]) < EVEN and abs(own[2] - last[3]) < TOUCH


class _Drawing:
    """The page as it is drawn, from which pictures are cut; it is drawn once, and only where one needs it."""

    def __init__(self, page: Any, whole: Box) -> None:
        self._page, self._whole = page, whole
        self._image: Any = None

    def of(self, box: Box) -> tuple[bytes, tuple[int, int]]:
        """Return what is shown in a box, with its size in pixels."""
        if self._image is None:
            scale = min(DPI / 72, sqrt(2 * PAGE_PIXELS / (self._whole.width * self._whole.height)))
            self._image = self._page.render(scale=scale).to_pil().convert("RGB")
        across, down = self._image.width / self._whole.width, self._image.height / self._whole.height
        edges = (box.x0 * across, box.y0 * down, box.x1 * across, box.y1 * down)
        shown = self._image.crop(tuple(map(round, edges)))
        if not shown.width or not shown.height:
            return b"", (0, 0)
        shown.thumbnail((SIDE, SIDE))
        return as_jpeg(shown), shown.size


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
