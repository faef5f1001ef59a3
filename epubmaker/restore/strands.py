"""Lines of a plan as tracked text: spans and joins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from epubmaker.model import Line, Plan, Replacement, SourceText, Span, merge_touching
from epubmaker.restore.blanks import blanks_are_meant
from epubmaker.restore.tracked import Change, TrackedText

CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Strands:
    """Lines of the source set after each other; `meant` says whether its blanks between words were set by somebody."""

    source: SourceText
    lines: Sequence[Line]
    replaced: dict[int, tuple[Replacement, ...]] = field(default_factory=dict)
    meant: bool = False

    @classmethod
    def of(cls, source: SourceText, lines: Sequence[Line], plan: Plan) -> "Strands":
        """Prepare the lines of a page."""
        replaced: dict[int, tuple[Replacement, ...]] = {}
        for replacement in plan.replacements:
            replaced[replacement.line] = (*replaced.get(replacement.line, ()), replacement)
        return cls(source, lines, replaced, blanks_are_meant(plan, lines))

    def set(self, numbers: Iterable[int]) -> TrackedText:
        """Return the lines as one text; its marks are the joins between them, in order."""
        numbers = tuple(numbers)
        cuts = [self.lines[number].span for number in numbers]
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

    def _marks(self, numbers: Sequence[int], spans: Sequence[Span]) -> list[int]:
        """Return where in the text each line but the last ends."""
        marks: list[int] = []
        number, before = 0, 0
        for line in numbers[:-1]:
            own = self.lines[line].span
            while not spans[number].start <= own.start < spans[number].end:
                before += len(spans[number])
                number += 1
            marks.append(before + own.end - spans[number].start)
        return marks
