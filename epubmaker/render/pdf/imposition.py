"""The whole digest as matter for make-up: nameplate and contents, the stories, what is left."""

from typing import NamedTuple

from epubmaker.model import Edition
from epubmaker.render.fonts import is_traditional
from epubmaker.render.pdf import front
from epubmaker.render.pdf.composition import Composition
from epubmaker.render.pdf.manuscript import Front, Story, leftovers_of
from epubmaker.render.pdf.pagination import Page, paginate
from epubmaker.render.pdf.slabs import Matter
from epubmaker.render.pdf.tags import Element

_MUCH_WHITE = 0.15  # of the first page


class Imposed(NamedTuple):
    """This is the matter of a digest in reading order, and the pages it stands on."""

    matters: list[Matter]
    pages: list[Page]


def impose(
    edition: Edition, head: Front, stories: list[Story], composition: Composition, root: Element
) -> Imposed:
    """This sets everything and makes up pages of it.

    Where the lead finds no room below contents in several columns, they stand in one, if that fills the first page better.
    """
    sheet = composition.sheet
    traditional = is_traditional(edition.language)
    heading = ("本期要目", "本期要目")[traditional]
    plate = Matter(
        (), (front.nameplate(head, composition, root),) * sheet.columns.count, strip=1, keep=True, bare=True
    )
    contents = front.contents(stories, composition, root, heading)
    rest = [_story(story, composition, root.child("Art")) for story in stories]
    pieces = leftovers_of(edition, traditional=traditional)
    if pieces:
        title = ("版面其他内容", "版面其他內容")[traditional]
        rest.append(front.leftovers(pieces, composition, root, title))
    best = Imposed([plate, *contents, *rest], paginate([plate, *contents, *rest], sheet))
    if best.pages[0].white > _MUCH_WHITE and contents and contents[0].strip > 1:
        longer = front.contents(stories, composition, root, heading, most_columns=1)
        other = Imposed([plate, *longer, *rest], paginate([plate, *longer, *rest], sheet))
        best = min(best, other, key=lambda imposed: (imposed.pages[0].white, len(imposed.pages)))
    return best


def _story(story: Story, composition: Composition, element: Element) -> Matter:
    heads = composition.heads(story, element)
    body = tuple(composition.body(story, element, composition.sheet.columns))
    return Matter(body, heads, story.title, story.rank)
