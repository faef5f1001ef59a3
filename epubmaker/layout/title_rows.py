"""Rows of titles that nothing but the network tells: what they are in a title is seen by the rows of their type around them."""

from __future__ import annotations

from collections.abc import Sequence

from epubmaker.layout.heads import SET_AS_TITLE, TITLES
from epubmaker.layout.scale import Scale
from epubmaker.layout.telling import Told
from epubmaker.model.placed import PlacedLine
from epubmaker.text.marks import ends_sentence

SAME = 0.02  # of the size: what rows of one type differ by at most
ROW = 1.1  # pitches from one row of a text to the next, at most
CLOSER = 0.95  # pitches: rows of a title in the type of the text stand closer than those of the text
FURTHER = 1.05  # times the distance of a title's rows: what follows it
FLUSH = 0.5  # sizes: rows that begin together
FULL = 1.5  # sizes that a full row may leave free


def without_text_running_on(
    found: set[int], set_as_titles: set[int], lines: Sequence[PlacedLine], scale: Scale
) -> set[int]:
    """Return title rows without those that go on a sentence of the row of text above, as a note does that says its title again."""
    kept = set(found)
    for number in sorted(found - set_as_titles, key=lambda number: lines[number].box.y0):
        if any(
            _goes_on(lines[upper], lines[number], scale) for upper in range(len(lines)) if upper not in kept
        ):
            kept.discard(number)
    return kept


def _goes_on(upper: PlacedLine, lower: PlacedLine, scale: Scale) -> bool:
    """Say whether a full row of text breaks off in a sentence right above a row of its type that begins no further in."""
    step = lower.box.y0 - upper.box.y0
    return (
        0.5 * scale.body < step <= ROW * scale.pitch
        and _is_one_type(upper, lower)
        and lower.box.x0 <= upper.box.x0 + FLUSH * scale.body
        and abs(upper.box.x1 - lower.box.x1) <= FULL * scale.body
        and not ends_sentence(upper.text)
    )


def with_rest_of_titles(
    found: set[int], free: set[int], lines: Sequence[PlacedLine], scale: Scale, told: Told
) -> set[int]:
    """Return title rows with those that stand with one in its type, closer than rows of text and to nothing else."""
    if not scale.exact:
        return found
    made = set(found)
    likely = [number for number in free - found if told.of(number, *TITLES) >= SET_AS_TITLE]
    while True:
        more = {
            number
            for number in likely
            if number not in made and any(_is_rest(number, title, free, lines, scale) for title in made)
        }
        if not more:
            return made
        made |= more


def _is_rest(number: int, title: int, free: set[int], lines: Sequence[PlacedLine], scale: Scale) -> bool:
    line, other = lines[number], lines[title]
    step = line.box.y0 - other.box.y0
    if not (0.5 * scale.body < abs(step) < CLOSER * scale.pitch and _stands_with(line, other)):
        return False
    way = 1 if step > 0 else -1
    beyond = [
        (lines[far].box.y0 - line.box.y0) * way
        for far in free
        if far != number and lines[far].box.across(line.box) > 0
    ]
    return min((gap for gap in beyond if gap > 0), default=2 * abs(step)) > FURTHER * abs(step)


def _stands_with(one: PlacedLine, other: PlacedLine) -> bool:
    shared = one.box.across(other.box) > 0.5 * min(one.box.width, other.box.width)
    return shared and _is_one_type(one, other)


def _is_one_type(one: PlacedLine, other: PlacedLine) -> bool:
    return (
        one.font == other.font
        and not one.vertical
        and not other.vertical
        and abs(one.size - other.size) <= SAME * one.size
    )
