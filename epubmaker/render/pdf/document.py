"""The digest from edition to bytes: manuscript, composition, pagination, drawing, file."""

import os
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

from epubmaker.messages import Message
from epubmaker.model import Diagnostic, Edition
from epubmaker.model.pictures import EditionPicture
from epubmaker.render.fonts import GETA, is_traditional
from epubmaker.render.imprint import Imprint, imprint_of, publishers_of
from epubmaker.render.index import INDEX
from epubmaker.render.pdf import GLYPH_MISSING
from epubmaker.render.pdf.archive import (
    DocumentFacts,
    write_information,
)
from epubmaker.render.pdf.booklet import Leaves, single_leaves, stitched_leaves
from epubmaker.render.pdf.composition import Composition
from epubmaker.render.pdf.drawing import DrawnPage, gathered
from epubmaker.render.pdf.embedding import FontBook
from epubmaker.render.pdf.geometry import Sheet
from epubmaker.render.pdf.imposition import NOTES, PAGE_MATTER, Copy, impose
from epubmaker.render.pdf.index import ANCHOR, PageIndex
from epubmaker.render.pdf.manuscript import Front, clean, front_of
from epubmaker.render.pdf.objects import Objects
from epubmaker.render.pdf.options import PdfOptions
from epubmaker.render.pdf.outline import outline_of, sections_of_pages, write_outline
from epubmaker.render.pdf.pagination import Page, Placed, pages_of_stories, paginate
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
from epubmaker.render.pdf.plates import pictures_of, write_pictures
from epubmaker.render.pdf.slabs import Matter
from epubmaker.render.pdf.studio import Studio
from epubmaker.render.pdf.tags import Element, TagTree
from epubmaker.render.titles import Titles
from epubmaker.render.toc import Entry

_DESCRIBED = 5  # headlines in the description
_LEAST_ROWS = 12  # of an article alone in several columns; shorter ones side by side look like a notice


