"""A source text as the stages read it, and the way back to the source.

The stages read a text in which radicals, decomposed letters, characters that print nothing and entities are set as plain
characters (`text.cleaning`); spans of what they make count in that text. `Cleaned.traced` turns such spans, and the edits of
an edition, into those of the source, so that conservation and `rebuild_source` hold for the source itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from epubmaker.messages import Message
from epubmaker.model import Diagnostic, Edit, Edition, SourceText, Span
from epubmaker.model.edits import BLANK, REMOVED, blank_edits, holders, removed_spans
from epubmaker.model.placed import PlacedPage
from epubmaker.model.placing import with_spans
from epubmaker.text.cleaning import Cleaning, cleanings
from epubmaker.text.rules import rule_marks
from epubmaker.text.tables import MARKUP, table_marks
from epubmaker.text.tags import tag_marks
from epubmaker.text.upright import upright_cleanings

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A source and its text as it is read.

    source   the text as it was decoded
    reading  the same with its cleanings made; the very same value where there are none
    changes  the cleanings, in order, in characters of the source; each sets one character or none
    places   for each of them the offset in the reading at which its character stands, or would stand
    """

    source: SourceText
    reading: SourceText
    changes: Sequence[Cleaning] = ()
    places: Sequence[int] = ()

    def placed(self, value: Value) -> Value:
        """Return a value of the stages with all its spans in characters of the source."""
        return with_spans(value, self._span) if self.changes else value

    def traced(self, edition: Edition) -> Edition:
        """Return an edition of the reading as one of the source: spans, edits and the number of characters."""
        if not self.changes:
            return edition
        moved = self.placed(replace(edition, edits=()))
        moved = replace(moved, source=replace(edition.source, characters=len(self.source.text)))
        marks = self._loose_marks(moved)
        moved = moved.with_diagnostics(_declared(marks))
        edits = [*self._rule_edits(edition.edits), *self._own_edits(edition, moved)]
        edits += [Edit(span, span.of(self.source.text), "", REMOVED) for span in marks]
        edits += blank_edits(moved, self.source.text)
        edits.sort(key=lambda edit: (edit.span.start, edit.span.end))
        return replace(moved, edits=tuple(edits))

    def _loose_marks(self, edition: Edition) -> tuple[Span, ...]:
        """Return the marks that stand in no text of an edition: bars at the ends of rows, rows of dashes or stars."""
        marks = [Span(change.start, change.end) for change in self.changes if change.rule == MARKUP]
        if not marks:
            return ()
        covered = self._covered(edition)
        return tuple(span for span in marks if not covered[span.start])

    def _covered(self, edition: Edition) -> bytearray:
        """Return for every character of the source whether a text of an edition stands over it."""
        covered = bytearray(len(self.source.text))
        for holder in holders(edition):
            for span in holder.spans:
                covered[span.start : span.end] = b"\x01" * len(span)
        return covered

    def _rule_edits(self, edits: Sequence[Edit]) -> list[Edit]:
        """Return what the rules changed, together with the cleanings inside."""
        made = []
        for edit in edits:
            if edit.rule == BLANK:
                continue
            span = self._span(edit.span)
            before = span.of(self.source.text)
            if before != edit.after:
                rules = dict.fromkeys([*self._rules_inside(span), *edit.rule.split("+")])
                made.append(replace(edit, span=span, before=before, rule="+".join(rules)))
        return made

    def _rules_inside(self, span: Span) -> list[str]:
        first = bisect_right(self.changes, span.start - 1, key=_start)
        last = bisect_right(self.changes, span.end - 1, key=_start)
        return [change.rule for change in self.changes[first:last]]

    def _own_edits(self, edition: Edition, moved: Edition) -> list[Edit]:
        """Return the cleanings inside the texts of an edition that no rule has touched."""
        covered = self._covered(moved)
        taken = [self._span(edit.span) for edit in edition.edits if edit.rule != BLANK]
        for span in [*taken, *removed_spans(moved)]:
            covered[span.start : span.end] = b"\x00" * len(span)
        text = self.source.text
        return [
            Edit(Span(change.start, change.end), text[change.start : change.end], change.after, change.rule)
            for change in self.changes
            if covered[change.start]
        ]

    def _span(self, span: Span) -> Span:
        start = self._start(span.start)
        return Span(start, self._end(span.end - 1) if span.end > span.start else start)

    def _start(self, offset: int) -> int:
        """Return where in the source the character at an offset of the reading begins."""
        number = bisect_right(self.places, offset) - 1
        if number < 0:
            return offset
        change, place = self.changes[number], self.places[number]
        if place == offset and change.after:
            return change.start
        return change.end + offset - place - len(change.after)

    def _end(self, offset: int) -> int:
        """Return where in the source the character at an offset of the reading ends."""
        number = bisect_right(self.places, offset) - 1
        if number >= 0 and self.places[number] == offset and self.changes[number].after:
            return self.changes[number].end
        return self._start(offset) + 1


