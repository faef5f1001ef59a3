"""Files, bytes and strings into `SourceText`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from os import PathLike
from pathlib import Path
from typing import NoReturn, get_args

from epubmaker.errors import (
    EditionFormatError,
    InputBinaryError,
    InputDamagedError,
    InputEmptyError,
    InputEncodingError,
    InputError,
    InputTooLargeError,
    OptionError,
)
from epubmaker.files import MEBIBYTE, read_head, read_regular, readable_name
from epubmaker.messages import Message
from epubmaker.model import SourceText
from epubmaker.model.checks import check_type
from epubmaker.readers.binaries import kind_of_binary
from epubmaker.readers.common import MOST_NULS
from epubmaker.readers.encodings import Errors, decode
from epubmaker.readers.kinds import HEAD, UNKNOWN_JSON, is_edition, is_placed_json, page_kind
from epubmaker.readers.mojibake import mend_mojibake
from epubmaker.readers.placed import GROWTH, files_beside, read_placed
from epubmaker.text import patterns as re

# A broadsheet page holds 6,000 to 12,000 characters in 300 to 700 rows; the limits leave room for fifty.
DEFAULT_MAX_BYTES = 4 * MEBIBYTE
DEFAULT_MAX_ROWS = 50_000
# Ctrl-Z ends a DOS file and form feeds part pages; where one character in twenty is a control it is no text.
MAX_CONTROL_SHARE = 0.05
_SENT_ENCODED = re.compile(
    rb"\A(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?Content-Transfer-Encoding:[ \t]*(?:base64|quoted-printable)",
    re.IGNORECASE,
)
# The text of such a mail without its head: characters of three signs (=E6=B2=B3), which are most of it, or rows of base64.
_QUOTED = re.compile(rb"(?:=[0-9A-Fa-f]{2}){3,}")
_BASE64 = re.compile(rb"\A\s*(?:[A-Za-z0-9+/]{76}\r?\n){3}")
_SURROGATE = re.compile("[\\ud800-\\udfff]")
_WAY_OUT = Message("; raise it with --max-size (max_bytes) if this is one edition")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How a text is decoded and how large it may be.

    encoding   the name of a codec that overrides detection
    errors     `replace` reads on where bytes cannot be decoded, with U+FFFD in their place; `strict` refuses the text
    fix_mojibake  lead rows back that were decoded wrongly before the text was saved, where that is exact
    max_bytes  a larger file is refused before it is read
    max_rows   a text with more rows is refused
    password   opens an encrypted PDF
    pictures   pictures of a page are taken out of its file
    ocr        a PDF is recognised as a scan, whatever text it holds
    facsimile  images of the whole pages are kept for a facsimile
    image      the image of a page that is given as ALTO, PAGE, hOCR, METS or JSON, where it is not found beside it
    tell       is called with the pages of a scan that are recognised, and with all there are; it changes nothing
    """

    encoding: str | None = None
    max_bytes: int = DEFAULT_MAX_BYTES
    max_rows: int = DEFAULT_MAX_ROWS
    errors: Errors = "strict"
    fix_mojibake: bool = False
    password: str | None = None
    pictures: bool = True
    ocr: bool = False
    facsimile: bool = False
    image: str | Path | None = None
    tell: Callable[[int, int], None] | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.errors not in get_args(Errors):
            raise OptionError(Message("errors {errors!r}: choose strict or replace", errors=self.errors))
        if min(self.max_bytes, self.max_rows) < 1:
            raise OptionError(
                Message(
                    "max_bytes {size}, max_rows {rows}: a limit is at least 1",
                    size=self.max_bytes,
                    rows=self.max_rows,
                )
            )


def read_text(path: str | Path, options: ReadOptions = ReadOptions()) -> SourceText:
    """Read a text file: UTF-8, UTF-16, GB18030, Big5, HZ or ISO-2022-CN, told by its content.

    A file with positions (PDF, ALTO, PAGE, METS, hOCR, the JSON of a recogniser) is told by its content too, and read in the
    order in which its page is read. Raises an `InputError` that names the file and says what to do. The file is only ever read.
    """
    check_type(path, (str, PathLike), "read_text takes a path")
    path = Path(path)
    kind = page_kind(read_head(path, HEAD))
    if kind is None:
        if options.image is not None:
            raise OptionError(
                Message(
                    "{name}: a text says nothing of places, and needs no --image; leave it out",
                    name=path.name,
                )
            )
        payload = read_regular(path, options.max_bytes, "text", _WAY_OUT)
        return _read_as_text(payload, path, options)
    payload = read_regular(path, options.max_bytes * GROWTH, "page file", _WAY_OUT)
    source = read_placed(payload, readable_name(path.name), kind, options, path.parent)
    _check_rows(source.text, source.name, options)
    return source


def _read_as_text(payload: bytes, path: Path, options: ReadOptions) -> SourceText:
    """Read a file that does not begin as one with positions; what is called a PDF and cannot be read is a damaged one."""
    name = readable_name(path.name)
    try:
        return read_bytes(payload, name, options)
    except (InputBinaryError, InputEncodingError) as error:
        if path.suffix.lower() != ".pdf":
            raise
        raise InputDamagedError(
            Message(
                "{name}: does not begin as a PDF, though it is called one; fetch or save it again", name=name
            )
        ) from error


