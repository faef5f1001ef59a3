"""A text that knows where in the source each of its characters came from.

The idea: rules see an ordinary string and say which stretches of it to change; the tracked text applies them and keeps,
for every character, the range of source characters it stands for. The edits fall out at the end, whatever the number of
rules that touched a place: characters that stand for themselves need no edit, everything else is one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from epubmaker.model import Edit, Span

Reason = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Change:
    """A change of characters `start:end` of a tracked text to `after`; an insertion has `start == end`."""

    start: int
    end: int
    after: str
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class TrackedText:
    """A text over source spans.

    starts, ends  for each character the range of the source it stands for; equal for an inserted character
    breaks        offsets in `text` where the second and later spans begin
    marks         offsets in `text` of the joins between lines, in order
    reasons       why a source offset was changed: by (offset, is insertion) the rule and its confidence
    """

    text: str
    spans: tuple[Span, ...]
    starts: Sequence[int]
    ends: Sequence[int]
    breaks: tuple[int, ...] = ()
    marks: tuple[int, ...] = ()
    reasons: dict[tuple[int, bool], Reason] = field(default_factory=dict)

    @classmethod
    def of_source(cls, source: str, spans: Sequence[Span], marks: Sequence[int] = ()) -> TrackedText:
        """Take the characters of the spans as they stand in the source."""
        starts: list[int] = []
        breaks: list[int] = []
        for span in spans:
            breaks.append(len(starts))
            starts.extend(range(span.start, span.end))
        text = "".join(span.of(source) for span in spans)
        ends = [start + 1 for start in starts]
        return cls(text, tuple(spans), starts, ends, tuple(breaks[1:]), tuple(marks))

    @classmethod
    def of_edits(
        cls, text: str, spans: Sequence[Span], edits: Iterable[Sequence[Edit]], marks: Sequence[int] = ()
    ) -> TrackedText:
        """Take a text that was edited already; `edits` holds, for each span, those inside it in source order."""
        starts: list[int] = []
        ends: list[int] = []
        breaks: list[int] = []
        reasons: dict[tuple[int, bool], Reason] = {}
        for span, inside in zip(spans, edits, strict=True):
            breaks.append(len(starts))
            at = span.start
            for edit in inside:
                starts.extend(range(at, edit.span.start))
                ends.extend(range(at + 1, edit.span.start + 1))
                starts.extend([edit.span.start] * len(edit.after))
                ends.extend([edit.span.end] * len(edit.after))
                reasons[edit.span.start, not len(edit.span)] = (edit.rule, edit.confidence)
                at = edit.span.end
            starts.extend(range(at, span.end))
            ends.extend(range(at + 1, span.end + 1))
        return cls(text, tuple(spans), starts, ends, tuple(breaks[1:]), tuple(marks), reasons)

    def apply(self, changes: Iterable[Change]) -> TrackedText:
        """Return the text with the changes made; of two that overlap the first in the text is made."""
        ordered = sorted(self._within_spans(changes), key=lambda change: (change.start, change.end))
        if not ordered:
            return self
        return _Application(self).run(ordered)

    def recast(self, changes: Iterable[tuple[int, int, str]], rule: str) -> TrackedText:
        """Return the text with characters replaced one for one: `start:end` by as many others, in order."""
        reasons = dict(self.reasons)
        pieces: list[str] = []
        at = 0
        for start, end, after in changes:
            pieces += (self.text[at:start], after)
            at = end
            for offset in range(start, end):
                key = self.starts[offset], self.starts[offset] == self.ends[offset]
                earlier, confidence = reasons.get(key, ("", 1.0))
                if not earlier.endswith(rule):
                    reasons[key] = (f"{earlier}+{rule}" if earlier else rule, confidence)
        text = "".join(pieces) + self.text[at:]
        return TrackedText(text, self.spans, self.starts, self.ends, self.breaks, self.marks, reasons)

    def edits(self, source: str) -> tuple[Edit, ...]:
        """Return what was changed, span by span, in source order inside each span."""
        insertions = {place for place, inserted in self.reasons if inserted}
        if insertions:  # some may have been dropped again
            insertions &= {start for start, end in zip(self.starts, self.ends, strict=True) if start == end}
        changed = sorted([*insertions, *(place for place, inserted in self.reasons if not inserted)])
        found: list[Edit] = []
        for number, span in enumerate(self.spans):
            first, last = bisect_left(changed, span.start), bisect_left(changed, span.end)
            if first < last:
                inside: list[Edit] = []
                self._add_edits(inside, number, changed[first:last], source)
                found.extend(_continued(inside))
        return tuple(found)

    def span_of(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the source ranges of characters `start:end`, one a span of the text."""
        edges = [start, *self._edges(start, end), end]
        return tuple(
            Span(self.starts[low], self.ends[high - 1]) for low, high in pairwise(edges) if low < high
        )

    def is_changed(self, offset: int) -> bool:
        """Say whether a rule has set the character at an offset."""
        return offset < len(self.text) and (self.starts[offset], False) in self.reasons

    def cut(self, start: int, end: int, source: str) -> TrackedText:
        """Return characters `start:end` as a text of their own, without the blanks at its ends.

        What was dropped from the source inside or right behind the stretch goes with it, so that stretches that cover a
        text cover its source.
        """
        words = self.text[start:end]
        low = start + len(words) - len(words.lstrip())
        high = low + len(words.strip())
        spans: list[Span] = []
        breaks: list[int] = []
        for number, span in enumerate(self.spans):
            first, last = self._bounds(number)
            at_the_end = first == last == end == len(self.text)
            if (
                not (first < end and start < last)
                and not (first == last and start <= first < end)
                and not at_the_end
            ):
                continue
            left = span.start if start <= first else self.starts[start]
            right = span.end if last <= end else self.starts[end]
            kept = self._unblank(Span(left, right), max(first, low), min(last, high), source)
            if kept:
                breaks.append(min(max(first, low), high) - low)
                spans.append(kept)
        reasons = dict(self.reasons)
        for offset in (*range(start, low), *range(high, end)):
            reasons.setdefault((self.starts[offset], False), ("blank", 1.0))
        marks = tuple(mark - low for mark in self.marks if low < mark < high)
        starts, ends = self.starts[low:high], self.ends[low:high]
        return TrackedText(self.text[low:high], tuple(spans), starts, ends, tuple(breaks[1:]), marks, reasons)

    def _unblank(self, span: Span, first: int, last: int, source: str) -> Span:
        """Take off a span the blanks before character `first` and behind character `last - 1` of the text."""
        inner = Span(self.starts[first], self.ends[last - 1]) if first < last else Span(span.end, span.end)
        left = span.start if source[span.start : inner.start].strip() else inner.start
        right = span.end if source[inner.end : span.end].strip() else inner.end
        return Span(left, right)

    def followed_by(self, other: TrackedText) -> TrackedText:
        """Return the two texts as one."""
        shift = len(self.text)
        return TrackedText(
            self.text + other.text,
            self.spans + other.spans,
            [*self.starts, *other.starts],
            [*self.ends, *other.ends],
            (*self.breaks, shift, *(edge + shift for edge in other.breaks)),
            (*self.marks, *(mark + shift for mark in other.marks)),
            {**self.reasons, **other.reasons},
        )

    def _bounds(self, number: int) -> tuple[int, int]:
        """Return the offsets in the text between which a span's characters stand."""
        first = self.breaks[number - 1] if number else 0
        return first, self.breaks[number] if number < len(self.breaks) else len(self.text)

    def _edges(self, start: int, end: int) -> tuple[int, ...]:
        """Return the breaks between spans that lie inside `start:end`."""
        return self.breaks[bisect_right(self.breaks, start) : bisect_left(self.breaks, end)]

    def _add_edits(self, found: list[Edit], number: int, places: Sequence[int], source: str) -> None:
        """Add the edits of one span; between the places where a rule changed it the text is the source's."""
        span = self.spans[number]
        offset, last = self._bounds(number)
        at = span.start
        for place, later in zip(places, [*places[1:], span.end], strict=True):
            if place < at:  # inside an edit that reaches over it
                continue
            offset += place - at
            if offset < last and self.starts[offset] == place:
                following, at = self._group(offset, last), self.ends[offset]
                self._add(found, place, at, self.text[offset:following], source)
                offset = following
            else:
                at = min(self.starts[offset] if offset < last else span.end, later)
                self._add(found, place, at, "", source)

    def _group(self, offset: int, last: int) -> int:
        """Return where the characters end that one edit made together with the one at `offset`."""
        following = offset + 1
        while (
            following < last
            and self.starts[following] == self.starts[offset]
            and self.ends[following] == self.ends[offset]
        ):
            following += 1
        return following

    def _add(self, found: list[Edit], start: int, end: int, after: str, source: str) -> None:
        """Add an edit, unless it leaves things as they were."""
        before = source[start:end]
        if after != before:
            rule, confidence = self.reasons[start, start == end]
            found.append(Edit(Span(start, end), before, after, rule, confidence))

    def _within_spans(self, changes: Iterable[Change]) -> Iterable[Change]:
        """Cut changes at the breaks between spans: the first part takes the whole new text."""
        for change in changes:
            edges = self._edges(change.start, change.end)
            if not edges:
                yield change
                continue
            after = change.after
            for low, high in zip([change.start, *edges], [*edges, change.end], strict=True):
                yield Change(low, high, after, change.rule, change.confidence)
                after = ""

    def whole(self, change: Change) -> Change:
        """Widen a change to whole edits: characters that one earlier edit made together stay together."""
        start, end = change.start, change.end
        if start < end and not self._together(start - 1) and not self._together(end - 1):
            return change
        if start == end and (start == len(self.text) or self._together(start - 1)):
            start -= 1  # nothing, or half an edit, stands after an insertion: it becomes a change of what is before
        start = max(start, 0)
        while self._together(start - 1):
            start -= 1
        while start < end and self._together(end - 1):
            end += 1
        after = self.text[start : change.start] + change.after + self.text[change.end : end]
        return Change(start, end, after, change.rule, change.confidence)

    def _together(self, offset: int) -> bool:
        """Say whether one edit made this character and the next."""
        if not 0 <= offset < len(self.text) - 1:
            return False
        return self.starts[offset] == self.starts[offset + 1] and self.ends[offset] == self.ends[offset + 1]


