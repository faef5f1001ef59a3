"""Many editions, one book: a week, a month, a year, or all there is."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

from epubmaker.errors import InputEmptyError
from epubmaker.model import Edition
from epubmaker.render.epub.binding import Binder
from epubmaker.render.epub.compose import SetEdition, set_edition
from epubmaker.render.epub.cover import CoverText
from epubmaker.render.epub.finish import Content, finish
from epubmaker.render.epub.options import EpubOptions
from epubmaker.render.epub.package import Package, described, modified, stable_identifier
from epubmaker.render.epub.press import Press, set_up
from epubmaker.render.epub.templates import fill
from epubmaker.render.epub.text import book_text
from epubmaker.render.imprint import Imprint, imprint_of
from epubmaker.render.index import readings_for_now
from epubmaker.render.toc import Entry, edition_title, one_line, written_date
from epubmaker.render.volumes import NOTHING_TO_COLLECT, Period, span_of, volume_name

if TYPE_CHECKING:
    from epubmaker.render.epub.index import Indexer

TITLE_PAGE = "masthead.xhtml"


@dataclass(slots=True)
class _Volume:
    """What must be known at the end, gathered while the editions themselves pass through to the binder."""

    papers: list[str] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    contents: list[Entry] = field(default_factory=list)
    pages: list[Entry] = field(default_factory=list)
    spine: list[str] = field(default_factory=list)
    imprint: Imprint = field(default_factory=Imprint)

    def take(self, edition: Edition, composed: SetEdition, press: Press) -> str:
        """Take note of one edition and return the label it has in the contents."""
        masthead = edition.masthead
        label = book_text(self._label(edition, press))
        paper = book_text(one_line(edition.masthead.title))
        if paper and paper not in self.papers:
            self.papers.append(paper)
        if masthead.date:
            self.days.append(masthead.date)
        self.names.append(edition.source.sha256 or edition.source.name)
        self.contents.append(_entry(label, composed))
        self.pages += (Entry(f"{label} {page.label}", page.target) for page in composed.printed_pages)
        self.spine += (*([composed.masthead.target] if composed.masthead else []), *composed.spine)
        self.imprint = imprint_of(edition, self.imprint)
        return label

    def _label(self, edition: Edition, press: Press) -> str:
        masthead = edition.masthead
        if masthead.date is None:
            return edition_title(edition, press.words.unknown_paper)
        return " ".join(part for part in (written_date(masthead.date), masthead.weekday) if part)

    @property
    def span(self) -> str:
        """Return the days the volume spans in words."""
        return span_of(self.days)


def render_volume(
    editions: Iterable[Edition],
    options: EpubOptions = EpubOptions(),  # noqa: B008  (frozen)
    period: Period = "all",
) -> bytes:
    """Return one EPUB of many editions, in the order given: contents by date, then article."""
    written = io.BytesIO()
    write_volume(editions, written, options, period)
    return written.getvalue()


def write_volume(
    editions: Iterable[Edition],
    sink: BinaryIO,
    options: EpubOptions = EpubOptions(),  # noqa: B008  (frozen)
    period: Period = "all",
) -> None:
    """Write one EPUB of many editions into `sink`, a binary file that can seek; give the editions by date.

    Editions are taken one at a time and not kept: memory holds contents and package only. The first edition's
    language is the book's. Raises `InputEmptyError` where there is no edition at all.
    """
    volume = _Volume(imprint=options.imprint)
    with Binder() as binder:
        press = indexer = None
        for number, edition in enumerate(editions, 1):
            if press is None:
                press = set_up(edition.language, options)
                indexer = _indexer(press)
            composed = set_edition(binder, edition, press, f"e{number:04d}-")
            label = volume.take(edition, composed, press)
            if indexer is not None:
                indexer.take(composed.places, label)
        if press is None:
            raise InputEmptyError(NOTHING_TO_COLLECT)
        back = _index(indexer, binder) if indexer is not None else ()
        package = _package(volume, press, period)
        cover, content = _title(binder, volume, package, press), _content(volume, back, press)
        finish(binder, content, cover, package, press, sink)


def _indexer(press: Press) -> Indexer | None:
    if not press.options.index:
        return None
    from epubmaker.render.epub.index import Indexer  # noqa: PLC0415  (it compiles the rules for names)

    return Indexer(press)


def _index(indexer: Indexer, binder: Binder) -> tuple[Entry, ...]:
    """Bind the index, the dictionary of words given back before the readings of characters are read."""
    indexer.close()
    with readings_for_now():
        return indexer.bind(binder)


def _entry(label: str, composed: SetEdition) -> Entry:
    """Return the line of one edition in the contents; that of an article alone leads to the article."""
    if composed.masthead is not None:
        return Entry(label, composed.masthead.target, (*composed.articles, *composed.back))
    (article,) = composed.articles
    return Entry(label, article.target, (*article.entries, *composed.back))


def _title(binder: Binder, volume: _Volume, package: Package, press: Press) -> CoverText:
    """Add the title page and return what the cover says."""
    number = press.words.editions.format(number=len(volume.contents))
    rows = (("date", volume.span), ("publisher", number))
    page = fill("masthead.xhtml.j2", press, title=package.title, heading=package.paper, rows=rows, glances=())
    binder.add(TITLE_PAGE, page)
    labels = tuple(entry.label for entry in volume.contents)
    return CoverText(package.paper, volume.span, press.words.collection, number, labels)


def _content(volume: _Volume, back: tuple[Entry, ...], press: Press) -> Content:
    return Content(
        title_page=Entry(press.words.masthead, TITLE_PAGE),
        contents=(*volume.contents, *back),
        pages=tuple(volume.pages),
        body=(*volume.spine, *(entry.target for entry in back)),
    )


def _package(volume: _Volume, press: Press, period: Period) -> Package:
    """Describe the volume. A volume that spans a period has its number in the series: 2020.1 is January."""
    paper = "、".join(volume.papers) or press.words.unknown_paper
    first = min(volume.days, default=None)
    name = volume_name(first, period)
    return Package(
        title=" ".join(part for part in (paper, press.words.collection, volume.span) if part),
        identifier=stable_identifier([paper, period, name, press.language, *volume.names]),
        language=press.language,
        modified=modified(max(volume.days, default=None)),
        paper=paper,
        day=first,
        position=_position(first, period),
        source=" ".join(part for part in (paper, press.words.paper_edition, volume.span) if part),
        subjects=(press.words.newspaper,),
        creator="、".join(volume.papers),
        series=f"{paper} {press.words.collection}" if volume.papers else "",
        description=described((entry.label for entry in volume.contents), ""),
        imprint=volume.imprint,
    )


def _position(first: date | None, period: Period) -> str:
    if first is None or period == "all":
        return ""
    year, week, _ = first.isocalendar()
    return {"week": f"{year}.{week}", "month": f"{first.year}.{first.month}", "year": str(first.year)}[period]
