"""The package document's data: what the book is called, of which series it is, who can read it."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from epubmaker.errors import OptionError
from epubmaker.messages import Message
from epubmaker.model import Edition, Masthead
from epubmaker.render.epub.press import Press
from epubmaker.render.epub.text import book_text
from epubmaker.render.imprint import Imprint, imprint_of, publishers_of
from epubmaker.render.titles import Titles
from epubmaker.render.toc import edition_title, lone_headline, one_line, paper_title

# This name stays the same for ever: an edition's identifier must survive every new version of the library.
_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "https://epubmaker.invalid/edition")
# The oldest time a ZIP entry can hold; it stands where an edition has no date.
_NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)
_DESCRIBED = 5  # headlines in a description: what a shop shows without a click


@dataclass(frozen=True, slots=True)
class Meta:
    """One element of the metadata. `name` is a Dublin Core element, or `meta` with its attributes."""

    name: str
    value: str
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def is_dublin_core(self) -> bool:
        """Say whether the element is of Dublin Core."""
        return self.name != "meta"


@dataclass(frozen=True, slots=True)
class Package:
    """What the package document says of a book.

    `creator` is the newspaper; `series` is "" where the newspaper is not known, `position` the book's number in it.
    """

    title: str
    identifier: str
    language: str
    modified: datetime
    paper: str
    creator: str = ""
    publishers: tuple[str, ...] = ()
    day: date | None = None
    position: str = ""
    source: str = ""
    serials: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    series: str = ""
    description: str = ""
    imprint: Imprint = field(default_factory=Imprint)


def edition_package(edition: Edition, press: Press) -> Package:
    """Describe the book of one edition."""
    masthead, words = edition.masthead, press.words
    titles = Titles.of(edition)
    paper = book_text(paper_title(edition, words.unknown_paper))
    titled = book_text(one_line(masthead.title))
    issue = words.issue.format(number=masthead.issue_number) if masthead.issue_number is not None else ""
    printed = [paper, words.paper_edition, masthead.date.isoformat() if masthead.date else "", issue]
    about = described(map(titles.line, edition.articles), words.contains)
    if lone_headline(edition):  # no newspaper: the file it was read from, the words it opens with
        printed = [book_text(edition.source.name) or paper]
        about = book_text(one_line(next((block.text for block in edition.articles[0].blocks), "")))
    return Package(
        title=book_text(edition_title(edition, words.unknown_paper)),
        identifier=_identifier(edition, press),
        language=press.language,
        modified=modified(masthead.date),
        paper=paper,
        creator=titled,
        publishers=tuple(map(book_text, publishers_of(edition))),
        day=masthead.date,
        position=str(masthead.issue_number) if masthead.issue_number is not None else "",
        source=" ".join(part for part in printed if part),
        serials=_serials(masthead),
        subjects=(words.newspaper,),
        series=titled,
        description=about,
        imprint=imprint_of(edition, press.options.imprint),
    )


def described(headlines: Iterable[str], contains: str) -> str:
    """Describe a book by its first headlines."""
    told = [one_line(headline) for headline in headlines if headline.strip()]
    if not told:
        return ""
    more = "……" if len(told) > _DESCRIBED else "。"
    return book_text(contains + "；".join(told[:_DESCRIBED]) + more)


def _serials(masthead: Masthead) -> tuple[str, ...]:
    """Return the numbers by which libraries know the paper, as the sources of the book."""
    issn = (f"urn:issn:{masthead.issn}",) if masthead.issn else ()
    return (*issn, *((f"CN {masthead.cn}",) if masthead.cn else ()))


def _identifier(edition: Edition, press: Press) -> str:
    """Return an identifier that depends on paper, date, issue and script; without paper or date also on the source."""
    masthead = edition.masthead
    names = [masthead.title or "", str(masthead.date or ""), str(masthead.issue_number or ""), press.language]
    if not (masthead.title and masthead.date):
        names.append(edition.source.sha256 or edition.source.name)
    return stable_identifier(names)


def stable_identifier(names: list[str]) -> str:
    """Return a URN that depends on the names alone (RFC 9562, version 5)."""
    return f"urn:uuid:{uuid.uuid5(_NAMES, book_text('/'.join(names)))}"


def modified(day: date | None) -> datetime:
    """Return the time for `dcterms:modified`: SOURCE_DATE_EPOCH, else the issue's day, never now."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise OptionError(
                Message(
                    "SOURCE_DATE_EPOCH is '{epoch}': it must be a number of seconds since 1970", epoch=epoch
                )
            ) from error
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else _NO_DATE


