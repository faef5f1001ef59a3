"""Sets one edition: masthead page, articles, furniture; tells where everything came to stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from epubmaker.convert import convert
from epubmaker.convert.engine import configuration
from epubmaker.model import Article, Edition, Masthead
from epubmaker.render.citations import Citations
from epubmaker.render.doubts import warning_of
from epubmaker.render.epub.articles import Laid, PageTracker, Sides, lay_out
from epubmaker.render.epub.binding import Binder
from epubmaker.render.epub.facsimiles import Facsimiles, Way
from epubmaker.render.epub.furniture import shelves
from epubmaker.render.epub.press import Press
from epubmaker.render.epub.templates import fill
from epubmaker.render.epub.text import book_text
from epubmaker.render.epub.wording import Wording
from epubmaker.render.fonts import is_traditional
from epubmaker.render.headings import Headings
from epubmaker.render.titles import Titles
from epubmaker.render.toc import (
    Entry,
    article_label,
    edition_title,
    lone_headline,
    nameplate,
    one_line,
    source_note,
    written_date,
)
from epubmaker.text import patterns as re

MASTHEAD = "masthead.xhtml"
_OPENING = 60  # characters of a first sentence: two rows of a phone
_SENTENCE = re.compile(r"[^。！？]*[。！？”」]*")
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Place:
    """Where one article stands: its document, its label, and how it was laid out."""

    name: str
    label: str
    article: Article
    laid: Laid

    @property
    def entry(self) -> Entry:
        """Return the article's line in the contents, with its crossheads."""
        crossheads = (
            passage for passage in self.laid.passages if passage.kind == "crosshead" and passage.text
        )
        below = tuple(
            Entry(one_line(passage.text), f"{self.name}#{passage.anchor}") for passage in crossheads
        )
        return Entry(self.label, self.name, below)


@dataclass(frozen=True, slots=True)
class SetEdition:
    """What one edition became: masthead page, articles in order, the documents behind them.

    An article alone has no masthead page: its headline would stand on two pages, one after the other.
    """

    masthead: Entry | None
    places: tuple[Place, ...]
    back: tuple[Entry, ...]

    @property
    def spine(self) -> tuple[str, ...]:
        """Return the documents after the masthead page in reading order."""
        back = (below.target for entry in self.back for below in entry.entries or (entry,))
        return (*(place.name for place in self.places), *back)

    @property
    def articles(self) -> tuple[Entry, ...]:
        """Return the contents by article."""
        return tuple(place.entry for place in self.places)

    @property
    def by_page(self) -> tuple[Entry, ...]:
        """Return the contents by printed page, then article; by article alone where no page is known."""
        entries: list[Entry] = []
        for page, group in groupby(self.places, lambda place: place.laid.page):
            places = tuple(group)
            if page is None:
                entries += (place.entry for place in places)
                continue
            entries.append(Entry(page.label, places[0].name, tuple(place.entry for place in places)))
        return tuple(entries)

    @property
    def printed_pages(self) -> tuple[Entry, ...]:
        """Return the printed pages in the order in which the book reaches them."""
        return tuple(
            Entry(mark.label, f"{place.name}#{mark.anchor}")
            for place in self.places
            for mark in (place.laid.page_break, *(passage.page_break for passage in place.laid.passages))
            if mark
        )


@dataclass(frozen=True, slots=True)
class Glance:
    """What the masthead page says of an article: where it is, its label, its first sentence, its length.

    `headings` knows where the lines of the label may end.
    """

    target: str
    label: str
    headings: Headings
    opening: str
    length: str


def set_edition(binder: Binder, edition: Edition, press: Press, prefix: str = "") -> SetEdition:
    """Add the documents of one edition to the book; `prefix` keeps names apart in a volume."""
    facsimiles = Facsimiles(edition, press, prefix)
    places = tuple(_set_articles(binder, edition, press, prefix, facsimiles.ways()))
    alone = bool(lone_headline(edition))
    masthead = None if alone else _set_masthead(binder, edition, places, press, prefix)
    back = tuple(_set_furniture(binder, edition, press, prefix))
    plates = facsimiles.bind(binder, [Entry(place.label, place.name) for place in places])
    return SetEdition(masthead, places, (*back, *plates))


def _set_masthead(
    binder: Binder, edition: Edition, places: tuple[Place, ...], press: Press, prefix: str
) -> Entry:
    name = f"{prefix}{MASTHEAD}"
    title = book_text(edition_title(edition, press.words.unknown_paper))
    heading = book_text(nameplate(edition, press.words.unknown_paper))
    rows = _told(edition, press)
    glances = tuple(_glance(place, press.words) for place in places)
    page = fill("masthead.xhtml.j2", press, title=title, heading=heading, rows=rows, glances=glances)
    binder.add(name, page)
    return Entry(press.words.masthead, name)


