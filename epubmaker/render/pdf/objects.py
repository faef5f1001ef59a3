"""The objects of a PDF file: numbered, collected, and written by ReportLab's document writer."""

import zlib
from array import array
from hashlib import md5
from typing import Any, BinaryIO

from reportlab.pdfbase import pdfdoc

_VERSION = (1, 7)


class Objects:
    """The indirect objects of one file.

    Bodies are finished PDF syntax as bytes; `reserve` gives a number before the body is known, so that objects can
    point at each other in any order.
    """

    def __init__(self) -> None:
        self._document: Any = pdfdoc.PDFDocument(invariant=1, compression=1, pdfVersion=_VERSION)

    def reserve(self) -> int:
        """Return the number of an object that is defined later."""
        name = f"O{self._document.objectcounter + 1}"
        self._document.Reference(_Raw(b"null"), name)
        return int(self._document.objectcounter)

    def define(self, number: int, body: bytes) -> int:
        """Give object `number` its body and return the number."""
        self._document.idToObject[self._document.numberToId[number]].body = body
        return number

    def add(self, body: bytes) -> int:
        """Add an object and return its number."""
        return self.define(self.reserve(), body)

    def add_stream(self, content: bytes, entries: bytes = b"", *, compress: bool = True) -> int:
        """Add a stream with further dictionary `entries` and return its number."""
        if compress:
            content = zlib.compress(content, 6)
            entries += b" /Filter /FlateDecode"
        # PDF/A-2, 6.1.7.1: an end of line must stand before `endstream`.
        return self.add(b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content))

    def finish(self, catalog: int, information: int, fingerprint: bytes) -> bytes:
        """Write the file; `fingerprint` is what its identifier is made from."""
        document = self._document
        document.updateSignature(fingerprint)
        document.Catalog = document.idToObject[document.numberToId[catalog]]
        document.info = document.idToObject[document.numberToId[information]]
        return bytes(document.format())


class SpooledObjects(Objects):
    """Objects written into a file as soon as their bodies are known, so that memory holds nothing but their places.

    ReportLab keeps all objects until the end, which for a year of editions are hundreds of megabytes.
    """

    def __init__(self, sink: BinaryIO) -> None:
        self._sink = sink
        self._places = array("Q", [0])
        self._digest = md5(usedforsecurity=False)
        self._at = 0
        self._put(b"%%PDF-%d.%d\n%%\xe4\xbd\xa0\xe5\xa5\xbd\n" % _VERSION)

    def reserve(self) -> int:
        """Return the number of an object that is defined later."""
        self._places.append(0)
        return len(self._places) - 1

    def define(self, number: int, body: bytes) -> int:
        """Write object `number` and return the number."""
        self._places[number] = self._at
        self._put(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        return number

    def finish(self, catalog: int, information: int, fingerprint: bytes) -> bytes:
        """Write the table of objects and the trailer; nothing is returned, as the file holds all."""
        start = self._at
        self._digest.update(fingerprint)
        name = self._digest.hexdigest().encode("ascii")
        self._put(b"xref\n0 %d\n0000000000 65535 f \n" % len(self._places))
        self._put(b"".join([b"%010d 00000 n \n" % place for place in self._places[1:]]))
        self._put(
            b"trailer\n<< /Size %d /Root %s /Info %s /ID [<%s> <%s>] >>\nstartxref\n%d\n%%%%EOF\n"
            % (len(self._places), reference(catalog), reference(information), name, name, start)
        )
        return b""

    def _put(self, content: bytes) -> None:
        self._digest.update(content)
        self._sink.write(content)
        self._at += len(content)


class _Raw(pdfdoc.PDFObject):
    """An object whose syntax is ready."""

    __RefOnly__ = 1

    def __init__(self, body: bytes) -> None:
        self.body = body

    def format(self, _document: pdfdoc.PDFDocument) -> bytes:
        return self.body


def reference(number: int) -> bytes:
    """Return a reference to an object."""
    return b"%d 0 R" % number


def text_string(text: str) -> bytes:
    """Return a text string as PDF syntax."""
    return b"<FEFF" + text.encode("utf-16-be", "replace").hex().upper().encode("ascii") + b">"


def number_array(values: list[float]) -> bytes:
    """Return an array of numbers as PDF syntax."""
    return ("[" + " ".join([f"{value:.5g}" for value in values]) + "]").encode("ascii")
