"""The first page's nameplate, the contents, and the section for what belongs to no story."""

from collections.abc import Iterator, Sequence

from epubmaker.render.fonts import is_traditional
from epubmaker.render.pdf.composition import Composition, aligned
from epubmaker.render.pdf.geometry import Columns
from epubmaker.render.pdf.makeup import Mark, balance
from epubmaker.render.pdf.manuscript import Front, Passage, Story
from epubmaker.render.pdf.slabs import Matter, Rule, Slab, Strip
from epubmaker.render.pdf.tags import Element
from epubmaker.render.pdf.theme import TextStyle
from epubmaker.render.toc import Entry

_NUMBER_ROOM = 3  # em kept free for the page number at the end of a line of the contents
_CONTENTS_COLUMNS = 2
_CONTENTS_LEAST = 3
_CHOICE = 2  # stories
_NO_STORY = ("-leftovers", "-notes")
CONTENTS = ("目录", "目錄")  # of a volume


def nameplate(front: Front, composition: Composition, root: Element) -> Slab:
    """Set publisher, nameplate and imprint, the imprint between a bar and a hairline."""
    sheet, theme = composition.sheet, composition.theme
    strips: list[Strip] = []
    down = 0.0
    element = root.child("P") if front.publisher else None
    for role, text in (("publisher", front.publisher), ("nameplate", front.nameplate)):
        style = composition.fitted(text, composition.style(role), sheet.length)
        for line in composition.heading(text, style, sheet.length) if text else ():
            if role == "nameplate" and (element is None or element.tag != "H1"):
                element = root.child("H1")
            along = aligned(style, sheet.length - line.end * style.size)
            strips.append(Strip(line, style, along, down + style.leading / 2, element))
            down += style.leading
    rules = [Rule(down + sheet.leading * 0.4, theme.bar, theme.accent)]
    down += sheet.leading * 0.4
    if front.imprint:
        style = composition.style("imprint")
        element = root.child("P")
        for line in composition.solid("　　".join(front.imprint), style, sheet.length):
            along = aligned(style, sheet.length - line.end * style.size)
            strips.append(Strip(line, style, along, down + sheet.leading * 0.85, element))
            down += sheet.leading * 1.1
        if front.warning:
            element = root.child("P")
            for line in composition.heading(front.warning, style, sheet.length):
                along = aligned(style, sheet.length - line.end * style.size)
                strips.append(Strip(line, style, along, down + sheet.leading * 0.85, element))
                down += sheet.leading * 1.1
        down += sheet.leading * 0.6
        rules.append(Rule(down, theme.hairline, theme.rule_colour))
    rows = int(down / sheet.leading - 1e-6) + 1
    return Slab(rows, tuple(strips), tuple(rules))


def plate(front: Front, composition: Composition, root: Element) -> Matter:
    """Return the nameplate as matter over the whole page, which stays with what follows."""
    slab = nameplate(front, composition, root)
    return Matter((), (slab,) * composition.sheet.columns.count, strip=1, keep=True, bare=True)


def volume_contents(
    front: Front, days: Sequence[Entry], composition: Composition, root: Element
) -> list[Matter]:
    """Set the title of a volume and its contents: under each day the stories of that day."""
    sheet = composition.sheet
    columns = sheet.divided(min(_CONTENTS_COLUMNS, sheet.columns.count))
    title = plate(front, composition, root)
    heading = CONTENTS[is_traditional(composition.language)]
    head = section_heading(heading, composition, root, "contents-heading")
    place = (composition, root.child("TOC"), columns)
    slabs: list[Slab] = []
    for day in days:
        if slabs:
            slabs.append(Slab(1, yields=True))
        slabs.append(_entry(day.target, day.label, composition.style("contents-section"), place, day=True))
        for story in _stories_of(day):
            slabs.append(_entry(story.target, story.label, composition.style("contents"), place))
    return [
        title,
        Matter(tuple(slabs), (head,) * sheet.columns.count, strip=columns.count, bare=True),
    ]


def _stories_of(day: Entry) -> Iterator[Entry]:
    """Yield the stories of a day, which may lie below its printed pages; what is no story is left to the bookmarks.

    A story by which the day is called is told already.
    """
    for entry in day.entries:
        if entry.target.endswith(_NO_STORY) or entry.label == day.label:
            continue
        if entry.target.partition("-")[2].startswith("s-"):
            yield from entry.entries
        else:
            yield entry


