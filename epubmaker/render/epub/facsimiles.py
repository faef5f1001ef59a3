"""The pages as they were printed: an image each, with its articles as places to go to, and a list of them below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from epubmaker.model import Edition
from epubmaker.render.epub.binding import Binder
from epubmaker.render.epub.press import Press
from epubmaker.render.epub.templates import fill
from epubmaker.render.facsimiles import Plate, plates_of
from epubmaker.render.toc import Entry


@dataclass(frozen=True, slots=True)
class Way:
    """A link from an article to a page that shows it: what the page is called, and the place on it."""

    label: str
    target: str


@dataclass(frozen=True, slots=True)
class Area:
    """An article on a page: the anchor it has there, where it leads, what it is called, its rectangles in pixels."""

    anchor: str
    target: str
    label: str
    boxes: tuple[tuple[int, int, int, int], ...]


class Facsimiles:
    """The facsimiles of one edition in one book; none where they are not asked for, or the edition has none."""

    def __init__(self, edition: Edition, press: Press, prefix: str) -> None:
        self._press = press
        self._prefix = prefix
        self._plates = plates_of(edition) if press.facsimile else ()

    def ways(self) -> Mapping[int, tuple[Way, ...]]:
        """Return for each article, by its number from 0, the links to the pages that show it."""
        found: dict[int, tuple[Way, ...]] = {}
        for number, plate in enumerate(self._plates, 1):
            for shown in plate.shown:
                place = f"{self._name(number)}#{_anchor(shown.article)}"
                found[shown.article] = (*found.get(shown.article, ()), Way(plate.label, place))
        return found

    def bind(self, binder: Binder, places: Sequence[Entry]) -> tuple[Entry, ...]:
        """Add a document for each page and return the line of the contents that leads to them; `places` are the articles."""
        words = self._press.words
        pages = []
        for number, plate in enumerate(self._plates, 1):
            title = " ".join(filter(None, (words.facsimile, plate.label)))
            if plate.picture.file not in {f"{one.picture.file}" for one in self._plates[: number - 1]}:
                binder.add(self._image(plate), plate.picture.payload, plate.picture.media_type)
            alt = words.facsimile_alt.format(page=plate.label or words.facsimile, number=len(plate.shown))
            page = fill(
                "facsimile.xhtml.j2",
                self._press,
                title=title,
                alt=alt,
                image=self._image(plate),
                size=(plate.picture.width, plate.picture.height),
                areas=_areas(plate, places),
            )
            binder.add(self._name(number), page, properties=("svg",))
            pages.append(Entry(plate.label or words.facsimile, self._name(number)))
        if len(pages) == 1:
            return (Entry(" ".join(filter(None, (words.facsimile, self._plates[0].label))), pages[0].target),)
        return (Entry(words.facsimile, pages[0].target, tuple(pages)),) if pages else ()

    def _name(self, number: int) -> str:
        return f"{self._prefix}facsimile-{number}.xhtml"

    def _image(self, plate: Plate) -> str:
        return f"{self._prefix}page-{plate.picture.file}"


def _anchor(article: int) -> str:
    return f"a{article + 1}"


def _areas(plate: Plate, places: Sequence[Entry]) -> tuple[Area, ...]:
    wide, high = plate.picture.width, plate.picture.height
    return tuple(
        Area(
            _anchor(shown.article),
            places[shown.article].target,
            places[shown.article].label,
            tuple(
                (
                    round(left * wide),
                    round(top * high),
                    max(1, round((right - left) * wide)),
                    max(1, round((bottom - top) * high)),
                )
                for left, top, right, bottom in (zone.box for zone in shown.zones)
            ),
        )
        for shown in plate.shown
    )
