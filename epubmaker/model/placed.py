"""Pages with positions: what a PDF, a scan or a digitisation says of where things stand on the paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from epubmaker.model.roles import Role
from epubmaker.model.spans import Span

Axis = Literal["h", "v"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points (1/72 inch), or in the unit of its page, from the top left corner; rotation is applied."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Return how wide it is."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Return how high it is."""
        return self.y1 - self.y0

    @property
    def middle(self) -> tuple[float, float]:
        """Return its centre."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def across(self, other: Box) -> float:
        """Return how much of its width another box shares; negative for the gap between them."""
        return min(self.x1, other.x1) - max(self.x0, other.x0)

    def down(self, other: Box) -> float:
        """Return how much of its height another box shares; negative for the gap between them."""
        return min(self.y1, other.y1) - max(self.y0, other.y0)

    def holds(self, other: Box, slack: float = 0.0) -> bool:
        """Say whether another box lies inside, or sticks out by no more than `slack`."""
        return (
            self.x0 - slack <= other.x0
            and other.x1 <= self.x1 + slack
            and self.y0 - slack <= other.y0
            and other.y1 <= self.y1 + slack
        )


def bounds(boxes: list[Box] | tuple[Box, ...]) -> Box:
    """Return the smallest box around others, of which there is at least one."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """One line as it stands on the page.

    size        height of its characters
    font        name of its typeface where it is known
    bold        whether the typeface is a heavy one
    vertical    it is set from top to bottom
    confidence  how sure a recogniser was of it, 1 where nobody doubted
    region      name of the text region it has in the source, where there is one
    edges       where each character begins, along the line, and where the last ends; empty where it is not known
    article     what the source says of the article it belongs to, where it does (METS)
    role        what the source says that it is, where it does
    starts      where each character stands in the text that it was read from; empty where the page is no text
    """

    text: str
    box: Box
    size: float
    font: str = ""
    bold: bool = False
    vertical: bool = False
    confidence: float = 1.0
    region: str = ""
    edges: tuple[float, ...] = ()
    article: str = ""
    role: Role | None = None
    starts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A printed line that parts what stands on either side of it."""

    box: Box
    axis: Axis


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on the page; `payload` holds it as a JPEG or PNG file of `pixels` where the source has it.

    region   names of the blocks it is in the source, where there are any, parted by spaces
    article  what the source says of the article it belongs to, where it does (METS)
    """

    box: Box
    media_type: str = ""
    payload: bytes = field(default=b"", repr=False)
    pixels: tuple[int, int] = (0, 0)
    region: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class PageImage:
    """The image of a whole page, as a JPEG file of `pixels`; `box` is what of the page it shows, in units of the page."""

    box: Box
    payload: bytes = field(repr=False)
    pixels: tuple[int, int]
    name: str = ""


class PageNote(NamedTuple):
    """What a reader has to say of a page: the code of a diagnostic and its words."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One page of a file with positions, as a reader found it: lines in the order of the file.

    name   what the source calls the page; `ordered` says that its order is the reading order by the source's own word
    image  the file of its image, as the source names it
    sized  whether its size is given; else it is that of what stands on it, in pixels of the image or in another unit
    scans  images of the page for a facsimile, where they are asked for: one, or one a page of an issue on one long sheet
    notes  what a reader has to say of it: images that were not found, characters that nobody sees
    """

    width: float
    height: float
    lines: tuple[PlacedLine, ...] = ()
    rules: tuple[Rule, ...] = ()
    pictures: tuple[Picture, ...] = ()
    name: str = ""
    ordered: bool = False
    image: str = ""
    sized: Literal["given", "pixels", "unknown"] = "given"
    scans: tuple[PageImage, ...] = ()
    notes: tuple[PageNote, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row of a `SourceText` that was read from a page: what the layout says of it.

    span     where it stands in the source text
    article  number of the article it belongs to, -1 for furniture
    role     headline, kicker, deck, crosshead, caption, body, masthead ...: by its place and size alone
    opens    whether a paragraph begins with it; None where the page does not show it
    sure     how sure it is (0..1) that it follows the row before it, where both are text of one article
    figure   number of the picture that it belongs to, -1 for none
    """

    span: Span
    line: PlacedLine
    article: int
    role: Role
    opens: bool | None = None
    sure: float = 1.0
    figure: int = -1


# Of headlines read with boxes on generated pages that nothing was made with: .750 and .774 of two draws, .91 of pages looked at;
# of those read from columns of blanks .38 of three draws.
HEADLINES_RIGHT, IN_CELLS = 0.8, 0.4


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """A page whose layout was read: its rows in reading order, with all characters of the page.

    start, end  the part of the source text that the page is
    figures     for each picture the article it belongs to, -1 for the page
    sure        how many headlines are right on pages whose places are known so well, 0..1
    scans       images of the page for a facsimile
    notes       what the reader has to say of it
    """

    start: int
    end: int
    width: float
    height: float
    rows: tuple[PlacedRow, ...]
    rules: tuple[Rule, ...] = ()
    pictures: tuple[Picture, ...] = ()
    figures: tuple[int, ...] = ()
    name: str = ""
    body: float = 0.0
    sure: float = HEADLINES_RIGHT
    scans: tuple[PageImage, ...] = ()
    notes: tuple[PageNote, ...] = ()
