"""Source text and ranges of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from epubmaker.model.placed import PlacedPage


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters of the decoded source."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class SourceText:
    """One decoded input: its text, never changed, and where it came from.

    `text` has no byte-order mark; `sha256` is of the undecoded bytes. Row ends are as in the file (LF, CRLF or CR).
    `pages` say where every row stands on paper, for a file with positions (a PDF, ALTO ...); empty for a bare text.
    """

    text: str
    name: str = "<text>"
    encoding: str = "utf-8"
    sha256: str = ""
    pages: tuple[PlacedPage, ...] = field(default=(), repr=False)


def merge_touching(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Join spans that follow each other in the source with nothing but white space between them."""
    merged: list[Span] = []
    for span in spans:
        if merged and merged[-1].end <= span.start and not text[merged[-1].end : span.start].strip():
            merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return tuple(merged)
