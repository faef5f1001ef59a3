"""The digest from edition to bytes: manuscript, composition, pagination, drawing, file."""

import os
from collections import Counter
from datetime import UTC, date, datetime

from epubmaker.model import Diagnostic, Edition
from epubmaker.render.fonts import is_traditional
from epubmaker.render.pdf.archive import (
    DocumentFacts,
    write_information,
    write_metadata,
    write_output_intent,
)
from epubmaker.render.pdf.composition import Composition
from epubmaker.render.pdf.drawing import DrawnPage, Inks, PageDrawer, pages_of_stories
from epubmaker.render.pdf.embedding import FontBook
from epubmaker.render.pdf.geometry import Sheet, sheet_for
from epubmaker.render.pdf.glyphs import Encoder
from epubmaker.render.pdf.imposition import impose
from epubmaker.render.pdf.ink import HorizontalInk
from epubmaker.render.pdf.manuscript import Front, Story, front_of, stories_of
from epubmaker.render.pdf.objects import Objects, number_array, reference, text_string
from epubmaker.render.pdf.options import PdfOptions
from epubmaker.render.pdf.pagination import Placed, paginate
from epubmaker.render.pdf.plates import write_pictures
from epubmaker.render.pdf.slabs import Band
from epubmaker.render.pdf.tags import TagTree
from epubmaker.render.pdf.theme import load_theme
from epubmaker.render.pdf.typefaces import GETA, Typefaces
from epubmaker.render.pdf.typesetters import Typesetters
from epubmaker.render.pdf.vertical import VerticalEncoder, VerticalInk


def render_and_explain(edition: Edition, options: PdfOptions) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """This sets an edition as a PDF digest and says what could not be set as it should be."""
    theme = load_theme(options.theme, options.paper)
    sheet = sheet_for(options, theme.paper)
    typefaces = Typefaces(edition.language, options.font_dir)
    typesetters = Typesetters(typefaces, edition.language, options, vertical=options.vertical)
    furniture_typesetters = Typesetters(typefaces, edition.language, options)
    composition = Composition(sheet, theme, typesetters, edition.language)
    stories = stories_of(edition)
    front = front_of(edition.masthead, traditional=is_traditional(edition.language))
    tags = TagTree()
    bands = impose(edition, front, stories, composition, tags.root)
    pages = paginate(bands, sheet.rows)

    anchors = pages_of_stories(pages)
    book = FontBook(typefaces.opened)
    encoder = Encoder(typefaces, book)
    upright = VerticalEncoder(typefaces, book)
    horizontal = HorizontalInk(encoder)
    inks = Inks(VerticalInk(upright) if options.vertical else horizontal, horizontal)
    pages_of = {name: number for name, (number, _) in anchors.items()}
    drawer = PageDrawer(sheet, theme, (typesetters, furniture_typesetters), inks, tags, pages_of)
    drawn = [drawer.draw(page, number, front) for number, page in enumerate(pages)]

    file = _File(sheet, tags, anchors)
    content = file.write(drawn, book, stories, _facts(edition, front))
    return content, (*_missing(encoder.missing + upright.missing), *_faults(bands))


class _File:
    """This writes the parts of the file that point at each other."""

    def __init__(self, sheet: Sheet, tags: TagTree, anchors: dict[str, tuple[int, Placed]]) -> None:
        self._objects = Objects()
        self._sheet = sheet
        self._tags = tags
        self._anchors = anchors

    def write(
        self, drawn: list[DrawnPage], book: FontBook, stories: list[Story], facts: DocumentFacts
    ) -> bytes:
        """This writes the whole file."""
        objects = self._objects
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
        direction = b" /Direction /R2L" if self._sheet.vertical else b""
        objects.define(
            catalog,
            b"<< /Type /Catalog /Pages %s /Lang (%s) /MarkInfo << /Marked true >> /StructTreeRoot %s /Outlines %s"
            b" /PageMode /UseOutlines /ViewerPreferences << /DisplayDocTitle true%s >> /Metadata %s /OutputIntents [%s] >>"
            % (
                reference(tree),
                facts.language.encode("ascii", "replace"),
                reference(self._tags.write(objects, pages)),
                reference(self._outline(stories, pages)),
                direction,
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
        box = number_array([0, 0, self._sheet.width, self._sheet.height])
        body = b"<< /Type /Page /Parent %s /MediaBox %s /Resources %s /Contents %s /StructParents %d /Tabs /S%s >>"
        self._objects.define(
            number, body % (reference(tree), box, reference(fonts), reference(content), key, annotations)
        )

    def _destination(self, name: str, pages: list[int]) -> bytes:
        number, placed = self._anchors[name]
        if self._sheet.vertical:
            return b"[%s /Fit]" % reference(pages[number])
        columns = self._sheet.columns if placed.columns else None
        along = columns.start(placed.column) if columns else 0.0
        x, y = self._sheet.point(along, placed.row * self._sheet.leading)
        return b"[%s /XYZ %s null]" % (reference(pages[number]), number_array([x, y + 4])[1:-1])

    def _outline(self, stories: list[Story], pages: list[int]) -> int:
        """This writes one bookmark for each story."""
        objects = self._objects
        root = objects.reserve()
        shown = [story for story in stories if story.title and story.name in self._anchors]
        numbers = [objects.reserve() for _ in shown]
        for place, (story, number) in enumerate(zip(shown, numbers, strict=True)):
            before = b" /Prev " + reference(numbers[place - 1]) if place else b""
            after = b" /Next " + reference(numbers[place + 1]) if place + 1 < len(numbers) else b""
            body = b"<< /Title %s /Parent %s /Dest %s%s%s >>"
            title, target = text_string(story.title), self._destination(story.name, pages)
            objects.define(number, body % (title, reference(root), target, before, after))
        ends = b" /First %s /Last %s" % (reference(numbers[0]), reference(numbers[-1])) if numbers else b""
        return objects.define(root, b"<< /Type /Outlines /Count %d%s >>" % (len(numbers), ends))


def _facts(edition: Edition, front: Front) -> DocumentFacts:
    title = " ".join(filter(None, (front.nameplate, front.dateline)))
    return DocumentFacts(
        title, front.publisher or front.nameplate, edition.language, _moment(edition.masthead.date)
    )


def _moment(issued: date | None) -> str:
    """This is the time in the file: SOURCE_DATE_EPOCH, else the issue date, else the first day of 2000; never the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{(issued or date(2000, 1, 1)).isoformat()}T00:00:00"


def _missing(missing: Counter[str]) -> list[Diagnostic]:
    return [
        Diagnostic("warning", "glyph-missing", f"no font has {text} (U+{ord(text[0]):04X}): set as {GETA}")
        for text in sorted(missing)
    ]


def _faults(bands: list[Band]) -> list[Diagnostic]:
    """This reports the lines that the rules of line setting could not be kept in: beside an address, a very long word."""
    lines = (strip.line for band in bands for slab in (*band.head, *band.body) for strip in slab.strips)
    return [
        Diagnostic("info", f"line-{line.fault}", f"a line could not be set by the rules: {line.text}")
        for line in lines
        if line.fault
    ]
