"""What both kinds of book know of a table: which of its columns hold figures, which stand at their column's end."""

from __future__ import annotations

from collections.abc import Sequence

from epubmaker.text import patterns as re

_FIGURE = re.compile(r"^[+\-−±¥￥$]?\d[\d.,:：/%％‰℃\-—]*$")
_NOTHING = re.compile(r"^[-—–−―…·/\s]*$")  # a cell that says that there is no figure
_PHONE, _LETTER = 24.0, 0.55  # em: a row on a phone, a letter or figure
_FIGURES = 0.6  # share of figures in a column that is set at its end


def is_figure(text: str) -> bool:
    """Say whether a cell is one figure, which no line end may part."""
    return bool(_FIGURE.match(text))


def names_of_wide(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the names of the columns of a table, from its first row, where a phone is too narrow for it; nothing for others."""
    widths = [0.0] * max(map(len, rows), default=0)
    for row in rows:
        for place, cell in enumerate(row):
            widths[place] = max(widths[place], sum(_LETTER if sign.isascii() else 1.0 for sign in cell))
    wide = sum(widths) + len(widths) > _PHONE
    return list(rows[0]) if wide and all(len(row) <= len(rows[0]) for row in rows) else []


def figure_columns(rows: Sequence[Sequence[str]]) -> list[bool]:
    """Say of each column of a table, its rows given as cells, whether it holds figures."""
    return [_holds_figures(rows, place) for place in range(max(map(len, rows), default=0))]


def _holds_figures(rows: Sequence[Sequence[str]], place: int) -> bool:
    cells = [row[place] for row in rows if place < len(row) and not _NOTHING.match(row[place])]
    figures = sum(map(is_figure, cells))
    return figures > 0 and figures >= _FIGURES * len(cells)
