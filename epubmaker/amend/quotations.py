"""Where in the source a quotation stands.

Blanks and line ends count for nothing, and neither does whether a mark is wide or narrow, so that words copied from the
source, from the restored text or from the printed page are all found.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from epubmaker.errors import CorrectionsError
from epubmaker.messages import Message
from epubmaker.model import Line, Span
from epubmaker.model.corrections import Corrections, Quotation, Statement
from epubmaker.text.cleaning import Cleaning, cleanings

_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_MARKS = str.maketrans("“”„‟″＂〝〞‘’‚‛′＇。", '""""""""' + "''''''" + ".")


@dataclass(frozen=True, slots=True)
class Words:
    """A text without its blanks, its marks made alike; `offsets` says where each character stood."""

    text: str
    offsets: Sequence[int]

    @classmethod
    def of(cls, text: str) -> "Words":
        """Squeeze a text, cleaned as the source is (`text.cleaning`). Linear in it."""
        kept: list[str] = []
        offsets: list[int] = []
        at = 0
        for change in [*cleanings(text), Cleaning(len(text), len(text), "", "")]:
            for offset in range(at, change.start):
                if not is_blank(text[offset]):
                    kept.append(_folded(text[offset]))
                    offsets.append(offset)
            own = [_folded(character) for character in change.after if not is_blank(character)]
            kept += own
            offsets += [change.start] * len(own)
            at = change.end
        return cls("".join(kept), offsets)

    def places(self, quotation: Quotation) -> Iterator[Span]:
        """Yield the spans in which a quotation stands, in order."""
        words = Words.of(quotation.text).text
        at = self.text.find(words) if words else -1
        while at >= 0:
            yield Span(self.offsets[at], self.offsets[at + len(words) - 1] + 1)
            at = self.text.find(words, at + 1)


@dataclass(frozen=True, slots=True)
class Locator:
    """Finder of the quotations of a corrections file in the lines of its source."""

    words: Words
    lines: tuple[Line, ...]
    name: str

    @classmethod
    def of(cls, text: str, lines: tuple[Line, ...], corrections: Corrections) -> "Locator":
        """Prepare a source for being searched."""
        return cls(Words.of(text), lines, corrections.name)

    def span(self, quotation: Quotation, statement: Statement) -> Span:
        """Return where a quotation stands; raises `CorrectionsError` if that is nowhere, or not one place."""
        places = list(self.words.places(quotation))
        if not quotation.occurrence and len(places) > 1:
            # Of a title that is set twice, the copy that is read is meant.
            places = [place for place in places if not self._in_copy(place)] or places
        if not places:
            raise self.error(statement, Message("“{text}” stands nowhere in the source", text=quotation.text))
        if quotation.occurrence > len(places):
            raise self.error(
                statement,
                Message(
                    "“{text}” stands {count} times, not {occurrence}",
                    text=quotation.text,
                    count=len(places),
                    occurrence=quotation.occurrence,
                ),
            )
        if not quotation.occurrence and len(places) > 1:
            raise self.error(
                statement,
                Message(
                    '“{text}” stands {count} times; quote more of it, or say which: ["{text}", 2]',
                    text=quotation.text,
                    count=len(places),
                ),
            )
        place = places[max(quotation.occurrence, 1) - 1]
        for line in self.lines:  # both copies of a title that is set twice: the one that is read
            if line.again is not None and place == Span(line.span.start, line.again.end):
                return line.span
        if self._in_copy(place):
            raise self.error(
                statement,
                Message(
                    "“{text}” touches the second copy of a title that is set twice and read once; quote the first copy alone",
                    text=quotation.text,
                ),
            )
        return place

    def _in_copy(self, place: Span) -> bool:
        """Say whether a place touches what a source sets a second time."""
        return any(
            line.again is not None and line.again.start < place.end and place.start < line.again.end
            for line in self.lines
        )

    def touched(self, quotation: Quotation, statement: Statement) -> tuple[int, ...]:
        """Return the lines that a quotation touches."""
        span = self.span(quotation, statement)
        return tuple(range(self._line_at(span.start), self._line_at(span.end - 1) + 1))

    def first(self, quotation: Quotation, statement: Statement) -> int:
        """Return the line in which a quotation begins."""
        return self.touched(quotation, statement)[0]

    def last(self, quotation: Quotation, statement: Statement) -> int:
        """Return the line in which a quotation ends."""
        return self.touched(quotation, statement)[-1]

    def target(self, statement: Statement) -> int:
        """Return the line in which the second quotation of a statement begins."""
        return self.first(statement.target or statement.what, statement)

    def error(self, statement: Statement, said: str) -> CorrectionsError:
        """Make the error for a statement that does not fit."""
        return CorrectionsError(
            Message(
                "{name}, line {row}: {verb}: {said}",
                name=self.name,
                row=statement.row,
                verb=statement.verb,
                said=said,
            )
        )

    def _line_at(self, offset: int) -> int:
        return bisect_right(self.lines, offset, key=lambda line: line.span.start) - 1


def is_blank(character: str) -> bool:
    """Say whether a character counts for nothing in a quotation."""
    return character.isspace() or character in _INVISIBLE


def _folded(character: str) -> str:
    """Make a character narrow where it has a narrow form; one character stays one."""
    marked = character.translate(_MARKS)
    narrow = unicodedata.normalize("NFKC", marked)
    return narrow if len(narrow) == 1 else marked
