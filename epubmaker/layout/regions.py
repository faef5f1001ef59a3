"""The page is cut again and again, across or down, until each part is one article.

Which cuts are best is asked of the parts, not of the cuts: a region costs what is odd about it as one article (no title, several
titles, rules through it, columns that do not run on into each other), and the cheapest way to cut is sought. Regions are sets of
pieces; what is known of one is kept, so that the same part reached by other cuts costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from epubmaker.layout.atoms import Atom
from epubmaker.layout.columns import SHRINK, column_extents, flow, is_indented, joint_cost
from epubmaker.layout.scale import Scale
from epubmaker.layout.titles import names_section
from epubmaker.model.placed import Box, PlacedLine, Rule, bounds
from epubmaker.text.marks import ends_sentence, starts_with_dateline


@dataclass(frozen=True, slots=True)
class RegionCosts:
    """What is odd about a region, in units of evidence (natural logarithm of odds, roughly).

    Set by hand on generated pages (59 pages, seeds 11 and 12) and looked at on real ones; the order among them matters, their
    exact size little: halving or doubling each of them moved order by less than .01.
    """

    cut: float = 0.35
    headless: float = 3.0
    bare_title: float = 4.0
    extra_title: float = 6.0
    inline_title: float = 0.15
    short_head: float = 0.5
    short_title: float = 1.5
    text_above: float = 1.5
    opens_inside: float = 1.5
    torn_end: float = 2.0
    level_rule: float = 2.5
    title_rule: float = 0.4
    upright_rule: float = 1.2
    crossed_rule: float = 2.0
    other_figure: float = 0.25
    captioned: float = 0.8
    lone_figure: float = 0.3
    hollow: float = 1.5


COSTS = RegionCosts()
BRIEF = 10  # characters: small titles that short are crossheads rather than headlines
MANY = 24  # pieces: of larger regions only the likeliest cuts are tried
TRIED = (14, 6)  # cuts tried of a region: small, large
MOST_REGIONS = 2500  # looked at on one page; then the likeliest cut is taken
LABEL_RANK = 2.4  # sizes: labels of sections are no larger
BESIDE = 6.0  # of its own size: a label stands no further from the headline beside it
MARKS = frozenset("，。；！？")
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
    """Cuts the pieces of a page or a frame into regions."""

    def __init__(self, atoms: Sequence[Atom], lines: Sequence[PlacedLine], rules: Sequence[Rule], scale: Scale) -> None:
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
            heads = self._begins_anew(below, whole)
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
            heads = self._begins_anew(left, whole) + self._begins_anew(right, whole)
            promise = 6 * share + heads + 0.5 * min((high - low) / self._scale.body, 4)
            yield _Cut(left, right, promise, self._crossing(Box(low, whole.y0, high, whole.y1), "h"))

    def _has_own(self, bits: Bits) -> bool:
        return any(atom.kind != "text" for atom in self._pieces(bits))

    def _begins_anew(self, bits: Bits, whole: Box) -> float:
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
            if axis == "h" and box.x0 < x - far and box.x1 > x + far and strip.y0 + far < box.y0 < strip.y1 - far:
                return COSTS.crossed_rule
            if axis == "v" and box.y0 < y - far and box.y1 > y + far and strip.x0 + far < box.x0 < strip.x1 - far:
                return COSTS.crossed_rule
        return 0.0


def _is_plain(pieces: Sequence[Atom], cost: float) -> bool:
    """Say whether a region is so clearly one article that no cut need be tried."""
    titles = sum(atom.kind == "title" and not atom.inline for atom in pieces)
    return cost < 0.6 and titles == 1 and all(atom.kind in ("text", "title") for atom in pieces)


def region_cost(
    pieces: Sequence[Atom], lines: Sequence[PlacedLine], rules: Sequence[Rule], scale: Scale
) -> float:
    """Return what is odd about some pieces as one article."""
    titles = [atom for atom in pieces if atom.kind == "title" and not atom.inline]
    inline = [atom for atom in pieces if atom.kind == "title" and atom.inline]
    texts = [atom for atom in pieces if atom.kind == "text"]
    figures = [atom for atom in pieces if atom.kind in ("figure", "frame")]
    if not texts:
        alone = COSTS.lone_figure * len(figures)
        titled = max(0, len(titles) + len(inline) - 1) * COSTS.extra_title
        pictured = any(atom.kind == "figure" for atom in figures)
        bare = 0.0 if pictured or not (titles or inline) else COSTS.bare_title
        crowd = COSTS.extra_title * (max(0, len(figures) - 1) if titles or inline else max(0, len(figures) - 1) * 0.2)
        return alone + titled + bare + crowd
    cost = _title_cost(titles, inline, pieces, lines, scale)
    cost += 0.0 if titles or inline else COSTS.headless
    cost += sum(COSTS.captioned if atom.kind == "figure" and atom.lines else COSTS.other_figure for atom in figures)
    cost += _rule_cost(pieces, rules, scale) + _text_above(titles, texts, scale)
    order = flow([*texts, *inline], lines, scale)
    cost += joint_cost(order, lines, scale)
    return cost + _ends(order, lines, scale) + _hollow(pieces, texts, titles, scale)


def _title_cost(
    titles: Sequence[Atom], inline: Sequence[Atom], pieces: Sequence[Atom], lines: Sequence[PlacedLine], scale: Scale
) -> float:
    """Return what the titles of a region cost: every one beyond the first, unless it may be a crosshead."""
    cost = COSTS.inline_title * len(inline)
    main = max(titles, key=lambda atom: atom.rank, default=None)
    heads = [atom for atom in inline if _is_head(atom, pieces, scale)]
    beside = [atom for atom in heads if main is None or atom.box.y0 < main.box.y1]
    labels = [atom for atom in titles if main is not None and _is_label_of(atom, main, lines)]
    cost += COSTS.extra_title * max(0, len(titles) - len(labels) + len(beside) - 1) + COSTS.short_head * len(labels)
    if len(titles) == 1 and main is not None and main.rank < LABEL_RANK and names_section(main.lines, lines):
        cost += COSTS.short_title
    for atom in heads:
        if atom not in beside:
            cost += COSTS.short_head if _is_brief(atom, lines) else 0.5 * COSTS.extra_title
    if main is None and inline and all(_is_brief(atom, lines) for atom in inline):
        cost += COSTS.short_title
    return cost


def _is_label_of(title: Atom, main: Atom, lines: Sequence[PlacedLine]) -> bool:
    """Say whether a title right beside, above or below the main one names a section."""
    if title is main or title.rank >= 0.8 * main.rank or not names_section(title.lines, lines):
        return False
    size = lines[title.lines[0]].size
    across, down = title.box.across(main.box), title.box.down(main.box)
    beside = down > 0.5 * title.box.height and across > -BESIDE * size
    over = across > 0.5 * title.box.width and down > -1.5 * size
    return beside or over


def _is_brief(title: Atom, lines: Sequence[PlacedLine]) -> bool:
    return sum(len(lines[number].text) for number in title.lines) <= BRIEF


def _is_head(title: Atom, pieces: Sequence[Atom], scale: Scale) -> bool:
    """Say whether a small title heads its column: neither text nor a title stands above it, so that it is no crosshead."""
    return not any(
        atom is not title and atom.kind in ("text", "title") and atom.box.y1 <= title.box.y0 + 0.5 * scale.body and atom.box.across(title.box) > scale.body
        for atom in pieces
    )


def _ends(order: Sequence[Atom], lines: Sequence[PlacedLine], scale: Scale) -> float:
    """Return what is odd about the first and the last row of a text."""
    texts = [atom for atom in order if atom.kind == "text"]
    extents = column_extents(texts, lines, scale)
    first, last = texts[0], texts[-1]
    if not _is_prose(texts, lines):
        return 0.0
    line = lines[first.lines[0]]
    cost = 0.0
    if scale.indents and order[0] is first:
        opens = is_indented(line, extents[id(first)], scale) or starts_with_dateline(line.text) or len(first.lines) == 1
        cost += 0.0 if opens else COSTS.opens_inside
    if len(last.lines) > 1 and not ends_sentence(lines[last.lines[-1]].text):
        cost += COSTS.torn_end
    return cost


def _is_prose(texts: Sequence[Atom], lines: Sequence[PlacedLine]) -> bool:
    """Say whether rows hold the marks of sentences; verse and lists do not."""
    numbers = [number for text in texts for number in text.lines]
    return sum(not MARKS.isdisjoint(lines[number].text) for number in numbers) > 0.25 * len(numbers)


def _text_above(titles: Sequence[Atom], texts: Sequence[Atom], scale: Scale) -> float:
    """Return what text right above a title costs: it is the end of something else."""
    if not titles:
        return 0.0
    title = max(titles, key=lambda atom: atom.rank)
    above = [text for text in texts if text.box.y1 <= title.box.y0 + scale.body and text.box.across(title.box) > scale.body]
    return COSTS.text_above if above else 0.0


def _hollow(pieces: Sequence[Atom], texts: Sequence[Atom], titles: Sequence[Atom], scale: Scale) -> float:
    """Return what a title costs that stands nowhere near its text: more than a few rows apart on every side."""
    if not titles:
        return 0.0
    title = max(titles, key=lambda atom: atom.rank)
    near = 4 * scale.pitch
    around = [atom for atom in pieces if atom is not title and (atom.kind == "text" or atom.kind == "figure")]
    close = any(-atom.box.down(title.box) <= near and -atom.box.across(title.box) <= near for atom in around)
    return 0.0 if close else COSTS.hollow


def _rule_cost(pieces: Sequence[Atom], rules: Sequence[Rule], scale: Scale) -> float:
    """Return what the rules cost that run through a region."""
    whole = bounds([atom.box for atom in pieces])
    inner = Box(whole.x0 - scale.body, whole.y0 + 0.3 * scale.body, whole.x1 + scale.body, whole.y1 - 0.3 * scale.body)
    blocked = [atom.box for atom in pieces if atom.kind in ("figure", "frame")]
    cost = 0.0
    for rule in rules:
        if rule.box.across(inner) < 0 or rule.box.down(inner) < 0:
            continue
        if any(box.holds(rule.box, scale.body) for box in blocked):
            continue
        cost += _level_cost(rule, pieces, scale) if rule.axis == "h" else _upright_cost(rule, pieces, scale)
    return cost


def _level_cost(rule: Rule, pieces: Sequence[Atom], scale: Scale) -> float:
    box = rule.box
    beside = [atom for atom in pieces if atom.box.across(box) > min(3 * scale.body, 0.6 * atom.box.width)]
    above = [atom for atom in beside if atom.box.middle[1] < box.y0]
    below = [atom for atom in beside if atom.box.middle[1] > box.y0]
    if box.width < 4 * scale.body or not above or not below:
        return 0.0
    if all(atom.kind == "title" for atom in above) or all(atom.kind == "title" for atom in below):
        nearest = min(box.y0 - atom.box.y1 for atom in above)
        return COSTS.title_rule if nearest < 2 * scale.body and all(atom.kind == "title" for atom in above) else COSTS.level_rule
    return COSTS.level_rule


def _upright_cost(rule: Rule, pieces: Sequence[Atom], scale: Scale) -> float:
    box = rule.box
    beside = [atom for atom in pieces if atom.box.down(box) > min(3 * scale.body, 0.6 * atom.box.height)]
    left = [atom for atom in beside if atom.box.middle[0] < box.x0]
    right = [atom for atom in beside if atom.box.middle[0] > box.x0]
    if box.height < 5 * scale.body or not left or not right:
        return 0.0
    return COSTS.upright_rule
