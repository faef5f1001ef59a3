"""The digest from edition to bytes: manuscript, composition, pagination, drawing, file."""

import os
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

from epubmaker.model import Diagnostic, Edition
from epubmaker.render.fonts import is_traditional
from epubmaker.render.headings import Headings
from epubmaker.render.imprint import Imprint, imprint_of, publishers_of
from epubmaker.render.pdf import GLYPH_MISSING, NO_FONT_HAS
from epubmaker.render.pdf.archive import (
    DocumentFacts,
    write_information,
    write_metadata,
    write_output_intent,
)
from epubmaker.render.pdf.booklet import Leaves, single_leaves, stitched_leaves
from epubmaker.render.pdf.composition import Composition
from epubmaker.render.pdf.drawing import DrawnPage, Inks, PageDrawer, gathered, pages_of_stories
from epubmaker.render.pdf.embedding import FontBook
from epubmaker.render.pdf.geometry import Sheet, sheet_for
from epubmaker.render.pdf.glyphs import Encoder
from epubmaker.render.pdf.imposition import NOTES, PAGE_MATTER, Copy, impose
from epubmaker.render.pdf.ink import HorizontalInk
from epubmaker.render.pdf.manuscript import Front, Story, clean, front_of, stories_of
from epubmaker.render.pdf.objects import Objects, number_array, reference, text_string
from epubmaker.render.pdf.options import PdfOptions, page_paper
from epubmaker.render.pdf.outline import outline_of, sections_of_pages, write_outline
from epubmaker.render.pdf.pagination import Placed
from epubmaker.render.pdf.plates import write_pictures
from epubmaker.render.pdf.slabs import Matter
from epubmaker.render.pdf.tags import TagTree
from epubmaker.render.pdf.theme import enlarged, load_theme
from epubmaker.render.pdf.typefaces import GETA, Typefaces
from epubmaker.render.pdf.typesetters import Typesetters
from epubmaker.render.pdf.vertical import VerticalEncoder, VerticalInk
from epubmaker.render.toc import Entry

_DESCRIBED = 5  # headlines in the description


