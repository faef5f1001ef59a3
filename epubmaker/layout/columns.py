"""Reading order inside one region: columns from left to right, each from the top down, and what speaks for that.

A region is cut into columns where a white strip runs through it, else into bands; so a text that is set once over two
columns and once in one is read as it should. Where both ways can be gone, the one on which the rows run on is taken: a
column that breaks off in the middle of a sentence goes on in a row without an indent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from epubmaker.layout.atoms import Atom
from epubmaker.layout.scale import INDENT, Scale
from epubmaker.model.placed import PlacedLine
from epubmaker.text.marks import LINE_START_FORBIDDEN, ends_sentence, starts_with_dateline

SHRINK = 0.15  # sizes: boxes of neighbours may touch, and those of recognisers overlap, so far
LEVEL = 0.3  # sizes: what begins no further apart begins on one level
ROOM = 1.3  # sizes left free at the end of a row: it ended there


@dataclass(frozen=True, slots=True)
class JointCosts:
    """What a way from the end of one block to the beginning of the next costs; less than nothing for a good one.

    Set on generated pages (city papers, seed 11 and 12) so that each outweighs what it must: a broken sentence two rules' doubt.
    """

    runs_on: float = -1.0
    broken: float = 3.0
    new: float = -0.3
    short_then_full: float = 2.5
    unclear: float = 0.3
    second_news: float = 2.5


COSTS = JointCosts()


def flow(pieces: Sequence[Atom], lines: Sequence[PlacedLine], scale: Scale) -> list[Atom]:
    """Return blocks and small titles of a region in reading order."""
    by_column = _cut(list(pieces), scale, across_first=True)
    bands = _parts(list(pieces), 1, scale)
    if len(bands) < 2 or len(pieces) > 60:
        return by_column
    by_band = [piece for band in bands for piece in _cut(band, scale, across_first=True)]
    if [id(piece) for piece in by_band] == [id(piece) for piece in by_column]:
        return by_column
    return min(by_column, by_band, key=lambda order: joint_cost(order, lines, scale))


def _cut(pieces: list[Atom], scale: Scale, *, across_first: bool) -> list[Atom]:
    if len(pieces) < 2:
        return pieces
    for axis in (0, 1) if across_first else (1, 0):
        parts = _parts(pieces, axis, scale)
        if len(parts) > 1:
            return [piece for part in parts for piece in _cut(part, scale, across_first=across_first)]
    return sorted(pieces, key=lambda piece: (_top(piece, scale), piece.box.x0))


def _top(piece: Atom, scale: Scale) -> float:
    """Return where a piece begins; a title on the level of text goes before it: it runs in with it."""
    return piece.box.y0 - (LEVEL * scale.body if piece.kind == "title" else 0.0)


def _parts(pieces: list[Atom], axis: int, scale: Scale) -> list[list[Atom]]:
    """Return the parts between white strips: upright ones for axis 0, level ones for axis 1."""
    shrink = SHRINK * scale.body
    start: Callable[[Atom], float] = (
        (lambda piece: piece.box.x0) if axis == 0 else (lambda piece: piece.box.y0)
    )
    end: Callable[[Atom], float] = (lambda piece: piece.box.x1) if axis == 0 else (lambda piece: piece.box.y1)
    parts: list[list[Atom]] = []
    reached = float("-inf")
    for piece in sorted(pieces, key=start):
        if start(piece) + shrink >= reached:
            parts.append([])
        parts[-1].append(piece)
        reached = max(reached, end(piece) - shrink)
    return parts


def joint_cost(order: Sequence[Atom], lines: Sequence[PlacedLine], scale: Scale) -> float:
    """Return what all ways from block to block cost, and titles that no text follows."""
    texts = [piece for piece in order if piece.kind == "text"]
    extents = column_extents(texts, scale)
    total = 0.0
    for left, right in pairwise(order):
        if left.kind == right.kind == "text":
            total += _joint(left, right, extents, lines, scale)
        elif right.kind == "title" and (left.kind == "title" or _breaks_off(left, extents, lines, scale)):
            total += COSTS.broken
    if order and order[-1].kind == "title":
        total += COSTS.broken
    return total


def column_extents(texts: Sequence[Atom], scale: Scale) -> dict[int, tuple[float, float]]:
    """Return for each block (by identity) where its column begins and ends: its own rows show it, or those of wider blocks."""
    extents: dict[int, tuple[float, float]] = {}
    large = [text for text in texts if len(text.lines) >= 3]
    for text in texts:
        box = text.box
        if len(text.lines) < 3:
            hosts = [
                host.box
                for host in large
                if host.box.x0 - 0.5 * scale.body <= box.x0 <= host.box.x0 + 3.2 * scale.body
                and box.x1 <= host.box.x1 + 0.7 * scale.body
            ]
            if hosts:
                host = min(hosts, key=lambda host: abs(host.y0 - box.y0))
                extents[id(text)] = host.x0, host.x1
                continue
        extents[id(text)] = box.x0, box.x1
    return extents


def _breaks_off(
    text: Atom, extents: dict[int, tuple[float, float]], lines: Sequence[PlacedLine], scale: Scale
) -> bool:
    """Say whether a text ends inside a sentence: its last row is full, and no sentence ends there."""
    last = lines[text.lines[-1]]
    return (
        len(text.lines) > 1 and not ends_sentence(last.text) and not is_short(last, extents[id(text)], scale)
    )


def _joint(
    left: Atom,
    right: Atom,
    extents: dict[int, tuple[float, float]],
    lines: Sequence[PlacedLine],
    scale: Scale,
) -> float:
    last, first = lines[left.lines[-1]], lines[right.lines[0]]
    ended = ends_sentence(last.text)
    if not scale.indents:
        return COSTS.unclear if ended else COSTS.runs_on
    indented = is_indented(first, extents[id(right)]) or starts_with_dateline(first.text)
    short = is_short(last, extents[id(left)], scale)
    if starts_with_dateline(first.text):
        return COSTS.second_news
    if first.text[:1] in LINE_START_FORBIDDEN:
        return COSTS.runs_on if not ended else COSTS.broken
    if not ended:
        return COSTS.broken if indented else COSTS.runs_on
    if indented:
        return COSTS.new
    return COSTS.short_then_full if short else COSTS.unclear


def is_indented(line: PlacedLine, extent: tuple[float, float]) -> bool:
    """Say whether a row begins as far to the right of its column as a paragraph does."""
    return INDENT[0] * line.size <= line.box.x0 - extent[0] <= INDENT[1] * line.size


def is_short(line: PlacedLine, extent: tuple[float, float], scale: Scale) -> bool:
    """Say whether a row leaves room at its end."""
    return extent[1] - line.box.x1 > ROOM * scale.body
