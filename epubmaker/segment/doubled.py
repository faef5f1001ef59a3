"""Titles that are set twice: bold type that a PDF draws as two copies, a shadow in print. One copy is read, the other is named.

The copies stand in one row, in two rows behind each other, or as two stacks of rows. What comes twice may be meant (a refrain, the
rows of a table): rows are taken for copies only where several of the page are, and never in a text of paragraphs.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from epubmaker.model import Span
from epubmaker.segment.rows import Row
from epubmaker.text import patterns as re

LEAST = 4  # characters: shorter words are doubled on purpose (天天、看看)
APART = 6  # characters of a copy that stands behind blanks: shorter ones are cells
LONG = 8  # characters of a row of which two on a page show that it draws bold type so
DOUBLING = 3  # so many of any length show it too: then stacks of rows, and rows of two characters, are copies
SHORT = 2
HIGHEST = 4  # rows of a title
# Rows of a list, a table, a song or running text that come twice do so on purpose.
ON_PURPOSE = re.compile(
    r"^[·•●■◆▲★□○◇▶\d（(]|[，。；、：,;:！!～~]$|^[^一-鿿]*$|[ \t\u3000].*\d|\d.*[ \t\u3000]|\t"
)
SHOUT = re.compile(r"(.{1,8}?)\1+")  # nothing but one word over and over


def doubled_rows(rows: Sequence[Row], text: str, *, in_rows: bool) -> tuple[dict[int, Span], dict[int, Span]]:
    """Return the span of the second copy by the row that it copies, and the rows of which only a first part is left.

    in_rows  whether rows behind each other are compared too. Linear in the text.
    """
    copies, kept = {}, {}
    for index, row in enumerate(rows):
        if half := _half(row.span.of(text)):
            kept[index] = Span(row.span.start, row.span.start + half)
            copies[index] = Span(row.span.end - half, row.span.end)
    if in_rows:
        for start, high in _shown([row.span.of(text) for row in rows], copies):
            copies |= {at: rows[at + high].span for at in range(start, start + high)}
    return copies, kept


def _half(row: str) -> int:
    """Return how long the text is that a row holds twice, with nothing but blanks between; 0 where it does not."""
    left, right = len(row) // 2, (len(row) + 1) // 2
    if left != right and not row[left].isspace():
        return 0
    while left and row[left - 1].isspace():
        left -= 1
    while right < len(row) and row[right].isspace():
        right += 1
    half, least = row[:left], LEAST if left == right else APART
    if left < least or half != row[right:]:
        return 0
    return 0 if SHOUT.fullmatch(half) or ON_PURPOSE.search(half) else left


def _shown(texts: Sequence[str], taken: Container[int]) -> list[tuple[int, int]]:
    """Return the stacks of rows that come twice and that the page as a whole shows to be copies."""
    stacks = list(_stacks(texts, taken, LEAST))
    if len(stacks) >= DOUBLING:
        return list(_stacks(texts, taken, SHORT))
    long = [(start, high) for start, high in stacks if high == 1 and len(texts[start]) >= LONG]
    return long if len(long) > 1 else []


def _stacks(texts: Sequence[str], taken: Container[int], least: int) -> Iterator[tuple[int, int]]:
    """Yield where rows stand that come once more right behind themselves, and how many: two copies, not three."""
    at = 0
    while at + 1 < len(texts):
        high = next((n for n in range(1, HIGHEST + 1) if _comes_twice(texts, at, n, least)), 0)
        if high and not any(row in taken for row in range(at, at + 2 * high)):
            yield at, high
        at += 2 * high or 1


def _comes_twice(texts: Sequence[str], at: int, high: int, least: int) -> bool:
    copy = list(texts[at : at + high])
    return (
        copy == list(texts[at + high : at + 2 * high])
        and copy != list(texts[at + 2 * high : at + 3 * high])
        and copy != list(texts[max(0, at - high) : at])
        and len(set(copy)) == high
        and min(map(len, copy)) >= SHORT
        and sum(map(len, copy)) >= least
        and not any(ON_PURPOSE.search(text) for text in copy)
    )
