"""How the texts of an edition stand over its source: spans, and the edits inside them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from epubmaker.model.edition import Article, Edit, Edition
from epubmaker.model.spans import Span

REMOVED = "removed"
BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Holder:
    """One text of an edition that stands over the source; `where` names it, as `a3/headline` or `furniture/2`."""

    where: str
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class EditIndex:
    """An edition's edits in source order, to find those that begin inside a span."""

    edits: tuple[Edit, ...]
    _starts: list[int] = field(default_factory=list, compare=False, repr=False)

    def __post_init__(self) -> None:
        self._starts.extend(edit.span.start for edit in self.edits)

    @classmethod
    def of(cls, edits: Sequence[Edit]) -> "EditIndex":
        """Sort the edits; an insertion comes before a change at the same place."""
        return cls(tuple(sorted(edits, key=lambda edit: (edit.span.start, edit.span.end))))

    def within(self, span: Span) -> tuple[Edit, ...]:
        """Return the edits that begin inside the span, in source order."""
        return self.edits[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def text_of(self, spans: Sequence[Span], source: str) -> str:
        """Return what the edits make of the source characters of the spans."""
        pieces: list[str] = []
        for span in spans:
            at = span.start
            for edit in self.within(span):
                pieces += (source[at : edit.span.start], edit.after)
                at = edit.span.end
            pieces.append(source[at : span.end])
        return "".join(pieces)


def holders(edition: Edition) -> Iterator[Holder]:
    """Yield every text of the edition that claims source characters.

    A dateline lies inside its first block and the masthead's fields inside furniture, so they claim nothing; a text
    without spans was not read from the source.
    """
    for article in edition.articles:
        yield from _article_holders(article)
    for name, items in (("furniture", edition.furniture), ("unplaced", edition.unplaced)):
        for number, piece in enumerate(items):
            yield Holder(f"{name}/{number}", piece.text, piece.spans)


def _article_holders(article: Article) -> Iterator[Holder]:
    """Yield the header group, the bylines and the blocks of one article."""
    for name, spans in article.evidence:
        if name != "dateline":
            yield Holder(f"{article.id}/{name}", getattr(article, name) or "", spans)
    for number, byline in enumerate(article.bylines):
        if byline.spans:
            yield Holder(f"{article.id}/byline/{number}", byline.text, byline.spans)
    for number, block in enumerate(article.blocks):
        if block.spans:
            yield Holder(f"{article.id}/block/{number}", block.text, block.spans)


def removed_spans(edition: Edition) -> Iterator[Span]:
    """Yield the spans that were dropped on purpose and declared as such."""
    for diagnostic in edition.diagnostics:
        if diagnostic.code == REMOVED:
            yield from diagnostic.spans


def blank_edits(edition: Edition, source: str) -> list[Edit]:
    """Return the edits that drop the blanks outside all spans, so that the source can be rebuilt."""
    spans = [span for holder in holders(edition) for span in holder.spans]
    spans.extend(removed_spans(edition))
    edits: list[Edit] = []
    at = 0
    for span in [*sorted(spans), Span(len(source), len(source))]:
        if span.start > at:
            edits.append(Edit(Span(at, span.start), source[at : span.start], "", BLANK))
        at = max(at, span.end)
    return edits
