"""Pages to content streams: text with its tags, rules, running heads, page numbers, links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol

from epubmaker.render.pdf.booklet import Leaves
from epubmaker.render.pdf.geometry import Sheet
from epubmaker.render.pdf.ink import Shown
from epubmaker.render.pdf.manuscript import Front
from epubmaker.render.pdf.marking import Marker, colour_of
from epubmaker.render.pdf.objects import text_string
from epubmaker.render.pdf.pagination import Page, Placed, Turn
from epubmaker.render.pdf.slabs import Plate, Rule, Strip
from epubmaker.render.pdf.tags import Element, TagTree
from epubmaker.render.pdf.theme import TextStyle, Theme
from epubmaker.render.pdf.typesetters import Typesetters
from epubmaker.typeset import SetLine, Typesetter

_LAYOUT = "/Artifact <</Type /Layout>> BDC"
_SHELF_RULE = 1.8  # times the weight of a hairline
_PALE = "#BBBBBB"
_NUMBER_SIZE = 0.62  # em of the text: numbers of lines
_NUMBER_AWAY = 0.3  # how far from the column they end
_NUMBER_REACH = (
    4.0  # how far before a line that stands in the middle of several columns the column of its numbers is
)
_LEADER = "[0 3.4] 0 d 1 J 0.7 w"  # round dots


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the contents: its page, its rectangle, the story it leads to, its text and its element."""

    page: int
    rectangle: tuple[float, float, float, float]
    target: str
    text: str
    element: Element


@dataclass(slots=True)
class DrawnPage:
    """The content of one page, and the links on it."""

    content: bytes
    links: list[Link] = field(default_factory=list)


class Ink(Protocol):
    """A pen for set lines in one direction."""

    def draw(self, line: SetLine, size: float, x: float, y: float) -> list[Shown]:
        """Return text operators for a line; x, y is its middle on the left or, vertical, at the top."""
        ...


class Inks(NamedTuple):
    """What draws the text, and what draws running heads and folios, which are always horizontal."""

    text: Ink
    furniture: Ink


