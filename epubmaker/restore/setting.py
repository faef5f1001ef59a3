"""What a rule may know about the text it looks at, besides the text."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["prose", "heading", "byline", "matter"]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a text stands.

    kind            prose (paragraphs, captions), heading (headline, kicker, deck, crosshead), byline (bylines and
                    credits), matter (mastheads, advertisements: rows that are no sentences)
    deck            it is a deck (副题), which may open with a dash
    quote_goes_on   the next paragraph opens with a quotation mark, so a quotation may go on into it
    item            it is an item of a list, which Markdown marks with a dash
    meant           blanks between its words were set by somebody (`restore.blanks`), and stay
    caption         it stands below a picture, and may end in who took it
    cells           it is a row of a table, whose gaps part cells
    kept_joins      numbers of the joins between lines that stay line ends (rows of an advertisement)
    """

    kind: Kind = "prose"
    deck: bool = False
    quote_goes_on: bool = False
    kept_joins: frozenset[int] = frozenset()
    cells: bool = False
    item: bool = False
    meant: bool = False
    caption: bool = False


PROSE = Setting()
HEADING = Setting("heading")
DECK = Setting("heading", deck=True)
BYLINE = Setting("byline")
MATTER = Setting("matter")
CELLS = Setting("matter", cells=True)
