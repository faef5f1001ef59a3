"""Tables in a column: cells on the line grid, columns as wide as what they hold, figures at their column's end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from epubmaker.render.headings import TORN
from epubmaker.render.pdf.manuscript import Passage
from epubmaker.render.pdf.slabs import Rule, Slab, Strip
from epubmaker.render.pdf.tags import Element
from epubmaker.render.pdf.theme import TextStyle, Theme
from epubmaker.render.pdf.typesetters import Typesetters
from epubmaker.render.tables import figure_columns, is_figure
from epubmaker.text.cells import CELL
from epubmaker.typeset import SetLine
from epubmaker.typeset.ragged import Prices

_GAP, _LEAST_GAP = 0.8, 0.5  # em between two columns; the second where there is little room
_SMALLER = 0.86  # times: type of a table that is wider than its column
_SPREAD = 2.0  # em of free room that a column takes at most
_LEAST = 2.0  # em: a narrower column holds no word
_LONG_WORD = 4.0  # em; a longer word may be parted before a table is none
_HALVINGS = 40
_FEW = 2  # cells, which need no names
_APART = "　"  # between the cells of a row that is set as a line of text
_ENDLESS = 1000.0  # em; a measure that no cell fills
WHOLE_TABLE = 24  # rows of a table that is set as one piece: half a page


@dataclass(frozen=True, slots=True)
class Grid:
    """How wide the columns of a table are, in em of its cells; how far apart they stand; the styles of names and cells."""

    widths: list[float]
    gap: float
    head: TextStyle
    cell: TextStyle


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it is set: its lines, where its column begins and how wide it is in points, whether it holds figures."""

    lines: tuple[SetLine, ...]
    start: float
    width: float
    figures: bool