def contents(
    stories: list[Story],
    composition: Composition,
    root: Element,
    heading: str,
    *,
    most_columns: int = _CONTENTS_COLUMNS,
) -> list[Matter]:
    """Set the heading and the lines of the contents over the page; nothing where there is nothing to choose from."""
    sheet = composition.sheet
    titled = [story for story in stories if story.title]
    if len(titled) < _CHOICE:
        return []
    count = min(most_columns, sheet.columns.count) if len(stories) >= _CONTENTS_LEAST else 1
    columns = sheet.divided(count)
    head = section_heading(heading, composition, root, "contents-heading")
    table = root.child("TOC")
    entries = tuple(_entries(stories, composition, table, columns))
    return [Matter(entries, (head,) * sheet.columns.count, strip=count, bare=True)]


def leftovers(pieces: list[tuple[str, str]], composition: Composition, root: Element, heading: str) -> Matter:
    """Set furniture and unplaced text under a heading of its own at the end of the digest.

    Where the pieces are too few to fill the columns equally, they stand in fewer.
    """
    sheet = composition.sheet
    section = root.child("Sect")
    head = section_heading(heading, composition, section, "section", tag="H2", anchor="leftovers")
    count = sheet.columns.count
    while True:
        slabs = tuple(_leftover_slabs(pieces, composition, section, sheet.divided(count)))
        fill = balance([slab.piece for slab in slabs], Mark(0), count, sheet.rows)
        if count == 1 or fill is None or fill.spread <= 1:
            return Matter(slabs, (head,) * sheet.columns.count, strip=count)
        count -= 1


def endnotes(notes: list[tuple[str, str]], composition: Composition, root: Element, heading: str) -> Matter:
    """Set numbered notes under a heading of their own."""
    sheet = composition.sheet
    section = root.child("Sect")
    head = section_heading(heading, composition, section, "section", tag="H2", anchor="notes")
    style = composition.style("furniture")
    slabs = [
        composition.flowing(
            Passage("paragraph", f"{number}{note}", len(number)), style, sheet.columns, section.child("P")
        )
        for number, note in notes
    ]
    return Matter(tuple(slabs), (head,) * sheet.columns.count, strip=sheet.columns.count)


def _leftover_slabs(
    pieces: list[tuple[str, str]], composition: Composition, section: Element, columns: Columns
) -> Iterator[Slab]:
    style = composition.style("furniture")
    for place, (name, text) in enumerate(pieces):
        first = not place or pieces[place - 1][0] != name
        passage = Passage("paragraph", f"{name}　{text}", len(name)) if first else Passage("paragraph", text)
        if first and place:
            yield composition.separator()
        yield composition.flowing(passage, style, columns, section.child("P"))


def section_heading(
    text: str, composition: Composition, root: Element, role: str, *, tag: str = "P", anchor: str = ""
) -> Slab:
    """Set a section heading over the width of the page, on a hairline."""
    sheet, theme = composition.sheet, composition.theme
    style = composition.style(role)
    line = composition.heading(text, style, sheet.length)[0]
    strip = Strip(
        line, style, aligned(style, sheet.length - line.end * style.size), sheet.leading, root.child(tag)
    )
    rule = Rule(sheet.leading * 1.75, theme.hairline, theme.rule_colour)
    return Slab(2, (strip,), (rule,), keep=True, anchor=anchor)


def _entries(
    stories: list[Story], composition: Composition, table: Element, columns: Columns
) -> Iterator[Slab]:
    """Set the lines of the contents; where the edition has several pages, each begins with its name.

    That leads to the first story of the page, which may have no title, as a photograph has none.
    """
    section, first, named = "", "", ""
    for story in stories:
        if story.section != section and (story.header or story.body):
            section, first = story.section, story.name
        if not story.title:
            continue
        if section and named != first:
            named = first
            yield _entry(
                f"s-{first}",
                section,
                composition.style("contents-section"),
                (composition, table, columns),
            )
        yield _entry(story.name, story.title, composition.style("contents"), (composition, table, columns))


def _entry(
    target: str,
    title: str,
    style: TextStyle,
    place: tuple[Composition, Element, Columns],
    *,
    day: bool = False,
) -> Slab:
    """Set a line of the contents; a day is one string without space between Han and numbers."""
    composition, table, columns = place
    sheet = composition.sheet
    link = table.child("TOCI").child("Link")
    measure = columns.width - (_NUMBER_ROOM + 1) * style.size
    lines = composition.solid(title, style, measure) if day else composition.heading(title, style, measure)
    strips = []
    for row, line in enumerate(lines):
        shown = target if row == len(lines) - 1 else ""
        hang = style.size if row else 0.0
        strips.append(Strip(line, style, hang, (row + 0.5) * sheet.leading, link, shown))
    return Slab(len(lines), tuple(strips), keep=style.family == "hei", anchor=f"entry:{target}")
