"""Tables: rows of as many cells each, of which a column holds figures or the first row names the columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from epubmaker.kinds.notices import is_contact
from epubmaker.kinds.rows import Row
from epubmaker.text import patterns as re
from epubmaker.text.cells import BORDER, cells_of

# A figure as tables have it: 1200, 3:1, +5.2%, 0573-8512345, 3月5日, 32.5元, 第3.
FIGURE = re.compile(
    r"^[+\-−±¥￥$<>≥≤约第]?\d[\d.,，:：/%％‰～~\-—+×年月日时分秒点℃]*[一-龥A-Za-z]{0,3}[)）]?$|^[\-—－/]{1,2}$"
)
SENTENCE = re.compile(r"[。！？；;]|[，、,：:]$")
LABELLED = re.compile(r"[：:](?!\d)")
# What columns of tables in newspapers are called.
NAME = re.compile(
    r"^(?:[一-龥]{0,4}(?:序号|编号|姓名|性别|年龄|单位|地[址点区]|电话|时间|日期|内容|项目|名[称次]|品[名种]|规格|价[格位]?|涨跌|数量?|面积|[金总差]额|[得积总]分|成绩"
    r"|班级|学校|等[级次]|备注|类[别型]|指标|产[量值]|比重|增[长幅速]|同比|合计|场次|主队|客队|比分|车次|线路|站点|天气|气温|[比占]率))$"
)
LONGEST, MEAN = (
    15,
    9.0,
)  # characters of a cell, of all cells on average: columns of prose side by side have more
LONGEST_ROW = 240  # characters of a row of a table
LONGEST_NAME = 8  # characters of the name of a column
LEAST = 3  # rows of a table; two do where each has three cells
FIGURES = 0.6  # share of figures in a column of them


def table_rows(rows: Sequence[Row]) -> Iterator[list[int]]:
    """Yield the places of the rows of each table."""
    marked = [BORDER in row.text for row in rows]  # a table by what its text says itself
    for is_marked, run in groupby(range(len(rows)), key=marked.__getitem__):
        if is_marked:
            yield list(run)
    counted = [(place, _count(row.text)) for place, row in enumerate(rows)]
    for count, members in groupby(counted, key=lambda entry: entry[1]):
        places = [place for place, _ in members]
        if count > 1 and is_table([cells_of(rows[place].text) for place in places]):
            yield places


def _count(text: str) -> int:
    """Return how many cells a row has, 0 for one that can be in no table."""
    if len(text) > LONGEST_ROW or BORDER in text:
        return 0
    cells = cells_of(text)
    prose = any(len(cell) > LONGEST or SENTENCE.search(cell) for cell in cells)
    return 0 if prose or is_contact(text) else len(cells)


def is_table(rows: Sequence[tuple[str, ...]]) -> bool:
    """Say whether rows of as many cells each are a table."""
    if len(rows) < (LEAST if len(rows[0]) < LEAST else LEAST - 1):
        return False
    cells = [cell for row in rows for cell in row]
    if any(len(cell) > LONGEST or SENTENCE.search(cell) for cell in cells):
        return False
    if sum(map(len, cells)) > MEAN * len(cells) or 4 * sum(map(_labelled, cells)) > len(cells):
        return False
    return _figured(rows) or sum(bool(NAME.match(cell)) for cell in rows[0]) >= LEAST - 1


def has_head(rows: Sequence[tuple[str, ...]]) -> bool:
    """Say whether the first row of a table names its columns: it has no figure where figures stand below it."""
    first, *rest = rows
    if not rest or any(FIGURE.match(cell) or len(cell) > LONGEST_NAME for cell in first):
        return False
    named = sum(bool(NAME.match(cell)) for cell in first)
    return _figured(rest) or named >= LEAST - 1


def names_columns(first: Row, cells: Sequence[tuple[str, ...]]) -> bool:
    """Say whether a table begins with the names of its columns; of one that the text marks only a figure speaks against it."""
    named = not any(FIGURE.match(cell) or len(cell) > LONGEST_NAME for cell in cells[0])
    return has_head(cells) or (BORDER in first.text and named)


def may_head(cells: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> bool:
    """Say whether a row that stands before a table names its columns."""
    named = any(NAME.match(cell) for cell in cells)
    return named and len(cells) == len(rows[0]) and has_head([cells, *rows]) and is_table([cells, *rows])


def _figured(rows: Sequence[tuple[str, ...]]) -> bool:
    """Say whether a column that all rows have holds figures; of two columns the second: figures before a text number its items."""
    columns = [*zip(*rows, strict=False)][len(rows[0]) == 2 :]
    return any(sum(bool(FIGURE.match(cell)) for cell in column) >= FIGURES * len(rows) for column in columns)


def _labelled(cell: str) -> bool:
    return bool(LABELLED.search(cell))
