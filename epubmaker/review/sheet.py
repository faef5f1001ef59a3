"""A reconstruction as the page shows it: where each line went, and under which name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from epubmaker.model import Span
from epubmaker.model.edits import EditIndex, holders
from epubmaker.pipeline import Reconstruction
from epubmaker.review.doubts import JoinMark
from epubmaker.review.pieces import Tracer

TOGETHER = 60  # rows of a long list that a browser lays out together: more than a screen; one by one they cost it every frame


@dataclass(frozen=True, slots=True)
class Sheet:
    """For every line of the source the text it stands in.

    `homes` maps a line to the id of its text in the page.
    """

    made: Reconstruction
    tracer: Tracer
    homes: Mapping[int, str]

    @classmethod
    def of(cls, made: Reconstruction) -> Sheet:
        """Prepare a reconstruction. Linear in its text."""
        tracer = Tracer(made.source.text, made.lines, EditIndex.of(made.edition.edits))
        homes: dict[int, str] = {}
        for holder in holders(made.edition):
            for line in tracer.numbers(holder.spans):
                homes.setdefault(line, text_id(holder.where))
        return cls(made, tracer, homes)

    def anchor(self, spans: tuple[Span, ...]) -> str:
        """Return the id of the text in which spans stand, or of their source line."""
        if not spans:
            return "articles"
        line = self.tracer.line_at(spans[0].start)
        return self.homes.get(line, f"l{line}")

    def join_values(self, marks: Mapping[tuple[int, int], JoinMark]) -> dict[str, object]:
        """Return for each join shown what the inspector says of it."""
        return {
            mark.key: {
                "sure": round(mark.confidence, 2),
                "moved": mark.moved,
                "tail": self.made.lines[mark.left].text[-14:],
                "head": self.made.lines[mark.right].text[:14],
                "others": [
                    [other.line, round(other.probability, 2), self.made.lines[other.line].text[:24]]
                    for other in mark.alternatives
                ],
            }
            for mark in marks.values()
        }


def text_id(where: str) -> str:
    """Turn the name of a text (`a3/block/2`) into an id of the page."""
    return "t-" + where.replace("/", "-")
