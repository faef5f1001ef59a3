"""Lines of a plan as tracked text: spans, joins, and what was dropped from them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from epubmaker.model import Line, Plan, Removal, SourceText, Span, merge_touching
from epubmaker.restore.tracked import TrackedText


@dataclass(frozen=True, slots=True)
class Strands:
    """This sets lines of the source after each other, without the parts that the plan removes."""

    source: SourceText
    lines: Sequence[Line]
    removed: dict[int, tuple[Span, ...]]

    @classmethod
    def of(cls, source: SourceText, lines: Sequence[Line], plan: Plan) -> "Strands":
        """This prepares the lines of a page and the removals of its plan."""
        removed: dict[int, tuple[Span, ...]] = {}
        for removal in plan.removals:
            cut = removed_span(removal, lines, source.text)
            removed[removal.line] = (*removed.get(removal.line, ()), *([cut] if cut else []))
        return cls(source, lines, removed)

    def set(self, numbers: Iterable[int]) -> TrackedText:
        """This returns the lines as one text; its marks are the joins between them, in order."""
        numbers = tuple(numbers)
        cuts = [span for number in numbers for span in self._kept(number)]
        spans = merge_touching(cuts, self.source.text)
        return TrackedText.of_source(self.source.text, spans, self._marks(numbers, spans))

    def touch(self, left: int, right: int) -> bool:
        """This says whether nothing but blanks stands between two lines in the source."""
        before, after = self.lines[left].span, self.lines[right].span
        return before.end <= after.start and not self.source.text[before.end : after.start].strip()

    def _kept(self, number: int) -> list[Span]:
        """This returns what is left of a line."""
        span = self.lines[number].span
        at, kept = span.start, []
        for cut in sorted(self.removed.get(number, ())):
            kept.append(_trimmed(Span(at, cut.start), self.source.text))
            at = cut.end
        kept.append(_trimmed(Span(at, span.end), self.source.text))
        return [part for part in kept if part]

    def _marks(self, numbers: Sequence[int], spans: Sequence[Span]) -> list[int]:
        """This returns where in the text each line but the last ends; a line removed whole ends where its forerunner did."""
        marks: list[int] = []
        number, before, at = 0, 0, 0
        for line in numbers[:-1]:
            kept = self._kept(line)
            if kept:
                end = kept[-1].end
                while not spans[number].start <= kept[-1].start < spans[number].end:
                    before += len(spans[number])
                    number += 1
                at = before + end - spans[number].start
            marks.append(at)
        return marks


def removed_span(removal: Removal, lines: Sequence[Line], text: str) -> Span:
    """This returns where a removal stands in the source, without blanks at its ends; empty if it is nothing else."""
    start = lines[removal.line].span.start
    return _trimmed(Span(start + removal.start, start + removal.end), text)


def _trimmed(span: Span, text: str) -> Span:
    """This takes the blanks off both ends of a span."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))
