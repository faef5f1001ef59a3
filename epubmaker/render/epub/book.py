"""One edition, one book."""

from __future__ import annotations

import io
from typing import BinaryIO

from epubmaker.model import Edition
from epubmaker.model.checks import check_edition
from epubmaker.render.epub.binding import Binder
from epubmaker.render.epub.compose import SetEdition, set_edition, title_rows
from epubmaker.render.epub.cover import CoverText
from epubmaker.render.epub.finish import Content, finish
from epubmaker.render.epub.options import EpubOptions
from epubmaker.render.epub.package import edition_package
from epubmaker.render.epub.press import Press, set_up
from epubmaker.render.epub.text import book_text
from epubmaker.render.headings import Headings
from epubmaker.render.toc import Entry, nameplate


def render_epub(edition: Edition, options: EpubOptions = EpubOptions()) -> bytes:  # noqa: B008  (frozen)
    """Return the EPUB 3.3 of one edition; the same edition and options give the same bytes.

    Raises `OptionError` for a theme that is not there, `DependencyError` where a library or font is missing.
    """
    written = io.BytesIO()
    write_epub(edition, written, options)
    return written.getvalue()


def write_epub(edition: Edition, sink: BinaryIO, options: EpubOptions = EpubOptions()) -> None:  # noqa: B008
    """Write the EPUB of one edition into `sink`, a binary file that can seek."""
    check_edition(edition, "render_epub")
    press = set_up(edition.language, options)
    package = edition_package(edition, press)
    with Binder() as binder:
        composed = set_edition(binder, edition, press)
        rows = dict(title_rows(edition, press))
        issue = " ".join(rows[kind] for kind in ("issue", "lunar") if kind in rows)
        headlines = tuple(place.label for place in composed.places)
        back = _index(binder, composed, press)
        content = Content(
            title_page=composed.masthead,
            contents=(*composed.by_page, *composed.back, *back),
            pages=composed.printed_pages,
            body=(*composed.spine, *(entry.target for entry in back)),
        )
        cover = CoverText(
            book_text(nameplate(edition, press.words.unknown_paper)),
            rows.get("date", ""),
            issue,
            " ".join(package.publishers) or rows.get("source", ""),
            headlines,
            Headings(edition).pieces,
        )
        finish(binder, content, cover, package, press, sink)


def _index(binder: Binder, composed: SetEdition, press: Press) -> tuple[Entry, ...]:
    if not press.options.index:
        return ()
    from epubmaker.render.epub.index import Indexer  # noqa: PLC0415  (it compiles the rules for names)

    indexer = Indexer(press)
    indexer.take(composed.places)
    return indexer.bind(binder)
