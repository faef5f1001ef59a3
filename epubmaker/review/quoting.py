"""Places of the source as quotations: as short as they can be and still stand for one place only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from epubmaker.amend.quotations import Words
from epubmaker.model import Line, Span
from epubmaker.model.corrections import Quotation
from epubmaker.text import patterns as re

# Characters tried: a few name a place to a reader; what sixty do not tell apart is printed twice.
LENGTHS = (6, 9, 13, 20, 35, 60)

# Blanks that part nothing: at row ends, and wherever not both neighbours are ASCII.
BLANKS = re.compile(r"\s*[\r\n\f\v\x1c-\x1e\x85\u2028\u2029]\s*|(?<![!-~])\s+|\s+(?![!-~])")


@dataclass(frozen=True, slots=True)
class Quoter:
    """Quoter of one source."""

    source: str
    words: Words

    @classmethod
    def of(cls, source: str) -> Quoter:
        """Prepare a source."""
        return cls(source, Words.of(source))

    def onward(self, start: int) -> Quotation:
        """Quote the place that begins at an offset; the words may run on over line ends."""
        first = self._index(start)
        lasts = (min(first + length, len(self.words.offsets)) for length in LENGTHS)
        return self._first_unique((Span(start, self.words.offsets[last - 1] + 1) for last in lasts), start)

    def up_to(self, end: int) -> Quotation:
        """Quote the place that ends at an offset."""
        last = self._index(end)
        spans = [Span(self.words.offsets[max(last - length, 0)], end) for length in LENGTHS]
        return self._first_unique(spans, None)

    def inside(self, line: Line) -> Quotation:
        """Quote from a line and nothing beyond it."""
        whole = line.span
        spans = [Span(whole.start, min(whole.start + length, whole.end)) for length in LENGTHS]
        return self._first_unique([*spans, whole], whole.start)

    def whole(self, span: Span) -> Quotation:
        """Quote all of a place, whatever its length."""
        return self._first_unique([span], span.start)

    def around(self, span: Span, line: Line) -> tuple[Quotation, Span]:
        """Quote characters of a line with so much of the line around them that they stand once."""
        for margin in range(len(line.span)):
            wide = Span(max(line.span.start, span.start - margin), min(line.span.end, span.end + margin))
            if len(wide) < 2 and len(line.span) > 1:
                continue
            quotation = Quotation(self._plain(wide))
            if len(list(self.words.places(quotation))) == 1:
                return quotation, wide
        return self._counted(line.span), line.span

    def _first_unique(self, spans: Iterable[Span], _start: int | None) -> Quotation:
        tried: list[Span] = []
        for span in spans:
            quotation = Quotation(self._plain(span))
            if len(list(self.words.places(quotation))) == 1:
                return quotation
            tried.append(span)
        return self._counted(tried[min(1, len(tried) - 1)])

    def _counted(self, span: Span) -> Quotation:
        text = self._plain(span)
        places = [place.start for place in self.words.places(Quotation(text))]
        return Quotation(text, places.index(span.start) + 1) if len(places) > 1 else Quotation(text)

    def _plain(self, span: Span) -> str:
        """Return the words of a span on one line, blanks kept where they part Latin words."""
        return " ".join(BLANKS.sub("", span.of(self.source)).split())

    def _index(self, offset: int) -> int:
        """Return how many characters that are not blank stand before an offset."""
        low, high = 0, len(self.words.offsets)
        while low < high:
            middle = (low + high) // 2
            if self.words.offsets[middle] < offset:
                low = middle + 1
            else:
                high = middle
        return low
