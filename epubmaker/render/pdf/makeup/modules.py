"""What make-up works with, counted in grid rows and columns: modules that go in, parts on pages that come out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from epubmaker.render.pdf.makeup.legs import Fill, Mark, Piece

CONTINUED_ROWS = 2  # the line that says what is continued, and its white
SEAM_ROWS = 1  # the white and the rule between two modules of one stack
SHELF_ROWS = 2  # the white and the rule between two shelves

LEAD, MAJOR, MINOR = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Module:
    """One thing that is set as a rectangle: a story, or a strip over the whole page such as the contents.

    pieces  the body, in order
    heads   rows of the head where it spans 1, 2 ... columns; 0 without a head
    rank    1 for the lead, 2 and 3 for the others
    strip   number of columns of a body that is set over the whole page in columns of its own; 0 for a story
    keep    may not be the last thing on a page
    bare    has no rule above it
    whole   all of it stands in its head: a photograph
    """

    pieces: Sequence[Piece]
    heads: Sequence[int]
    rank: int = MINOR
    strip: int = 0
    keep: bool = False
    bare: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """The grid of a page: how many columns, and how many rows each holds."""

    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class Part:
    """A module, or as much of it as stands on one page.

    number  which module; `start` is where in its body this part begins, `fill` how far each leg goes
    row     first row, of the head; `head` and `rows` are the heights of head and whole part
    column  first column; `width` is how many columns it takes
    opens   whether its head stands here; otherwise the part is continued from an earlier page
    closes  whether it ends here
    """

    number: int
    start: Mark
    fill: Fill
    row: int
    head: int
    rows: int
    column: int
    width: int
    opens: bool
    closes: bool


@dataclass(slots=True)
class Made:
    """One page: its parts in reading order, and the rules between them in grid units.

    across  rules along the lines: row, first column, width, whether it parts whole shelves
    along   rules between columns: column before which it stands, first row, rows, whether it parts two modules
    """

    parts: list[Part] = field(default_factory=list)
    across: list[tuple[int, int, int, bool]] = field(default_factory=list)
    along: list[tuple[int, int, int, bool]] = field(default_factory=list)
