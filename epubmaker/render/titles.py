"""Headlines on one line, as contents, bookmarks, running heads and catalogues name articles.

A headline is restored to one string, whatever rows it was printed in. Where one of its rows ended and a clause ends too, a
line of contents shows a gap, as papers print it: 渡船停了十年　今天又开了. A row that ended inside a clause leaves none. The
headline on its page stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from epubmaker.model import Article, Edition, Span
from epubmaker.model.edits import EditIndex
from epubmaker.render.clauses import ends_clause

GAP = "\u3000"
_JOINT = "joint"  # the rule of edits that take row ends out


@dataclass(frozen=True, slots=True)
class Titles:
    """The headlines of one edition; its edits tell where the rows of each ended."""

    index: EditIndex

    @classmethod
    def of(cls, edition: Edition) -> Titles:
        """Return those of an edition."""
        return cls(EditIndex.of(edition.edits))

    def line(self, article: Article) -> str:
        """Return the headline with a gap wherever one of its rows ended a clause; "" without a headline."""
        text, at, pieces = article.headline or "", 0, []
        for place in self.clause_ends(article):
            pieces.append(text[at:place])
            at = place
        return GAP.join((*pieces, text[at:]))

    def clause_ends(self, article: Article) -> tuple[int, ...]:
        """Return the offsets in the headline at which one of its rows ended, and a clause with it."""
        text, start, found = article.headline or "", 0, []
        rows = self._row_ends(article)
        for place, following in zip(rows, [*rows[1:], len(text)], strict=False):
            if ends_clause(text[start:following], place - start):
                found.append(place)
                start = place
        return tuple(found)

    def _row_ends(self, article: Article) -> list[int]:
        """Return the offsets in the headline at which its rows ended; none where the text is not what the edits made."""
        spans = dict(article.evidence).get("headline", ())
        text, at, ends = article.headline or "", 0, []
        for span in spans:
            ends += [at, *(at + place for place in self._joints(span))]
            at += self._length(span)
        return sorted({place for place in ends if 0 < place < at}) if at == len(text) else []

    def _length(self, span: Span) -> int:
        changed = self.index.within(span)
        return len(span) + sum(len(edit.after) - len(edit.before) for edit in changed)

    def _joints(self, span: Span) -> Sequence[int]:
        """Return the offsets in what became of a span at which nothing stands for the end of a row."""
        found, shift = [], -span.start
        for edit in self.index.within(span):
            if _JOINT in edit.rule and not edit.after:
                found.append(edit.span.start + shift)
            shift += len(edit.after) - len(edit.before)
        return found
