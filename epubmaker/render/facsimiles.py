"""Facsimiles as both kinds of book see them: which page, which article stands in which zones of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from epubmaker.model import Article, Edition, Span
from epubmaker.model.pictures import EditionPicture, Zone
from epubmaker.render.sections import Sections


@dataclass(frozen=True, slots=True)
class Shown:
    """An article on a facsimile: its number in the edition (from 0), and its zones in parts of the image."""

    article: int
    zones: tuple[Zone, ...]


@dataclass(frozen=True, slots=True)
class Plate:
    """One page as it was printed: its image, what it is called ("" where it is the only one and has no number), its articles."""

    picture: EditionPicture
    label: str
    shown: tuple[Shown, ...]


def plates_of(edition: Edition) -> tuple[Plate, ...]:
    """Return the facsimiles of an edition whose images are there."""
    known = [one for one in edition.facsimiles if one.picture.payload]
    sections = Sections(edition)
    homes = _Homes(edition.articles)
    plates = []
    for facsimile in known:
        page = facsimile.picture.page if len(known) > 1 else edition.masthead.page
        plates.append(
            Plate(facsimile.picture, sections.label(page) if page else "", homes.shown(facsimile.zones))
        )
    return tuple(plates)


class _Homes:
    """Which article holds a place of the source, whatever a person or a later stage has made of the order of articles."""

    def __init__(self, articles: Iterable[Article]) -> None:
        held = sorted((span, number) for number, one in enumerate(articles) for span in _spans(one))
        self._held = held
        self._starts = [span.start for span, _ in held]

    def shown(self, zones: Iterable[Zone]) -> tuple[Shown, ...]:
        """Return the articles of zones, in the order in which they are met; a zone of none is left out."""
        found: dict[int, list[Zone]] = {}
        for zone in zones:
            at = bisect_right(self._starts, zone.span.start) - 1
            if at >= 0 and zone.span.start < self._held[at][0].end:
                found.setdefault(self._held[at][1], []).append(zone)
        return tuple(Shown(number, tuple(own)) for number, own in found.items())


def _spans(article: Article) -> Iterable[Span]:
    yield from (span for field, spans in article.evidence if field != "dateline" for span in spans)
    yield from (span for byline in article.bylines for span in byline.spans)
    yield from (span for block in article.blocks for span in block.spans)
