"""Putting changed texts back into an edition: text, seams and edits move together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from epubmaker.convert.alignment import Stretch
from epubmaker.errors import ConservationError
from epubmaker.messages import Message
from epubmaker.model import (
    Article,
    Block,
    Byline,
    Diagnostic,
    Edit,
    Edition,
    Furniture,
    Masthead,
    SeamNote,
    Span,
)
from epubmaker.model.edits import BLANK, REMOVED, EditIndex
from epubmaker.restore import Change, TrackedText, rebuild_source

UNTRACEABLE = Diagnostic(
    "warning",
    "untraceable",
    Message("转换字体之前，本期文字已经手工改动，修改记录不能再还原原文"),
)


@dataclass(frozen=True, slots=True)
class Rewriter:
    """Writer of the same changes wherever a text stands in an edition.

    source  the source text, or None where the edition does not lead back to it; then no edits can be kept
    made    the edits of the rewritten texts, as they are made
    """

    original: Edition
    rule: str
    changes: Mapping[str, Sequence[Stretch]]
    source: str | None
    index: EditIndex
    made: list[Edit] = field(default_factory=list)

    @classmethod
    def of(cls, edition: Edition, rule: str, changes: Mapping[str, Sequence[Stretch]]) -> Rewriter:
        """Prepare an edition for changes that are given by the whole text they stand in."""
        try:
            source: str | None = rebuild_source(edition)
        except ConservationError:
            source = None
        return cls(edition, rule, changes, source, EditIndex.of(edition.edits))

    def edition(self, language: str) -> Edition:
        """Return the edition with the changes made and another language tag."""
        edition = self.original
        articles = tuple(map(self._article, edition.articles))
        furniture = tuple(map(self._furniture, edition.furniture))
        unplaced = tuple(map(self._furniture, edition.unplaced))
        outside = [edit for edit in edition.edits if edit.rule in (BLANK, REMOVED)]
        traceable = self.source is not None
        edits = sorted([*outside, *self.made], key=lambda edit: edit.span.start)
        return replace(
            edition,
            language=language,
            masthead=self._masthead(edition.masthead),
            articles=articles,
            furniture=furniture,
            unplaced=unplaced,
            diagnostics=edition.diagnostics if traceable else (*edition.diagnostics, UNTRACEABLE),
            edits=tuple(edits) if traceable else (),
        )

    def _plain(self, text: str) -> str:
        """Change a text that claims no source characters."""
        pieces: list[str] = []
        at = 0
        for start, end, after in self.changes.get(text, ()):
            pieces += (text[at:start], after)
            at = end
        return "".join(pieces) + text[at:]

    def _maybe(self, text: str | None) -> str | None:
        return None if text is None else self._plain(text)

    def _over(self, text: str, spans: Sequence[Span], marks: Sequence[int] = ()) -> TrackedText:
        """Change a text over source spans and keep its edits."""
        if self.source is None or not spans:
            return self._changed(TrackedText.of_source(text, (Span(0, len(text)),), marks))
        inside = [self.index.within(span) for span in spans]
        tracked = self._changed(TrackedText.of_edits(text, spans, inside, marks))
        self.made.extend(tracked.edits(self.source))
        return tracked

    def _changed(self, tracked: TrackedText) -> TrackedText:
        """Make the changes in one text: one for one where the length stays, which is nearly everywhere."""
        even: list[Stretch] = []
        longer: list[Change] = []
        for start, end, after in self.changes.get(tracked.text, ()):
            if len(after) == end - start:
                even.append((start, end, after))
            else:
                longer.append(Change(start, end, after, self.rule))
        return tracked.recast(even, self.rule).apply(longer)

    def _article(self, article: Article) -> Article:
        header: dict[str, str | None] = {}
        evidence = dict(article.evidence)
        for name in ("kicker", "headline", "deck", "column"):
            text: str | None = getattr(article, name)
            header[name] = (
                self._over(text, evidence[name]).text if text and name in evidence else self._maybe(text)
            )
        return replace(
            article,
            headline=header["headline"],
            kicker=header["kicker"],
            deck=header["deck"],
            column=header["column"],
            dateline=self._maybe(article.dateline),
            bylines=tuple(map(self._byline, article.bylines)),
            blocks=tuple(map(self._block, article.blocks)),
        )

    def _byline(self, byline: Byline) -> Byline:
        return replace(
            byline,
            role=self._plain(byline.role),
            names=tuple(map(self._plain, byline.names)),
            text=self._over(byline.text, byline.spans).text,
        )

    def _block(self, block: Block) -> Block:
        tracked = self._over(block.text, block.spans, [note.at for note in block.seams])
        seams = (
            SeamNote(at, note.confidence, note.moved)
            for at, note in zip(tracked.marks, block.seams, strict=True)
        )
        return replace(block, text=tracked.text, seams=tuple(seams))

    def _furniture(self, piece: Furniture) -> Furniture:
        return replace(piece, text=self._over(piece.text, piece.spans).text)

    def _masthead(self, masthead: Masthead) -> Masthead:
        return replace(
            masthead,
            title=self._maybe(masthead.title),
            publisher=self._maybe(masthead.publisher),
            weekday=self._maybe(masthead.weekday),
            lunar_date=self._maybe(masthead.lunar_date),
            page=self._maybe(masthead.page),
        )
