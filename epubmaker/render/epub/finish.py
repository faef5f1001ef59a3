"""What surrounds the pages of any book: cover, style, fonts, contents, landmarks; and the binding itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from epubmaker.convert.engine import configuration
from epubmaker.render.epub.binding import Binder
from epubmaker.render.epub.cover import CoverText, draw_cover
from epubmaker.render.epub.navigation import INDEX, NAV, Ways, add_navigation
from epubmaker.render.epub.package import Package, metadata
from epubmaker.render.epub.press import Press
from epubmaker.render.epub.sides import with_physical_sides
from epubmaker.render.epub.templates import fill
from epubmaker.render.epub.typefaces import FLAVOURS, Characters, font_name, font_rule, subset_font
from epubmaker.render.toc import Entry

COVER = "cover.xhtml"


@dataclass(frozen=True, slots=True)
class Content:
    """The inside of a book: title page, contents, printed pages, and documents after the contents in order.

    An article alone has no title page.
    """

    title_page: Entry | None
    contents: tuple[Entry, ...]
    pages: tuple[Entry, ...]
    body: tuple[str, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return the lines of the contents, with that of the title page."""
        return ((self.title_page,) if self.title_page else ()) + self.contents

    @property
    def index(self) -> Entry | None:
        """Return the line of the contents that leads to the index, if there is one."""
        return next((entry for entry in reversed(self.contents) if entry.target == INDEX), None)


def finish(
    binder: Binder, content: Content, cover: CoverText, package: Package, press: Press, sink: BinaryIO
) -> None:
    """Add what surrounds the content and write the book into `sink`."""
    if press.options.cover:
        _add_cover(binder, cover, package, press)
    ways = Ways(content.entries, content.pages, _landmarks(content, press))
    add_navigation(binder, ways, package, press)
    _add_style(binder, press)
    front = [*([COVER] if press.options.cover else []), *_leading(content)]
    described = metadata(
        package, press, pages=bool(content.pages), index=bool(content.index), pictures=binder.has_pictures
    )
    binder.write(sink, package, described, [*front, *content.body], rtl=press.options.vertical)


def _leading(content: Content) -> list[str]:
    """Return the title page and the contents, as far as a reader meets them: not where there is but one text."""
    pages = [content.title_page.target] if content.title_page else []
    return [*pages, NAV] if len(content.entries) > 1 else pages


def _add_cover(binder: Binder, cover: CoverText, package: Package, press: Press) -> None:
    image = draw_cover(cover, press.theme.cover, press.language, vertical=press.options.vertical)
    binder.add("cover.png", image, "image/png", ("cover-image",))
    alt = press.words.cover_alt.format(title=package.title)
    binder.add(COVER, fill("cover.xhtml.j2", press, title=press.words.cover, alt=alt))


def _add_style(binder: Binder, press: Press) -> None:
    """Add the theme's style sheet and, on request, the fonts it names, cut to the characters of the book."""
    style = _rules(binder, press).encode("utf-8")
    if press.options.embed_fonts:
        style += _add_fonts(binder, press)
    binder.add("style.css", style, "text/css")


def _rules(binder: Binder, press: Press) -> str:
    """Return the rules of the theme, with those of what the book holds besides text."""
    rules = press.theme.file("epub.css") or "\n"
    if press.has_sides:
        rules += press.theme.file("beside.css")
    if binder.has_drawings:
        rules += press.theme.file("facsimile.css")
    return rules if press.options.vertical else with_physical_sides(rules)


def _add_fonts(binder: Binder, press: Press) -> bytes:
    """Add the fonts of a book, cut to its characters, and return the rules that name them."""
    characters = Characters()
    for document in binder.documents():
        characters.read(document)
    tongue = configuration(press.options.facing).language if press.options.facing else ""
    style = "\n"
    for key, path, letters in characters.faces(press.language, tongue):
        for flavour, font in subset_font(path, letters):
            binder.add(font_name(key, flavour), font, FLAVOURS[flavour])
        style += font_rule(key)
    return style.encode("ascii")


def _landmarks(content: Content, press: Press) -> tuple[tuple[str, Entry], ...]:
    words = press.words
    found = [("cover", Entry(words.cover, COVER))] if press.options.cover else []
    found += [("titlepage", content.title_page)] if content.title_page else []
    found += [("toc", Entry(words.contents, f"{NAV}#toc"))] if NAV in _leading(content) else []
    if content.body:
        found.append(("bodymatter", Entry(words.body, content.body[0])))
    if content.index:
        found.append(("index", content.index))
    return tuple(found)
