"""Stories to slabs: every passage set in its style, headings brought to whole rows of the grid (CLREQ 4.1.2)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache, partial
from itertools import zip_longest
from math import ceil

from epubmaker.model.pictures import EditionPicture
from epubmaker.render.fonts import is_traditional
from epubmaker.render.headings import Headings
from epubmaker.render.pdf.cited import below, unbroken
from epubmaker.render.pdf.geometry import Columns, Sheet
from epubmaker.render.pdf.manuscript import Passage, Story, clean, set_together
from epubmaker.render.pdf.phrases import break_prices, with_clauses_apart
from epubmaker.render.pdf.slabs import Plate, Pointer, Rule, Slab, Strip
from epubmaker.render.pdf.tables import TableSetter, prices_of_record, records
from epubmaker.render.pdf.tags import Element
from epubmaker.render.pdf.theme import TextStyle, Theme
from epubmaker.render.pdf.typesetters import Typesetters
from epubmaker.typeset import WORD_ROOM, Alignment, Composed, SetLine

_STYLE_OF_BODY = {
    "paragraph": "body",
    "crosshead": "crosshead",
    "caption": "caption",
    "credit": "credit",
    "label": "label",
    "item": "item",
    "stanza": "verse",
    "verse": "verse",
    "question": "question",
    "answer": "body",
    "turn": "body",
    "signature": "signature",
    "contact": "body",
    "head-row": "body",
    "row": "body",
}
_HANGING = {"item": 1.0, "verse": 1.0}  # em by which the first line of a role stands out
_TAGS = {"crosshead": "H3", "item": "LBody"}
_PREFIX = {1: "lead-", 2: "major-", 3: ""}  # of a header's style, by the story's rank
_HEADINGS = frozenset({"crosshead", "label"})
_NUMBERED = 5  # every fifth line
_AIR = 0.5  # least white around a heading of several rows, in rows
WHOLE_POEM, _WHOLE_CAPTION = 16, 12  # rows of what no column parts
_TALLEST = 0.45  # of a column: a picture leaves room for its caption and for text
_SEEN = (("（版面见第", "{}页）"), ("（版面見第", "{}頁）"))  # a facsimile, and the number of its page
_FIGURES = -1.0  # em: what the number takes, less its two brackets
_PRICED = 2048  # headings whose breaks are remembered: those of contents are set again above their stories
_ROWS_ASIDE = 3  # of a credit or a signature: what is longer is text, whatever it is called, and is set from edge to edge
_BELOW = 0.999  # what is set smaller to find room has a little to spare
_SHARE_ABOVE = 0.55  # of the white around a heading


class Composition:
    """Setter of the passages of one document; `numbered` gives every fifth line of a story its number."""

    def __init__(
        self,
        sheet: Sheet,
        theme: Theme,
        typesetters: Typesetters,
        headings: Headings,
        language: str,
        *,
        numbered: bool = False,
    ) -> None:
        self.sheet = sheet
        self.theme = theme
        self.language = language
        self.typesetters = typesetters
        self.headings = headings
        self.numbered = numbered
        self.columns = sheet.columns  # of the text
        # a headline also stands in the contents
        self._prices = lru_cache(_PRICED)(partial(break_prices, headings=headings, language=language))

    def style(self, role: str) -> TextStyle:
        """Return the theme's style for a role."""
        return self.theme.styles[role]

    def header_style(self, story: Story, role: str) -> TextStyle:
        """Return the style of a role of a story's header, which depends on its rank."""
        return self.style(_PREFIX[story.rank] + role)

    def heads(self, story: Story, element: Element) -> tuple[Slab | None, ...]:
        """Set the header group of a story over one, two ... columns, by its rank; make-up chooses among them."""
        columns = self.sheet.columns
        elements = self.header_elements(story, element)
        widths = map(columns.over, range(1, columns.count + 1))
        return tuple(self.head(story, elements, width) for width in widths)

    @staticmethod
    def header_elements(story: Story, element: Element) -> list[Element]:
        """Return an element for each passage of a header group, and for each facsimile it points at."""
        passages = [element.child("H2" if passage.role == "headline" else "P") for passage in story.header]
        return [*passages, *(element.child("P").child("Link") for _ in story.pictured)]

    def head(self, story: Story, elements: list[Element], width: float) -> Slab | None:
        """Set a header group over a width, None where the story has none."""
        strips: list[Strip] = []
        down = 0.0
        for passage, element in zip(story.header, elements, strict=False):
            style = self.header_style(story, passage.role)
            lines = self.heading(passage.text, style, width)
            strips += self._stacked(lines, style, width, down, element)
            down += len(lines) * style.leading
        for target, element in zip(story.pictured, elements[len(story.header) :], strict=True):
            style = self.style("turn")
            strips.append(self._pointing(target, width, down, element, self.header_style(story, "byline")))
            down += style.leading
        if not strips:
            return None
        return self.whole_rows(strips, down, keep=True, anchor=story.name)

    def _pointing(self, target: str, width: float, down: float, element: Element, like: TextStyle) -> Strip:
        """Set the line that leads to a facsimile, aligned as another style is; the number of its page is set when it is known."""
        style = self.style("turn")
        said, tail = _SEEN[is_traditional(self.language)]
        line = self.typesetters.solid.of(style.family).line(said)
        room = line.end + len(tail) + _FIGURES
        along = aligned(like, max(0.0, width - room * style.size))
        return Strip(line, style, along, down + style.leading / 2, element, pointer=Pointer(target, tail))

    def body(self, story: Story, element: Element) -> list[Slab]:
        """Set the body of a story in one column."""
        slabs: list[Slab] = []
        for together, members in set_together(story.body):
            passages = [passage for _, passage in members]
            if together == "table":
                slabs += self._table(passages, element)
            elif together == "list":
                items = element.child("L")
                slabs += [self._passage(passage, items.child("LI"), self.columns) for passage in passages]
            elif together == "verse":
                slabs += self._verse(passages, element)
            else:
                for number, passage in members:
                    slab = self._block((story, number), element)
                    told = bool(slabs) and (slabs[-1].flows or story.body[number - 1].role == "caption")
                    if told and passage.role == "credit":
                        slab = self._appended(slabs.pop(), slab)
                    slabs.append(slab)
        if not story.header and slabs:
            slabs[0] = replace(slabs[0], anchor=story.name)
        return list(_numbered(slabs)) if self.numbered else slabs

    def _block(self, place: tuple[Story, int], element: Element) -> Slab:
        """Set one passage by itself; a crosshead can be reached by its name, and the caption below a picture stays whole."""
        story, number = place
        passage = story.body[number]
        if passage.role == "caption" and number and story.body[number - 1].picture is not None:
            return self.caption(passage, self.passage_element(passage, element), self.columns.width)
        slab = self._passage(passage, element, self.columns)
        return replace(slab, anchor=f"{story.name}-{number}") if passage.role == "crosshead" else slab

    def caption(self, passage: Passage, tag: Element, width: float) -> Slab:
        """Set what is said below a picture: one line in the middle, more as a paragraph that is not parted."""
        style = self.style("caption")
        line = self.typesetters.of(style.family).line(passage.text) if passage.text else None
        if line is None or passage.citation or line.end * style.size > width:
            slab = self.passage(passage, tag, width)
            return replace(slab, flows=slab.rows > _WHOLE_CAPTION)
        along = (width - line.end * style.size) / 2
        return Slab(1, (Strip(line, style, along, self.sheet.leading / 2, tag),))

    def _table(self, passages: list[Passage], element: Element) -> list[Slab]:
        """Set the rows of a table; a column too narrow for it takes them as lines of text, each with the names of its cells."""
        rows = self.table_setter().set(passages, element, self.columns.width)
        style = self.style("cell")
        return rows or [self._record(text, style, element.child("P")) for text in records(passages)]

    def table_setter(self) -> TableSetter:
        """Return what sets the rows of a table."""
        styles = (self.style("head-cell"), self.style("cell"))
        return TableSetter(self.theme, self.typesetters, styles, self._prices)

    def _record(self, text: str, style: TextStyle, element: Element) -> Slab:
        """Set a row of a table as a line of text that hangs behind its first cell."""
        typesetter, measure = self.typesetters.of(style.family), self.columns.width / style.size - 1
        lines = typesetter.compose_ragged(clean(text), measure, prices_of_record).lines
        strips = self._stacked(lines, style, self.columns.width, 0.0, element)
        rows = [
            strip._replace(along=style.size * bool(row), across=(row + 0.5) * self.sheet.leading)
            for row, strip in enumerate(strips)
        ]
        return Slab(len(rows), tuple(rows), flows=True)

    def _verse(self, passages: list[Passage], element: Element) -> list[Slab]:
        """Set lines of verse, a blank row between stanzas; a stanza is not parted, nor a short poem."""
        slabs: list[Slab] = []
        for passage, following in zip_longest(passages, passages[1:]):
            if slabs and passage.role == "stanza":
                slabs.append(Slab(1, yields=True))
            slab = self._passage(passage, element, self.columns)
            goes_on = following is not None and following.role == "verse"
            slabs.append(replace(slab, keep=goes_on))
        short = sum(slab.rows for slab in slabs) <= WHOLE_POEM
        whole = [replace(slab, keep=not slab.yields) for slab in slabs[:-1]] if short else slabs[:-1]
        return [*whole, *slabs[-1:]]

    def fitted(self, text: str, style: TextStyle, width: float) -> TextStyle:
        """Return a style so small that a line holds the longest word of a text: names of files stay whole."""
        longest = self.typesetters.of(style.family).longest_word(text)
        share = width / style.size / (longest + WORD_ROOM)
        if share >= 1.0:
            return style
        share *= _BELOW
        return replace(style, size=style.size * share, leading=style.leading * share)

    def heading(self, text: str, style: TextStyle, width: float) -> tuple[SetLine, ...]:
        """Break a heading into balanced lines, between phrases where it can; white stands between two clauses on one line."""
        typesetter = self.typesetters.of(style.family)
        measure = width / style.size
        lines = typesetter.compose_ragged(text, measure, self._prices).lines
        if clauses := self.headings.clause_ends(text):
            lines = with_clauses_apart(lines, clauses)
            if max(line.end for line in lines) > measure > len(clauses):
                narrower = typesetter.compose_ragged(text, measure - len(clauses), self._prices).lines
                lines = with_clauses_apart(narrower, clauses)
        return lines

    def solid(self, text: str, style: TextStyle, width: float) -> tuple[SetLine, ...]:
        """Break a line of facts as a heading, without space between Han and numbers: 2020年1月10日 is one string."""
        typesetter = self.typesetters.solid.of(style.family)
        return typesetter.compose_ragged(text, width / style.size).lines

    def paragraph(self, passage: Passage, style: TextStyle, measure: float) -> Composed:
        """Set justified text; a dateline at its beginning and a citation at its end have their own families."""
        typesetter = self.typesetters.of(style.family)
        if not passage.lead_in and not passage.citation:
            return typesetter.compose(passage.text, measure, style.indent)
        lead = self.typesetters.of(self.style("dateline").family)
        units = lead.units(passage.text[: passage.lead_in]) + typesetter.units(
            passage.text[passage.lead_in :]
        )
        composed = typesetter.compose_units(units, measure, style.indent)
        if not passage.citation:
            return composed
        cited = list(unbroken(self.typesetters.solid.of(self.style("credit").family).units(passage.citation)))
        beside = sum(unit.width for unit in cited) <= measure - composed.lines[-1].end
        if beside:
            return typesetter.compose_units([*units, *cited], measure, style.indent)
        return Composed((*composed.lines, *below(typesetter.compose_units(cited, measure)).lines), measure)

    def line_of_index(self, text: str, role: str, section: Element, columns: Columns) -> Slab:
        """Set a heading inside an index, which stays with what follows."""
        style = self.style(role)
        lines = self.heading(text, style, columns.width)
        tag = section.child("H3" if role == "crosshead" else "P")
        strips = self._stacked(lines, style, columns.width, 0.0, tag)
        return self.whole_rows(strips, len(lines) * style.leading, keep=True)

    def paragraph_of_index(self, text: str, style: TextStyle, measure: float) -> Composed:
        """Set a name and its pages without space between Han and numbers."""
        return self.typesetters.solid.of(style.family).compose(text, measure)

    def heading_of_index(self, text: str, style: TextStyle, measure: float) -> Composed:
        """Set a name that is longer than a line: between its words, in lines of like length."""
        return self.typesetters.solid.of(style.family).compose_ragged(text, measure, self._prices)

    def whole_rows(self, strips: list[Strip], height: float, *, keep: bool = False, anchor: str = "") -> Slab:
        """Put strips of a total height into as few whole rows as give them air, a little more above than below."""
        leading = self.sheet.leading
        rows = 1 if height <= leading else ceil(height / leading + _AIR - 1e-6)
        shift = (rows * leading - height) * (_SHARE_ABOVE if rows > 1 else 0.5)
        moved = tuple(
            [
                Strip(
                    strip.line,
                    strip.style,
                    strip.along,
                    strip.across + shift,
                    strip.element,
                    pointer=strip.pointer,
                )
                for strip in strips
            ]
        )
        return Slab(rows, moved, keep=keep, anchor=anchor)

    def separator(self) -> Slab:
        """Return the space and the rule between two notices of a column."""
        rule = Rule(self.sheet.leading * 0.5, self.theme.hairline, self.theme.rule_colour)
        return Slab(1, rules=(rule,), yields=True)

    def _passage(self, passage: Passage, element: Element, columns: Columns) -> Slab:
        return self.passage(passage, self.passage_element(passage, element), columns.width)

    @staticmethod
    def passage_element(passage: Passage, element: Element) -> Element:
        """Return a new element below `element` for a passage."""
        if passage.picture is not None:
            return element.child("Figure")
        return element.child(_TAGS.get(_STYLE_OF_BODY[passage.role], "P"))

    def passage(self, passage: Passage, tag: Element, width: float) -> Slab:
        """Set one passage of a body over a width."""
        if passage.picture is not None:
            return self.figure(passage.picture, passage.text, tag, width)
        role = _STYLE_OF_BODY[passage.role]
        style = self.style(role)
        aside = style.align is not Alignment.START and len(passage.text) * style.size <= _ROWS_ASIDE * width
        if role in _HEADINGS or aside:
            lines = self.heading(passage.text, style, width)
            strips = self._stacked(lines, style, width, 0.0, tag)
            return self.whole_rows(strips, len(lines) * style.leading, keep=role in _HEADINGS)
        hang = _HANGING.get(role, 0.0)
        measure = width / style.size - style.indent * bool(hang) - hang
        if not hang:
            slab = self._flowing(self.paragraph(passage, style, measure), style, tag)
            return replace(slab, keep=True) if role == "question" else slab
        composed = self.typesetters.of(style.family).compose(passage.text, measure, -hang)
        return self._flowing(composed, style, tag, (style.indent + hang) * style.size)

    def figure(self, picture: EditionPicture, words: str, figure: Element, width: float) -> Slab:
        """Set a picture as wide as its column allows, its caption behind it in the same column."""
        sheet = self.sheet
        most = _TALLEST * sheet.rows * sheet.leading
        sides = (picture.height, picture.width) if sheet.vertical else (picture.width, picture.height)
        scale = min(width / sides[0], most / sides[1])
        length, depth = sides[0] * scale, sides[1] * scale
        rows = ceil(depth / sheet.leading + _AIR)
        across = (rows * sheet.leading - depth) / 2
        figure.alternate = words
        plate = Plate(picture, (width - length) / 2, across, length, depth, figure)
        return Slab(rows, keep=True, plate=plate)

    def flowing(self, passage: Passage, style: TextStyle, columns: Columns, element: Element) -> Slab:
        """Set one paragraph on the line grid, to be divided between its lines."""
        composed = self.paragraph(passage, style, columns.width / style.size)
        return self._flowing(composed, style, element)

    def _flowing(self, composed: Composed, style: TextStyle, element: Element, along: float = 0.0) -> Slab:
        leading = self.sheet.leading
        strips = [
            Strip(line, style, along, (row + 0.5) * leading, element)
            for row, line in enumerate(composed.lines)
        ]
        return Slab(len(strips), tuple(strips), flows=True)

    def _appended(self, text: Slab, credit: Slab) -> Slab:
        """Set a credit under the caption it belongs to, so that no column parts them."""
        leading = self.sheet.leading
        strips = [
            strip._replace(across=(text.rows + row + 0.5) * leading)
            for row, strip in enumerate(credit.strips)
        ]
        return replace(text, rows=text.rows + len(strips), strips=(*text.strips, *strips))

    @staticmethod
    def _stacked(
        lines: tuple[SetLine, ...], style: TextStyle, width: float, down: float, element: Element
    ) -> list[Strip]:
        strips = []
        for row, line in enumerate(lines):
            along = style.indent * style.size + aligned(style, width - line.end * style.size)
            strips.append(Strip(line, style, along, down + (row + 0.5) * style.leading, element))
        return strips


def _numbered(slabs: Iterable[Slab]) -> Iterator[Slab]:
    """Yield slabs with the numbers of their lines of text, counted over the whole story."""
    count = 0
    for slab in slabs:
        if not slab.flows:
            yield slab
            continue
        numbers = range(count + 1, count + len(slab.strips) + 1)
        count += len(slab.strips)
        strips = (
            strip if number % _NUMBERED else strip._replace(number=number)
            for strip, number in zip(slab.strips, numbers, strict=True)
        )
        yield replace(slab, strips=tuple(strips))


def aligned(style: TextStyle, blank: float) -> float:
    """Return how much of the blank of a line stands before it."""
    return {Alignment.START: 0.0, Alignment.CENTRE: blank / 2, Alignment.END: blank}[style.align]
