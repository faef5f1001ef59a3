"""Binds documents into one EPUB.

ebooklib writes the package and the container from plain items; the bytes of the documents go past it. Its own ways with
content lose text, its ZIP tells the local time, and its writer destroys the old book when it fails: the ZIP is our own.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Any, BinaryIO

from epubmaker.errors import RenderError
from epubmaker.messages import Message
from epubmaker.render.epub.package import Meta, Package

XHTML = "application/xhtml+xml"
NCX_TYPE = "application/x-dtbncx+xml"
# Inside the container every name is lower case.
_FOLDER = "epub"
_OPF = f"{_FOLDER}/content.opf"
# These stand before all others, `mimetype` as OCF 3.3 asks.
_FIRST = ("mimetype", "META-INF/container.xml", _OPF)
# Up to this many bytes a book's documents wait in memory, beyond it on the disk, for a year of editions too.
_IN_MEMORY = 32 << 20
# What every ZIP entry says: the oldest date there is, made on Unix, a plain file that all may read.
_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16
# Already compressed; deflating them again only costs time.
_PACKED = (".png", ".jpg", ".woff", ".woff2")


@dataclass(frozen=True, slots=True)
class _Leaf:
    name: str
    media_type: str
    properties: tuple[str, ...]
    start: int
    length: int

    @property
    def id(self) -> str:
        # the spine that ebooklib writes refers to the NCX by this name
        if self.media_type == NCX_TYPE:
            return "ncx"
        plain = self.name.replace(".", "-")
        return plain if plain[0].isalpha() else f"f-{plain}"  # a name of XML begins with a letter


class Binder:
    """Binder: collects the documents of a book, in memory or on the disk, and writes them out as one EPUB.

    Documents may come in any order; the spine is given at the end. Use it as a context manager.
    """

    def __init__(self) -> None:
        self._store = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  (closed by __exit__)
        self._leaves: dict[str, _Leaf] = {}

    def __enter__(self) -> Binder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.close()

    def add(
        self, name: str, payload: bytes, media_type: str = XHTML, properties: tuple[str, ...] = ()
    ) -> None:
        """Add one document. Raises `RenderError` where it is empty or its name taken or not plain."""
        plain = name.isascii() and name == name.lower() and " " not in name
        if not payload or name in self._leaves or not plain:
            raise RenderError(
                Message("the document '{name}' cannot be bound: {count} bytes", name=name, count=len(payload))
            )
        start = self._store.seek(0, 2)
        self._store.write(payload)
        self._leaves[name] = _Leaf(name, media_type, properties, start, len(payload))

    @property
    def has_pictures(self) -> bool:
        """Say whether pictures of the newspaper were added; the cover is none."""
        return any(leaf.media_type == "image/jpeg" for leaf in self._leaves.values())

    @property
    def has_drawings(self) -> bool:
        """Say whether a document holds SVG: a page as it was printed."""
        return any("svg" in leaf.properties for leaf in self._leaves.values())

    def documents(self) -> Iterator[bytes]:
        """Return the XHTML documents added so far, one at a time."""
        return (self._read(leaf) for leaf in self._leaves.values() if leaf.media_type == XHTML)

    def write(
        self, sink: BinaryIO, package: Package, metadata: Iterable[Meta], spine: Iterable[str], *, rtl: bool
    ) -> None:
        """Write the EPUB into `sink`; `spine` names the documents in order. Raises `RenderError`."""
        packed = io.BytesIO()
        self._pack(packed, package, metadata, spine, rtl=rtl)
        with zipfile.ZipFile(packed) as source, zipfile.ZipFile(sink, "w") as book:
            for name in self._checked_names(source):
                leaf = self._leaves.get(name.removeprefix(f"{_FOLDER}/"))
                payload = self._read(leaf) if leaf else source.read(name)
                _write_entry(
                    book, name, _with_language(payload, package.language) if name == _OPF else payload
                )

    def _checked_names(self, packed: zipfile.ZipFile) -> list[str]:
        """Return the names that ebooklib packed in the order of the book: OCF 3.3, 4.2, then sorted."""
        names = packed.namelist()
        expected = {*_FIRST, *(f"{_FOLDER}/{name}" for name in self._leaves)}
        if len(names) != len(expected) or set(names) != expected:
            raise RenderError(
                Message(
                    "ebooklib packed {count} files, not the {expected} of the book",
                    count=len(names),
                    expected=len(expected),
                )
            )
        return [*_FIRST, *sorted(expected - set(_FIRST))]

    def _pack(
        self,
        packed: IO[bytes],
        package: Package,
        metadata: Iterable[Meta],
        spine: Iterable[str],
        *,
        rtl: bool,
    ) -> None:
        from ebooklib import epub  # noqa: PLC0415  (heavy libraries load when used)

        book = epub.EpubBook()
        book.metadata = {}  # it comes with a random identifier and a generator of its own
        book.FOLDER_NAME = _FOLDER
        book.IDENTIFIER_ID = "publication"
        book.add_prefix("ibooks", "http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/")
        book.set_identifier(package.identifier)
        book.title, book.language = package.title, package.language
        for meta in metadata:
            book.add_metadata("DC" if meta.is_dublin_core else None, meta.name, meta.value, meta.attributes)
        entries = {name: _entry(epub, leaf) for name, leaf in self._leaves.items()}
        for entry in entries.values():
            book.add_item(entry)
        book.spine = [entries[name] for name in spine]  # given by id, each would be searched for
        # Said for horizontal books too: some readers take zh-Hant for vertical lines where nothing is said.
        book.set_direction("rtl" if rtl else "ltr")
        options = {
            "mtime": package.modified,
            "raise_exceptions": True,
            "compresslevel": 0,
            "epub3_pages": False,
            "epub3_landmark": False,
        }
        if not epub.write_epub(packed, book, options):
            raise RenderError(Message("ebooklib refused the book"))

    def _read(self, leaf: _Leaf) -> bytes:
        self._store.seek(leaf.start)
        return self._store.read(leaf.length)


def _entry(epub: Any, leaf: _Leaf) -> Any:
    """Return a document as ebooklib's package sees it; the bytes go past it, from the store into the last ZIP."""
    entry = epub.EpubItem(uid=leaf.id, file_name=leaf.name, media_type=leaf.media_type)
    entry.properties = leaf.properties
    return entry


def _write_entry(book: zipfile.ZipFile, name: str, payload: bytes) -> None:
    entry = zipfile.ZipInfo(name, _TIME)
    entry.create_system, entry.external_attr = _UNIX, _PLAIN_FILE
    stored = name == "mimetype" or name.endswith(_PACKED)
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    book.writestr(entry, payload, compresslevel=6)


def _with_language(opf: bytes, language: str) -> bytes:
    """Give the package its `xml:lang`, which ebooklib has no way to say."""
    head, tag, rest = opf.partition(b"<package ")
    if not tag:
        raise RenderError(Message("ebooklib wrote no package element"))
    return head + tag + f'xml:lang="{language}" '.encode() + rest
