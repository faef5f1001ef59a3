"""Bookmarks: printed pages, stories, crossheads, what follows the stories; each leads to its place."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from epubmaker.render.pdf.manuscript import Story
from epubmaker.render.pdf.objects import Objects, reference, text_string
from epubmaker.render.pdf.pagination import Page, pages_of_stories
from epubmaker.render.toc import Entry


def outline_of(stories: Iterable[Story], back: Iterable[Entry], known: Callable[[str], bool]) -> list[Entry]:
    """Return the bookmarks of a digest; only places that are `known` are named."""
    entries: list[Entry] = []
    for section, group in groupby(stories, lambda story: story.section):
        own = [story for story in group if story.header or story.body]
        below = tuple(_stories(own, known))
        if section and below:
            entries.append(Entry(section, f"s-{own[0].name}", below))
        else:
            entries += below
    return [*entries, *(entry for entry in back if known(entry.target))]


def _stories(stories: Iterable[Story], known: Callable[[str], bool]) -> Iterator[Entry]:
    for story in stories:
        if story.title and known(story.name):
            crossheads = tuple(Entry(text, name) for name, text in story.crossheads if known(name))
            yield Entry(story.title, story.name, crossheads)


def write_outline(objects: Objects, entries: Sequence[Entry], destination: Callable[[str], bytes]) -> int:
    """Write the bookmarks and return their root; those of the first level are open, what lies below is closed."""
    root = objects.reserve()
    ends = _write_level(objects, entries, root, destination)
    return objects.define(root, b"<< /Type /Outlines /Count %d%s >>" % (len(entries), ends))


def _write_level(
    objects: Objects, entries: Sequence[Entry], parent: int, destination: Callable[[str], bytes]
) -> bytes:
    numbers = [objects.reserve() for _ in entries]
    for place, (entry, number) in enumerate(zip(entries, numbers, strict=True)):
        before = b" /Prev " + reference(numbers[place - 1]) if place else b""
        after = b" /Next " + reference(numbers[place + 1]) if place + 1 < len(numbers) else b""
        below = _write_level(objects, entry.entries, number, destination)
        count = b" /Count -%d" % len(entry.entries) if entry.entries else b""
        body = b"<< /Title %s /Parent %s /Dest %s%s%s%s%s >>"
        title, target = text_string(entry.label), destination(entry.target)
        objects.define(number, body % (title, reference(parent), target, before, after, below, count))
    return b" /First %s /Last %s" % (reference(numbers[0]), reference(numbers[-1])) if numbers else b""


def sections_of_pages(pages: Sequence[Page], stories: Iterable[Story]) -> list[str]:
    """Name for each page of the digest the printed page its first story is from, "" before the first."""
    pages_of = {name: number for name, (number, _) in pages_of_stories(pages).items()}
    begins: dict[int, list[str]] = {}
    for story in stories:
        if story.name in pages_of:
            begins.setdefault(pages_of[story.name], []).append(story.section)
    sections, current = [], ""
    for number, page in enumerate(pages):
        goes_on = any(not turn.onward for turn in page.turns)
        here = begins.get(number, [])
        sections.append(current if goes_on or not here else here[0])
        current = here[-1] if here else current
    return sections