def render_and_explain(edition: Edition, options: PdfOptions) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Set an edition as a PDF digest and say what could not be set as it should be."""
    studio = _studio(edition, options)
    sheet = studio.sheet
    composition = studio.composition(edition)
    notes: list[str] = []
    facsimiles = studio.facsimiles(edition)
    copy = Copy(front_of(edition), studio.stories(edition, notes, facsimiles), notes)
    tags = TagTree()
    matters, pages = impose(edition, copy, composition, tags.root)
    indexed = _index_pages(edition, pages, composition, tags.root) if options.index else []
    sections = [*sections_of_pages(pages, copy.stories), *[INDEX] * len(indexed), *facsimiles.titles]
    pages = [*pages, *indexed, *facsimiles.pages(sheet, tags.root, copy.stories)]

    anchors = pages_of_stories(pages)
    drawer = studio.drawer(tags, {name: number for name, (number, _) in anchors.items()})
    leaves = (stitched_leaves if options.booklet else single_leaves)(len(pages), sheet)
    drawn = [
        drawer.draw(page, number, _headed(copy.front, sections[number], number), leaves.places[number].number)
        for number, page in enumerate(pages)
    ]
    traditional = is_traditional(edition.language)
    back = (
        Entry(PAGE_MATTER[traditional], "leftovers"),
        Entry(NOTES[traditional], "notes"),
        Entry(INDEX, ANCHOR),
        *facsimiles.outline,
    )
    outline = outline_of(copy.stories, back, anchors.__contains__)
    file = _File(sheet, leaves, tags, anchors)
    facts = _facts(edition, copy.front, options.imprint)
    shown = (studio.book, [*pictures_of(copy.stories), *facsimiles.pictures])
    content = file.write(gathered(drawn, leaves), shown, outline, facts)
    return content, (*missing_of(studio.missing), *_faults(matters))


def _studio(edition: Edition, options: PdfOptions) -> Studio:
    """Return what pages are set with: one column for prose alone that would leave but stubs of several."""
    studio = Studio(edition.language, options)
    if options.columns or options.facing or len(edition.articles) != 1:
        return studio
    columns = studio.sheet.columns
    blocks = edition.articles[0].blocks
    prose = not any(block.form for block in blocks)  # verse and tables have columns of their own
    room = _LEAST_ROWS * columns.count * columns.measure
    short = columns.count > 1 and prose and sum(len(block.text) for block in blocks) < room
    return Studio(edition.language, replace(options, columns=1)) if short else studio


def _headed(front: Front, section: str, number: int) -> Front:
    """Return the front as the running head of a page says it; the first page has its nameplate instead."""
    return replace(front, section=section, folio=str(number + 1) if number else "")


def _index_pages(edition: Edition, pages: list[Page], composition: Composition, root: Element) -> list[Page]:
    """Return the pages of the index, which begins on a page of its own."""
    index = PageIndex(edition.language)
    index.take(pages, edition)
    matter = index.matter(composition, root)
    return paginate([matter], composition.sheet) if matter else []


class _File:
    """Writer of the parts of the file that point at each other."""

    def __init__(
        self, sheet: Sheet, leaves: Leaves, tags: TagTree, anchors: dict[str, tuple[int, Placed]]
    ) -> None:
        self._objects = Objects()
        self._sheet = sheet
        self._leaves = leaves
        self._tags = tags
        self._anchors = anchors

    def write(
        self,
        drawn: list[DrawnPage],
        shown: tuple[FontBook, list[EditionPicture]],
        outline: list[Entry],
        facts: DocumentFacts,
    ) -> bytes:
        """Write the whole file; `shown` holds the fonts and the pictures that the pages show."""
        objects = self._objects
        book, pictures = shown
        catalog = objects.reserve()
        pages = [objects.reserve() for _ in drawn]
        tree = objects.reserve()
        fonts = objects.add(b"<< /Font " + book.write(objects) + write_pictures(objects, pictures) + b" >>")
        links = self._reserve_links(drawn)
        keys = self._tags.annotation_keys(len(pages))
        for number, page in enumerate(drawn):
            content = objects.add_stream(page.content)
            parts = PageParts(tree, fonts, content, links[number], number)
            objects.define(pages[number], page_body(parts, (self._leaves.width, self._leaves.height)))
            for link, annotation in zip(page.links, links[number], strict=True):
                place = self._destination(link.target, pages)
                objects.define(annotation, link_body(link_head(link), place, keys[annotation]))
        objects.define(tree, tree_body(pages))
        structure = self._tags.write(objects, pages)
        bookmarks = write_outline(objects, outline, lambda name: self._destination(name, pages))
        write_catalogue(objects, catalog, Trunk(tree, structure, bookmarks), facts)
        fingerprint = b"".join([page.content for page in drawn])
        return objects.finish(catalog, write_information(objects, facts), fingerprint)

    def _reserve_links(self, drawn: list[DrawnPage]) -> list[list[int]]:
        numbers = []
        for number, page in enumerate(drawn):
            numbers.append([self._objects.reserve() for _ in page.links])
            for link, annotation in zip(page.links, numbers[-1], strict=True):
                self._tags.link(link.element, number, annotation)
        return numbers

    def _destination(self, name: str, pages: list[int]) -> bytes:
        page = page_named(name)
        if page is not None:
            leaf = self._leaves.places[page]
            return top_of_page(pages[leaf.number], self._sheet, leaf)
        number, placed = self._anchors[name]
        leaf = self._leaves.places[number]
        return destination(placed, pages[leaf.number], self._sheet, leaf)


def _facts(edition: Edition, front: Front, given: Imprint) -> DocumentFacts:
    """Say of the file what the package of an EPUB says: the newspaper is its creator; an article alone has none."""
    title = " ".join(filter(None, (front.title, front.dateline)))
    titles = Titles.of(edition)
    headlines = [clean(titles.line(article)) for article in edition.articles]
    told = [headline for headline in headlines if headline][:_DESCRIBED]
    return DocumentFacts(
        title,
        front.title if front.nameplate else "",
        edition.language,
        moment_of(edition.masthead.date),
        tuple(map(clean, publishers_of(edition))),
        "；".join(told),
        clean(imprint_of(edition, given).rights),
    )


def moment_of(issued: date | None) -> str:
    """Return the time in the file: SOURCE_DATE_EPOCH, else the issue date, else the first day of 2000; never the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{(issued or date(2000, 1, 1)).isoformat()}T00:00:00"


def missing_of(missing: Counter[str]) -> list[Diagnostic]:
    """Return a diagnostic for each character that no face has."""
    return [
        Diagnostic(
            "warning",
            GLYPH_MISSING,
            Message("no font has {sign}: set as {geta}", sign=f"{text} (U+{ord(text[0]):04X})", geta=GETA),
        )
        for text in sorted(missing)
    ]


def _faults(matters: list[Matter]) -> list[Diagnostic]:
    """Report the lines that the rules of line setting could not be kept in: beside an address, a very long word."""
    lines = (strip.line for matter in matters for slab in matter.body for strip in slab.strips)
    return [
        Diagnostic(
            "info",
            f"line-{line.fault}",
            Message("a line could not be set by the rules: {text}", text=line.text),
        )
        for line in lines
        if line.fault
    ]
