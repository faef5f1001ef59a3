"""The page is cut again and again, across or down, until each part is one article.

Which cuts are best is asked of the parts, not of the cuts: a region costs what is odd about it as one article (no title, several
titles, rules through it, columns that do not run on into each other), and the cheapest way to cut is sought. Regions are sets of
pieces; what is known of one is kept, so that the same part reached by other cuts costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from epubmaker.layout.atoms import Atom
from epubmaker.layout.columns import SHRINK
from epubmaker.layout.oddness import COSTS, region_cost
from epubmaker.layout.scale import Scale
from epubmaker.model.placed import Box, PlacedLine, Rule, bounds

MANY = 24  # pieces: of larger regions only the likeliest cuts are tried
TRIED = (14, 6)  # cuts tried of a region: small, large
MOST_REGIONS = 2500  # looked at on one page; then the likeliest cut is taken
Bits = int


@dataclass(slots=True)
class _Found:
    cost: float
    parts: tuple[Bits, Bits] | None


@dataclass(frozen=True, slots=True)
class _Cut:
    first: Bits
    second: Bits
    promise: float
    penalty: float


class Cutter:
    """Cutter of the pieces of a page or a frame into regions."""

    def __init__(
        self, atoms: Sequence[Atom], lines: Sequence[PlacedLine], rules: Sequence[Rule], scale: Scale
    ) -> None:
        self._atoms, self._lines, self._rules, self._scale = list(atoms), lines, rules, scale
        self._known: dict[Bits, _Found] = {}

    def regions(self) -> list[list[Atom]]:
        """Return the regions in reading order, each with its pieces."""
        if not self._atoms:
            return []
        whole = (1 << len(self._atoms)) - 1
        self._best(whole)
        return [self._pieces(part) for part in self._leaves(whole)]

    def _leaves(self, bits: Bits) -> Iterator[Bits]:
        found = self._known[bits]
        if found.parts is None:
            yield bits
        else:
            for part in found.parts:
                yield from self._leaves(part)

    def _pieces(self, bits: Bits) -> list[Atom]:
        return [atom for at, atom in enumerate(self._atoms) if bits >> at & 1]

    def _best(self, bits: Bits) -> float:
        """Return the least cost of a region, cut or not, and keep how it is reached."""
        known = self._known.get(bits)
        if known is not None:
            return known.cost
        pieces = self._pieces(bits)
        cost, parts = region_cost(pieces, self._lines, self._rules, self._scale), None
        self._known[bits] = _Found(cost, None)
        if len(pieces) > 1 and not _is_plain(pieces, cost):
            for cut in self._cuts(bits, pieces):
                own = COSTS.cut + cut.penalty + self._best(cut.first)
                if own < cost:
                    own += self._best(cut.second)
                if own < cost:
                    cost, parts = own, (cut.first, cut.second)
            self._known[bits] = _Found(cost, parts)
        return cost

    def _cuts(self, bits: Bits, pieces: Sequence[Atom]) -> list[_Cut]:
        cuts = [*self._level_cuts(bits), *self._upright_cuts(bits)]
        cuts.sort(key=lambda cut: -cut.promise)
        if len(self._known) > MOST_REGIONS:
            return cuts[:1]
        return cuts[: TRIED[len(pieces) > MANY]]

    def _gaps(self, bits: Bits, axis: int) -> Iterator[tuple[float, float, Bits]]:
        """Yield the white strips through a region: where each begins and ends, and what lies before it."""
        shrink = SHRINK * self._scale.body
        spans = []
        for at, atom in enumerate(self._atoms):
            if bits >> at & 1:
                low, high = (atom.box.x0, atom.box.x1) if axis == 0 else (atom.box.y0, atom.box.y1)
                spans.append((low + shrink, high - shrink, at))
        spans.sort()
        reached, before = spans[0][1], 1 << spans[0][2]
        for low, high, at in spans[1:]:
            if low > reached:
                yield reached - shrink, low + shrink, before
            reached, before = max(reached, high), before | 1 << at

    def _level_cuts(self, bits: Bits) -> Iterator[_Cut]:
        whole = bounds([atom.box for atom in self._pieces(bits)])
        for low, high, above in self._gaps(bits, 1):
            below = bits & ~above
            share = self._share(Box(whole.x0, low, whole.x1, high), "h")
            gap = (high - low) / self._scale.body
            heads = self._begins_anew(below)
            if share < 0.3 and not heads and gap < 1.2 * self._scale.pitch / self._scale.body:
                continue
            promise = 6 * share + 2 * heads + 0.5 * min(gap, 6)
            yield _Cut(above, below, promise, self._crossing(Box(whole.x0, low, whole.x1, high), "v"))

    def _upright_cuts(self, bits: Bits) -> Iterator[_Cut]:
        whole = bounds([atom.box for atom in self._pieces(bits)])
        for low, high, left in self._gaps(bits, 0):
            right = bits & ~left
            share = self._share(Box(low, whole.y0, high, whole.y1), "v")
            owned = self._has_own(left), self._has_own(right)
            if share < 0.3 and not all(owned):
                continue
            heads = self._begins_anew(left) + self._begins_anew(right)
            promise = 6 * share + heads + 0.5 * min((high - low) / self._scale.body, 4)
            yield _Cut(left, right, promise, self._crossing(Box(low, whole.y0, high, whole.y1), "h"))

    def _has_own(self, bits: Bits) -> bool:
        return any(atom.kind != "text" for atom in self._pieces(bits))

    def _begins_anew(self, bits: Bits) -> float:
        """Return 1 where a title, a picture or a frame stands at the top of a part."""
        pieces = self._pieces(bits)
        top = min(atom.box.y0 for atom in pieces)
        near = [atom for atom in pieces if atom.box.y0 < top + 1.6 * self._scale.pitch]
        return float(any(atom.kind != "text" for atom in near))

    def _share(self, strip: Box, axis: str) -> float:
        """Return how much of a strip's length rules cover."""
        slack = 0.4 * self._scale.body
        covered = 0.0
        for rule in self._rules:
            if rule.axis != axis:
                continue
            if axis == "h" and strip.y0 - slack <= rule.box.y0 <= strip.y1 + slack:
                covered = max(covered, rule.box.across(strip) / max(strip.width, 1))
            elif axis == "v" and strip.x0 - slack <= rule.box.x0 <= strip.x1 + slack:
                covered = max(covered, rule.box.down(strip) / max(strip.height, 1))
        return covered

    def _crossing(self, strip: Box, axis: str) -> float:
        """Return what it costs to cut through rules that run on both sides of a strip."""
        far = 3 * self._scale.body
        x, y = strip.middle
        for rule in self._rules:
            if rule.axis != axis:
                continue
            box = rule.box
            if (
                axis == "h"
                and box.x0 < x - far
                and box.x1 > x + far
                and strip.y0 + far < box.y0 < strip.y1 - far
            ):
                return COSTS.crossed_rule
            if (
                axis == "v"
                and box.y0 < y - far
                and box.y1 > y + far
                and strip.x0 + far < box.x0 < strip.x1 - far
            ):
                return COSTS.crossed_rule
        return 0.0


def _is_plain(pieces: Sequence[Atom], cost: float) -> bool:
    """Say whether a region is so clearly one article that no cut need be tried."""
    titles = sum(atom.kind == "title" and not atom.inline for atom in pieces)
    return cost < 0.6 and titles == 1 and all(atom.kind in ("text", "title") for atom in pieces)
