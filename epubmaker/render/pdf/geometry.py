"""Pages, columns and the line grid, in one pair of coordinates for both directions of writing.

`along` runs in the direction of the lines, `across` in the direction in which lines follow each other; both in points
from the corner where reading begins. Horizontal: right and down from the top left. Vertical: down and left from the top
right (CLREQ 2.3, 2.4).
"""

from dataclasses import dataclass

from epubmaker.errors import OptionError
from epubmaker.messages import Message
from epubmaker.render.pdf.options import Paper, PdfOptions, page_paper
from epubmaker.render.pdf.theme import PaperStyle

_WIDE_GAP = 3.0  # em between columns other than those of the text
_MOST_MEASURE = 42  # em; the eye finds no next line beyond
_LEAST_MEASURE, _LEAST_ROWS = 4, 4  # less is no text
_PAPERS: dict[Paper, tuple[float, float]] = {
    "A4": (595.28, 841.89),
    "A5": (419.53, 595.28),
    "B5": (498.90, 708.66),
    "Letter": (612.0, 792.0),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """A row of equal columns: how many, their measure in em and points, and the gap between them in points."""

    count: int
    measure: int
    width: float
    gap: float

    def start(self, column: int) -> float:
        """Return where a column begins, along the line."""
        return column * (self.width + self.gap)

    def over(self, count: int) -> float:
        """Return how wide so many columns are together, with the gaps between them."""
        return self.start(count - 1) + self.width


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page: its size, its text area and the grid, in points. `rows` is how many text lines a column holds."""

    width: float
    height: float
    left: float
    top: float
    length: float
    rows: int
    leading: float
    size: float
    vertical: bool
    columns: Columns

    def point(self, along: float, across: float) -> tuple[float, float]:
        """Return PDF coordinates of a point of the text area."""
        if self.vertical:
            return self.left - across, self.top - along
        return self.left + along, self.top - across

    def divided(self, count: int) -> Columns:
        """Divide the text area into columns: those of the text, or others whose measure is whole em (CLREQ 2.3.5)."""
        return (
            self.columns if count == self.columns.count else divide(self.length, count, _WIDE_GAP, self.size)
        )

    @property
    def depth(self) -> float:
        """Return the extent of the text area across the lines."""
        return self.rows * self.leading


def divide(length: float, count: int, gap: float, size: float) -> Columns:
    """Divide `length` points into `count` columns of whole em, at least `gap` em apart."""
    measure = int((length / size - gap * (count - 1)) / count + 1e-6)
    width = measure * size
    rest = (length - width * count) / (count - 1) if count > 1 else 0.0
    return Columns(count, measure, width, rest)


def sheet_for(options: PdfOptions, style: PaperStyle) -> Sheet:
    """Lay out the page: the text area holds whole rows, and the outermost columns end on its edges."""
    width, height = _PAPERS[page_paper(options)]
    top, right, bottom, left = style.margins
    inner_width, inner_height = width - left - right, height - top - bottom
    count = 1 if options.large_print or options.facing else options.columns or style.columns
    along, across = (inner_height, inner_width) if options.vertical else (inner_width, inner_height)
    most = (2 * _MOST_MEASURE + _WIDE_GAP if options.facing else _MOST_MEASURE) * style.size
    columns = divide(along if count > 1 else min(along, most), count, style.gap, style.size)
    length = columns.start(count - 1) + columns.width
    rows = int(across / style.leading + 1e-6)
    if columns.measure < _LEAST_MEASURE or rows < _LEAST_ROWS:
        raise OptionError(
            Message(
                "{count} columns on {paper} leave room for {rows} rows of {measure} characters; choose "
                "fewer columns, a larger paper, or smaller margins in the theme",
                count=count,
                paper=options.paper,
                rows=max(rows, 0),
                measure=max(columns.measure, 0),
            )
        )
    spare = across - rows * style.leading
    if options.vertical:
        start, head = width - right - spare / 2, height - top - (along - length) / 2
    else:
        start, head = left + (along - length) / 2, height - top - spare / 2
    return Sheet(
        width, height, start, head, length, rows, style.leading, style.size, options.vertical, columns
    )