class TableSetter:
    """Set tables for one column: `styles` are those of names of columns and of cells, `prices` say where cells may be broken."""

    def __init__(
        self, theme: Theme, typesetters: Typesetters, styles: tuple[TextStyle, TextStyle], prices: Prices
    ) -> None:
        self._theme = theme
        self._typesetters = typesetters
        self._head, self._cell = styles
        self._prices = prices
        self._leading = theme.paper.leading
        self._reach = 1.0  # how far the rules go, as a share of the column

    def set(self, passages: Sequence[Passage], element: Element, width: float) -> list[Slab]:
        """Set rows as a table, a slab a row; nothing where the column is too narrow for so many cells."""
        rows = [passage.text.split(CELL) for passage in passages]
        grid = self._grid(passages, rows, width)
        if grid is None:
            return []
        starts = [0.0, *accumulate(one + grid.gap for one in grid.widths)]
        figures = figure_columns(rows)
        table = element.child("Table")
        self._reach = min(1.0, (starts[-1] - grid.gap) * grid.cell.size / width)
        slabs = []
        for passage, texts in zip(passages, rows, strict=True):
            whole = [*texts, *[""] * (len(grid.widths) - len(texts))]
            cells = [
                Cell(self._lines(text, passage, own), start * grid.cell.size, own * grid.cell.size, right)
                for text, start, own, right in zip(whole, starts, grid.widths, figures, strict=False)
            ]
            style = grid.head if passage.role == "head-row" else grid.cell
            slabs.append(self._row(cells, passage, style, table.child("TR")))
        slabs[0] = self._ruled(slabs[0], 0.0)
        slabs[-1] = self._ruled(slabs[-1], slabs[-1].rows * self._leading)
        if sum(slab.rows for slab in slabs) <= WHOLE_TABLE:
            return [self._whole(slabs)]
        return [Slab(1, yields=True), *slabs, Slab(1, yields=True)]

    def height(self, passages: Sequence[Passage], width: float) -> int:
        """Return how many rows a table takes with the white around it; 0 where the column is too narrow for it."""
        rows = [passage.text.split(CELL) for passage in passages]
        grid = self._grid(passages, rows, width)
        if grid is None:
            return 0
        heights = [
            max(len(self._lines(text, passage, own)) for text, own in zip(texts, grid.widths, strict=False))
            for passage, texts in zip(passages, rows, strict=True)
        ]
        return sum(max(1, height) for height in heights) + 1

    def _whole(self, slabs: Sequence[Slab]) -> Slab:
        """Set a short table as one piece that no column parts, with half a row of white above and below."""
        strips: list[Strip] = []
        rules: list[Rule] = []
        down = self._leading / 2
        for slab in slabs:
            strips += [strip._replace(across=strip.across + down) for strip in slab.strips]
            rules += [replace(rule, across=rule.across + down) for rule in slab.rules]
            down += slab.rows * self._leading
        return Slab(sum(slab.rows for slab in slabs) + 1, tuple(strips), tuple(rules))

    def _lines(self, text: str, passage: Passage, width: float) -> tuple[SetLine, ...]:
        style = self._head if passage.role == "head-row" else self._cell
        return self._typesetters.of(style.family).compose_ragged(text, width + 0.01, self._prices).lines

    def _grid(self, passages: Sequence[Passage], rows: Sequence[Sequence[str]], width: float) -> Grid | None:
        """Make columns as wide as their cells, with a share of free room; smaller and closer, or cut, where there is too little."""
        natural = self._widest(passages, rows, self._end)
        spaces = len(natural) - 1
        spare = width / self._cell.size - _GAP * spaces - sum(natural)
        if spare >= 0:
            more = min(_SPREAD, spare / len(natural))
            return Grid([own + more for own in natural], _GAP, self._head, self._cell)
        head, cell = (self._smaller(style) for style in (self._head, self._cell))
        spare = width / cell.size - _LEAST_GAP * spaces - sum(natural)
        if spare >= 0:
            return Grid(natural, _LEAST_GAP + (spare / spaces if spaces else 0.0), head, cell)
        least = [max(_LEAST, own) for own in self._widest(passages, rows, self._uncut)]
        room = spare + sum(natural)
        return Grid(_cut_to(room, natural, least), _LEAST_GAP, head, cell) if room >= sum(least) else None

    @staticmethod
    def _widest(
        passages: Sequence[Passage],
        rows: Sequence[Sequence[str]],
        width: Callable[[str, Passage], float],
    ) -> list[float]:
        """Return for each column the most that a cell of it takes by a measure, in em."""
        widest = [0.0] * max(map(len, rows))
        for passage, texts in zip(passages, rows, strict=True):
            for place, text in enumerate(texts):
                widest[place] = max(widest[place], width(text, passage))
        return widest

    def _end(self, text: str, passage: Passage) -> float:
        return max((line.end for line in self._lines(text, passage, _ENDLESS)), default=0.0)

    def _uncut(self, text: str, passage: Passage) -> float:
        """Return how wide the widest piece of a cell is that is not parted: figures, and words that are not very long."""
        if is_figure(text):
            return self._end(text, passage)
        prices = self._prices(text)
        ends = [place for place in range(1, len(text)) if prices.get(place, TORN) < TORN]
        words = [text[start:end].strip() for start, end in pairwise([0, *ends, len(text)])]
        return min(_LONG_WORD, max((self._end(word, passage) for word in words), default=0.0))

    def _smaller(self, style: TextStyle) -> TextStyle:
        return replace(style, size=max(self._theme.least, round(_SMALLER * style.size, 2)))

    def _row(self, cells: Sequence[Cell], passage: Passage, style: TextStyle, element: Element) -> Slab:
        head = passage.role == "head-row"
        strips: list[Strip] = []
        for cell in cells:
            tag = element.child("TH" if head else "TD")
            tag.names_column = head
            for row, line in enumerate(cell.lines):
                blank = cell.width - line.end * style.size if cell.figures else 0.0
                strips.append(Strip(line, style, cell.start + blank, (row + 0.5) * self._leading, tag))
        rows = max((len(cell.lines) for cell in cells), default=1) or 1
        slab = Slab(rows, tuple(strips), keep=head)
        return self._ruled(slab, rows * self._leading) if head else slab

    def _ruled(self, slab: Slab, across: float) -> Slab:
        rule = Rule(across, self._theme.hairline, self._theme.rule_colour, end=self._reach)
        return slab if rule in slab.rules else replace(slab, rules=(*slab.rules, rule))


def _cut_to(room: float, natural: Sequence[float], least: Sequence[float]) -> list[float]:
    """Return widths that add up to `room`: the widest columns are cut to one width, but none below its least; the others stay."""
    low, high = 0.0, max(natural)
    for _ in range(_HALVINGS):
        cut = (low + high) / 2
        if sum(_cut(natural, least, cut)) > room:
            high = cut
        else:
            low = cut
    return _cut(natural, least, low)


def _cut(natural: Sequence[float], least: Sequence[float], cut: float) -> list[float]:
    return [max(lowest, min(width, cut)) for width, lowest in zip(natural, least, strict=True)]


def prices_of_record(text: str) -> dict[int, float]:
    """Return what it costs to end a line of a record after each offset: nothing between two cells, much inside one."""
    return {place: TORN * (text[place - 1] != _APART) for place in range(1, len(text))}


def records(passages: Sequence[Passage]) -> list[str]:
    """Return the rows of a table that no column holds as lines of text: behind each name of a column what stands there."""
    names: list[str] = []
    lines = []
    for passage in passages:
        cells = passage.text.split(CELL)
        if passage.role == "head-row":
            names = cells
        elif len(names) == len(cells) > _FEW:
            cells = [cells[0], *map(_named, names[1:], cells[1:])]
        lines.append(_APART.join(filter(None, cells)))
    return lines


def _named(name: str, cell: str) -> str:
    """Return a cell behind the name of its column: a colon parts two that are words, 单位：元/吨, and none a figure."""
    return f"{name}：{cell}" if name and cell and not is_figure(cell) else name + cell
