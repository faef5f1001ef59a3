"""The records that every catalogue is made of: one of each book, and one of each article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from epubmaker.model import Edition
from epubmaker.render.epub.options import EpubOptions
from epubmaker.render.epub.package import Package, edition_package
from epubmaker.render.epub.press import set_up
from epubmaker.render.sections import section_labels
from epubmaker.render.titles import Titles
from epubmaker.render.toc import article_label, one_line


@dataclass(frozen=True, slots=True)
class File:
    """A file of a book: its name relative to the catalogue, its media type, its size in bytes."""

    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Record:
    """A book: what its package says, the number of the issue, its files."""

    package: Package
    issue: str
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """An article as it is cited."""

    identifier: str
    title: str
    paper: str
    authors: tuple[str, ...]
    day: date | None
    issue: str
    page: str
    language: str
    publisher: str
    issn: str


def record_of(edition: Edition, files: tuple[File, ...], options: EpubOptions) -> Record:
    """Return the record of an edition's books."""
    package = edition_package(edition, set_up(edition.language, options))
    number = edition.masthead.issue_number
    return Record(package, "" if number is None else str(number), files)


def citations_of(edition: Edition, record: Record) -> Iterator[Citation]:
    """Yield the articles of an edition as they are cited; reporters are their authors."""
    package = record.package
    titles = Titles.of(edition)
    facts = zip(edition.articles, section_labels(edition), strict=True)
    for number, (article, page) in enumerate(facts, 1):
        names = [name for byline in article.bylines for name in byline.names]
        yield Citation(
            f"{package.identifier}#{number}",
            article_label(article, "无题", titles),
            package.paper,
            tuple(dict.fromkeys(map(one_line, names))),
            package.day,
            record.issue,
            page,
            package.language,
            "、".join(package.publishers),
            package.imprint.issn,
        )
