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
from epubmaker.layout.insets import insets_of
from epubmaker.layout.oddness import COSTS, region_cost, region_order
from epubmaker.layout.scale import Scale
from epubmaker.layout.telling import Told
from epubmaker.layout.ties import Tie, cut_cost, inner_cost, items_of, ties_of, within
from epubmaker.model.placed import Box, PlacedLine, Rule, bounds

MANY = 24  # pieces: of larger regions only the likeliest cuts are tried
TRIED = (14, 6)  # cuts tried of a region: small, large
MOST_REGIONS = 2500  # looked at on one page; then the likeliest cut is taken
UNSOLVED = (
    1.5  # cost of a region, cut as straight cuts allow, from which boxes set into a text are looked for
)
# A cut that need not be weighed against others: of a region of many pieces, along a rule or across before a title, with hardly a
# tie torn.
FEW, RULED, TORN = 8, 0.7, 0.2
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
    plain: bool = False


class Cutter:
    """Cutter of the pieces of a page or a frame into regions."""

    def __init__(
        self,
        atoms: Sequence[Atom],
        lines: Sequence[PlacedLine],
        rules: Sequence[Rule],
        scale: Scale,
        told: Told,
    ) -> None:
        self._atoms, self._lines, self._rules, self._scale = list(atoms), lines, rules, scale
        self._ties = ties_of(atoms, lines, told, exact=scale.exact)
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
        ties = within(self._ties, bits)
        order = region_order(pieces, self._lines, self._scale)
        cost = region_cost(pieces, order, self._lines, self._rules, self._scale)
        cost += inner_cost(ties, items_of(self._atoms, bits, order))
        self._known[bits] = _Found(cost, None)
        if len(pieces) > 1 and not _is_plain(pieces, cost):
            parts: tuple[Bits, Bits] | None = None
            cuts = self._cuts(bits, pieces)
            plain = self._plain_cut(cuts, ties) if len(pieces) > FEW and cost > UNSOLVED else None
            cost, parts = self._cheapest([plain] if plain else cuts, ties, cost, parts)
            if plain is None and cost > UNSOLVED and len(self._known) <= MOST_REGIONS:
                cost, parts = self._cheapest(self._inset_cuts(bits), ties, cost, parts)
            self._known[bits] = _Found(cost, parts)
        return cost

    def _plain_cut(self, cuts: Sequence[_Cut], ties: Sequence[Tie]) -> _Cut | None:
        """Return the likeliest cut that tears nothing and leaves text with a title on either side; no other need be tried then."""
        return next(
            (
                cut
                for cut in cuts
                if cut.plain
                and cut.penalty == 0
                and cut_cost(ties, cut.first) < TORN
                and self._is_whole(cut.first)
                and self._is_whole(cut.second)
            ),
            None,
        )

    def _is_whole(self, bits: Bits) -> bool:
        """Say whether a part begins with a title and holds text."""
        pieces = self._pieces(bits)
        top = min(atom.box.y0 for atom in pieces) + 1.6 * self._scale.pitch
        return any(atom.kind == "text" for atom in pieces) and any(
            atom.kind == "title" and atom.box.y0 < top for atom in pieces
        )

    def _cheapest(
        self, cuts: Sequence[_Cut], ties: Sequence[Tie], cost: float, parts: tuple[Bits, Bits] | None
    ) -> tuple[float, tuple[Bits, Bits] | None]:
        """Return the least cost of a region that some cuts allow, and its parts; `cost` and `parts` are what is known so far."""
        for cut in cuts:
            own = COSTS.cut + cut.penalty + cut_cost(ties, cut.first)
            if own < cost:
                own += self._best(cut.first)
            if own < cost:
                own += self._best(cut.second)
            if own < cost:
                cost, parts = own, (cut.first, cut.second)
        return cost, parts

    def _cuts(self, bits: Bits, pieces: Sequence[Atom]) -> list[_Cut]:
        cuts = [*self._level_cuts(bits), *self._upright_cuts(bits)]
        ties = within(self._ties, bits)
        cuts.sort(key=lambda cut: cut.penalty + cut_cost(ties, cut.first) - cut.promise)
        if len(self._known) > MOST_REGIONS:
            return cuts[:1]
        return cuts[: TRIED[len(pieces) > MANY]]

    def _inset_cuts(self, bits: Bits) -> list[_Cut]:
        """Return the cuts that take a box out of a text which runs on beside and above it."""
        found = insets_of([(at, atom) for at, atom in enumerate(self._atoms) if bits >> at & 1], self._scale)
        return [_Cut(bits & ~inside, inside, 0.0, COSTS.inset) for inside in found]

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
            plain = share > RULED
            yield _Cut(above, below, promise, self._crossing(Box(whole.x0, low, whole.x1, high), "v"), plain)

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
            crossed = self._crossing(Box(low, whole.y0, high, whole.y1), "h")
            yield _Cut(left, right, promise, crossed, share > RULED)

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
