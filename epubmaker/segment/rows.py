"""Rows of the source: what stands between row ends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from epubmaker.model import SourceText, Span

# LF, CRLF, CR, and the vertical separators that extractors put between pages and columns.
ROW = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
BLANK = frozenset(" \t\u00a0\u3000\ufeff\u200b\u2002\u2003\u2009")


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not empty, without the white space around it.

    `block` counts the runs of rows between empty rows; `indent` is the leading white space in em.
    """

    span: Span
    block: int
    indent: float


def split_rows(source: SourceText) -> Iterator[Row]:
    """Yield the rows of the source that hold anything."""
    text, block, end = source.text, -1, 0
    for match in ROW.finditer(text):
        content = match.group()
        if not content.strip():
            continue
        left = len(content) - len(content.lstrip())
        right = len(content.rstrip())
        if block < 0 or _rows_skipped(text[end : match.start()]):
            block += 1
        end = match.end()
        indent = sum(1.0 if character == "\u3000" else 0.5 for character in content[:left])
        yield Row(Span(match.start() + left, match.start() + right), block, indent)


def _rows_skipped(between: str) -> bool:
    """Say whether an empty row (or a page or column break) lies between two rows."""
    ends = between.replace("\r\n", "\n")
    return sum(not character.isspace() or character not in BLANK for character in ends) > 1
