"""Which part of a restored text came from which line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from epubmaker.model import Line, Span
from epubmaker.model.edits import EditIndex


@dataclass(frozen=True, slots=True)
class Piece:
    """What one line became in a text."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Tracer:
    """The way from the texts of an edition back to the lines of its source."""

    source: str
    lines: Sequence[Line]
    index: EditIndex

    def line_at(self, offset: int) -> int:
        """Return the line that stands at or before an offset of the source."""
        return max(bisect_right(self.lines, offset, key=lambda line: line.span.start) - 1, 0)

    def numbers(self, spans: Sequence[Span]) -> list[int]:
        """Return the lines that spans touch, in their order."""
        found = [
            number
            for span in spans
            for number in range(self.line_at(span.start), self.line_at(max(span.start, span.end - 1)) + 1)
        ]
        return list(dict.fromkeys(found))

    def pieces(self, spans: Sequence[Span]) -> list[Piece]:
        """Cut the restored text of the spans where the lines of the source end."""
        parts = [part for span in spans for part in self._parts(span)]
        return [
            Piece(line, "".join(text for _, text in members))
            for line, members in groupby(parts, key=lambda part: part[0])
        ]

    def _parts(self, span: Span) -> Iterator[tuple[int, str]]:
        at = span.start
        for edit in self.index.within(span):
            yield from self._kept(Span(at, edit.span.start))
            yield self.line_at(edit.span.start), edit.after
            at = edit.span.end
        yield from self._kept(Span(at, span.end))

    def _kept(self, span: Span) -> Iterator[tuple[int, str]]:
        """Yield unchanged characters, line by line."""
        at = span.start
        while at < span.end:
            line = self.line_at(at)
            following = self.lines[line + 1].span.start if line + 1 < len(self.lines) else span.end
            end = min(span.end, max(following, at + 1))
            yield line, self.source[at:end]
            at = end
