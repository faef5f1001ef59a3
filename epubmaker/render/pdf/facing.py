"""An edition in both scripts side by side, paragraph by paragraph: the page is divided, and each row has a line on either side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain, zip_longest

from epubmaker.render.pdf.composition import Composition
from epubmaker.render.pdf.manuscript import Story
from epubmaker.render.pdf.slabs import Plate, Slab, Strip
from epubmaker.render.pdf.tags import Element
from epubmaker.typeset import SetLine

HALVES = 2
_PICTURE = 0.7  # of the page: what a picture takes between texts that stand on both sides
_NOTHING = SetLine((), ())


class FacingComposition(Composition):
    """A composition with stories on the left (in vertical lines: above) and the same stories in the other script beside them."""

    def __init__(self, own: Composition, other: Composition, stories: Mapping[str, Story]) -> None:
        super().__init__(
            own.sheet, own.theme, own.typesetters, own.headings, own.language, numbered=own.numbered
        )
        self._other = other
        self.columns = other.columns = own.sheet.divided(HALVES)
        self._stories = stories

    def heads(self, story: Story, element: Element) -> tuple[Slab | None, ...]:
        """Set both headers of a story side by side over the page."""
        own = self._half(self, story, element)
        beside = self._half(self._other, self._stories[story.name], element)
        head = self._paired(own, beside) if own and beside else own
        return (head,) * self.sheet.columns.count

    def body(self, story: Story, element: Element) -> list[Slab]:
        """Set both bodies of a story, so that a paragraph and its counterpart begin on one row."""
        before = len(element.kids)
        own = super().body(story, element)
        middle = len(element.kids)
        beside = self._other.body(self._stories[story.name], element)
        tags = element.kids[before:middle], element.kids[middle:]
        for tag in tags[1]:
            if isinstance(tag, Element):
                tag.language = self._other.language
        twice = {
            id(slab.plate.element) for slab in beside if slab.plate is not None
        }  # a picture is shown once
        pairs = chain.from_iterable(zip_longest(*tags))
        element.kids[before:] = [tag for tag in pairs if tag is not None and id(tag) not in twice]
        return [self._paired(left, right) for left, right in zip(own, beside, strict=True)]

    def _half(self, composition: Composition, story: Story, element: Element) -> Slab | None:
        before = len(element.kids)
        elements = composition.header_elements(story, element)
        if composition is not self:
            for tag in element.kids[before:]:
                if isinstance(tag, Element):
                    tag.language = composition.language
        return composition.head(story, elements, self.columns.width)

    def _paired(self, left: Slab, right: Slab) -> Slab:
        """Put two slabs side by side; rows of text stay rows, so that a pair may be divided between them."""
        if left.plate is not None:
            return self._between(left.plate)
        across = self.columns.start(1)
        moved = tuple(strip._replace(along=strip.along + across) for strip in right.strips)
        rows = max(left.rows, right.rows)
        if not (left.flows and right.flows):
            return replace(left, rows=rows, strips=(*left.strips, *moved))
        strips = tuple(_row(one, other) for one, other in zip_longest(left.strips, moved))
        return replace(left, rows=rows, strips=strips)

    def _between(self, plate: Plate) -> Slab:
        """Set a picture in the middle over both halves."""
        width = _PICTURE * self.sheet.length
        slab = self.figure(plate.picture, plate.element.alternate, plate.element, width)
        middle = replace(slab.plate or plate, along=(self.sheet.length - (slab.plate or plate).length) / 2)
        return replace(slab, plate=middle)


def _row(one: Strip | None, other: Strip | None) -> Strip:
    if one is None and other is not None:
        return other._replace(line=_NOTHING, element=None, beside=other)
    if one is None:
        raise ValueError("a row has no line")
    return one._replace(beside=other)
