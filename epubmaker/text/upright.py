"""Titles set upright in a page of rows: extractors print a character of them a row, and a reader reads one title.

A title that stands from top to bottom beside columns comes out of `pdftotext`, PyMuPDF and their like as rows of one character.
The ends of these rows are taken away before anything reads the text, as any other cleaning is. A page all of whose rows are so
is left as it is: there each column of text would be one title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from epubmaker.text import patterns as re
from epubmaker.text.cleaning import Cleaning

UPRIGHT = "upright"
LEAST, MOST = 4, 64  # rows of a title: three may be cells of a table
SHARE = 0.4  # of a page's characters are no titles set so
SET_TWICE = 4  # characters: a copy of bold type is no shorter
OTHERS = 0.6  # of a title's characters are different ones: cells below each other say the same (男男女)
LETTERS = 0.34  # of its Han characters are letters besides: more of them name choices (A 对 B 错)
# What counts the rows or columns of a table: days, stems and branches, quarters, seasons.
CELLS = frozenset(
    "一二三四五六七八九十日甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥东東南西北中春夏秋冬男女是否有无無合计計"
)
_HAN = re.compile(r"[㐀-鿿\U00020000-\U0003ffff〇]")
_ROW = re.compile(
    r"^[ \t\u3000]*([㐀-鿿豈-﫿\U00020000-\U0003ffff〇“”‘’「」『』《》〈〉（），。、：；！？…—·]|[A-Za-z]|\d{1,2})"
    r"[ \t\u3000]*(?=\r?\n|\Z)",
    re.MULTILINE,
)


def upright_cleanings(text: str) -> list[Cleaning]:
    """Return the row ends inside titles that are set a character a row, in order. Linear in the text."""
    titles = [title for run in _runs(text) for title in _titles(run) if _is_title(title)]
    if not titles:
        return []
    if sum(map(len, titles)) > SHARE * sum(map(len, text.split())):
        return []
    return [
        Cleaning(left.end(1), right.start(1), "", UPRIGHT)
        for title in titles
        for left, right in pairwise(title)
    ]


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Yield the rows of one character that stand right below each other."""
    run: list[re.Match[str]] = []
    for row in _ROW.finditer(text):
        if run and text[run[-1].end() : row.start()] not in ("\n", "\r\n"):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _titles(run: Sequence[re.Match[str]]) -> Iterator[Sequence[re.Match[str]]]:
    """Yield the titles of a run: what comes twice (bold type) is two copies, each for itself. Linear but for the longest title."""
    said = [row[1] for row in run]
    start = at = 0
    while at < len(said):
        most = min(MOST, (len(said) - at) // 2)
        half = next(
            (n for n in range(most, SET_TWICE - 1, -1) if said[at : at + n] == said[at + n : at + 2 * n]), 0
        )
        if half:
            yield run[start:at]
            yield run[at : at + half]
            yield run[at + half : at + 2 * half]
            start = at = at + 2 * half
        else:
            at += 1
    yield run[start:]


def _is_title(run: Sequence[re.Match[str]]) -> bool:
    """Say whether rows of one character each are a title: words, not cells of a table."""
    said = [row[1] for row in run]
    if CELLS.issuperset(said) or len(set(said)) < OTHERS * len(said):
        return False
    han = sum(map(bool, map(_HAN.fullmatch, said)))
    letters = sum(cell.isascii() and cell.isalpha() for cell in said)
    return LEAST <= han <= MOST and letters <= LETTERS * han