def metadata(
    package: Package, press: Press, *, pages: bool, index: bool, pictures: bool = False
) -> Iterator[Meta]:
    """List a book's metadata in order; it claims a list of printed pages, an index, or pictures only as it is told."""
    yield Meta("title", package.title, {"id": "title"})
    yield _refine("title-type", "main", "title")
    yield Meta("language", package.language)
    if package.day:
        yield Meta("date", package.day.isoformat())
    if package.creator:
        yield Meta("creator", package.creator, {"id": "creator"})
        role = {"property": "role", "refines": "#creator", "scheme": "marc:relators"}
        yield Meta("meta", "aut", role)
    yield from (Meta("publisher", publisher) for publisher in package.publishers)
    yield Meta("source", package.source, {"id": "source"})
    yield from (Meta("source", serial) for serial in package.serials)
    yield Meta("type", "newspaper")
    if package.description:
        yield Meta("description", package.description)
    if package.imprint.rights:
        yield Meta("rights", book_text(package.imprint.rights))
    yield from (Meta("subject", subject) for subject in package.subjects)
    yield from _series(package)
    yield from _reading(press)
    if pages:
        yield _property("pageBreakSource", package.source)
    yield from _accessibility(press, pages=pages, index=index, pictures=pictures)


def _reading(press: Press) -> Iterator[Meta]:
    """Tell programs that show the book what they ask for by names of their own."""
    if press.options.cover:
        yield Meta("meta", "", {"name": "cover", "content": "cover-png"})
    if press.options.vertical:
        yield Meta("meta", "", {"name": "primary-writing-mode", "content": "vertical-rl"})
    if press.options.embed_fonts:
        yield _property("ibooks:specified-fonts", "true")


def _series(package: Package) -> Iterator[Meta]:
    """Name the series, with the numbers that newspapers are ordered by; none where the newspaper is not known."""
    if not package.series:
        return
    yield Meta("meta", package.series, {"property": "belongs-to-collection", "id": "series"})
    yield _refine("collection-type", "series", "series")
    if package.imprint.issn:
        yield _refine("dcterms:identifier", f"urn:issn:{package.imprint.issn}", "series")
    if package.imprint.cn:
        yield _refine("dcterms:identifier", f"CN {package.imprint.cn}", "series")
    yield Meta("meta", "", {"name": "calibre:series", "content": package.series})
    if package.position:
        yield _refine("group-position", package.position, "series")
        yield Meta("meta", "", {"name": "calibre:series_index", "content": package.position})


def _accessibility(press: Press, *, pages: bool, index: bool, pictures: bool) -> Iterator[Meta]:
    """Yield what EPUB Accessibility 1.1, 2 asks for; conformance (3) is claimed only where someone has evaluated."""
    features = [
        "displayTransformability",
        "readingOrder",
        "structuralNavigation",
        "tableOfContents",
        "unlocked",
    ]
    if press.options.cover or pictures:
        features.append("alternativeText")
    if pages:
        features += ["pageBreakMarkers", "pageNavigation"]
    if index:
        features.append("index")
    yield _property("schema:accessMode", "textual")
    if pictures:
        yield _property("schema:accessMode", "visual")
    yield _property("schema:accessModeSufficient", "textual")
    yield from (_property("schema:accessibilityFeature", feature) for feature in sorted(features))
    yield _property("schema:accessibilityHazard", "none")
    yield _property(
        "schema:accessibilitySummary", press.words.summary + (press.words.summary_pages if pages else "")
    )
    if press.options.evaluated_by:
        claim = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"
        yield Meta("meta", claim, {"property": "dcterms:conformsTo", "id": "conformance"})
        evaluator = book_text(press.options.evaluated_by)
        yield Meta("meta", evaluator, {"property": "a11y:certifiedBy", "refines": "#conformance"})


def _property(name: str, value: str) -> Meta:
    return Meta("meta", value, {"property": name})


def _refine(name: str, value: str, target: str) -> Meta:
    return Meta("meta", value, {"property": name, "refines": f"#{target}"})
