"""Files with positions into a `SourceText`: read into pages, laid out, and set in reading order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from epubmaker.errors import InputEmptyError, InputError, OptionError
from epubmaker.messages import Message
from epubmaker.model import SourceText
from epubmaker.model.placed import SourcePage
from epubmaker.readers.kinds import Kind
from epubmaker.readers.page_images import Lookup, image_path, with_images

if TYPE_CHECKING:
    from epubmaker.readers.text import ReadOptions

# A file with positions is that much larger than its text at most: pictures in a PDF, boxes of every character in XML.
GROWTH = 64


def read_placed(
    payload: bytes, name: str, kind: Kind, options: ReadOptions, folder: Path | None = None
) -> SourceText:
    """Return the text of a page file, its rows in reading order, with what the layout says of each.

    `folder` is where the files lie that a METS file names. Raises the `InputError`s of the readers.
    """
    reader = _scan if options.ocr and kind == "pdf" else _READERS[kind]
    _check_image(name, kind, options)
    pages = reader(payload, name, options, folder)
    if not any(page.lines for page in pages):
        raise InputEmptyError(Message("{name}: holds no text", name=name))
    from epubmaker.layout import lay_out, source_of_pages  # noqa: PLC0415  (texts are read without)

    laid = [(page, lay_out(page)) for page in pages]
    return source_of_pages(laid, name, kind, sha256(payload).hexdigest())


def _pdf(payload: bytes, name: str, options: ReadOptions, _folder: Path | None) -> tuple[SourcePage, ...]:
    from epubmaker.readers.pdf import PdfOptions, read_pdf  # noqa: PLC0415  (each reader is loaded for its files only)

    return read_pdf(payload, name, PdfOptions(options.password, options.pictures, options.facsimile))


def _alto(payload: bytes, name: str, options: ReadOptions, folder: Path | None) -> tuple[SourcePage, ...]:
    from epubmaker.readers.alto import read_alto  # noqa: PLC0415

    return with_images(read_alto(payload, name), _lookup(name, options, folder))


def _page(payload: bytes, name: str, options: ReadOptions, folder: Path | None) -> tuple[SourcePage, ...]:
    from epubmaker.readers.page_xml import read_page_xml  # noqa: PLC0415

    return with_images(read_page_xml(payload, name), _lookup(name, options, folder))


def _mets(payload: bytes, name: str, options: ReadOptions, folder: Path | None) -> tuple[SourcePage, ...]:
    from epubmaker.readers.mets import read_mets  # noqa: PLC0415

    return read_mets(payload, _lookup(name, options, folder))


def _hocr(payload: bytes, name: str, options: ReadOptions, folder: Path | None) -> tuple[SourcePage, ...]:
    from epubmaker.readers.hocr import read_hocr  # noqa: PLC0415

    return with_images(read_hocr(payload, name), _lookup(name, options, folder))


def _json(payload: bytes, name: str, options: ReadOptions, folder: Path | None) -> tuple[SourcePage, ...]:
    from epubmaker.readers.recognised import read_recognised  # noqa: PLC0415

    return with_images(read_recognised(payload, name), _lookup(name, options, folder))


def _scan(payload: bytes, name: str, options: ReadOptions, folder: Path | None) -> tuple[SourcePage, ...]:
    from epubmaker.readers.scan import Wanted, read_scan  # noqa: PLC0415

    path = folder / name if folder is not None else None
    beside = path if path is not None and path.exists() else None
    wanted = Wanted(options.pictures, options.facsimile)
    return read_scan(payload, name, beside, wanted, tell=options.tell)


def _lookup(name: str, options: ReadOptions, folder: Path | None) -> Lookup:
    given = Path(options.image) if options.image is not None else None
    return Lookup(name, folder, given, options.pictures, options.facsimile, options.max_bytes * GROWTH)


def _check_image(name: str, kind: Kind, options: ReadOptions) -> None:
    if options.image is not None and kind in ("pdf", "scan"):
        raise OptionError(
            Message("{name}: is a page by itself, and needs no --image; leave it out", name=name)
        )


def files_beside(
    payload: bytes, name: str, kind: Kind, options: ReadOptions, folder: Path
) -> tuple[Path, ...]:
    """Return the files that are read besides a page file: the pages that a METS file names, and images of pages.

    Nothing for a file that cannot be read, which reading it will explain.
    """
    lookup = _lookup(name, options, folder)
    if kind == "mets":
        from epubmaker.readers.mets import files_of  # noqa: PLC0415

        return files_of(payload, lookup)
    reader = _READERS[kind] if kind not in ("pdf", "scan") else None
    if reader is None:
        return ()
    try:
        pages = reader(payload, name, replace(options, pictures=False, facsimile=False, image=None), folder)
    except InputError:
        return ()
    found = [image_path(page.image, lookup) for page in pages if lookup.asks(page)]
    return tuple(dict.fromkeys(path for path in found if path is not None))


_Reader = Callable[[bytes, str, "ReadOptions", "Path | None"], tuple[SourcePage, ...]]
_READERS: dict[Kind, _Reader] = {
    "pdf": _pdf,
    "alto": _alto,
    "page": _page,
    "mets": _mets,
    "hocr": _hocr,
    "json": _json,
    "scan": _scan,
}
