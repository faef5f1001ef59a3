"""The structure tree: what each piece of a page is and in which order it is read (PDF/UA-1, ISO 32000-1 14.7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from epubmaker.render.pdf.objects import Objects, number_array, reference, text_string

CELLS = frozenset({"TD", "TH"})  # written without content too: all rows of a table are as long (PDF/UA-1 7.5)


@dataclass(eq=False, slots=True)
class Element:
    """One structure element: a standard type such as H1, P, TOCI, and what it holds, in reading order.

    `box` is where a figure stands on its page; `names_column` says that a cell of a table names the column below it;
    `language` is said where it is not the document's. A kid is another element, marked content (page number, identifier), or
    an annotation (page number, object number).
    """

    tag: str
    parent: Element | None = None
    kids: list[Element | tuple[str, int, int]] = field(default_factory=list)
    alternate: str = ""
    box: tuple[float, float, float, float] | None = None
    names_column: bool = False
    language: str = ""

    def child(self, tag: str) -> Element:
        """Add a child element, read after those there are."""
        element = Element(tag, self)
        self.kids.append(element)
        return element


class Branch(NamedTuple):
    """A written part of the structure: its topmost object, and for each page and annotation the elements it belongs to."""

    top: int
    marked: list[bytes]
    linked: list[tuple[int, bytes]]


class TagTree:
    """The structure tree: marked content, gathered page by page, written at the end."""

    def __init__(self, tag: str = "Document") -> None:
        self.root = Element(tag)
        self._marked: list[list[Element]] = []
        self._annotations: list[tuple[int, Element]] = []

    def mark(self, element: Element, page: int) -> int:
        """Give the next piece of content on a page (counted from 0) to an element and return its identifier."""
        while len(self._marked) <= page:
            self._marked.append([])
        self._marked[page].append(element)
        identifier = len(self._marked[page]) - 1
        element.kids.append(("content", page, identifier))
        return identifier

    def link(self, element: Element, page: int, annotation: int) -> None:
        """Give an annotation object on a page to an element."""
        element.kids.append(("annotation", page, annotation))
        self._annotations.append((annotation, element))

    def annotation_keys(self, pages: int) -> dict[int, int]:
        """Return the parent tree key of each annotation object; pages take the keys before them."""
        return {annotation: pages + place for place, (annotation, _) in enumerate(self._annotations)}

    def write(self, objects: Objects, pages: list[int]) -> int:
        """Write the tree for the given page objects and return the object of its root."""
        root = objects.reserve()
        branch = self.write_branch(objects, pages, root)
        entries = [b"%d %s" % (page, marked) for page, marked in enumerate(branch.marked)]
        entries += [
            b"%d %s" % (len(pages) + place, element) for place, (_, element) in enumerate(branch.linked)
        ]
        return write_root(objects, root, [branch.top], (entries, len(pages) + len(self._annotations)))

    def write_branch(self, objects: Objects, pages: list[int], parent: int) -> Branch:
        """Write the elements below the object `parent`, for the given page objects, and let go of them."""
        numbers: dict[Element, int] = {}
        _number(self.root, objects, numbers)
        for element, number in numbers.items():
            above = numbers[element.parent] if element.parent else parent
            objects.define(number, _body(element, above, numbers, pages))
        marked = [
            b"[" + b" ".join([reference(numbers[element]) for element in elements]) + b"]"
            for elements in self._marked
        ]
        linked = [(annotation, reference(numbers[element])) for annotation, element in self._annotations]
        for (
            element
        ) in numbers:  # parents and kids know each other: together they would stay until the collector comes
            element.kids.clear()
        return Branch(numbers[self.root], marked, linked)


def write_root(objects: Objects, root: int, tops: list[int], parents: tuple[list[bytes], int]) -> int:
    """Write the root of the structure, `tops` below it, and the parent tree: its entries in order, and the next key."""
    entries, following = parents
    tree = objects.add(b"<< /Nums [" + b"\n".join(entries) + b"] >>")
    kids = reference(tops[0]) if len(tops) == 1 else b"[" + b" ".join(map(reference, tops)) + b"]"
    body = b"<< /Type /StructTreeRoot /K %s /ParentTree %s /ParentTreeNextKey %d >>"
    return objects.define(root, body % (kids, reference(tree), following))


def _number(element: Element, objects: Objects, numbers: dict[Element, int]) -> None:
    stack = [element]
    while stack:
        current = stack.pop()
        if not current.kids and current.parent is not None and current.tag not in CELLS:
            continue
        numbers[current] = objects.reserve()
        stack.extend(kid for kid in reversed(current.kids) if isinstance(kid, Element))


def _body(element: Element, parent: int, numbers: dict[Element, int], pages: list[int]) -> bytes:
    kids = []
    for kid in element.kids:
        if isinstance(kid, Element):
            if kid in numbers:
                kids.append(reference(numbers[kid]))
        elif kid[0] == "content":
            kids.append(b"<< /Type /MCR /Pg %s /MCID %d >>" % (reference(pages[kid[1]]), kid[2]))
        else:
            kids.append(b"<< /Type /OBJR /Pg %s /Obj %s >>" % (reference(pages[kid[1]]), reference(kid[2])))
    more = b" /Alt " + text_string(element.alternate) if element.alternate else b""
    if element.language:
        more += b" /Lang (%s)" % element.language.encode("ascii", "replace")
    if element.box:
        more += b" /A << /O /Layout /Placement /Block /BBox %s >>" % number_array(list(element.box))
    if element.names_column:
        more += b" /A << /O /Table /Scope /Column >>"
    body = b"<< /Type /StructElem /S /%s /P %s /K [%s]%s >>"
    return body % (element.tag.encode("ascii"), reference(parent), b" ".join(kids), more)
