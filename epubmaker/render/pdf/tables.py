"""Tables in a column: cells on the line grid, columns as wide as what they hold, figures at their column's end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from epubmaker.render.pdf.manuscript import Passage
from epubmaker.render.pdf.slabs import Rule, Slab, Strip
from epubmaker.render.pdf.tags import Element
from epubmaker.render.pdf.theme import TextStyle, Theme
from epubmaker.render.pdf.typesetters import Typesetters
from epubmaker.text.cells import CELL
from epubmaker.typeset import SetLine

_GAP = 0.8  # em between two columns
_SPREAD = 2.0  # em of free room that a column takes at most
_LEAST = 2.0  # em: a narrower column holds no word
_ENDLESS = 1000.0  # em; a measure that no cell fills
_FIGURE = re.compile(r"^[+\-−±¥￥$]?\d[\d.,:：/%％‰\-—]*$")
_WHOLE = 12  # rows of a table that is set as one piece
_FIGURES = 0.6  # share of figures in a column that is set at its end


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it is set: its lines, where its column begins and how wide it is in points, whether it holds figures."""

    lines: tuple[SetLine, ...]
    start: float
    width: float
    figures: bool


class TableSetter:
    """Set tables for one column: `styles` are those of names of columns and of cells."""

    def __init__(
        self, theme: Theme, typesetters: Typesetters, styles: tuple[TextStyle, TextStyle], leading: float
    ) -> None:
        self._theme = theme
        self._typesetters = typesetters
        self._head, self._cell = styles
        self._leading = leading

    def set(self, passages: Sequence[Passage], element: Element, width: float) -> list[Slab]:
        """Set rows as a table, a slab a row; nothing where the column is too narrow for so many cells."""
        rows = [passage.text.split(CELL) for passage in passages]
        widths = self._widths(passages, rows, width / self._cell.size)
        if not widths:
            return []
        starts = [0.0, *accumulate(one + _GAP for one in widths)]
        figures = [_holds_figures(rows, place) for place in range(len(widths))]
        table = element.child("Table")
        slabs = []
        for passage, texts in zip(passages, rows, strict=True):
            cells = [
                Cell(self._lines(text, passage, own), start * self._cell.size, own * self._cell.size, right)
                for text, start, own, right in zip(texts, starts, widths, figures, strict=False)
            ]
            slabs.append(self._row(cells, passage, table.child("TR")))
        slabs[0] = self._ruled(slabs[0], 0.0)
        slabs[-1] = self._ruled(slabs[-1], slabs[-1].rows * self._leading)
        return [self._whole(slabs)] if sum(slab.rows for slab in slabs) <= _WHOLE else slabs

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

    def _style(self, passage: Passage) -> TextStyle:
        return self._head if passage.role == "head-row" else self._cell

    def _lines(self, text: str, passage: Passage, width: float) -> tuple[SetLine, ...]:
        typesetter = self._typesetters.of(self._style(passage).family)
        return typesetter.compose_ragged(text, width + 0.01).lines

    def _widths(
        self, passages: Sequence[Passage], rows: Sequence[Sequence[str]], measure: float
    ) -> list[float]:
        """Return how wide the columns are in em: as wide as cells, with a share of free room, or less; none without room."""
        count = max(map(len, rows))
        natural = [0.0] * count
        for passage, texts in zip(passages, rows, strict=True):
            for place, text in enumerate(texts):
                lines = self._lines(text, passage, _ENDLESS)
                natural[place] = max(natural[place], max((line.end for line in lines), default=0.0))
        room = measure - _GAP * (count - 1)
        if room < _LEAST * count:
            return []
        spare = room - sum(natural)
        if spare >= 0:
            return [own + min(_SPREAD, spare / count) for own in natural]
        return _cut_to(room, natural)

    def _row(self, cells: Sequence[Cell], passage: Passage, element: Element) -> Slab:
        head = passage.role == "head-row"
        strips: list[Strip] = []
        style = self._style(passage)
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
        rule = Rule(across, self._theme.hairline, self._theme.rule_colour)
        return slab if rule in slab.rules else replace(slab, rules=(*slab.rules, rule))


def _cut_to(room: float, natural: Sequence[float]) -> list[float]:
    """Return widths that add up to `room`: the widest columns are cut to one width, the others stay."""
    left, cut = room, 0.0
    for place, width in enumerate(sorted(natural)):
        cut = left / (len(natural) - place)
        if width > cut:
            break
        left -= width
    return [min(width, cut) for width in natural]


def _holds_figures(rows: Sequence[Sequence[str]], place: int) -> bool:
    cells = [row[place] for row in rows if place < len(row)]
    return sum(bool(_FIGURE.match(cell)) for cell in cells) >= _FIGURES * len(cells)