def render_and_explain(edition: Edition, options: PdfOptions) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Set an edition as a PDF digest and say what could not be set as it should be."""
    theme = load_theme(options.theme, page_paper(options))
    theme = enlarged(theme) if options.large_print else theme
    sheet = sheet_for(options, theme.paper)
    typefaces = Typefaces(edition.language, options.font_dir)
    typesetters = Typesetters(typefaces, edition.language, options, vertical=options.vertical)
    furniture_typesetters = Typesetters(typefaces, edition.language, options, solid=True)
    composition = Composition(sheet, theme, typesetters, Headings(edition), edition.language)
    notes: list[str] = []
    copy = Copy(front_of(edition), stories_of(edition, notes if options.notes else None), notes)
    tags = TagTree()
    matters, pages = impose(edition, copy, composition, tags.root)

    anchors = pages_of_stories(pages)
    book = FontBook(typefaces.opened)
    encoder = Encoder(typefaces, book)
    upright = VerticalEncoder(typefaces, book)
    horizontal = HorizontalInk(encoder)
    inks = Inks(VerticalInk(upright) if options.vertical else horizontal, horizontal)
    pages_of = {name: number for name, (number, _) in anchors.items()}
    drawer = PageDrawer(sheet, theme, (typesetters, furniture_typesetters), inks, tags, pages_of)
    sections = sections_of_pages(pages, copy.stories, pages_of)
    leaves = (stitched_leaves if options.booklet else single_leaves)(len(pages), sheet)
    drawn = [
        drawer.draw(page, number, replace(copy.front, section=sections[number]), leaves.places[number].number)
        for number, page in enumerate(pages)
    ]
    traditional = is_traditional(edition.language)
    back = (Entry(PAGE_MATTER[traditional], "leftovers"), Entry(NOTES[traditional], "notes"))
    outline = outline_of(copy.stories, back, anchors.__contains__)
    file = _File(sheet, leaves, tags, anchors)
    facts = _facts(edition, copy.front, options.imprint)
    content = file.write(gathered(drawn, leaves), (book, copy.stories), outline, facts)
    return content, (*_missing(encoder.missing + upright.missing), *_faults(matters))


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
        shown: tuple[FontBook, list[Story]],
        outline: list[Entry],
        facts: DocumentFacts,
    ) -> bytes:
        """Write the whole file; `shown` holds the fonts and the stories whose pictures the pages show."""
        objects = self._objects
        book, stories = shown
        catalog = objects.reserve()
        pages = [objects.reserve() for _ in drawn]
        tree = objects.reserve()
        fonts = objects.add(b"<< /Font " + book.write(objects) + write_pictures(objects, stories) + b" >>")
        links = self._reserve_links(drawn)
        keys = self._tags.annotation_keys(len(pages))
        for number, page in enumerate(drawn):
            self._write_page(page, (pages[number], tree, fonts), number, links[number])
            for link, annotation in zip(page.links, links[number], strict=True):
                body = b"<< /Type /Annot /Subtype /Link /Rect %s /Border [0 0 0] /F 4 /Contents %s /Dest %s /StructParent %d >>"
                place = self._destination(link.target, pages)
                rectangle = number_array(list(link.rectangle))
                objects.define(
                    annotation, body % (rectangle, text_string(link.text), place, keys[annotation])
                )
        kids = b" ".join([reference(page) for page in pages])
        objects.define(tree, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids))
        objects.define(
            catalog,
            b"<< /Type /Catalog /Pages %s /Lang (%s) /MarkInfo << /Marked true >> /StructTreeRoot %s /Outlines %s"
            b" /PageLabels << /Nums [0 << /S /D >>] >>"
            b" /PageMode /UseOutlines /ViewerPreferences << /DisplayDocTitle true >> /Metadata %s /OutputIntents [%s] >>"
            % (
                reference(tree),
                facts.language.encode("ascii", "replace"),
                reference(self._tags.write(objects, pages)),
                reference(write_outline(objects, outline, lambda name: self._destination(name, pages))),
                reference(write_metadata(objects, facts)),
                reference(write_output_intent(objects)),
            ),
        )
        fingerprint = b"".join([page.content for page in drawn])
        return objects.finish(catalog, write_information(objects, facts), fingerprint)

    def _reserve_links(self, drawn: list[DrawnPage]) -> list[list[int]]:
        numbers = []
        for number, page in enumerate(drawn):
            numbers.append([self._objects.reserve() for _ in page.links])
            for link, annotation in zip(page.links, numbers[-1], strict=True):
                self._tags.link(link.element, number, annotation)
        return numbers

    def _write_page(self, page: DrawnPage, places: tuple[int, int, int], key: int, links: list[int]) -> None:
        number, tree, fonts = places
        content = self._objects.add_stream(page.content)
        annotations = b" /Annots [%s]" % b" ".join([reference(link) for link in links]) if links else b""
        box = number_array([0, 0, self._leaves.width, self._leaves.height])
        body = b"<< /Type /Page /Parent %s /MediaBox %s /Resources %s /Contents %s /StructParents %d /Tabs /S%s >>"
        self._objects.define(
            number, body % (reference(tree), box, reference(fonts), reference(content), key, annotations)
        )

    def _destination(self, name: str, pages: list[int]) -> bytes:
        number, placed = self._anchors[name]
        leaf = self._leaves.places[number]
        page = reference(pages[leaf.number])
        if self._sheet.vertical:
            return b"[%s /Fit]" % page
        along = self._sheet.divided(placed.columns).start(placed.column)
        x, y = self._sheet.point(along, placed.row * self._sheet.leading)
        return b"[%s /XYZ %s null]" % (page, number_array([x + leaf.shift, y + 4])[1:-1])


def _facts(edition: Edition, front: Front, given: Imprint) -> DocumentFacts:
    """Say of the file what the package of an EPUB says: the newspaper is its creator."""
    title = " ".join(filter(None, (front.nameplate, front.dateline)))
    headlines = [clean(article.headline or "") for article in edition.articles]
    told = [headline for headline in headlines if headline][:_DESCRIBED]
    return DocumentFacts(
        title,
        front.nameplate,
        edition.language,
        _moment(edition.masthead.date),
        tuple(map(clean, publishers_of(edition))),
        "；".join(told),
        clean(imprint_of(edition, given).rights),
    )


def _moment(issued: date | None) -> str:
    """Return the time in the file: SOURCE_DATE_EPOCH, else the issue date, else the first day of 2000; never the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{(issued or date(2000, 1, 1)).isoformat()}T00:00:00"


def _missing(missing: Counter[str]) -> list[Diagnostic]:
    return [
        Diagnostic("warning", GLYPH_MISSING, f"{NO_FONT_HAS}{text} (U+{ord(text[0]):04X}): set as {GETA}")
        for text in sorted(missing)
    ]


def _faults(matters: list[Matter]) -> list[Diagnostic]:
    """Report the lines that the rules of line setting could not be kept in: beside an address, a very long word."""
    lines = (strip.line for matter in matters for slab in matter.body for strip in slab.strips)
    return [
        Diagnostic("info", f"line-{line.fault}", f"a line could not be set by the rules: {line.text}")
        for line in lines
        if line.fault
    ]
