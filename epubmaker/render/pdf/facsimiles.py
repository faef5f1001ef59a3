"""The pages as they were printed, each on a page of its own behind the digest: links to the stories, and from them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from epubmaker.model import Edition
from epubmaker.model.pictures import EditionPicture
from epubmaker.render.facsimiles import Plate as Facsimile
from epubmaker.render.facsimiles import plates_of
from epubmaker.render.fonts import is_traditional
from epubmaker.render.pdf.geometry import Sheet
from epubmaker.render.pdf.manuscript import Story, clean
from epubmaker.render.pdf.pagination import Page, Placed
from epubmaker.render.pdf.slabs import Area, Plate, Slab
from epubmaker.render.pdf.tags import Element
from epubmaker.render.toc import Entry

TITLE = "版面"
_SAID = ("{}的原版图像，其中{}篇文章可以点开", "{}的原版圖像，其中{}篇文章可以點開")
_UNNAMED = ("文章", "文章")


class Facsimiles:
    """The facsimiles of one edition in one file; none where they are not wanted. `prefix` keeps names apart in a volume."""

    def __init__(self, edition: Edition, *, wanted: bool, prefix: str = "") -> None:
        self._plates = plates_of(edition) if wanted else ()
        self._traditional = is_traditional(edition.language)
        self._prefix = prefix

    @property
    def pictures(self) -> list[EditionPicture]:
        """Return the images of the pages."""
        return [plate.picture for plate in self._plates]

    @property
    def titles(self) -> list[str]:
        """Return what each page is called."""
        return [" ".join(filter(None, (TITLE, clean(plate.label)))) for plate in self._plates]

    @property
    def outline(self) -> tuple[Entry, ...]:
        """Return the bookmark of the pages, with one below it for each where there are several."""
        entries = [Entry(title, f"f{number}") for number, title in enumerate(self.titles)]
        return tuple(entries) if len(entries) < 2 else (Entry(TITLE, "f0", tuple(entries)),)

    @property
    def pointers(self) -> Mapping[str, tuple[str, ...]]:
        """Return for each story, by its name, the names of the pages that show it."""
        found: dict[str, tuple[str, ...]] = {}
        for number, plate in enumerate(self._plates):
            for shown in plate.shown:
                name = f"a{shown.article}"
                found[name] = (*found.get(name, ()), f"{self._prefix}f{number}")
        return found

    def pages(self, sheet: Sheet, root: Element, stories: Sequence[Story]) -> list[Page]:
        """Return a page for each, as large as the sheet allows."""
        titles = {story.name: story.title for story in stories}
        pages = []
        for number, plate in enumerate(self._plates):
            slab = Slab(
                sheet.rows, plate=self._plate(plate, sheet, root.child("Sect"), titles), anchor=f"f{number}"
            )
            pages.append(Page(placed=[Placed(slab, 0, columns=1)]))
        return pages

    def _plate(
        self, facsimile: Facsimile, sheet: Sheet, section: Element, titles: Mapping[str, str]
    ) -> Plate:
        picture = facsimile.picture
        sides = (picture.height, picture.width) if sheet.vertical else (picture.width, picture.height)
        scale = min(sheet.length / sides[0], sheet.depth / sides[1])
        length, depth = sides[0] * scale, sides[1] * scale
        figure = section.child("Figure")
        named = clean(facsimile.label) or TITLE
        figure.alternate = _SAID[self._traditional].format(named, len(facsimile.shown))
        areas = []
        for shown in facsimile.shown:
            name = f"a{shown.article}"
            text = titles.get(name, "") or _UNNAMED[self._traditional]
            link = section.child("P").child("Link")
            areas += [Area(zone.box, f"{self._prefix}{name}", text, link) for zone in shown.zones]
        across, along = (sheet.depth - depth) / 2, (sheet.length - length) / 2
        return Plate(picture, along, across, length, depth, figure, tuple(areas))
