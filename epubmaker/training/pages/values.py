"""What a page is made of: parts of articles, printed lines that hold pieces of them, and the sheet's rules and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .habits import Habits

ROLES = [
    "text",
    "crosshead",
    "headline",
    "kicker",
    "deck",
    "byline",
    "signature",
    "label",
    "caption",
    "credit",
    "table",
    "list",
    "verse",
    "note",
    "contact",
    "notice-sign",
    "jump",
    "furniture",
    "ad",
    "weather",
    "dialogue",
]
TITLE_ROLES = ("label", "kicker", "headline", "deck")
DOWN = 1.1  # sizes from one character of a title that runs down to the next
# The kind of block that a part becomes in the gold; parts of other roles are no blocks of the body.
BLOCK_KINDS = {
    "text": "paragraph",
    "dialogue": "paragraph",
    "crosshead": "crosshead",
    "verse": "verse",
    "note": "note",
    "table": "row",
    "list": "item",
    "contact": "contact",
    "notice-sign": "signature",
}


@dataclass(eq=False)
class Part:
    """A part of an article or of the page's furniture: one paragraph, one headline, one row of a table.

    `size` is in sizes of the page's text, `indent` in em; `rows` is the number of rows of text a row of the part takes.
    `question` marks the dialogue turns that ask, `goes_on` the
    rest of a paragraph that began on another page; `cells` are the cells of a row of a table. `pieces` are the printed lines'
    texts, once they are set; a part that is never set in print keeps none.
    """

    role: str
    text: str
    font: str = "song"
    size: float = 1.0
    align: str = "justify"
    indent: float = 2.0
    rows: int = 1
    cells: tuple[str, ...] = ()
    stanza: int = 0
    question: bool = False
    bold: bool = False
    goes_on: bool = False
    pieces: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Return the kind of block in the gold, empty for a part that is none."""
        return "question" if self.question else BLOCK_KINDS.get(self.role, "")


@dataclass(eq=False)
class Article:
    """One text of the page: its head, its body in reading order, and its pictures' captions with their credits."""

    kind: str = "article"
    head: list[Part] = field(default_factory=list)
    body: list[Part] = field(default_factory=list)
    pictures: list[list[Part]] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    column: str = ""
    byline_at: str = ""
    run_in: bool = False
    joint: str = ""
    ambiguous: list[str] = field(default_factory=list)
    continues: Article | None = None

    @property
    def parts(self) -> list[Part]:
        """Return all parts in reading order."""
        return [*self.head, *self.body, *(part for picture in self.pictures for part in picture)]

    def words(self, role: str) -> str:
        """Return the text of the head's parts of one role."""
        return "".join(part.text for part in self.head if part.role == role)


@dataclass(frozen=True)
class Piece:
    """What a printed line holds of one part: its text and its place among the part's printed lines."""

    text: str
    part: Part
    index: int


@dataclass(eq=False)
class Line:
    """A printed line: where it stands (points from the top left), its face, and its pieces, nearly always one."""

    pieces: tuple[Piece, ...]
    x: float
    y: float
    w: float
    size: float
    font: str = "song"
    vertical: bool = False
    place: int = -1
    joint: str = ""

    @property
    def text(self) -> str:
        """Return the text of the whole line, its pieces apart by the joint: white space, or nothing."""
        return self.joint.join(piece.text for piece in self.pieces)

    @property
    def role(self) -> str:
        """Return the role of the line's last piece: a row that a title only opens is text."""
        return self.pieces[-1].part.role

    @property
    def high(self) -> float:
        """Return the line's height; what runs down is as high as its characters."""
        return self.size * DOWN * len(self.text) if self.vertical else self.size

    @property
    def middle(self) -> float:
        """Return the height of the line's middle."""
        return self.y + self.size / 2


@dataclass(frozen=True)
class House:
    """The manner in which one page is set; everything that is drawn once a page."""

    style: str
    script: str
    size: float
    pitch: float
    columns: int
    measure: float
    gutter: float
    shape: float
    ruling: str
    grid: bool
    vertical: float
    doubled: float
    stream: str
    emit: str
    gap: float
    cutting: str
    free: bool = False
    habits: Habits = field(default_factory=Habits)

    @property
    def leading(self) -> float:
        """Return the distance from row to row in points."""
        return self.size * self.pitch

    @property
    def unit(self) -> float:
        """Return the width of a column with its gutter in points."""
        return self.size * (self.measure + self.gutter)


@dataclass(eq=False)
class Page:
    """A page that is set: its lines in reading order, articles, furniture by kind, rules, pictures and its masthead's facts."""

    name: str
    house: House
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    furniture: list[tuple[str, list[Part]]] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    pictures: list[tuple[float, float, float, float]] = field(default_factory=list)
    facts: dict[str, object] = field(default_factory=dict)

    def marks(self) -> dict[int, tuple[str, int | None, int]]:
        """Return for every part, by its identity: role, article or None, and the number of its block."""
        found: dict[int, tuple[str, int | None, int]] = {}
        for number, article in enumerate(self.articles):
            found |= {id(part): (part.role, number, block) for block, part in enumerate(article.parts)}
        loose = (part for _, parts in self.furniture for part in parts)
        return found | {id(part): (part.role, None, block) for block, part in enumerate(loose)}

    def parts(self) -> Iterator[Part]:
        """Return all parts of the page, those of articles first."""
        for article in self.articles:
            yield from article.parts
        for _, parts in self.furniture:
            yield from parts