def _continued(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Yield ordered edits, those that go on from each other as one: words in another script are one edit.

    A run is joined when it ends: to grow it edit by edit would copy it each time.
    """
    run: list[Edit] = []
    for edit in edits:
        if run and not _goes_on(run[-1], edit):
            yield _as_one(run)
            run = []
        run.append(edit)
    if run:
        yield _as_one(run)


def _goes_on(last: Edit, edit: Edit) -> bool:
    """Return whether an edit goes on from the last: letters for letters by the same rule, right behind it."""
    return (
        last.span.end == edit.span.start
        and last.rule == edit.rule
        and last.confidence == edit.confidence
        and all(words.isalpha() for words in (last.before, edit.before, last.after, edit.after))
    )


def _as_one(run: Sequence[Edit]) -> Edit:
    if len(run) == 1:
        return run[0]
    before, after = "".join(edit.before for edit in run), "".join(edit.after for edit in run)
    return Edit(Span(run[0].span.start, run[-1].span.end), before, after, run[-1].rule, run[-1].confidence)


class _Application:
    """Ordered changes to one tracked text, made in one pass."""

    def __init__(self, tracked: TrackedText) -> None:
        self.tracked = tracked
        self.pieces: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.reasons = dict(tracked.reasons)
        self.made: list[tuple[int, int, int]] = []  # of each change the old start, the old end, the new end
        self.at = 0

    def run(self, changes: Sequence[Change]) -> TrackedText:
        """Make the changes and return the text."""
        for change in self._widened(changes):
            self._make(change)
        self._keep(len(self.tracked.text))
        return TrackedText(
            "".join(self.pieces),
            self.tracked.spans,
            self.starts,
            self.ends,
            self._moved(self.tracked.breaks),
            self._moved(self.tracked.marks),
            self.reasons,
        )

    def _widened(self, changes: Sequence[Change]) -> Iterator[Change]:
        """Yield the changes as whole edits; those that meet in one earlier edit become one change."""
        open_change: Change | None = None
        reached = -1  # end of the last change taken, before it was widened
        for change in changes:
            if change.start < reached:
                continue
            whole = self.tracked.whole(change)
            if open_change is not None and whole.start < open_change.end:
                kept = len(open_change.after) - (open_change.end - change.start)
                tail = whole.after[change.start - whole.start :]
                open_change = Change(
                    open_change.start,
                    max(open_change.end, whole.end),
                    open_change.after[:kept] + tail,
                    change.rule,
                    min(open_change.confidence, change.confidence),
                )
            else:
                if open_change is not None:
                    yield open_change
                open_change = whole
            reached = change.end
        if open_change is not None:
            yield open_change

    def _keep(self, until: int) -> None:
        """Copy what stands before the next change."""
        self.pieces.append(self.tracked.text[self.at : until])
        self.starts += self.tracked.starts[self.at : until]
        self.ends += self.tracked.ends[self.at : until]
        self.at = until

    def _make(self, change: Change) -> None:
        if change.start < self.at:
            return
        self._keep(change.start)
        tracked = self.tracked
        if change.start < change.end:
            low, high = tracked.starts[change.start], tracked.ends[change.end - 1]
        else:
            low = high = (
                tracked.starts[change.start] if change.start < len(tracked.text) else tracked.spans[-1].start
            )
        earlier = self.reasons.get((low, low == high))
        rule, confidence = change.rule, change.confidence
        if earlier and change.after and earlier[0] != rule:
            rule, confidence = f"{earlier[0]}+{rule}", min(earlier[1], confidence)
        self.reasons[low, low == high] = (rule, confidence)
        self.pieces.append(change.after)
        self.starts += [low] * len(change.after)
        self.ends += [high] * len(change.after)
        self.made.append((change.start, change.end, len(self.starts)))
        self.at = change.end

    def _moved(self, offsets: Sequence[int]) -> tuple[int, ...]:
        """Follow ordered offsets of the old text into the new one; one inside a change moves to its start."""
        moved: list[int] = []
        number, shift = 0, 0
        for offset in offsets:
            while number < len(self.made) and self.made[number][0] < offset >= self.made[number][1]:
                _, end, new_end = self.made[number]
                shift = new_end - end
                number += 1
            inside = number < len(self.made) and self.made[number][0] < offset
            moved.append(self.made[number][0] + shift if inside else offset + shift)
        return tuple(moved)
