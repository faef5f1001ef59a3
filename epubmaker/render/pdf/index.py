"""The index of a digest: names and the numbers of the pages they stand on, read from the pages as they are set."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from epubmaker.model import Edition
from epubmaker.render.fonts import is_traditional
from epubmaker.render.index import HEADINGS, INDEX, IndexReading, Passage, by_letter
from epubmaker.render.pdf.composition import Composition
from epubmaker.render.pdf.front import section_heading
from epubmaker.render.pdf.geometry import Columns
from epubmaker.render.pdf.pagination import Page
from epubmaker.render.pdf.parts import page_target
from epubmaker.render.pdf.slabs import Matter, Slab, Strip
from epubmaker.render.pdf.tags import Element
from epubmaker.render.terms import Kind

ANCHOR = "index"
_STORY = "Art"  # tag of a story; what stands elsewhere is not indexed
_WIDE = 24  # em; one column as wide as that is divided for the short lines of an index
_WHOLE = 4  # rows; an entry of more may be divided between columns
_SPAN = 3  # pages one after the other that are written from - to


class PageIndex:
    """The names on pages, gathered edition after edition, and the index that is set of them."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._found: dict[Kind, dict[str, list[int]]] = {kind: defaultdict(list) for kind in HEADINGS}
        self._order: dict[Kind, tuple[tuple[str, tuple[str, ...]], ...]] = {}

    def take(self, pages: Sequence[Page], edition: Edition, first: int = 0) -> None:
        """Read the pages of one edition, the first of which is page `first` of the book, counted from 0."""
        texts = list(_texts_of_stories(pages))
        passages = (Passage("".join(text for text, _ in lines), number) for number, lines in enumerate(texts))
        credited = (
            name for article in edition.articles for byline in article.bylines for name in byline.names
        )
        for named in IndexReading(passages, credited, self._language).names():
            lines = texts[named.passage.place]
            starts = list(accumulate((len(text) for text, _ in lines), initial=0))
            _, page = lines[bisect_right(starts, named.offset) - 1]
            on = self._found[named.kind][named.name]
            if first + page not in on[-1:]:
                on.append(first + page)

    def arrange(self) -> None:
        """Put the names of each kind in their order, letter by letter; nothing is taken after it."""
        self._order = {kind: tuple(by_letter(found, kind)) for kind, found in self._found.items() if found}

    def matter(self, composition: Composition, root: Element) -> Matter | None:
        """Set the index in columns, None where nothing was found."""
        if not self._order:
            self.arrange()
        if not self._order:
            return None
        sheet = composition.sheet
        section = root.child("Sect")
        head = section_heading(INDEX, composition, section, "section", tag="H2", anchor=ANCHOR)
        count = sheet.columns.count
        if count == 1 and sheet.columns.measure >= _WIDE:
            count = 2
        columns = sheet.divided(count)
        slabs = tuple(self._slabs(composition, section, columns))
        return Matter(slabs, (head,) * sheet.columns.count, strip=count, bare=True)

    def _slabs(self, composition: Composition, section: Element, columns: Columns) -> Iterator[Slab]:
        traditional = is_traditional(self._language)
        for kind, order in self._order.items():
            found = self._found[kind]
            yield composition.line_of_index(HEADINGS[kind][traditional], "crosshead", section, columns)
            for letter, names in order:
                yield composition.line_of_index(letter, "label", section, columns)
                for name in names:
                    numbers = sorted(set(found[name]))
                    pieces = [Piece(f"{name}　"), *_written(numbers)]
                    yield _entry(pieces, composition, section.child("P"), columns)


class Piece(NamedTuple):
    """A piece of an entry, and the page (from 0) that it leads to; the name leads nowhere."""

    text: str
    page: int | None = None


def _entry(pieces: Sequence[Piece], composition: Composition, element: Element, columns: Columns) -> Slab:
    """Set one line of the index; what does not fit on it goes on below, moved in."""
    style = composition.style("furniture")
    leading = composition.sheet.leading
    text = "".join([piece.text for piece in pieces])
    measure = columns.width / style.size - 1
    composed = composition.paragraph_of_index(text, style, measure)
    if len(composed.lines[0].text) <= len(
        pieces[0].text
    ):  # a name that fills the line is broken like a heading
        composed = composition.heading_of_index(text, style, measure)
    ends = list(accumulate(len(piece.text) for piece in pieces))
    tags = [element.child("Span" if piece.page is None else "Link") for piece in pieces]
    strips: list[Strip] = []
    at = 0
    for row, line in enumerate(composed.lines):
        cut = list(line.cut({end - at for end in ends}))
        beside: Strip | None = None
        after = at + len(line.text)
        for begin, part in reversed(cut):
            after -= len(part.text)
            number = bisect_right(ends, after)
            page = pieces[number].page
            along = (style.size if row else 0.0) + begin * style.size
            link = "" if page is None else page_target(page)
            beside = Strip(part, style, along, (row + 0.5) * leading, tags[number], beside=beside, link=link)
        if beside is not None:
            strips.append(beside)
        at += len(line.text)
    return Slab(len(strips), tuple(strips), flows=len(strips) > _WHOLE)


def _written(pages: Sequence[int]) -> list[Piece]:
    """Write page numbers, counted from 1; three and more one after the other as from - to. Each leads to its page."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    told: list[Piece] = []
    for run in runs:
        if len(run) >= _SPAN:
            told.append(Piece(f"{run[0] + 1}–{run[-1] + 1}", run[0]))
        else:
            told += [Piece(str(page + 1), page) for page in run]
    return [*(piece._replace(text=f"{piece.text}、") for piece in told[:-1]), told[-1]]


def _texts_of_stories(pages: Sequence[Page]) -> Iterable[list[tuple[str, int]]]:
    """Return the passages of the stories, each as its set lines with the page of each line."""
    found: dict[Element, list[tuple[str, int]]] = {}
    for number, page in enumerate(pages):
        for placed in page.placed:
            for strip in placed.slab.strips[placed.first : placed.stop]:
                element = strip.element
                if element is not None and element.parent is not None and element.parent.tag == _STORY:
                    found.setdefault(element, []).append((strip.line.text, number))
    return found.values()
