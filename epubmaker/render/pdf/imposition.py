"""The whole digest as bands: nameplate and contents, the stories, what is left."""

from epubmaker.model import Edition
from epubmaker.render.fonts import is_traditional
from epubmaker.render.pdf import front
from epubmaker.render.pdf.composition import Composition
from epubmaker.render.pdf.manuscript import Front, Story, leftovers_of
from epubmaker.render.pdf.slabs import Band, Slab
from epubmaker.render.pdf.tags import Element

# A story with at least this many rows of text for each column of the page gets a headline over the whole width.
_LEAD_ROWS = 12
_STORY_LEAST = 5  # rows that must be left on a page for stories to begin there


def impose(
    edition: Edition, head: Front, stories: list[Story], composition: Composition, root: Element
) -> list[Band]:
    """This sets everything and returns the bands of the digest in reading order."""
    traditional = is_traditional(edition.language)
    plate = front.nameplate(head, composition, root)
    title, entries, columns = front.contents(
        stories, composition, root, ("本期要目", "本期要目")[traditional]
    )
    opening = (plate, title) if entries else (plate,)
    bands = [Band(opening, tuple(entries), columns, ruled=False)]
    bands += _story_bands(stories, composition, root)
    pieces = leftovers_of(edition, traditional=traditional)
    if pieces:
        heading = ("版面其他内容", "版面其他內容")[traditional]
        bands.append(front.leftovers(pieces, composition, root, heading))
    return bands


def _story_bands(stories: list[Story], composition: Composition, root: Element) -> list[Band]:
    """This opens a band for each long story; the short ones after it follow in its columns."""
    columns = composition.sheet.columns
    bands: list[Band] = []
    head: tuple[Slab, ...] = (composition.separator(wide=True),)
    body: list[Slab] = []
    for story in stories:
        element = root.child("Art")
        lead = _is_long(story, columns.count * columns.measure)
        header = composition.header(story, element, columns, lead=lead)
        if lead:
            if body:
                bands.append(Band(head, tuple(body), columns.count, least=_STORY_LEAST))
            head, body = (composition.separator(wide=True), *header), []
        else:
            body += [composition.separator(), *header] if body else header
        body += composition.body(story, element, columns)
    if body:
        bands.append(Band(head, tuple(body), columns.count, least=_STORY_LEAST))
    return bands


def _is_long(story: Story, row_of_page: int) -> bool:
    characters = sum(len(passage.text) for passage in story.body)
    return bool(story.header) and characters >= _LEAD_ROWS * row_of_page
