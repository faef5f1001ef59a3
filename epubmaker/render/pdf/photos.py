"""A photograph with its caption and nothing else: a story that stands in its head, as wide as its module."""

from __future__ import annotations

from dataclasses import replace

from epubmaker.render.pdf.composition import Composition
from epubmaker.render.pdf.manuscript import Story
from epubmaker.render.pdf.slabs import Matter, Slab, stacked
from epubmaker.render.pdf.tags import Element
from epubmaker.render.ranks import MAJOR

_WORDS = frozenset({"picture", "caption", "credit"})
_WIDE = 1.2  # times as wide as high: a picture that shows little in one column


def is_photo(story: Story, composition: Composition) -> bool:
    """Say whether a story is one picture and what is said of it; facing texts pair it with its counterpart instead."""
    roles = [passage.role for passage in story.body]
    alone = roles.count("picture") == 1 and _WORDS.issuperset(roles)
    return alone and composition.columns is composition.sheet.columns


def photo(story: Story, composition: Composition, element: Element) -> Matter:
    """Set headline, picture and caption as one piece over one, two ... columns; make-up chooses among them."""
    columns = composition.sheet.columns
    elements = composition.header_elements(story, element)
    tags = [composition.passage_element(passage, element) for passage in story.body]
    widths = map(columns.over, range(1, columns.count + 1))
    heads = tuple(_over(story, composition, (elements, tags), width) for width in widths)
    return Matter((), heads, story.title, min(story.rank, _rank(story)), whole=True)


def _rank(story: Story) -> int:
    wide = any(
        passage.picture.width >= _WIDE * passage.picture.height for passage in story.body if passage.picture
    )
    return MAJOR if wide else story.rank


def _over(
    story: Story, composition: Composition, elements: tuple[list[Element], list[Element]], width: float
) -> Slab:
    header, tags = elements
    slabs = [
        (composition.caption if passage.role == "caption" else composition.passage)(passage, tag, width)
        for passage, tag in zip(story.body, tags, strict=True)
    ]
    head = composition.head(story, header, width)
    return replace(stacked([head, *slabs] if head else slabs, composition.sheet.leading), anchor=story.name)
