"""Lines that run over a gutter are split there: recognisers join rows of neighbouring columns, and so do narrow gutters.

A gutter is voted for by the lines above and below: several begin right of a place, several end left of it, few cross it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from statistics import median

from epubmaker.layout.bylines import is_byline
from epubmaker.layout.scale import Scale
from epubmaker.model import set_width
from epubmaker.model.placed import Box, PlacedLine
from epubmaker.text.marks import LINE_START_FORBIDDEN

REACH = 14  # pitches: lines above and below that may vote
LEAST = 8.0  # sizes: a shorter line is not looked at; half of it would be no line
SIDE = 2.0  # sizes that must remain on either side
VOTES = 3
CROSSED = 0.34  # of the votes: more lines that cross a place show that it is no gutter
TOGETHER = 0.6  # sizes: beginnings of lines of one column
GAP = (
    2.4,
    0.5,
)  # sizes: how far left of a column's beginning its neighbour ends, and how far it may stick in
WHITE = 0.2  # sizes: what a gutter is wider than the distance of characters in a line that is spread
LARGEST = 1.17  # sizes: titles may run over anything
STOPS = frozenset("。！？!?…”」』）)")  # with these a short last row of a paragraph ends


@dataclass(frozen=True, slots=True)
class _Gutter:
    """The white between two columns: where the left one ends and the right one starts."""

    end: float
    start: float


def split_at_gutters(lines: Sequence[PlacedLine], scale: Scale) -> list[PlacedLine]:
    """Return the lines, those that run over gutters in two or more."""
    order = sorted(range(len(lines)), key=lambda number: lines[number].box.y0)
    tops = [lines[number].box.y0 for number in order]
    made: list[PlacedLine] = []
    for line in lines:
        if (
            line.vertical
            or line.size > LARGEST * scale.body
            or line.box.width < LEAST * scale.body
            or is_byline(line.text)
        ):
            made.append(line)
            continue
        low = bisect_left(tops, line.box.y0 - REACH * scale.pitch)
        high = bisect_right(tops, line.box.y0 + REACH * scale.pitch)
        near = [lines[number] for number in order[low:high] if lines[number] is not line]
        gutters = _gutters(line, near, scale) or _gutters_on_one_side(line, near, scale)
        made += _split(line, gutters, near, scale)
    return made


def _gutters_on_one_side(line: PlacedLine, near: Sequence[PlacedLine], scale: Scale) -> list[_Gutter]:
    """Return where columns begin inside a line at the foot or the head of an article, by the lines of that article alone.

    Only where white is seen in the line itself.
    """
    if not line.edges:
        return []
    middle = line.box.middle[1]
    above = [other for other in near if other.box.middle[1] < middle]
    below = [other for other in near if other.box.middle[1] > middle]
    return _gutters(line, above, scale) or _gutters(line, below, scale)


def _gutters(line: PlacedLine, near: Sequence[PlacedLine], scale: Scale) -> list[_Gutter]:
    """Return the gutters inside a line, by the lines around it."""
    left, right = line.box.x0 + SIDE * scale.body, line.box.x1 - SIDE * scale.body
    starts = sorted(other.box.x0 for other in near if left <= other.box.x0 <= right and not other.vertical)
    found: list[_Gutter] = []
    at = 0
    while at < len(starts):
        end = bisect_right(starts, starts[at] + TOGETHER * scale.body)
        place, votes = starts[(at + end - 1) // 2], end - at
        gutter = _gutter_at(place, votes, near, scale) if votes >= VOTES else None
        if gutter is not None:
            if not found or place - found[-1].start > SIDE * scale.body:
                found.append(gutter)
            at = end
        else:
            at += 1
    return found


def _gutter_at(place: float, votes: int, near: Sequence[PlacedLine], scale: Scale) -> _Gutter | None:
    """Return the gutter left of where lines begin; None where too few end before it or too many cross it."""
    body = scale.body
    ends = [other.box.x1 for other in near if place - GAP[0] * body <= other.box.x1 <= place + GAP[1] * body]
    crossed = sum(
        other.box.x0 < place - SIDE * body
        and other.box.x1 > place + SIDE * body
        and other.size <= LARGEST * body
        for other in near
    )
    if len(ends) < VOTES or crossed > CROSSED * min(votes, len(ends)):
        return None
    return _Gutter(min(place, median(ends)), place)


def _split(
    line: PlacedLine, gutters: Sequence[_Gutter], near: Sequence[PlacedLine], scale: Scale
) -> list[PlacedLine]:
    if not gutters:
        return [line]
    cuts, edges = _seen_cuts(line, gutters, scale) if line.edges else _told_cuts(line, gutters, near, scale)
    parts = [part_of(line, edges, start, end) for start, end in pairwise([0, *cuts, len(line.text)])]
    kept = [part for part in parts if part is not None]
    return kept if len(kept) > 1 else [line]


def _seen_cuts(
    line: PlacedLine, gutters: Sequence[_Gutter], scale: Scale
) -> tuple[list[int], Sequence[float]]:
    """Return before which characters a line is cut and where its characters begin, which is known."""
    cuts: list[int] = []
    for place in (gutter.start for gutter in gutters):
        at = min(range(len(line.text)), key=lambda index: abs(line.edges[index] - place))
        if (
            at > max(cuts, default=0)
            and abs(line.edges[at] - place) <= 1.3 * scale.body
            and _is_open(line, at)
        ):
            cuts.append(at)
    return cuts, line.edges


def _told_cuts(
    line: PlacedLine, gutters: Sequence[_Gutter], near: Sequence[PlacedLine], scale: Scale
) -> tuple[list[int], Sequence[float]]:
    """Return before which characters a line is cut and where its characters begin, told from how wide they are."""
    places = list(accumulate(map(set_width, line.text), initial=0.0))
    step = _em(line, gutters, near, scale)
    edges = [line.box.x0 + place * step for place in places]
    cuts: list[int] = []
    for gutter in gutters:
        rest = range(max(cuts, default=0) + 1, len(line.text))
        if not rest:
            break
        at = min(rest, key=lambda index: abs(edges[index] - gutter.end))
        if gutter is gutters[-1]:
            reach = places[-1] - (line.box.x1 - gutter.start) / step
            at = _behind_a_sentence(line.text, min(rest, key=lambda index: abs(places[index] - reach)), at)
        at += at + 1 < len(line.text) and line.text[at] in LINE_START_FORBIDDEN
        edges[at:] = [edge + gutter.start - edges[at] for edge in edges[at:]]
        cuts.append(at)
    edges[-1] = max(edges[-2], line.box.x1)
    return cuts, edges


def _em(line: PlacedLine, gutters: Sequence[_Gutter], near: Sequence[PlacedLine], scale: Scale) -> float:
    """Return how wide an em of a line is: white of gutters is none of it, and no character is wider than those around."""
    white = sum(gutter.start - gutter.end for gutter in gutters)
    wide = (line.box.width - white) / (set_width(line.text) or 1.0)
    usual = [
        other.box.width / (set_width(other.text) or 1.0)
        for other in near
        if other.box.width >= LEAST * scale.body and other.size <= LARGEST * scale.body and not other.vertical
    ]
    return min(wide, median(usual)) if usual else wide


def _behind_a_sentence(text: str, reach: int, full: int) -> int:
    """Return where a line is cut: its left part fills the column, but where a paragraph ends there with a shorter row.

    Then the right part is what reaches to the end of the line from where its column starts.
    """
    return reach if reach < full and text[reach - 1] in STOPS else full


def _is_open(line: PlacedLine, at: int) -> bool:
    """Say whether there is white before a character, more than between the others; unknown where edges are not."""
    if not line.edges:
        return True
    gaps = [
        right - left - line.size * (0.5 if ord(character) < 128 else 1.0)
        for left, right, character in zip(line.edges, line.edges[1:], line.text, strict=False)
    ]
    white = line.edges[at] - line.edges[at - 1] - line.size * (0.5 if ord(line.text[at - 1]) < 128 else 1.0)
    if line.text[at - 1].isspace() and at > 1:
        white += line.edges[at - 1] - line.edges[at - 2]
    return white > max(0.0, median(gaps)) + WHITE * line.size


def part_of(line: PlacedLine, edges: Sequence[float], start: int, end: int) -> PlacedLine | None:
    """Return some characters of a line as a line of their own, without white space around them; None where that is all."""
    text = line.text[start:end]
    inner = text.strip()
    if not inner:
        return None
    first = start + len(text) - len(text.lstrip())
    last = first + len(inner)
    # White space at the cut is the gutter: the part ends where its last character does, about as wide as it is high.
    right = edges[last] if last == len(line.text) else min(edges[last], edges[last - 1] + line.size)
    box = Box(edges[first], line.box.y0, right, line.box.y1)
    return replace(
        line, text=inner, box=box, edges=(*edges[first:last], right), starts=line.starts[first:last]
    )


def even_edges(line: PlacedLine) -> tuple[float, ...]:
    """Return where the characters of a line begin if each is as wide as usual: letters and figures half an ideograph."""
    widths = [0.5 if ord(character) < 128 else 1.0 for character in line.text]
    step = line.box.width / (sum(widths) or 1.0)
    edges = [line.box.x0]
    for width in widths:
        edges.append(edges[-1] + width * step)
    return tuple(edges)
