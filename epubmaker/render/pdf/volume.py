"""Many editions in one PDF: a title page and contents by date, the editions, an index. Memory holds one edition at a time.

Pages of the contents are numbered by themselves (i, ii ...), so that an edition can be written as soon as it is set: the
number of its first page does not depend on how long the contents will be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import BinaryIO

from epubmaker.errors import InputEmptyError
from epubmaker.model import Diagnostic, Edition
from epubmaker.process import collector_at_rest
from epubmaker.render.fonts import is_traditional
from epubmaker.render.imprint import Imprint, imprint_of, publishers_of
from epubmaker.render.index import INDEX, readings_for_now
from epubmaker.render.pdf import front
from epubmaker.render.pdf.archive import DocumentFacts
from epubmaker.render.pdf.binding import Bound, Signature, below
from epubmaker.render.pdf.composition import Composition
from epubmaker.render.pdf.document import missing_of, moment_of
from epubmaker.render.pdf.imposition import NOTES, PAGE_MATTER, Copy, impose
from epubmaker.render.pdf.index import ANCHOR, PageIndex
from epubmaker.render.pdf.manuscript import Front, clean, front_of
from epubmaker.render.pdf.options import PdfOptions
from epubmaker.render.pdf.outline import outline_of, sections_of_pages
from epubmaker.render.pdf.pagination import Page, paginate
from epubmaker.render.pdf.plates import pictures_of
from epubmaker.render.pdf.studio import Studio
from epubmaker.render.pdf.tags import TagTree
from epubmaker.render.toc import Entry
from epubmaker.render.volumes import NOTHING_TO_COLLECT, Collected
from epubmaker.seams.dictionary import forget

_UNKNOWN = ("报纸", "報紙")
_COLLECTED = ("合订本", "合訂本")
_NUMBER = "共{}期"
_DESCRIBED = 3  # days named in the description
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def write_volume_pdf(
    editions: Iterable[Edition],
    sink: BinaryIO,
    options: PdfOptions,
) -> tuple[Diagnostic, ...]:
    """Write one PDF of many editions into `sink`, in the order given, and return what could not be set as it should be.

    Editions are taken one at a time and not kept. The first edition's language is the book's. A volume is no booklet: with
    that option its pages have half the size. Raises `InputEmptyError` where there is no edition at all.
    """
    volume = None
    for edition in editions:
        with collector_at_rest():
            if volume is None:
                volume = _Volume(edition.language, options, sink)
            volume.take(edition)
    if volume is None:
        raise InputEmptyError(NOTHING_TO_COLLECT)
    with collector_at_rest():
        return volume.finish()


class _Volume:
    """A volume while it is made: editions one after another, then what leads to them."""

    def __init__(self, language: str, options: PdfOptions, sink: BinaryIO) -> None:
        self._options = options
        self._language = language
        self._traditional = is_traditional(language)
        self._studio = Studio(language, options)
        self._bound = Bound(self._studio, sink)
        self._index = PageIndex(language) if options.index else None
        self._collected = Collected()
        self._contents: list[Entry] = []
        self._publishers: list[str] = []
        self._imprint: Imprint = options.imprint
        self._pages = 0

    def take(self, edition: Edition) -> None:
        """Set one edition and write its pages; it begins on a page of its own."""
        label = clean(self._collected.take(edition, _UNKNOWN[self._traditional]))
        self._imprint = imprint_of(edition, self._imprint)
        self._publishers += [name for name in publishers_of(edition) if name not in self._publishers]
        notes: list[str] = []
        key, first = f"e{len(self._contents)}", self._pages
        facsimiles = self._studio.facsimiles(edition, f"{key}-")
        stories = self._studio.stories(edition, notes, facsimiles)
        tags = TagTree("Part")
        copy = Copy(front_of(edition), stories, notes, contents=False)
        _, pages = impose(edition, copy, self._studio.composition(edition), tags.root)
        sections = [*sections_of_pages(pages, stories), *facsimiles.titles]
        pages += facsimiles.pages(self._studio.sheet, tags.root, stories)
        folios = (str(first + number + 1) for number in range(len(pages)))
        heads = [
            replace(copy.front, section=section, folio=folio)
            for section, folio in zip(sections, folios, strict=True)
        ]
        pictures = [*pictures_of(stories), *facsimiles.pictures]
        self._bound.put(Signature(_shifted(pages, first), heads, pictures, key, first), tags)
        back = (*self._back(), *facsimiles.outline)
        entries = outline_of(stories, back, lambda name: self._bound.knows(f"{key}-{name}"))
        self._contents.append(Entry(label, key, below(entries, key)))
        if self._index is not None:
            self._index.take(pages, edition, first)
        self._pages += len(pages)

    def finish(self) -> tuple[Diagnostic, ...]:
        """Set the index and the contents, and write what holds the file together."""
        if self._index is not None:
            forget()  # no text is read any more, and setting the index needs that memory
            with readings_for_now():
                self._index.arrange()
        paper = "、".join(map(clean, self._collected.papers)) or _UNKNOWN[self._traditional]
        volume = " ".join(filter(None, (_COLLECTED[self._traditional], self._collected.span)))
        number = _NUMBER.format(len(self._contents))
        publisher = "　".join(map(clean, self._publishers))
        head = Front(paper, publisher, (volume, number), f"{paper} {_COLLECTED[self._traditional]}", "")
        composition = self._studio.composition(names=self._collected.papers)
        outline = [*self._contents, *self._put_index(head, composition)]
        leading = self._put_contents(head, composition)
        facts = DocumentFacts(
            f"{paper} {volume}",
            paper,
            self._language,
            moment_of(max(self._collected.days, default=None)),
            tuple(map(clean, self._publishers)),
            "；".join(entry.label for entry in self._contents[:_DESCRIBED]),
            clean(self._imprint.rights),
        )
        self._bound.finish(leading, outline, facts)
        return tuple(missing_of(self._studio.missing))

    def _back(self) -> tuple[Entry, ...]:
        return (
            Entry(PAGE_MATTER[self._traditional], "leftovers"),
            Entry(NOTES[self._traditional], "notes"),
        )

    def _put_index(self, head: Front, composition: Composition) -> list[Entry]:
        tags = TagTree("Part")
        matter = self._index.matter(composition, tags.root) if self._index is not None else None
        if matter is None:
            return []
        pages = paginate([matter], self._studio.sheet)
        heads = [
            replace(head, section=INDEX, folio=str(self._pages + number + 1)) for number in range(len(pages))
        ]
        self._bound.put(Signature(pages, heads, first=self._pages), tags)
        return [Entry(INDEX, ANCHOR)]

    def _put_contents(self, head: Front, composition: Composition) -> int:
        """Write the title page with the contents and return how many pages they take: an even number, as sheets have."""
        tags = TagTree("Part")
        matters = front.volume_contents(head, self._contents, composition, tags.root)
        pages = paginate(matters, self._studio.sheet)
        heads = [
            replace(
                head, folio=_roman(number + 1) if number else "", section=front.CONTENTS[self._traditional]
            )
            for number in range(len(pages))
        ]
        if len(pages) % 2:
            pages.append(Page())
            heads.append(head)
        self._bound.put(Signature(pages, heads), tags)
        return len(pages)


def _shifted(pages: Sequence[Page], first: int) -> list[Page]:
    """Return pages whose notes on where stories go on count from the first page of the volume."""
    return [
        replace(page, turns=[replace(turn, page=turn.page + first) for turn in page.turns]) for page in pages
    ]


def _roman(number: int) -> str:
    """Write the number of a page of the contents in small roman figures, as its page label is."""
    written = ""
    for value, figure in _ROMAN:
        written += figure * (number // value)
        number %= value
    return written
