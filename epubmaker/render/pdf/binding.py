"""Pages of a volume into its file, as they come; what leads to them is written last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO, NamedTuple

from epubmaker.model.pictures import EditionPicture
from epubmaker.render.pdf.archive import DocumentFacts, write_information
from epubmaker.render.pdf.booklet import BINDING, Leaf
from epubmaker.render.pdf.drawing import Link
from epubmaker.render.pdf.manuscript import Front
from epubmaker.render.pdf.objects import SpooledObjects, reference
from epubmaker.render.pdf.outline import write_outline
from epubmaker.render.pdf.pagination import Page, pages_of_stories
from epubmaker.render.pdf.parts import (
    PageParts,
    Trunk,
    destination,
    link_body,
    link_head,
    page_body,
    page_named,
    top_of_page,
    tree_body,
    write_catalogue,
)
from epubmaker.render.pdf.plates import write_pictures
from epubmaker.render.pdf.studio import Studio
from epubmaker.render.pdf.tags import TagTree, write_root
from epubmaker.render.toc import Entry


class Signature(NamedTuple):
    """Pages that are put into a file together: what is said of them, and how they are found.

    heads    the running head of each page
    pictures those that the pages show
    key      stands before the names of places in them
    first    number of the first page, counted from 0
    """

    pages: Sequence[Page]
    heads: Sequence[Front]
    pictures: Sequence[EditionPicture] = ()
    key: str = ""
    first: int = 0


class _Bond(NamedTuple):
    """A link that is written last: its object, where it leads, what it says by itself, the element it belongs to."""

    annotation: int
    target: str
    head: bytes
    element: bytes


class Bound:
    """The pages of a volume, written at once, and where they lie: a few bytes for each page and each place in it."""

    def __init__(self, studio: Studio, sink: BinaryIO) -> None:
        self._studio = studio
        self._objects = SpooledObjects(sink)
        self._catalog, self._tree, self._fonts, self._root, self._document = (
            self._objects.reserve() for _ in range(5)
        )
        self._pages: list[int] = []
        self._tops: list[int] = []
        self._marked: list[bytes] = []
        self._links: list[_Bond] = []
        self._destinations: dict[str, bytes] = {}
        self._pages_of: dict[str, int] = {}

    def knows(self, place: str) -> bool:
        """Say whether a place is on one of the pages so far."""
        return place in self._destinations

    def put(self, signature: Signature, tags: TagTree) -> list[int]:
        """Write pages whose elements lie in `tags`, and return their objects."""
        numbers = [self._objects.reserve() for _ in signature.pages]
        self._note_places(signature, numbers)
        pictures = write_pictures(self._objects, signature.pictures)
        resources = self._objects.add(b"<< /Font " + reference(self._fonts) + pictures + b" >>")
        drawer = self._studio.drawer(tags, self._pages_of)
        size = (self._studio.sheet.width, self._studio.sheet.height)
        annotations: list[Link] = []
        for local, (page, head) in enumerate(zip(signature.pages, signature.heads, strict=True)):
            drawn = drawer.draw(page, signature.first + local, head, local)
            links = [self._objects.reserve() for _ in drawn.links]
            for link, annotation in zip(drawn.links, links, strict=True):
                tags.link(link.element, local, annotation)
            annotations += drawn.links
            content = self._objects.add_stream(drawn.content)
            parts = PageParts(self._tree, resources, content, links, len(self._marked) + local)
            inner = self._inner(signature.first + local)
            self._objects.define(numbers[local], page_body(parts, size, inner))
        branch = tags.write_branch(self._objects, numbers, self._document)
        self._tops.append(branch.top)
        self._marked += [*branch.marked, *([b"[]"] * (len(numbers) - len(branch.marked)))]
        self._links += [
            _Bond(annotation, link.target, link_head(link), element)
            for link, (annotation, element) in zip(annotations, branch.linked, strict=True)
        ]
        self._pages += numbers
        return numbers

    def finish(self, leading: int, outline: Sequence[Entry], facts: DocumentFacts) -> None:
        """Write what holds the file together; the last `leading` pages and the part they are in come first."""
        objects, parents = self._objects, [b"%d %s" % entry for entry in enumerate(self._marked)]
        for key, bond in enumerate(self._links, len(self._marked)):
            objects.define(bond.annotation, link_body(bond.head, self._destination(bond.target), key))
            parents.append(b"%d %s" % (key, bond.element))
        split = len(self._pages) - leading
        objects.define(self._tree, tree_body([*self._pages[split:], *self._pages[:split]]))
        kids = b" ".join(map(reference, [*self._tops[-1:], *self._tops[:-1]]))
        document = b"<< /Type /StructElem /S /Document /P %s /K [%s] >>"
        objects.define(self._document, document % (reference(self._root), kids))
        write_root(objects, self._root, [self._document], (parents, len(parents)))
        objects.define(self._fonts, self._studio.book.write(objects))
        bookmarks = write_outline(objects, outline, self._destinations.__getitem__)
        labels = b"0 << /S /r >> %d << /S /D >>" % leading
        write_catalogue(objects, self._catalog, Trunk(self._tree, self._root, bookmarks, labels), facts)
        objects.finish(self._catalog, write_information(objects, facts), b"")

    def _inner(self, page: int) -> float:
        """Return how far to the right the text of a page stands, so that it is off the spine: on a right-hand page the first."""
        return BINDING if (page % 2 == 0) is not self._studio.sheet.vertical else -BINDING

    def _destination(self, target: str) -> bytes:
        page = page_named(target)
        if page is not None:
            return top_of_page(self._pages[page], self._studio.sheet, Leaf(page))
        return self._destinations[target]

    def _note_places(self, signature: Signature, numbers: Sequence[int]) -> None:
        sheet = self._studio.sheet
        if signature.key:
            self._destinations[signature.key] = top_of_page(numbers[0], sheet, Leaf(0))
            self._pages_of[signature.key] = signature.first
        for name, (local, placed) in pages_of_stories(signature.pages).items():
            place = f"{signature.key}-{name}" if signature.key else name
            self._destinations[place] = destination(placed, numbers[local], sheet, Leaf(local))
            self._pages_of[place] = signature.first + local


def below(entries: Iterable[Entry], key: str) -> tuple[Entry, ...]:
    """Return entries as they are found in a signature with this key."""
    return tuple(Entry(entry.label, f"{key}-{entry.target}", below(entry.entries, key)) for entry in entries)
