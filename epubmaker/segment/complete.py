"""Texts none of whose rows breaks off inside a sentence: what people type or paste, a paragraph, an item, a verse a row.

Three rows of four of printed columns end inside a sentence, and about half of them hold a mark that says so. Where hardly a row
does, rows were made by hand: each is whole, and they stand in the order in which they were written.
"""

from __future__ import annotations

from collections.abc import Sequence

from epubmaker.model import set_width
from epubmaker.text import patterns as re

MOST_BROKEN = 0.1  # of the rows that end a sentence or hold a clause's mark: headlines hold such marks, too
ONE_BROKEN = 3  # rows that end a sentence from which one that does not may be a headline
ANNOUNCES = "：:；;"  # at the end of a row: what follows is a list, or goes on in one
ROOM = 1.5  # em by which the row below a title is wider: marks that hang are one
CELLS = re.compile(r"\s")  # rows of cells are of one width, too
COLUMN, SEVERAL = 9.0, 3  # em, no column of text is narrower; rows that fill it
# Behind the last sentence of a caption: who made the picture, or a source in brackets.
CREDIT = re.compile(
    r"[。！？][”」』]?(?:[^，。！？]{0,20}(?:[摄攝]影?|[供制製][图圖])|[（(][^（()）]{1,30}[）)])$"
)
CLAUSE = re.compile(r"[，。；！？,;](?=[^\s\d”’」』）)])|[，、,]$")


def breaks_off(text: str, *, ended: bool) -> bool:
    """Say whether a row ends inside a sentence: it holds a mark of clauses and ends with none of sentences."""
    closed = ended or text[-1] in ANNOUNCES or CREDIT.search(text) is not None
    return not closed and CLAUSE.search(text) is not None


def are_complete(texts: Sequence[str], ended: Sequence[bool]) -> bool:
    """Say whether hardly a row of a text breaks off. Linear in the text.

    Rows of one width most of which end no sentence are those of a column, whatever marks they have lost.
    """
    torn = [breaks_off(text, ended=end) for text, end in zip(texts, ended, strict=True)]
    broken = sum(torn) - sum(_is_title(texts, ended, torn, row) for row in range(len(texts) - 1))
    ends = sum(ended)
    if _are_set(texts, ended):
        return False
    return broken <= MOST_BROKEN * (broken + ends) or (broken == 1 and ends >= ONE_BROKEN)


def _is_title(texts: Sequence[str], ended: Sequence[bool], torn: Sequence[bool], row: int) -> bool:
    """Say whether a row that seems to break off has room left: the next one, a whole sentence, is wider; so it is a title."""
    alone = torn[row] and ended[row + 1] and not (row and torn[row - 1])
    return alone and set_width(texts[row + 1]) > set_width(texts[row]) + ROOM


def _are_set(texts: Sequence[str], ended: Sequence[bool]) -> bool:
    """Say whether several rows are as wide as the widest, wide enough for a column, and most of them end no sentence."""
    widths = [0.0 if CELLS.search(text) else set_width(text) for text in texts]
    widest = max(widths, default=0.0)
    full = [end for width, end in zip(widths, ended, strict=True) if width > widest - 1]
    return widest >= COLUMN and len(full) >= SEVERAL and 2 * sum(full) < len(full)
