"""Rows of the source: what stands between row ends."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from epubmaker.model import SourceText, Span
from epubmaker.text import patterns as re

# LF, CRLF, CR, and the vertical separators that extractors put between pages and columns.
ROW = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
BLANK = frozenset(" \t\u00a0\u3000\ufeff\u200b\u2002\u2003\u2009")


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not empty, without the white space around it.

    `block` counts the runs of rows between empty rows; `indent` is the leading white space in em; `skipped` the empty rows before.
    """

    span: Span
    block: int
    indent: float
    skipped: int = 0


def split_rows(source: SourceText) -> Iterator[Row]:
    """Yield the rows of the source that hold anything."""
    text, block, end = source.text, -1, 0
    for match in ROW.finditer(text):
        content = match.group()
        if not content.strip():
            continue
        left = len(content) - len(content.lstrip())
        right = len(content.rstrip())
        skipped = _rows_skipped(text[end : match.start()])
        block += block < 0 or skipped > 0
        end = match.end()
        indent = sum(1.0 if character == "\u3000" else 0.5 for character in content[:left])
        yield Row(Span(match.start() + left, match.start() + right), block, indent, skipped)


def _rows_skipped(between: str) -> int:
    """Return how many empty rows (or page or column breaks) lie between two rows."""
    ends = between.replace("\r\n", "\n")
    return max(0, sum(not character.isspace() or character not in BLANK for character in ends) - 1)


def rows_apart(rows: Sequence[Row]) -> list[bool]:
    """Say which rows stand further from the row above than rows of the text do: behind an empty row, or behind more than usual."""
    gaps = Counter(row.skipped for row in rows[1:])
    usual = max(gaps, key=lambda gap: (gaps[gap], -gap), default=0)
    return [False, *(row.skipped > usual for row in rows[1:])] if rows else []
