"""Images of pages beside the files that speak of them: pictures are cut out of them, and facsimiles made.

A file with positions often names the image it was made from, by a path of the machine it was made on. It is looked for in the
folder of the file alone: by the path, by its name, then by the name with the ending of another format, and last by the name of
the file itself. An image is used where its proportions are those of the page.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import unquote, urlparse

from epubmaker.errors import InputDamagedError, InputError, InputTooLargeError
from epubmaker.files import read_regular
from epubmaker.messages import Message
from epubmaker.model.diagnostics import IMAGE_MISSING
from epubmaker.model.placed import Box, PageNote, Picture, SourcePage
from epubmaker.readers.jpeg import cut_out, whole_page

SUFFIXES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".jp2", ".webp")
MOST_PIXELS = 120_000_000  # of one page: A2 at 400 dpi has 62 million
PROPORTIONS = 0.02  # how much height to width may differ: margins and roundings do
# Where a file does not give the size of its page: pixels that stick out of the image, and the least share of it that is used.
STICKS_OUT, LEAST_USED = 1.02, 0.5
SMALL, WHOLE = (
    0.024,
    0.8,
)  # of the page's width and area: a smaller picture is an ornament, a larger one the page itself
# Folders in which some tools keep the page files, with the images one folder up (Transkribus).
_BELOW_IMAGES = frozenset({"page", "alto", "xml", "hocr"})
_HOW = Message("; name the image of the page with --image")


@dataclass(frozen=True, slots=True)
class Lookup:
    """Whose images are looked for, where, and what for.

    name    the page file's own name; `folder` is where it lies, None for bytes without a place
    given   the image that the caller names, which is used instead of what the file says
    pictures, facsimile   what is wanted of it
    """

    name: str
    folder: Path | None
    given: Path | None = None
    pictures: bool = True
    facsimile: bool = False
    max_bytes: int = 256 << 20

    def asks(self, page: SourcePage) -> bool:
        """Say whether anything of a page's image is wanted."""
        return self.facsimile or (self.pictures and bool(list(_pictures_of(page))))


class Dressed(NamedTuple):
    """A page with what its image shows; `lacks` says why it shows nothing, where it was wanted."""

    page: SourcePage
    lacks: str = ""


def with_images(pages: Sequence[SourcePage], lookup: Lookup) -> tuple[SourcePage, ...]:
    """Return pages with the pictures and facsimiles that are wanted, and one note where images are missing.

    Of a file with several pages and one image, page by page the frames of that image are used. Raises an `InputError` for an
    image that the caller names and that cannot be used.
    """
    frames: Counter[str] = Counter()
    found: list[SourcePage] = []
    lacks: list[Dressed] = []
    for page in pages:
        dressed = dress(page, lookup, frames[page.image])
        frames[page.image] += 1
        found.append(dressed.page)
        lacks += [dressed] if dressed.lacks else []
    if lacks:
        found[0] = replace(found[0], notes=(*found[0].notes, PageNote(IMAGE_MISSING, note_of(lookup, lacks))))
    return tuple(found)


def dress(page: SourcePage, lookup: Lookup, frame: int = 0) -> Dressed:
    """Return one page with what its image shows; nothing is looked for where nothing of it is wanted."""
    if not lookup.asks(page):
        return Dressed(page)
    path = image_path(page.image, lookup)
    if path is None:
        return Dressed(
            page, Message("no image of the page lies beside it{sought}", sought=_sought(page.image))
        )
    try:
        image, payload = _opened(path, frame, lookup.max_bytes)
    except InputError as error:
        if lookup.given is not None:
            raise
        return Dressed(page, str(error))
    scale = _scale(page, image.size)
    if scale is None:
        why = Message(
            "{name} ({width} x {height} pixels) has other proportions than the page ({wide:.0f} x {high:.0f})",
            name=path.name,
            width=image.width,
            height=image.height,
            wide=page.width,
            high=page.height,
        )
        if lookup.given is not None:
            raise InputDamagedError(Message("{name}: {why}{how}", name=lookup.name, why=why, how=_HOW))
        return Dressed(page, why)
    return Dressed(_shown(page, image, payload, (scale, lookup)))


def note_of(lookup: Lookup, lacks: Sequence[Dressed]) -> str:
    """Return the one note on the pages of a file whose images are missing; it says what the book is without."""
    pictured = lookup.pictures and any(list(_pictures_of(dressed.page)) for dressed in lacks)
    wanted = [
        name
        for name, asked in ((Message("pictures"), pictured), (Message("facsimile"), lookup.facsimile))
        if asked
    ]
    several = Message(" (and {count} more pages)", count=len(lacks) - 1) if len(lacks) > 1 else ""
    return Message(
        "{name}: the book is without {wanted}: {why}{several}{how}",
        name=lookup.name,
        wanted=wanted[0]
        if len(wanted) == 1
        else Message("{one} and {other}", one=wanted[0], other=wanted[1]),
        why=lacks[0].lacks,
        several=several,
        how=_HOW,
    )


