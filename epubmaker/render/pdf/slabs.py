"""What a page is filled with: slabs, each a whole number of grid rows high (CLREQ 4.1.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from epubmaker.model.pictures import EditionPicture
from epubmaker.render.pdf.makeup import Piece
from epubmaker.render.pdf.tags import Element
from epubmaker.render.pdf.theme import TextStyle
from epubmaker.typeset import SetLine


class Strip(NamedTuple):
    """One set line in a slab: `along` from the column edge and `across` from the slab's top to the line's middle.

    In points. `target` names the article whose page number stands at the end of the measure (a line of the contents).
    `beside` is what else stands on the same row: the line in the other script, or the next piece of a line of the index;
    `number` is shown before the line, 0 for none. `link` is where the line itself leads, "" for nowhere; `pointer` names a
    page to which the line leads, whose number stands behind it.
    """

    line: SetLine
    style: TextStyle
    along: float
    across: float
    element: Element | None
    target: str = ""
    beside: Strip | None = None
    number: int = 0
    link: str = ""
    pointer: Pointer | None = None

    def row(self) -> Iterator[Strip]:
        """Yield the strip and what else stands on its row."""
        one: Strip | None = self
        while one is not None:
            yield one
            one = one.beside


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where a line leads: the name of the place, and what is set behind the line, `{}` for the number of its page."""

    target: str
    tail: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line drawn along the text, from `start` to `end` of the column's width (0..1), `across` from the slab's top."""

    across: float
    weight: float
    colour: str
    start: float = 0.0
    end: float = 1.0


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a picture that leads to a story: left, top, right, bottom as parts of it; what the link says; its element."""

    box: tuple[float, float, float, float]
    target: str
    text: str
    element: Element


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture in a slab: `along` from the column edge, `across` from the slab's top, its size in both directions.

    In points. `element` is its Figure, `areas` are the parts of it that lead elsewhere.
    """

    picture: EditionPicture
    along: float
    across: float
    length: float
    depth: float
    element: Element
    areas: tuple[Area, ...] = ()


@dataclass(frozen=True, slots=True)
class Slab:
    """A piece of a column.

    rows     height in grid rows
    strips   its lines; where `flows`, one for each row, and the slab may be divided between two of them
    keep     stays with what follows: a heading
    yields   is left out at the top of a column: the space and rule between articles
    anchor   name of the article that begins here
    plate    a picture that fills it
    """

    rows: int
    strips: tuple[Strip, ...] = ()
    rules: tuple[Rule, ...] = ()
    flows: bool = False
    keep: bool = False
    yields: bool = False
    anchor: str = ""
    plate: Plate | None = None

    @property
    def piece(self) -> Piece:
        """Return what make-up has to know of it."""
        return Piece(self.rows, self.flows, self.keep, self.yields)


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that make-up sets as a rectangle: a story, or a strip over the page.

    body    its text, set in single columns
    heads   its head over 1, 2 ... columns; none where it has no head
    title   what is said where it goes on on another page
    rank    1 for the lead, 2 and 3 for other stories
    strip   the columns of its own in which a strip's body is set; 0 for a story
    keep    may not be the last thing on a page
    bare    has no rule above it
    whole   stands in its head, picture and caption included, and has no body
    """

    body: tuple[Slab, ...]
    heads: tuple[Slab | None, ...] = ()
    title: str = ""
    rank: int = 3
    strip: int = 0
    keep: bool = False
    bare: bool = False
    whole: bool = False


def stacked(slabs: Sequence[Slab], leading: float) -> Slab:
    """Set slabs one below the other as one that is not parted."""
    strips: list[Strip] = []
    rules: list[Rule] = []
    plate, rows = None, 0
    for slab in slabs:
        down = rows * leading
        strips += [strip._replace(across=strip.across + down) for strip in slab.strips]
        rules += [replace(rule, across=rule.across + down) for rule in slab.rules]
        if slab.plate is not None:
            plate = replace(slab.plate, across=slab.plate.across + down)
        rows += slab.rows
    return Slab(rows, tuple(strips), tuple(rules), plate=plate)