def _told(edition: Edition, press: Press) -> tuple[tuple[str, str], ...]:
    """Return what is told of the edition as a whole: the rows of its title page, and whether its order is in doubt."""
    warning = warning_of(edition)
    return (*title_rows(edition, press), *([("warning", warning)] if warning else []))


def _glance(place: Place, words: Wording) -> Glance:
    paragraphs = [block.text for block in place.article.blocks if block.kind == "paragraph"]
    opening = _SENTENCE.match(book_text(one_line(paragraphs[0], _OPENING))) if paragraphs else None
    length = sum(len("".join(text.split())) for text in paragraphs)
    told = words.length.format(number=_rounded(length)) if length else ""
    return Glance(place.name, place.label, place.laid.headings, opening[0] if opening else "", told)


def _rounded(length: int) -> int:
    """Round a number of characters as a reader would: to tens, beyond a thousand to hundreds."""
    step = 100 if length >= _THOUSAND else 10
    return max(step, round(length / step) * step)


def title_rows(edition: Edition, press: Press) -> Iterator[tuple[str, str]]:
    """Yield the rows of the title page; of an untitled paper the day is its name, and the file it was read from is told."""
    masthead = edition.masthead
    titled = bool(book_text(one_line(masthead.title)))
    for kind, row in masthead_rows(masthead, press.words):
        text = row if titled or kind != "date" else row.replace(nameplate(edition, ""), "").strip()
        if text:
            yield kind, text
    if note := source_note(edition, traditional=is_traditional(press.language)):
        yield "source", book_text(note)


def masthead_rows(masthead: Masthead, words: Wording) -> Iterator[tuple[str, str]]:
    """List the rows below the paper's name: (class, text). What was worked out, not read, says so."""
    day = " ".join(part for part in (masthead.date and written_date(masthead.date), masthead.weekday) if part)
    issue = words.issue.format(number=masthead.issue_number) if masthead.issue_number is not None else ""
    fields = (
        ("date", "date", day),
        ("lunar_date", "lunar", masthead.lunar_date),
        ("issue_number", "issue", issue),
        ("publisher", "publisher", masthead.publisher),
    )
    for name, kind, value in fields:
        text = book_text(one_line(value))
        if text:
            yield kind, text + (words.inferred if name in masthead.inferred else "")


def _set_articles(
    binder: Binder, edition: Edition, press: Press, prefix: str, pictured: Mapping[int, tuple[Way, ...]]
) -> Iterator[Place]:
    pages = PageTracker(edition, prefix, press.words.picture, _sides(edition, press))
    count, titles = len(edition.articles), Titles.of(edition)
    tongue = configuration(press.options.facing).language if press.options.facing else ""
    alone = bool(lone_headline(edition))
    told = _told(edition, press) if alone else ()
    contents = "" if alone else f"{prefix}{MASTHEAD}"
    for picture in edition.pictures:
        if picture.id in pages.images:
            binder.add(pages.images[picture.id], picture.payload, picture.media_type)
    for number, article in enumerate(edition.articles, 1):
        laid = replace(lay_out(article, pages, press.options), pictured=pictured.get(number - 1, ()))
        label = book_text(article_label(article, press.words.untitled, titles)) or press.words.untitled
        name = _article_name(prefix, number)
        ways = (
            (press.words.previous, _article_name(prefix, number - 1) if number > 1 else ""),
            (press.words.contents, contents),
            (press.words.following, _article_name(prefix, number + 1) if number < count else ""),
        )
        binder.add(
            name, fill("article.xhtml.j2", press, title=label, laid=laid, ways=ways, tongue=tongue, told=told)
        )
        yield Place(name, label, article, laid)


def _sides(edition: Edition, press: Press) -> Sides:
    """Return what stands beside the text of an edition by the options and the theme."""
    others: dict[str, Article] = {}
    if press.options.facing is not None:
        other = convert(edition, press.options.facing).edition
        others = {own.id: one for own, one in zip(edition.articles, other.articles, strict=True)}
    return Sides(Citations(edition) if press.citations else None, press.numbered, others)


def _article_name(prefix: str, number: int) -> str:
    return f"{prefix}a{number:04d}.xhtml"


def _set_furniture(binder: Binder, edition: Edition, press: Press, prefix: str) -> Iterator[Entry]:
    found = shelves(edition, press.words)
    if found:
        name = f"{prefix}page-matter.xhtml"
        binder.add(name, fill("furniture.xhtml.j2", press, title=press.words.page_matter, shelves=found))
        yield Entry(press.words.page_matter, name)
