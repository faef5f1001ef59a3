"""The book's three ways in: the navigation document, the NCX for old readers, and the landmarks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count

from epubmaker.render.epub.binding import NCX_TYPE, Binder
from epubmaker.render.epub.package import Package
from epubmaker.render.epub.press import Press
from epubmaker.render.epub.templates import fill
from epubmaker.render.toc import Entry, depth

NAV, NCX, INDEX = "nav.xhtml", "toc.ncx", "index.xhtml"
# Deeper contents help nobody on a small screen.
LEVELS = 3


@dataclass(frozen=True, slots=True)
class Ways:
    """Where contents, printed pages and landmarks lead; a landmark has its EPUB type."""

    entries: tuple[Entry, ...]
    pages: tuple[Entry, ...]
    landmarks: tuple[tuple[str, Entry], ...]


def shallow(entries: tuple[Entry, ...], levels: int = LEVELS) -> tuple[Entry, ...]:
    """Cut contents off below `levels` levels."""
    if levels == 0:
        return ()
    return tuple(replace(entry, entries=shallow(entry.entries, levels - 1)) for entry in entries)


def add_navigation(binder: Binder, ways: Ways, package: Package, press: Press) -> None:
    """Add the navigation document and the NCX to the book."""
    entries = shallow(ways.entries)
    binder.add(
        NAV,
        fill(
            "nav.xhtml.j2",
            press,
            title=press.words.contents,
            entries=entries,
            pages=ways.pages,
            landmarks=ways.landmarks,
        ),
        properties=("nav",),
    )
    binder.add(
        NCX,
        fill(
            "toc.ncx.j2",
            press,
            title=package.title,
            identifier=package.identifier,
            depth=depth(entries),
            entries=entries,
            pages=ways.pages,
            number=count(1).__next__,
        ),
        NCX_TYPE,
    )