def other_inputs(path: Path, options: ReadOptions) -> tuple[Path, ...]:
    """Return the files besides `path` that are read with it: pages of a METS file, images of pages."""
    kind = page_kind(read_head(path, HEAD))
    if kind is None:
        return ()
    try:
        payload = read_regular(path, options.max_bytes * GROWTH)
    except InputError:
        return ()
    return files_beside(payload, path.name, kind, options, path.parent)


def input_limit(path: Path, options: ReadOptions) -> int:
    """Return how many bytes a file may have: a file with positions is larger than its text."""
    return options.max_bytes * (GROWTH if page_kind(read_head(path, HEAD)) else 1)


def read_bytes(payload: bytes, name: str = "<bytes>", options: ReadOptions = ReadOptions()) -> SourceText:
    """Decode bytes as `read_text` does those of a file; `name` stands in messages and in the result."""
    check_type(payload, bytes, "read_bytes takes bytes (read_string takes text, read_text a path)")
    kind = page_kind(payload[:HEAD])
    if kind is not None:
        _check_size(len(payload) // GROWTH, name, options)
        source = read_placed(payload, name, kind, options)
        _check_rows(source.text, name, options)
        return source
    if is_placed_json(payload):
        _refuse_json(payload, name)
    return _decoded(payload, name, options)


def read_plain(path: Path, options: ReadOptions = ReadOptions()) -> SourceText:
    """Read the text that a file holds, whatever it says: that of an edition file is JSON. Raises the errors of `read_text`."""
    payload = read_regular(path, options.max_bytes, "text", _WAY_OUT)
    return _decoded(payload, readable_name(path.name), options)


def _decoded(payload: bytes, name: str, options: ReadOptions) -> SourceText:
    _check_size(len(payload), name, options)
    binary = kind_of_binary(payload)
    if binary is not None:
        kind, way = binary
        raise InputBinaryError(
            Message("{name}: this is {binary}, not text; {way}", name=name, binary=kind, way=way)
        )
    if _is_sent(payload):
        raise InputBinaryError(
            Message(
                "{name}: this is a mail as it is sent, its text encoded; save its text from a mail program",
                name=name,
            )
        )
    text, encoding = decode(payload, name, options.encoding, options.errors)
    if options.fix_mojibake:
        text, ways = mend_mojibake(text)
        encoding = ", ".join([encoding, *ways])
    _check_text(text, name, options)
    return SourceText(text, name, encoding, sha256(payload).hexdigest())


def _is_sent(payload: bytes) -> bool:
    """Say whether bytes are a mail, or the text of one, in the signs that mails are sent in."""
    head = payload[:HEAD]
    if _SENT_ENCODED.search(head) is not None or _BASE64.match(head) is not None:
        return True
    return head.isascii() and 2 * len(b"".join(_QUOTED.findall(head))) > len(head) > 0


def _refuse_json(payload: bytes, name: str) -> NoReturn:
    if is_edition(payload):
        raise EditionFormatError(
            Message("{path}: this is an edition file, not a text; make books of it with build", path=name)
        )
    raise InputDamagedError(Message("{name}: {other}", name=name, other=UNKNOWN_JSON))


def read_string(text: str, name: str = "<text>", options: ReadOptions = ReadOptions()) -> SourceText:
    """Take text that is decoded already; the hash is of its UTF-8 form."""
    check_type(text, str, "read_string takes text (read_bytes takes bytes, read_text a path)")
    text = text.removeprefix("\ufeff")
    _check_text(text, name, options)
    payload = text.encode("utf-8")
    _check_size(len(payload), name, options)
    return SourceText(text, name, "utf-8", sha256(payload).hexdigest())


def _check_size(size: int, name: str, options: ReadOptions) -> None:
    if size > options.max_bytes:
        raise InputTooLargeError(
            Message(
                "{name}: {size:.1f} MiB is over the limit of {max_bytes:g} MiB for one text{way_out}",
                name=name,
                size=size / MEBIBYTE,
                max_bytes=options.max_bytes / MEBIBYTE,
                way_out=_WAY_OUT,
            )
        )


def _check_text(text: str, name: str, options: ReadOptions) -> None:
    """Refuse what decodes but is no text of a page."""
    if not text.strip():
        raise InputEmptyError(Message("{name}: nothing but white space", name=name))
    if text.count("\0") > MOST_NULS * len(text):
        raise InputBinaryError(
            Message(
                "{name}: holds a NUL at character {place}; this is not text",
                name=name,
                place=text.index(chr(0)),
            )
        )
    surrogate = _SURROGATE.search(text)
    if surrogate:
        raise InputEncodingError(
            Message(
                "{name}: character {place} is a lone surrogate, half of a character; name another --encoding",
                name=name,
                place=surrogate.start(),
            )
        )
    controls = sum(character < " " and character not in "\t\n\r\f" for character in text)
    if controls > MAX_CONTROL_SHARE * len(text) + 1:
        raise InputBinaryError(
            Message(
                "{name}: {controls} control characters in {count}; this is not text",
                name=name,
                controls=controls,
                count=len(text),
            )
        )
    _check_rows(text, name, options)


def _check_rows(text: str, name: str, options: ReadOptions) -> None:
    rows = len(text.splitlines())
    if rows > options.max_rows:
        raise InputTooLargeError(
            Message(
                "{name}: {rows} rows are over the limit of {max_rows} for one text; raise it with "
                "--max-rows (max_rows) if this is one edition",
                name=name,
                rows=rows,
                max_rows=options.max_rows,
            )
        )