class PageDrawer:
    """Drawer of pages; `pages_of` says on which page (from 0) each story begins.

    `typesetters` are those of the text and those of running heads and folios.
    """

    def __init__(
        self,
        sheet: Sheet,
        theme: Theme,
        typesetters: tuple[Typesetters, Typesetters],
        inks: Inks,
        tags: TagTree,
        pages_of: Mapping[str, int],
    ) -> None:
        self._sheet = sheet
        self._theme = theme
        self._typesetters, self._furniture_typesetters = typesetters
        self._ink = inks.text
        self._furniture_ink = inks.furniture
        self._tags = tags
        self._pages_of = pages_of

    def draw(self, page: Page, number: int, front: Front, leaf: int) -> DrawnPage:
        """Draw one page, counted from 0; `leaf` is where its content is marked."""
        drawn = DrawnPage(b"")
        parts: list[str] = []
        if front.folio:
            parts += self._running_head(front, number)
        parts += self._rules(page)
        for turn in page.turns:
            parts += self._turn(turn, front)
        for placed in page.placed:
            parts += self._text(placed, leaf, drawn)
        drawn.content = "\n".join(parts).encode("latin-1")  # glyph codes are bytes
        return drawn

    def _reach(self, placed: Placed) -> tuple[float, float]:
        """Return where along the line a placed slab begins, and how wide it is."""
        columns = self._sheet.divided(placed.columns)
        return columns.start(placed.column), columns.start(placed.width - 1) + columns.width

    def _text(self, placed: Placed, number: int, drawn: DrawnPage) -> list[str]:
        sheet, slab = self._sheet, placed.slab
        start, width = self._reach(placed)
        down = placed.row * sheet.leading
        if slab.flows:
            down -= placed.first * sheet.leading
        shown = slab.strips[placed.first : placed.stop]
        parts = self._lines(shown, (start, down), number, drawn)
        for strip in shown:
            if strip.number:
                parts += self._line_number(strip, start, down)
            if strip.pointer:
                parts += self._pointer(strip, (start, down), drawn, number)
        if slab.plate is not None:
            parts += self._plate(slab.plate, start, down, number)
            drawn.links += self._areas(slab.plate, number)
        last = slab.strips[placed.stop - 1] if placed.stop else None
        if last is not None and last.target:
            parts += self._entry_end(last, (start, down + last.across, width), number)
            drawn.links.append(self._link(placed, (start, down, width), number))
        return parts

    def _lines(
        self, strips: Sequence[Strip], place: tuple[float, float], number: int, drawn: DrawnPage
    ) -> list[str]:
        """Draw lines whose slab begins at a place, and note the links of those that lead somewhere by themselves."""
        start, down = place
        point, draw = self._sheet.point, self._ink.draw
        marker = Marker(self._tags, number)
        for strip in strips:
            for one in strip.row() if strip.beside else (strip,):
                if one.line.units:
                    x, y = point(start + one.along, down + one.across)
                    marker.add(one.element, one.style, draw(one.line, one.style.size, x, y))
                if one.link:
                    drawn.links.append(self._link_of_line(one, place, number))
        return marker.end()

    def _line_number(self, strip: Strip, start: float, down: float) -> list[str]:
        """Show the number of a line before its column, or before a poem in the middle: small, and no part of the text."""
        style = self._theme.styles["credit"]
        size = max(_NUMBER_SIZE * self._sheet.size, self._theme.least)
        line = self._furniture_typesetters.of(style.family).line(str(strip.number))
        edge = start + max(0.0, strip.along - _NUMBER_REACH * self._sheet.size)
        x, y = self._sheet.point(edge, down + strip.across)
        away = _NUMBER_AWAY * self._sheet.size
        if self._sheet.vertical:
            x, y = x - line.end * size / 2, y + away + size / 2
        else:
            x -= line.end * size + away
        operators = [o for piece in self._furniture_ink.draw(line, size, x, y) for o in piece.operators]
        return [_LAYOUT, "BT", colour_of(style.colour, "rg"), *operators, "ET", "EMC"]

    def _plate(self, plate: Plate, start: float, down: float, number: int) -> list[str]:
        """Draw a picture and mark it as the content of its Figure."""
        x0, y0 = self._sheet.point(start + plate.along, down + plate.across)
        x1, y1 = self._sheet.point(start + plate.along + plate.length, down + plate.across + plate.depth)
        left, low, wide, high = min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0)
        plate.element.box = (round(left, 2), round(low, 2), round(left + wide, 2), round(low + high, 2))
        mark = self._tags.mark(plate.element, number)
        shown = f"q {wide:.2f} 0 0 {high:.2f} {left:.2f} {low:.2f} cm /{plate.picture.id} Do Q"
        return [f"/Figure <</MCID {mark}>> BDC", shown, "EMC"]

    def _areas(self, plate: Plate, number: int) -> list[Link]:
        """Return the links from the parts of a picture that is drawn to the stories they show."""
        left, low, right, top = plate.element.box or (0.0, 0.0, 0.0, 0.0)
        wide, high = right - left, top - low
        return [
            Link(
                number,
                (left + x0 * wide, top - y1 * high, left + x1 * wide, top - y0 * high),
                area.target,
                area.text,
                area.element,
            )
            for area in plate.areas
            for x0, y0, x1, y1 in (area.box,)
            if area.target in self._pages_of
        ]

    def _pointer(self, strip: Strip, place: tuple[float, float], drawn: DrawnPage, number: int) -> list[str]:
        """Draw the number of the page to which a line leads, if to any, behind it, and make a link of both."""
        start, down = place
        size, element, pointer = strip.style.size, strip.element, strip.pointer
        if pointer is None or pointer.target not in self._pages_of:
            return []
        if element is None:
            raise ValueError("a line that leads to a page has no element")
        said = pointer.tail.format(self._pages_of[pointer.target] + 1)
        line = self._typesetters.solid.of(strip.style.family).line(said)
        begin, across = start + strip.along, down + strip.across
        end = begin + strip.line.end * size
        marker = Marker(self._tags, number)
        marker.add(element, strip.style, self._ink.draw(line, size, *self._sheet.point(end, across)))
        x0, y0 = self._sheet.point(begin, across - size / 2)
        x1, y1 = self._sheet.point(end + line.end * size, across + size / 2)
        rectangle = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        drawn.links.append(Link(number, rectangle, pointer.target, strip.line.text + line.text, element))
        return marker.end()

    def _entry_end(self, strip: Strip, place: tuple[float, float, float], number: int) -> list[str]:
        """Draw the dots and the page number at the end of a line of the contents."""
        start, across, width = place
        style, size = strip.style, strip.style.size
        line = self._typesetters.of(style.family).line(str(self._pages_of[strip.target] + 1))
        along = start + width - line.end * size
        begin = start + strip.along + strip.line.end * size + 0.6 * size
        parts = []
        if along - 0.5 * size > begin:
            (x0, y0), (x1, y1) = (
                self._sheet.point(begin, across),
                self._sheet.point(along - 0.5 * size, across),
            )
            dots = f"q {colour_of(self._theme.rule_colour, 'RG')} {_LEADER} {x1:.2f} {y1:.2f} m {x0:.2f} {y0:.2f} l S Q"
            parts += [_LAYOUT, dots, "EMC"]
        if strip.element is not None:
            marker = Marker(self._tags, number)
            marker.add(strip.element, style, self._ink.draw(line, size, *self._sheet.point(along, across)))
            parts += marker.end()
        return parts

    def _link(self, placed: Placed, place: tuple[float, float, float], number: int) -> Link:
        start, down, width = place
        strips = placed.slab.strips
        x0, y0 = self._sheet.point(start, down)
        x1, y1 = self._sheet.point(start + width, down + placed.slab.rows * self._sheet.leading)
        rectangle = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        element = strips[-1].element
        if element is None:
            raise ValueError("a line of the contents has no element")
        text = "".join(strip.line.text for strip in strips)
        return Link(number, rectangle, strips[-1].target, text, element)

    def _link_of_line(self, strip: Strip, place: tuple[float, float], number: int) -> Link:
        """Return the link over a line that leads somewhere by itself."""
        along, across = place[0] + strip.along, place[1] + strip.across - self._sheet.leading / 2
        x0, y0 = self._sheet.point(along, across)
        x1, y1 = self._sheet.point(along + strip.line.end * strip.style.size, across + self._sheet.leading)
        rectangle = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        if strip.element is None:
            raise ValueError("a line that leads somewhere has no element")
        return Link(number, rectangle, strip.link, strip.line.text, strip.element)

    def _rules(self, page: Page) -> list[str]:
        lines = []
        sheet = self._sheet
        for placed in page.placed:
            start, width = self._reach(placed)
            for rule in placed.slab.rules:
                across = placed.row * sheet.leading + rule.across
                lines.append(self._rule(start + rule.start * width, start + rule.end * width, across, rule))
        lines += [self._rule_across(*rule) for rule in page.across]
        lines += [self._rule_along(*rule) for rule in page.along if rule[3] or self._theme.column_rules]
        return [_LAYOUT, *lines, "EMC"] if lines else []

    def _rule(self, begin: float, end: float, across: float, rule: Rule) -> str:
        (x0, y0), (x1, y1) = self._sheet.point(begin, across), self._sheet.point(end, across)
        colour = colour_of(rule.colour, "RG")
        return f"q {colour} {rule.weight:g} w {x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S Q"

    def _rule_across(self, row: int, column: int, width: int, shelf: bool) -> str:
        """Draw a rule between two stories, or between two shelves of them."""
        theme, columns = self._theme, self._sheet.columns
        weight = (_SHELF_RULE if shelf else 1.0) * theme.hairline
        across = (row + (1.0 if shelf else 0.5)) * self._sheet.leading
        end = columns.start(column + width - 1) + columns.width
        return self._rule(columns.start(column), end, across, Rule(0.0, weight, theme.rule_colour))

    def _rule_along(self, column: int, row: int, rows: int, stories: bool) -> str:
        """Draw a rule between two columns: of one story, or of two."""
        sheet, theme = self._sheet, self._theme
        along = sheet.columns.start(column) - sheet.columns.gap / 2
        x0, y0 = sheet.point(along, row * sheet.leading + 2)
        x1, y1 = sheet.point(along, (row + rows) * sheet.leading - 2)
        colour = colour_of(theme.rule_colour if stories else _PALE, "RG")
        return f"q {colour} {theme.hairline:g} w {x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S Q"

    def _turn(self, turn: Turn, front: Front) -> list[str]:
        """Say at the foot of a story on which page it goes on, or at its head from which page it comes."""
        sheet, columns = self._sheet, self._sheet.columns
        style = self._theme.styles["turn" if turn.onward else "continued"]
        typesetter = self._typesetters.of(style.family)
        end = columns.start(turn.column + turn.width - 1) + columns.width
        start = columns.start(turn.column)
        if turn.onward:
            line = typesetter.line(front.onward.format(turn.page + 1))
            along = end - line.end * style.size
        else:
            line = _continued(turn, front, (end - start) / style.size, typesetter)
            along = start
        shown = self._ink.draw(line, style.size, *sheet.point(along, (turn.row + 0.5) * sheet.leading))
        operators = [operator for piece in shown for operator in piece.operators]
        said = f"/Artifact <</Type /Pagination /ActualText {text_string(line.text).decode('ascii')}>> BDC"
        return [said, "BT", colour_of(style.colour, "rg"), *operators, "ET EMC"]

    def _running_head(self, front: Front, number: int) -> list[str]:
        """Draw paper and date, with the page's number at the outer edge (no number stands below a column of text)."""
        style, folio = self._theme.styles["running"], self._theme.styles["folio"]
        left, right = self._edges()
        y = self._sheet.height - self._theme.paper.margins[0] + 0.95 * self._sheet.leading
        running = f"{front.running}　{front.section}" if front.section else front.running
        apart = 2 * style.size
        outer = (number % 2 == 0) != self._sheet.vertical  # books in vertical lines are bound on the right
        page = front.folio
        wide = self._width(page, folio) + apart
        parts = [self._artifact_text(running, style, left if outer else left + wide, y)]
        if front.dateline:
            end = right - wide if outer else right
            parts.append(
                self._artifact_text(front.dateline, style, end - self._width(front.dateline, style), y)
            )
        parts.append(self._artifact_text(page, folio, right - wide + apart if outer else left, y))
        rule_y = y - 0.62 * self._sheet.leading
        rule = f"q {colour_of(self._theme.rule_colour, 'RG')} {self._theme.hairline:g} w"
        return [*parts, _LAYOUT, f"{rule} {left:.2f} {rule_y:.2f} m {right:.2f} {rule_y:.2f} l S Q", "EMC"]

    def _edges(self) -> tuple[float, float]:
        margins = self._theme.paper.margins
        if self._sheet.vertical:
            return margins[3], self._sheet.width - margins[1]
        return self._sheet.left, self._sheet.left + self._sheet.length

    def _width(self, text: str, style: TextStyle) -> float:
        return self._furniture_typesetters.of(style.family).line(text).end * style.size

    def _artifact_text(self, text: str, style: TextStyle, x: float, y: float) -> str:
        """Draw what belongs to the page, not to a text; it says by itself how it reads."""
        line = self._furniture_typesetters.of(style.family).line(text)
        operators = [o for piece in self._furniture_ink.draw(line, style.size, x, y) for o in piece.operators]
        said = f"/Artifact <</Type /Pagination /ActualText {text_string(text).decode('ascii')}>> BDC"
        return "\n".join([said, "BT", colour_of(style.colour, "rg"), *operators, "ET EMC"])


def gathered(drawn: Sequence[DrawnPage], leaves: Leaves) -> list[DrawnPage]:
    """Lay drawn pages on their leaves, each as far to the right as it stands there."""
    laid = [DrawnPage(b"") for _ in range(leaves.count)]
    for page, place in zip(drawn, leaves.places, strict=True):
        leaf = laid[place.number]
        if leaves.count == len(drawn):
            laid[place.number] = page
            continue
        leaf.content += b"q 1 0 0 1 %.2f 0 cm\n%s\nQ\n" % (place.shift, page.content)
        for link in page.links:
            left, low, right, high = link.rectangle
            moved = (left + place.shift, low, right + place.shift, high)
            leaf.links.append(replace(link, rectangle=moved))
    return laid


def _continued(turn: Turn, front: Front, measure: float, typesetter: Typesetter) -> SetLine:
    """Set title and page of a story that is continued, the title cut to the measure."""
    for length in range(len(turn.title), 0, -1):
        title = turn.title if length == len(turn.title) else turn.title[:length].rstrip() + "……"
        line = typesetter.line(title + front.back.format(turn.page + 1))
        if line.end <= measure:
            return line
    return typesetter.line(front.back.format(turn.page + 1))
