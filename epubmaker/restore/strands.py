"""Lines of a plan as tracked text: spans, joins, and what was dropped from them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from epubmaker.model import Line, Plan, Removal, Replacement, SourceText, Span, merge_touching
from epubmaker.restore.tracked import Change, TrackedText

CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Strands:
    """Lines of the source set after each other, without the parts that the plan removes."""

    source: SourceText
    lines: Sequence[Line]
    removed: dict[int, tuple[Span, ...]]
    replaced: dict[int, tuple[Replacement, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, source: SourceText, lines: Sequence[Line], plan: Plan) -> "Strands":
        """Prepare the lines of a page and the removals of its plan."""
        removed: dict[int, tuple[Span, ...]] = {}
        for removal in plan.removals:
            cut = removed_span(removal, lines, source.text)
            removed[removal.line] = (*removed.get(removal.line, ()), *([cut] if cut else []))
        replaced: dict[int, tuple[Replacement, ...]] = {}
        for replacement in plan.replacements:
            replaced[replacement.line] = (*replaced.get(replacement.line, ()), replacement)
        return cls(source, lines, removed, replaced)

    def set(self, numbers: Iterable[int]) -> TrackedText:
        """Return the lines as one text; its marks are the joins between them, in order."""
        numbers = tuple(numbers)
        cuts = [span for number in numbers for span in self._kept(number)]
        spans = merge_touching(cuts, self.source.text)
        tracked = TrackedText.of_source(self.source.text, spans, self._marks(numbers, spans))
        return tracked.apply(self._changes(numbers, tracked)) if self.replaced else tracked

    def _changes(self, numbers: Iterable[int], tracked: TrackedText) -> list[Change]:
        """Say what a person retyped in the lines, before any rule looks at them."""
        places = {start: offset for offset, start in enumerate(tracked.starts)}
        changes = []
        for replacement in (made for number in numbers for made in self.replaced.get(number, ())):
            start = self.lines[replacement.line].span.start
            first, last = places.get(start + replacement.start), places.get(start + replacement.end - 1)
            if first is not None and last is not None:
                changes.append(Change(first, last + 1, replacement.after, CORRECTION))
        return changes

    def touch(self, left: int, right: int) -> bool:
        """Say whether nothing but blanks stands between two lines in the source."""
        before, after = self.lines[left].span, self.lines[right].span
        return before.end <= after.start and not self.source.text[before.end : after.start].strip()

    def _kept(self, number: int) -> list[Span]:
        """Return what is left of a line."""
        span = self.lines[number].span
        if number not in self.removed:
            return [span]
        at, kept = span.start, []
        for cut in sorted(self.removed[number]):
            kept.append(_trimmed(Span(at, cut.start), self.source.text))
            at = cut.end
        kept.append(_trimmed(Span(at, span.end), self.source.text))
        return [part for part in kept if part]

    def _marks(self, numbers: Sequence[int], spans: Sequence[Span]) -> list[int]:
        """Return where in the text each line but the last ends; a line removed whole ends where its forerunner did."""
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
    """Return where a removal stands in the source, without blanks at its ends; empty if it is nothing else."""
    start = lines[removal.line].span.start
    return _trimmed(Span(start + removal.start, start + removal.end), text)


def _trimmed(span: Span, text: str) -> Span:
    """Take the blanks off both ends of a span."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))