def _declared(marks: tuple[Span, ...]) -> tuple[Diagnostic, ...]:
    """Declare marks that are read as no text: of tables, and rows that part others."""
    said = Message("表格的竖线、横线、分隔行和网页标签是标记，不作文字：{count} 处", count=len(marks))
    return (Diagnostic("info", REMOVED, said, marks),) if marks else ()


def _in_order(marks: list[Cleaning], changes: list[Cleaning]) -> list[Cleaning]:
    """Return marks of tables and other cleanings in one order; what touches a mark is part of it."""
    if not marks:
        return changes
    made: list[Cleaning] = []
    for change in sorted([*marks, *changes], key=lambda change: (change.start, change.rule != MARKUP)):
        if not made or made[-1].end <= change.start:
            made.append(change)
        elif change.rule == MARKUP:
            made[-1] = change
    return made


def _start(change: Cleaning) -> int:
    return change.start


def clean(source: SourceText) -> Cleaned:
    """Return a source with the text that the stages read.

    Only what becomes one character or none is set here; ligatures and the like, which become several, are set when texts are
    restored. Rows of a title that stands upright become one row where nothing else tells where they stand. Linear in the text.
    """
    changes = [change for change in cleanings(source.text) if len(change.after) <= 1]
    if not source.pages:
        changes = sorted([*changes, *upright_cleanings(source.text)], key=_start)
    marks = table_marks(source.text)
    if not source.pages:
        for others in (rule_marks(source.text), tag_marks(source.text)):
            marks = _in_order(marks, others) if marks else others
    changes = _in_order(marks, changes)
    if not changes:
        return Cleaned(source, source)
    pieces: list[str] = []
    places: list[int] = []
    at, length = 0, 0
    for change in changes:
        kept = source.text[at : change.start]
        length += len(kept)
        places.append(length)
        pieces += (kept, change.after)
        length += len(change.after)
        at = change.end
    text = "".join([*pieces, source.text[at:]])
    ahead = _Ahead(changes, places)
    pages = tuple(ahead.page(page) for page in source.pages)
    return Cleaned(source, replace(source, text=text, pages=pages), changes, places)


@dataclass(frozen=True, slots=True)
class _Ahead:
    """Finder of the place in the reading of what stands in the source."""

    changes: Sequence[Cleaning]
    places: Sequence[int]

    def page(self, page: PlacedPage) -> PlacedPage:
        """Return a page with its rows where the reading has them; rows of which nothing is read are left out."""
        rows = tuple(
            replace(row, span=Span(start, end))
            for row in page.rows
            if (start := self._offset(row.span.start)) < (end := self._offset(row.span.end))
        )
        return replace(page, start=self._offset(page.start), end=self._offset(page.end), rows=rows)

    def _offset(self, offset: int) -> int:
        """Return where in the reading an offset of the source stands; inside a cleaning, where its character ends."""
        number = bisect_right(self.changes, offset - 1, key=_start) - 1
        if number < 0:
            return offset
        change, place = self.changes[number], self.places[number]
        return place + len(change.after) + max(0, offset - change.end)
