"""One edition, one book."""

from __future__ import annotations

import io
from typing import BinaryIO

from epubmaker.model import Edition
from epubmaker.render.epub.binding import Binder
from epubmaker.render.epub.compose import SetEdition, masthead_rows, set_edition
from epubmaker.render.epub.cover import CoverText, draw_cover
from epubmaker.render.epub.navigation import NAV, Ways, add_navigation
from epubmaker.render.epub.options import EpubOptions
from epubmaker.render.epub.package import Package, edition_package, metadata
from epubmaker.render.epub.press import Press, set_up
from epubmaker.render.epub.templates import fill
from epubmaker.render.toc import Entry

COVER = "cover.xhtml"
_COVER_HEADLINES = 6


def render_epub(edition: Edition, options: EpubOptions = EpubOptions()) -> bytes:  # noqa: B008  (frozen)
    """This returns the EPUB 3.3 of one edition; the same edition and options give the same bytes.

    Raises `OptionError` for a theme that is not there, `DependencyError` where a library or font is missing.
    """
    written = io.BytesIO()
    write_epub(edition, written, options)
    return written.getvalue()


def write_epub(edition: Edition, sink: BinaryIO, options: EpubOptions = EpubOptions()) -> None:  # noqa: B008
    """This writes the EPUB of one edition into `sink`, a binary file that can seek."""
    press = set_up(edition.language, options)
    package = edition_package(edition, press)
    with Binder() as binder:
        composed = set_edition(binder, edition, press)
        rows = dict(masthead_rows(edition.masthead, press.words))
        headlines = tuple(place.label for place in composed.places)
        issue = " ".join(rows[kind] for kind in ("issue", "lunar") if kind in rows)
        add_front(binder, CoverText(package.paper, rows.get("date", ""), issue, headlines), package, press)
        ways = _ways(composed, press)
        add_navigation(binder, ways, package, press)
        front = (*((COVER,) if options.cover else ()), composed.masthead.target, NAV)
        binder.write(
            sink,
            package,
            metadata(package, press, pages=bool(ways.pages)),
            (*front, *composed.spine),
            rtl=options.vertical,
        )


def add_front(binder: Binder, cover: CoverText, package: Package, press: Press) -> None:
    """This adds the style sheet and, unless it is unwanted, the cover."""
    binder.add("style.css", press.theme.file("epub.css").read_bytes(), "text/css")
    if press.options.cover:
        shown = CoverText(cover.paper, cover.day, cover.issue, cover.headlines[:_COVER_HEADLINES])
        image = draw_cover(shown, press.theme.cover, press.language)
        binder.add("cover.png", image, "image/png", ("cover-image",))
        alt = press.words.cover_alt.format(title=package.title)
        binder.add(COVER, fill("cover.xhtml.j2", title=press.words.cover, alt=alt, press=press))


def _ways(composed: SetEdition, press: Press) -> Ways:
    entries = (composed.masthead, *composed.by_page, *composed.back)
    return Ways(entries, composed.printed_pages, landmarks(composed.masthead, composed.spine, press))


def landmarks(masthead: Entry, body: tuple[str, ...], press: Press) -> tuple[tuple[str, Entry], ...]:
    """This lists the landmarks: cover, title page, contents, start of the body."""
    words = press.words
    found = [("cover", Entry(words.cover, COVER))] if press.options.cover else []
    found += [("titlepage", masthead), ("toc", Entry(words.contents, f"{NAV}#toc"))]
    if body:
        found.append(("bodymatter", Entry(words.body, body[0])))
    return tuple(found)
