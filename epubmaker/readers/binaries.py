"""Files that are no text, told by their first bytes: what each is, and what to do with it. Signatures are those of the formats."""

from __future__ import annotations

from epubmaker.messages import Message
from epubmaker.text import patterns as re

_UNPACK = Message("unpack it, and give the files that it holds")
_AS_PICTURE = Message("save it as PNG, JPEG or TIFF")
_AS_DOCUMENT = Message("save it as PDF or as plain text in the program that opens it")
_AS_TEXT = Message("extract its text first")
_TABLE: tuple[tuple[bytes, Message, Message], ...] = (
    (rb"%PDF-", Message("a PDF"), _AS_TEXT),
    (
        rb"PK(?:\x03\x04|\x05\x06|\x07\x08)",
        Message("a ZIP archive, an Office document or an e-book"),
        Message("unpack it, or save it as PDF or as plain text"),
    ),
    (rb"Rar!\x1a\x07", Message("a RAR archive"), _UNPACK),
    (rb"7z\xbc\xaf\x27\x1c", Message("a 7-Zip archive"), _UNPACK),
    (rb"\x1f\x8b", Message("gzip data"), _UNPACK),
    (rb"BZh", Message("bzip2 data"), _UNPACK),
    (rb"\xfd7zXZ\x00", Message("xz data"), _UNPACK),
    (rb"\x28\xb5\x2f\xfd", Message("zstd data"), _UNPACK),
    (rb"\x89PNG", Message("a PNG picture"), _AS_TEXT),
    (rb"\xff\xd8\xff", Message("a JPEG picture"), _AS_TEXT),
    (rb"II\*\x00|MM\x00\*", Message("a TIFF picture"), _AS_TEXT),
    (rb"GIF8", Message("a GIF picture"), _AS_PICTURE),
    (rb"RIFF.{4}WEBP", Message("a WebP picture"), _AS_PICTURE),
    (rb"BM.{4}\x00{4}", Message("a BMP picture"), _AS_PICTURE),
    (rb"\x00{3}\x0cjP  |\xff\x4f\xff\x51", Message("a JPEG 2000 picture"), _AS_PICTURE),
    (rb"\x00{2}..ftyp", Message("an HEIC or AVIF picture, or a film"), _AS_PICTURE),
    (rb"AT&TFORM.{4}DJV", Message("a DjVu document"), _AS_DOCUMENT),
    (rb"\xd0\xcf\x11\xe0", Message("an old Office document"), _AS_DOCUMENT),
    (rb"\{\\rtf", Message("an RTF document"), _AS_DOCUMENT),
    (rb"Founder CEB[\x00 ]", Message("a CEB document of Founder Apabi"), _AS_DOCUMENT),
    (rb"CAJ\x00|HN\x00\x00|KDH .{0,252}\x00", Message("a CAJ document of CNKI"), _AS_DOCUMENT),
    (rb"\x7fELF|MZ.{0,62}\x00{2}", Message("a program"), Message("name a text or a page")),
)
_SIGNATURES = tuple((re.compile(magic, re.DOTALL), name, way) for magic, name, way in _TABLE)


def kind_of_binary(payload: bytes) -> tuple[Message, Message] | None:
    """Return what the file is that `payload` begins like, and what to do with it, where that is one known to be no text."""
    return next(((name, way) for magic, name, way in _SIGNATURES if magic.match(payload)), None)
