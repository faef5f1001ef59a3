"""Files with positions into a `SourceText`: read into pages, laid out, and set in reading order."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from epubmaker.errors import InputEmptyError
from epubmaker.layout import lay_out, source_of_pages
from epubmaker.messages import Message
from epubmaker.model import SourceText
from epubmaker.model.placed import SourcePage
from epubmaker.readers.kinds import Kind

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
    pages = reader(payload, name, options, folder)
    if not any(page.lines for page in pages):
        raise InputEmptyError(Message("{name}: holds no text", name=name))
    laid = [(page, lay_out(page)) for page in pages]
    return source_of_pages(laid, name, kind, sha256(payload).hexdigest())


def _pdf(payload: bytes, name: str, options: ReadOptions, _folder: Path | None) -> tuple[SourcePage, ...]:
    from epubmaker.readers.pdf import PdfOptions, read_pdf  # noqa: PLC0415  (each reader is loaded for its files only)

    return read_pdf(payload, name, PdfOptions(options.password, options.pictures))


def _alto(payload: bytes, name: str, _options: ReadOptions, _folder: Path | None) -> tuple[SourcePage, ...]:
    from epubmaker.readers.alto import read_alto  # noqa: PLC0415

    return read_alto(payload, name)


def _page(payload: bytes, name: str, _options: ReadOptions, _folder: Path | None) -> tuple[SourcePage, ...]:
    from epubmaker.readers.page_xml import read_page_xml  # noqa: PLC0415

    return read_page_xml(payload, name)


def _mets(payload: bytes, name: str, options: ReadOptions, folder: Path | None) -> tuple[SourcePage, ...]:
    from epubmaker.readers.mets import read_mets  # noqa: PLC0415

    return read_mets(payload, name, folder, options.max_bytes * GROWTH)


def _hocr(payload: bytes, name: str, _options: ReadOptions, _folder: Path | None) -> tuple[SourcePage, ...]:
    from epubmaker.readers.hocr import read_hocr  # noqa: PLC0415

    return read_hocr(payload, name)


def _json(payload: bytes, name: str, _options: ReadOptions, _folder: Path | None) -> tuple[SourcePage, ...]:
    from epubmaker.readers.recognised import read_recognised  # noqa: PLC0415

    return read_recognised(payload, name)


def _scan(payload: bytes, name: str, options: ReadOptions, folder: Path | None) -> tuple[SourcePage, ...]:
    from epubmaker.readers.scan import read_scan  # noqa: PLC0415

    path = folder / name if folder is not None else None
    beside = path if path is not None and path.exists() else None
    return read_scan(payload, name, beside, pictures=options.pictures, tell=options.tell)


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
