"""The whole digest as matter for make-up: nameplate and contents, the stories, what is left."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from epubmaker.model import Edition
from epubmaker.render.fonts import is_traditional
from epubmaker.render.pdf import front
from epubmaker.render.pdf.broad import broad_table, columns_of_table
from epubmaker.render.pdf.composition import Composition
from epubmaker.render.pdf.manuscript import Front, Story, leftovers_of
from epubmaker.render.pdf.pagination import Page, paginate
from epubmaker.render.pdf.photos import is_photo, photo
from epubmaker.render.pdf.poems import is_poem, poem
from epubmaker.render.pdf.slabs import Matter
from epubmaker.render.pdf.tags import Element

PAGE_MATTER = ("版面其他内容", "版面其他內容")
NOTES = ("注释", "註釋")
_RAISED = {"H2": "H1", "H3": "H2"}  # headings of a story below no nameplate, crossheads below no headline
_MUCH_WHITE = 0.15  # of the first page


class Copy(NamedTuple):
    """What is set: the head of the first page, the stories, notes on their text; whether contents go before them."""

    front: Front
    stories: list[Story]
    notes: list[str]
    contents: bool = True


class Imposed(NamedTuple):
    """The matter of a digest in reading order, and the pages it stands on."""

    matters: list[Matter]
    pages: list[Page]


def impose(edition: Edition, copy: Copy, composition: Composition, root: Element) -> Imposed:
    """Set everything and make up pages of it.

    Where the lead finds no room below contents in several columns, they stand in one, if that fills the first page better.
    """
    sheet = composition.sheet
    traditional = is_traditional(edition.language)
    heading = ("本期要目", "本期要目")[traditional]
    plate = front.plate(copy.front, composition, root)
    contents = front.contents(copy.stories, composition, root, heading) if copy.contents else []
    if not contents and copy.stories and not copy.stories[0].header:
        plate = _with_a_row_below(plate)
    rest = [*_stories(copy.stories, composition, root), *_back(edition, copy, composition, root)]
    if not copy.front.nameplate:
        _raise_headings(root)
    best = Imposed([plate, *contents, *rest], paginate([plate, *contents, *rest], sheet))
    if len(best.pages) > 1 and best.pages[0].white > _MUCH_WHITE and contents and contents[0].strip > 1:
        longer = front.contents(copy.stories, composition, root, heading, most_columns=1)
        other = Imposed([plate, *longer, *rest], paginate([plate, *longer, *rest], sheet))
        best = min(best, other, key=lambda imposed: (imposed.pages[0].white, len(imposed.pages)))
    return best


def _with_a_row_below(plate: Matter) -> Matter:
    """Return a nameplate with a row of white below it, where text without a headline would stand close to its rule."""
    return replace(plate, heads=tuple(head and replace(head, rows=head.rows + 1) for head in plate.heads))


def _raise_headings(element: Element) -> None:
    """Bring the headings of the stories below an element one level up."""
    for kid in element.kids:
        if isinstance(kid, Element) and kid.tag in ("Art", *_RAISED):
            kid.tag = _RAISED.get(kid.tag, kid.tag)
            _raise_headings(kid)


def _stories(stories: list[Story], composition: Composition, root: Element) -> Iterator[Matter]:
    """Set the stories; where a printed page begins, its name stands over the width of the page."""
    columns = composition.sheet.columns.count
    section = ""
    for story in stories:
        if not (story.header or story.body):
            continue
        if story.section and story.section != section:
            section = story.section
            head = front.section_heading(section, composition, root, "section", anchor=f"s-{story.name}")
            yield Matter((), (head,) * columns, strip=1, keep=True)
        element = root.child("Art")
        matter = _story(story, composition, element)
        if all(passage.role != "headline" for passage in story.header):
            _raise_headings(element)  # no level is left out
        yield matter


def _back(edition: Edition, copy: Copy, composition: Composition, root: Element) -> Iterator[Matter]:
    """Set what follows the stories: what belongs to the page, and notes."""
    traditional = is_traditional(edition.language)
    pieces = leftovers_of(edition, traditional=traditional)
    if pieces:
        yield front.leftovers(pieces, composition, root, PAGE_MATTER[traditional])
    if copy.notes:
        numbered = [(f"〔{number}〕", note) for number, note in enumerate(copy.notes, 1)]
        yield front.endnotes(numbered, composition, root, NOTES[traditional])


def _story(story: Story, composition: Composition, element: Element) -> Matter:
    if is_photo(story, composition):
        return photo(story, composition, element)
    heads = composition.heads(story, element)
    if over := columns_of_table(story, heads, composition):
        return broad_table(story, over, heads, composition, element)
    body = tuple(composition.body(story, element))
    if is_poem(story, body, composition):
        return poem(story, heads, body, composition)
    return Matter(body, heads, story.title, story.rank)