def image_path(named: str, lookup: Lookup) -> Path | None:
    """Return the image of a page, by what its file calls it; None where there is none."""
    if lookup.given is not None:
        return lookup.given
    if lookup.folder is None:
        return None
    folder = lookup.folder.resolve()
    top = folder.parent if folder.name in _BELOW_IMAGES else folder
    return next((path for path in _candidates(named, lookup.name, folder) if _is_below(path, top)), None)


def _is_below(path: Path, top: Path) -> bool:
    """Say whether a path is a file in a folder, links followed."""
    try:
        return path.is_file() and path.resolve().is_relative_to(top)
    except (OSError, ValueError):  # a name that is too long, say
        return False


def _candidates(named: str, own: str, folder: Path) -> Iterator[Path]:
    """Yield where an image may lie, the likeliest first."""
    if named:
        parsed = urlparse(named)
        written = unquote(f"{parsed.netloc}{parsed.path}") if parsed.scheme == "file" else named
        plain = PurePosixPath(written.replace("\\", "/").replace("\0", ""))
        yield folder / str(plain).lstrip("/")
        yield from _alike(folder, plain.name)
        if folder.name in _BELOW_IMAGES:
            yield from _alike(folder.parent, plain.name)
    while own:
        yield from _alike(folder, own, itself=False)
        shorter = PurePosixPath(own).stem
        own = shorter if shorter != own else ""


def _alike(folder: Path, name: str, *, itself: bool = True) -> Iterator[Path]:
    """Yield a file and those of its name with the ending of another format."""
    if itself and name.lower().endswith(SUFFIXES):
        yield folder / name
    stem = PurePosixPath(name).stem
    for suffix in SUFFIXES if stem else ():
        yield folder / f"{stem}{suffix}"
        yield folder / f"{stem}{suffix.upper()}"


def _sought(named: str) -> str:
    name = PurePosixPath(named.replace("\\", "/")).name
    return Message(" (looked for {name})", name=name[:80]) if name else ""


def _opened(path: Path, frame: int, max_bytes: int) -> tuple[Any, bytes]:
    """Return an image in RGB with the file it was read from; a frame of a file of several."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

    payload = read_regular(path, max_bytes, "image")
    try:
        with Image.open(io.BytesIO(payload)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise InputTooLargeError(
                    Message(
                        "{name}: {width} x {height} pixels are over the limit of {most_pixels}",
                        name=path.name,
                        width=opened.width,
                        height=opened.height,
                        most_pixels=MOST_PIXELS,
                    )
                )
            several = getattr(opened, "n_frames", 1) > 1
            if several:
                opened.seek(frame)
            elif frame:
                raise InputDamagedError(
                    Message("{name} shows one page, and there are several", name=path.name)
                )
            return opened.convert("RGB"), b"" if several else payload
    except (
        UnidentifiedImageError,
        OSError,
        EOFError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
    ) as error:
        raise InputDamagedError(
            Message(
                "{name}: is no picture that can be read: it is damaged, or of another format than {formats}",
                name=path.name,
                formats="JPEG, PNG, TIFF, JPEG 2000, WebP",
            )
        ) from error


def _scale(page: SourcePage, size: tuple[int, int]) -> tuple[float, float] | None:
    """Return how many pixels one unit of the page is, across and down; None where the image is of another page."""
    wide, high = size
    match page.sized:
        case "given":
            same = abs(wide * page.height / (high * page.width) - 1) <= PROPORTIONS
            return (wide / page.width, high / page.height) if same else None
        case "pixels":
            used = page.width / wide, page.height / high
            return (1.0, 1.0) if min(used) >= LEAST_USED and max(used) <= STICKS_OUT else None
        case _:
            return None


def _shown(
    page: SourcePage, image: Any, payload: bytes, how: tuple[tuple[float, float], Lookup]
) -> SourcePage:
    (across, down), lookup = how
    taken = set(_pictures_of(page)) if lookup.pictures else set()
    pictures = [
        replace(
            one,
            **_file_of(
                image, (one.box.x0 * across, one.box.y0 * down, one.box.x1 * across, one.box.y1 * down), one
            ),
        )
        if number in taken
        else one
        for number, one in enumerate(page.pictures)
    ]
    box = Box(0.0, 0.0, image.width / across, image.height / down)
    scans = (whole_page(image, box, page.name, payload),) if lookup.facsimile else ()
    return replace(page, pictures=tuple(pictures), scans=scans)


def _file_of(image: Any, corners: tuple[float, float, float, float], picture: Picture) -> dict[str, Any]:
    cut = cut_out(image, corners, picture.box)
    return {"media_type": cut.media_type, "payload": cut.payload, "pixels": cut.pixels}


def _pictures_of(page: SourcePage) -> Iterator[int]:
    """Yield the numbers of the pictures that are cut out: no ornaments, not the page, nothing inside another picture."""
    least, most = SMALL * page.width, WHOLE * page.width * page.height
    large = [
        (number, one.box)
        for number, one in enumerate(page.pictures)
        if min(one.box.width, one.box.height) >= least and one.box.width * one.box.height <= most
    ]
    for number, box in large:
        around = (other for at, other in large if at != number and other.holds(box, least / 2))
        if not page.pictures[number].payload and not any(
            other.width * other.height > box.width * box.height or other == box for other in around
        ):
            yield number
