"""Where a paragraph stands in its source: the rows of the text, as a citation for archives."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from epubmaker.errors import ConservationError
from epubmaker.model import Block, Edition, Span
from epubmaker.restore import rebuild_source
from epubmaker.text import patterns as re

_ROWS, _CHARACTERS = "〔第{}行〕", "〔第{}字〕"
_CITED = frozenset({"paragraph", "caption"})
_ROW_END = re.compile("\r\n?|\n")


class Citations:
    """The rows of an edition's source, in which its paragraphs stand.

    An edition that was changed by hand leads back to no source any more: its paragraphs are cited by characters.
    """

    def __init__(self, edition: Edition) -> None:
        try:
            source = rebuild_source(edition)
        except ConservationError:
            self._ends: list[int] | None = None
        else:
            self._ends = [found.end() for found in _ROW_END.finditer(source)]

    def of(self, block: Block) -> str:
        """Return the citation of a paragraph or caption, "" for others and for what was put in by hand."""
        if block.kind not in _CITED:
            return ""
        spans = sorted((span for span in block.spans if span.end > span.start), key=lambda span: span.start)
        if not spans:
            return ""
        if self._ends is None:
            return _CHARACTERS.format(_written((span.start + 1, span.end) for span in spans))
        return _ROWS.format(_written(self._rows(span) for span in spans))

    def _rows(self, span: Span) -> tuple[int, int]:
        ends = self._ends or []
        return bisect_right(ends, span.start) + 1, bisect_right(ends, span.end - 1) + 1


def _written(ranges: Iterable[tuple[int, int]]) -> str:
    """Write ranges in order, those that touch or overlap as one: 12–15、40."""
    joined: list[tuple[int, int]] = []
    for first, last in ranges:
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return "、".join(str(first) if first == last else f"{first}–{last}" for first, last in joined)
