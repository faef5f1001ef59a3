"""Scans: PNG, JPEG, TIFF, and PDF pages as pictures, recognised by RapidOCR (the extra `ocr`).

The result is kept beside the scan as `NAME.ocr.json`, with the hash of the scan and the version of the engine, and used again
as long as both are the same: recognising a page takes a minute or two. Rules and pictures are found in the image itself.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from epubmaker.errors import DependencyError, InputDamagedError, InputError, InputTooLargeError, OutputError
from epubmaker.files import read_regular, write_atomically
from epubmaker.messages import Message
from epubmaker.model.placed import Box, SourcePage
from epubmaker.readers.boxes import box_of_points, finished_page, measured_line
from epubmaker.readers.jpeg import whole_page
from epubmaker.readers.page_images import MOST_PIXELS
from epubmaker.readers.scan_marks import Marks, marks_of

RESULT_SUFFIX = ".ocr.json"
FORMAT = "epubmaker-ocr"
MOST_RESULT_BYTES = 64 << 20
# Characters of newspapers are 9 points high, and the engine reads them best 30 to 40 pixels high: a narrower page is
# enlarged.
WIDEST_SMALL, ENLARGED = 2_000, 3_000
TEXT_SCORE = 0.3  # below it the engine has seen a pattern, not a line
_HOW = Message("pip install 'epubmaker-zh[ocr]'")
Tell = Callable[[int, int], None]


class Wanted(NamedTuple):
    """What of a scan is wanted besides its text: pictures, the image of each page for a facsimile."""

    pictures: bool = True
    facsimile: bool = False


_TEXT_AND_PICTURES = Wanted()


def read_scan(
    payload: bytes,
    name: str,
    path: Path | None,
    wanted: Wanted = _TEXT_AND_PICTURES,
    *,
    tell: Tell | None = None,
) -> tuple[SourcePage, ...]:
    """Return the pages of a scan, recognised or as they were recognised before.

    `tell(done, total)` follows the pages. Raises `DependencyError` without the extra `ocr`, `InputDamagedError` for what
    is no picture, `InputTooLargeError`.
    """
    images = list(_images(payload, name))
    digest, engine = sha256(payload).hexdigest(), _engine_version()
    kept = _kept(path, digest, engine)
    results = kept if kept is not None and len(kept) == len(images) else None
    if results is None:
        results = []
        for number, image in enumerate(images):
            if tell:
                tell(number, len(images))
            results.append(_recognised(image))
        if tell:
            tell(len(images), len(images))
        _keep(path, digest, engine, results)
    pages = tuple(
        _page(result, image, str(number), name, pictures=wanted.pictures)
        for number, (result, image) in enumerate(zip(results, images, strict=True), 1)
    )
    if not wanted.facsimile:
        return pages
    own = payload if len(images) == 1 else b""
    return tuple(
        replace(page, scans=(whole_page(image, Box(0, 0, page.width, page.height), page.name, own),))
        for page, image in zip(pages, images, strict=True)
    )


def _images(payload: bytes, name: str) -> Iterator[Any]:
    """Yield the pages of a picture file, or of a PDF, as RGB pictures."""
    from PIL import Image, ImageSequence, UnidentifiedImageError  # noqa: PLC0415

    if payload[:1024].find(b"%PDF-") >= 0:
        yield from _pdf_images(payload, name)
        return
    try:
        with Image.open(io.BytesIO(payload)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise InputTooLargeError(
                    Message(
                        "{name}: {width} x {height} pixels are over the limit of {most_pixels}",
                        name=name,
                        width=opened.width,
                        height=opened.height,
                        most_pixels=MOST_PIXELS,
                    )
                )
            for frame in ImageSequence.Iterator(opened):
                yield frame.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise InputDamagedError(
            Message(
                "{name}: this picture is damaged and cannot be opened; scan or save it again",
                name=name,
            )
        ) from error


def _pdf_images(payload: bytes, name: str) -> Iterator[Any]:
    import pypdfium2  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(payload)
        for page in document:
            yield page.render(scale=ENLARGED / max(page.get_width(), 1)).to_pil().convert("RGB")
    except pypdfium2.PdfiumError as error:
        raise InputDamagedError(
            Message(
                "{name}: this PDF is damaged ({error}); download or save it again",
                name=name,
                error=Message(str(error)),
            )
        ) from error


def _engine_version() -> str:
    try:
        return f"rapidocr {metadata.version('rapidocr')}"
    except metadata.PackageNotFoundError as error:
        raise DependencyError(
            Message("a scan needs the extra ocr, which is not installed: {how}", how=_HOW)
        ) from error


def _recognised(image: Any) -> list[list[Any]]:
    """Return corners, text and score of every line of a page, in pixels of the page."""
    try:
        import numpy as np  # noqa: PLC0415
        from rapidocr import RapidOCR  # noqa: PLC0415
    except ImportError as error:
        raise DependencyError(
            Message("a scan needs the extra ocr ({error}): {how}", error=Message(str(error)), how=_HOW)
        ) from error
    scale = ENLARGED / image.width if image.width < WIDEST_SMALL else 1.0
    shown = image.resize((round(image.width * scale), round(image.height * scale))) if scale != 1.0 else image
    engine = RapidOCR(
        params={
            "Global.max_side_len": max(shown.size) + 64,
            "Global.text_score": TEXT_SCORE,
            "Global.use_cls": False,
            "Global.log_level": "error",
        }
    )
    found: Any = engine(np.asarray(shown)[:, :, ::-1])
    if found.txts is None or found.boxes is None:
        return []
    return [
        [
            [[round(float(x) / scale, 1), round(float(y) / scale, 1)] for x, y in corners],
            str(text),
            round(float(score), 3),
        ]
        for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
    ]


def _page(result: list[list[Any]], image: Any, number: str, name: str, *, pictures: bool) -> SourcePage:
    lines = [
        measured_line(str(text), box_of_points(corners, name, "a box"), float(score))
        for corners, text, score in result
    ]
    marks = marks_of(image, [line.box for line in lines], pictures=pictures) if lines else Marks((), ())
    page = SourcePage(
        float(image.width), float(image.height), tuple(lines), marks.rules, marks.pictures, number
    )
    return finished_page(page, name)


def _kept(path: Path | None, digest: str, engine: str) -> list[list[list[Any]]] | None:
    """Return the result that lies beside a scan, None where there is none of this scan by this engine."""
    if path is None:
        return None
    try:
        values = json.loads(read_regular(Path(f"{path}{RESULT_SUFFIX}"), MOST_RESULT_BYTES, "result"))
    except (InputError, ValueError):
        return None
    if not isinstance(values, dict) or (values.get("format"), values.get("sha256"), values.get("engine")) != (
        FORMAT,
        digest,
        engine,
    ):
        return None
    pages = values.get("pages")
    return pages if isinstance(pages, list) else None


def _keep(path: Path | None, digest: str, engine: str, pages: list[list[list[Any]]]) -> None:
    """Keep a result beside the scan, where the folder takes it; a result of another tool under that name stays."""
    if path is None:
        return
    target = Path(f"{path}{RESULT_SUFFIX}")
    if target.exists() and f'"{FORMAT}"'.encode() not in target.read_bytes()[:200]:
        return
    values = {"format": FORMAT, "version": 1, "sha256": digest, "engine": engine, "pages": pages}
    try:
        write_atomically(target, json.dumps(values, ensure_ascii=False).encode("utf-8"))
    except OutputError:
        return  # a folder that cannot be written to: the page is recognised anew next time
