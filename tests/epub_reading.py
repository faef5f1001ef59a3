"""Read a written EPUB with a ZIP and an XML parser, knowing nothing of the code that wrote it."""

from __future__ import annotations

import io
import posixpath
import zipfile
from functools import cached_property

from lxml import etree

NS = {
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
}
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Book:
    """One EPUB, unpacked in memory."""

    def __init__(self, payload: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(payload))
        container = etree.fromstring(self.zip.read("META-INF/container.xml"))
        self.opf_name = container.find(".//c:rootfile", NS).get("full-path")
        self.folder = posixpath.dirname(self.opf_name)

    @cached_property
    def opf(self):
        return etree.fromstring(self.zip.read(self.opf_name))

    def read(self, href: str) -> bytes:
        return self.zip.read(posixpath.join(self.folder, href))

    def tree(self, href: str):
        return etree.fromstring(self.read(href))

    @cached_property
    def manifest(self) -> dict[str, dict[str, str]]:
        return {
            item.get("id"): dict(item.attrib) for item in self.opf.iterfind(".//opf:manifest/opf:item", NS)
        }

    @cached_property
    def spine(self) -> list[str]:
        return [self.manifest[ref.get("idref")]["href"] for ref in self.opf.iterfind(".//opf:itemref", NS)]

    @cached_property
    def nav(self):
        (name,) = [
            item["href"] for item in self.manifest.values() if "nav" in item.get("properties", "").split()
        ]
        return self.tree(name)

    @cached_property
    def ncx(self):
        (name,) = [item["href"] for item in self.manifest.values() if item["media-type"].endswith("ncx+xml")]
        return self.tree(name)

    @cached_property
    def style(self) -> str:
        return self.read("style.css").decode("utf-8")

    def nav_of(self, kind: str):
        return self.nav.find(f".//h:nav[@epub:type='{kind}']", NS | {"epub": EPUB_TYPE[1:].partition("}")[0]})

    def links_of(self, kind: str) -> list[tuple[str, str]]:
        """Return the links of one navigation list: (label, target), in document order."""
        return [(text(link), link.get("href")) for link in self.nav_of(kind).iterfind(".//h:a", NS)]

    def meta(self, name: str) -> list[str]:
        """Return the values of a metadata property, a legacy meta name, or a Dublin Core element (`dc:title`)."""
        if name.startswith("dc:"):
            return [element.text or "" for element in self.opf.iterfind(f".//{name}", NS)]
        found = self.opf.iterfind(".//opf:metadata/opf:meta", NS)
        return [
            (element.text or "") if element.get("property") == name else element.get("content")
            for element in found
            if name in (element.get("property"), element.get("name"))
        ]

    def articles(self) -> list[str]:
        return [href for href in self.spine if self.tree(href).find(".//h:article", NS) is not None]


def text(element) -> str:
    return "".join(element.itertext())


def has_class(element, name: str) -> bool:
    return name in element.get("class", "").split()


def newspaper_lines(book: Book) -> list[str]:
    """Return the newspaper's own text in the book: each heading and paragraph of articles and furniture, in spine order.

    Left out is what the book says by itself: notes and their marks, and the headings of the furniture section.
    """
    lines: list[str] = []
    for href in book.spine:
        tree = book.tree(href)
        for root in tree.iterfind(".//h:article", NS):
            for spoken in root.xpath(
                ".//h:aside | .//h:a[@role='doc-noteref'] | .//h:span[@class='lost']", namespaces=NS
            ):
                _drop(spoken)
            lines += [text(element) for element in root.iter() if local(element) in ("p", "h1", "h2", "h3")]
        for root in tree.iterfind(".//h:section[@class='furniture']", NS):
            lines += [text(element) for element in root.iterfind(".//h:p", NS)]
    return [line for line in lines if line]


def local(element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _drop(element) -> None:
    """Take an element out of its tree and leave the text that follows it."""
    before, parent = element.getprevious(), element.getparent()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
