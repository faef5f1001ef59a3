"""The dictionaries of a file that single editions and volumes share: pages, links, destinations, the catalogue."""

from typing import NamedTuple

from epubmaker.render.pdf.archive import DocumentFacts, write_metadata, write_output_intent
from epubmaker.render.pdf.booklet import Leaf
from epubmaker.render.pdf.drawing import Link
from epubmaker.render.pdf.geometry import Sheet
from epubmaker.render.pdf.objects import Objects, number_array, reference, text_string
from epubmaker.render.pdf.pagination import Placed

_PAGE = "page-"


class PageParts(NamedTuple):
    """The objects a page points at: its tree, resources, content and links, and its key in the parent tree."""

    tree: int
    resources: int
    content: int
    links: list[int]
    key: int


def page_body(parts: PageParts, size: tuple[float, float], inner: float = 0.0) -> bytes:
    """Return a page of this size on which all stands `inner` points further to the right."""
    links = b" ".join([reference(link) for link in parts.links])
    annotations = b" /Annots [%s]" % links if links else b""
    body = (
        b"<< /Type /Page /Parent %s /MediaBox %s /Resources %s /Contents %s /StructParents %d /Tabs /S%s >>"
    )
    return body % (
        reference(parts.tree),
        number_array([-inner, 0, size[0] - inner, size[1]]),
        reference(parts.resources),
        reference(parts.content),
        parts.key,
        annotations,
    )


def tree_body(pages: list[int]) -> bytes:
    """Return the tree of all pages."""
    kids = b" ".join([reference(page) for page in pages])
    return b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids)


def link_head(link: Link) -> bytes:
    """Return what a link says before it is known where it leads."""
    body = b"<< /Type /Annot /Subtype /Link /Rect %s /Border [0 0 0] /F 4 /Contents %s"
    return body % (number_array(list(link.rectangle)), text_string(link.text))


def link_body(head: bytes, destination: bytes, key: int) -> bytes:
    """Return a link to a place inside the file; `key` is its own in the parent tree."""
    return b"%s /Dest %s /StructParent %d >>" % (head, destination, key)


def destination(placed: Placed, page: int, sheet: Sheet, leaf: Leaf) -> bytes:
    """Return where a placed slab stands: the page object, and the place on it."""
    if sheet.vertical:
        return b"[%s /Fit]" % reference(page)
    along = sheet.divided(placed.columns).start(placed.column)
    x, y = sheet.point(along, placed.row * sheet.leading)
    return b"[%s /XYZ %s null]" % (reference(page), number_array([x + leaf.shift, y + 4])[1:-1])


def page_target(number: int) -> str:
    """Return the name of a page, counted from 0, as a place that links lead to."""
    return f"{_PAGE}{number}"


def page_named(target: str) -> int | None:
    """Return the number of the page that a place is, None for any other place."""
    return int(target.removeprefix(_PAGE)) if target.startswith(_PAGE) else None


def top_of_page(page: int, sheet: Sheet, leaf: Leaf) -> bytes:
    """Return the top of a page as a place in the file; `page` is its object."""
    return b"[%s /XYZ %s null]" % (reference(page), number_array([max(0.0, leaf.shift), sheet.height])[1:-1])


class Trunk(NamedTuple):
    """What the catalogue points at: the page tree, the structure, the bookmarks, and how pages are numbered."""

    tree: int
    structure: int
    outline: int
    labels: bytes = b"0 << /S /D >>"


def write_catalogue(objects: Objects, number: int, trunk: Trunk, facts: DocumentFacts) -> None:
    """Write the catalogue as object `number`, with the metadata and the output intent it points at."""
    objects.define(
        number,
        b"<< /Type /Catalog /Pages %s /Lang (%s) /MarkInfo << /Marked true >> /StructTreeRoot %s /Outlines %s"
        b" /PageLabels << /Nums [%s] >>"
        b" /PageMode /UseOutlines /ViewerPreferences << /DisplayDocTitle true >> /Metadata %s /OutputIntents [%s] >>"
        % (
            reference(trunk.tree),
            facts.language.encode("ascii", "replace"),
            reference(trunk.structure),
            reference(trunk.outline),
            trunk.labels,
            reference(write_metadata(objects, facts)),
            reference(write_output_intent(objects)),
        ),
    )
