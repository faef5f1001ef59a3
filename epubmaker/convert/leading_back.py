"""The way back by the record: an edition that was made from Simplified text and converted knows what stood there before.

Its edits name every character that a conversion has set, and before each the source's own. So Simplified text is led back exactly,
where a dictionary could only guess: 完颜傑 and 翟崑 wrote their names so, and quoted 「」 were 「」.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from epubmaker.convert.alignment import Stretch
from epubmaker.convert.engine import Configuration
from epubmaker.errors import ConservationError
from epubmaker.model import Edit, Edition
from epubmaker.model.edits import EditIndex, holders
from epubmaker.restore import TrackedText, rebuild_source

CONVERTED = "convert:"
_FROM_SIMPLIFIED = f"{CONVERTED}s2"
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Record:
    """What the texts of a converted edition were; of any other edition it says nothing.

    back  for each text its changes back
    open  for each text the places where only a dictionary can tell, since a rule had set the character before it was converted
    """

    back: Mapping[str, Sequence[Stretch]] = field(default_factory=dict)
    open: Mapping[str, Sequence[Place]] = field(default_factory=dict)

    def applied(self, text: str, stretches: Sequence[Stretch]) -> list[Stretch]:
        """Return the changes of a text: those of the record, and the others only where it does not say."""
        if text in self.back:
            return sorted(
                [*self.back[text], *(found for found in stretches if _inside(found, self.open[text]))]
            )
        return self._borrowed(text, list(stretches))

    def _borrowed(self, text: str, stretches: list[Stretch]) -> list[Stretch]:
        """Return the changes of a text without a place of its own (a name, a dateline) as where it stands in another."""
        for whole, back in self.back.items():
            at = whole.find(text) if text else -1
            end = at + len(text)
            if at >= 0 and not any(low < end and at < high for low, high in self.open[whole]):
                inside = _clipped(back, at, end)
                if inside is not None:
                    return inside
        return stretches


def _clipped(back: Sequence[Stretch], start: int, end: int) -> list[Stretch] | None:
    """Return the changes of `start:end`, counted from there; None where one reaches over an end and is not even.

    A change may be longer than a name: 記者陸陽攝影 is led back as one.
    """
    found: list[Stretch] = []
    for low, high, after in back:
        if high <= start or end <= low:
            continue
        first, last = max(low, start), min(high, end)
        if (first, last) != (low, high):
            if len(after) != high - low:
                return None
            after = after[first - low : last - low]  # noqa: PLW2901
        found.append((first - start, last - start, after))
    return found


NO_RECORD = Record()


def record_of(edition: Edition, chosen: Configuration) -> Record:
    """Read what the texts of an edition were that `chosen` makes Simplified again."""
    if not chosen.simplifies or not _was_simplified(edition.edits) or not _is_traceable(edition):
        return NO_RECORD
    back: dict[str, Sequence[Stretch]] = {}
    open_places: dict[str, Sequence[Place]] = {}
    index = EditIndex.of(edition.edits)
    for holder in holders(edition):
        inside = [index.within(span) for span in holder.spans]
        tracked = TrackedText.of_edits(holder.text, holder.spans, inside)
        if holder.text and holder.text not in back:
            edits = [edit for of_span in inside for edit in of_span if edit.after]
            back[holder.text], open_places[holder.text] = _changes_back(tracked, edits)
    return Record(back, open_places)


def _is_traceable(edition: Edition) -> bool:
    """Say whether the edits lead back to the source: those of an edition changed by hand do not."""
    try:
        rebuild_source(edition)
    except ConservationError:
        return False
    return True


def _was_simplified(edits: Sequence[Edit]) -> bool:
    """Say whether the first conversion behind these edits was one from Simplified text."""
    first = [edit.rule[edit.rule.find(CONVERTED) :] for edit in edits if CONVERTED in edit.rule]
    return bool(first) and all(rule.startswith(_FROM_SIMPLIFIED) for rule in first)


def _changes_back(tracked: TrackedText, edits: Sequence[Edit]) -> tuple[list[Stretch], list[Place]]:
    """Return what leads a text back, and the places of its characters that a rule and a conversion have set together."""
    back: list[Stretch] = []
    open_places: list[Place] = []
    for edit, low in zip(edits, _places(tracked, edits), strict=True):
        high = low + len(edit.after)
        if edit.rule.startswith(_FROM_SIMPLIFIED) and not re.search(r"\s", edit.before):
            back.append((low, high, edit.before))
        elif CONVERTED in edit.rule:
            open_places.append((low, high))
    return back, open_places


def _places(tracked: TrackedText, edits: Sequence[Edit]) -> Iterator[int]:
    """Yield where in the text the characters of each edit begin; the edits stand in the order of the text."""
    at = 0
    for edit in edits:
        while at < len(tracked.text) and not (
            tracked.starts[at] == edit.span.start and tracked.ends[at] == edit.span.end
        ):
            at += 1
        yield at
        at += len(edit.after)


def _inside(stretch: Stretch, places: Sequence[Place]) -> bool:
    at = bisect_left(places, (stretch[0] + 1,)) - 1
    return at >= 0 and places[at][0] <= stretch[0] and stretch[1] <= places[at][1]
