"""What is odd about a region as one article: the costs by which the page is cut.

No title, several titles, rules through it, columns that do not run on into each other, a text that begins or ends inside
a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from epubmaker.layout.atoms import Atom
from epubmaker.layout.columns import column_extents, flow, is_indented, joint_cost
from epubmaker.layout.figures import CREDIT, MOST_ROWS
from epubmaker.layout.scale import Scale
from epubmaker.layout.titles import may_be_label, names_section
from epubmaker.model.placed import Box, PlacedLine, Rule, bounds
from epubmaker.text.marks import ends_sentence, starts_with_dateline


@dataclass(frozen=True, slots=True)
class RegionCosts:
    """What is odd about a region, in units of evidence (natural logarithm of odds, roughly).

    Set by hand on generated pages (59 pages, seeds 11 and 12) and looked at on real ones; the order among them
    matters. Their exact size was varied for the joints of columns only (-1 to 0: order moved by .008 at the most).
    """

    cut: float = 0.35
    inset: float = 2.0
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
LARGER = 1.2  # sizes: crossheads are hardly larger than the text
SMALLER = 0.92  # of the size of the headline: a label is set smaller
BESIDE = 6.0  # of its own size: a label stands no further from the headline beside it
MARKS = frozenset("，。；！？")


def region_order(pieces: Sequence[Atom], lines: Sequence[PlacedLine], scale: Scale) -> list[Atom]:
    """Return the text and the small titles of some pieces in reading order."""
    running = [atom for atom in pieces if atom.kind == "text" or (atom.kind == "title" and atom.inline)]
    return flow(running, lines, scale) if running else []


def region_cost(
    pieces: Sequence[Atom],
    order: Sequence[Atom],
    lines: Sequence[PlacedLine],
    rules: Sequence[Rule],
    scale: Scale,
) -> float:
    """Return what is odd about some pieces as one article; `order` is that of `region_order`."""
    titles = [atom for atom in pieces if atom.kind == "title" and not atom.inline]
    inline = [atom for atom in pieces if atom.kind == "title" and atom.inline]
    texts = [atom for atom in pieces if atom.kind == "text"]
    figures = [atom for atom in pieces if atom.kind in ("figure", "frame")]
    if not texts:
        alone = COSTS.lone_figure * len(figures)
        titled = max(0, len(titles) + len(inline) - 1) * COSTS.extra_title
        pictured = any(atom.kind == "figure" for atom in figures)
        bare = 0.0 if pictured or not (titles or inline) else COSTS.bare_title
        crowd = COSTS.extra_title * (
            max(0, len(figures) - 1) if titles or inline else max(0, len(figures) - 1) * 0.2
        )
        return alone + titled + bare + crowd
    if not titles and not inline and is_loose_caption(texts, lines):
        return COSTS.lone_figure + _rule_cost(pieces, rules, scale)
    cost = _title_cost(titles, inline, pieces, lines, scale)
    cost += 0.0 if titles else _headless_cost(inline)
    cost += sum(
        COSTS.captioned if atom.kind == "figure" and atom.lines else COSTS.other_figure for atom in figures
    )
    cost += _rule_cost(pieces, rules, scale) + _text_above(titles, texts, scale)
    cost += joint_cost(order, lines, scale)
    return cost + _ends(order, lines, scale) + _hollow(pieces, titles, scale)


def _headless_cost(inline: Sequence[Atom]) -> float:
    """Return what the want of a headline costs: the less, the likelier one of the small titles opens an article."""
    best = max((atom.opens for atom in inline), default=-COSTS.headless)
    return min(COSTS.headless, max(0.0, -best))


def _title_cost(
    titles: Sequence[Atom],
    inline: Sequence[Atom],
    pieces: Sequence[Atom],
    lines: Sequence[PlacedLine],
    scale: Scale,
) -> float:
    """Return what the titles of a region cost: every one beyond the first, unless it may be a crosshead."""
    cost = COSTS.inline_title * len(inline)
    main = max(titles, key=lambda atom: atom.rank, default=None)
    heads = [atom for atom in inline if _is_head(atom, pieces, scale)]
    beside = [
        atom
        for atom in heads
        if main is None or (atom.box.y0 < main.box.y1 and not (_is_brief(atom, lines) and atom.rank < LARGER))
    ]
    labels = [atom for atom in titles if main is not None and _is_label_of(atom, main, lines)]
    cost += COSTS.extra_title * max(0, len(titles) - len(labels) + len(beside) - 1) + COSTS.short_head * len(
        labels
    )
    if len(titles) == 1 and main is not None and may_be_label(main, lines):
        cost += COSTS.short_title
    for atom in heads:
        if atom not in beside:
            cost += COSTS.short_head if _is_brief(atom, lines) else 0.5 * COSTS.extra_title
    if main is None and inline and all(_is_brief(atom, lines) for atom in inline):
        cost += COSTS.short_title
    return cost


def _is_label_of(title: Atom, main: Atom, lines: Sequence[PlacedLine]) -> bool:
    """Say whether a title right beside, above or below the main one names a section."""
    if title is main or title.rank >= SMALLER * main.rank or not names_section(title.lines, lines):
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
        atom is not title
        and atom.kind in ("text", "title")
        and atom.box.y1 <= title.box.y0 + 0.5 * scale.body
        and atom.box.across(title.box) > scale.body
        for atom in pieces
    )


def is_loose_caption(texts: Sequence[Atom], lines: Sequence[PlacedLine]) -> bool:
    """Say whether a text is the caption of a picture that the source does not show: a few rows, the last one a credit."""
    numbers = sorted(
        (number for text in texts for number in text.lines), key=lambda number: lines[number].box.y0
    )
    return len(numbers) <= MOST_ROWS and CREDIT.search(lines[numbers[-1]].text.strip()) is not None


def _ends(order: Sequence[Atom], lines: Sequence[PlacedLine], scale: Scale) -> float:
    """Return what is odd about the first and the last row of a text."""
    texts = [atom for atom in order if atom.kind == "text"]
    extents = column_extents(texts, scale)
    first, last = texts[0], texts[-1]
    if not _is_prose(texts, lines):
        return 0.0
    line = lines[first.lines[0]]
    cost = 0.0
    if scale.indents and order[0] is first:
        opens = (
            is_indented(line, extents[id(first)]) or starts_with_dateline(line.text) or len(first.lines) == 1
        )
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
    above = [
        text
        for text in texts
        if text.box.y1 <= title.box.y0 + scale.body and text.box.across(title.box) > scale.body
    ]
    return COSTS.text_above if above else 0.0


def _hollow(pieces: Sequence[Atom], titles: Sequence[Atom], scale: Scale) -> float:
    """Return what a title costs that stands nowhere near its text: more than a few rows apart on every side."""
    if not titles:
        return 0.0
    title = max(titles, key=lambda atom: atom.rank)
    near = 4 * scale.pitch
    around = [atom for atom in pieces if atom is not title and atom.kind in ("text", "figure")]
    close = any(-atom.box.down(title.box) <= near and -atom.box.across(title.box) <= near for atom in around)
    return 0.0 if close else COSTS.hollow


def _rule_cost(pieces: Sequence[Atom], rules: Sequence[Rule], scale: Scale) -> float:
    """Return what the rules cost that run through a region."""
    whole = bounds([atom.box for atom in pieces])
    inner = Box(
        whole.x0 - scale.body, whole.y0 + 0.3 * scale.body, whole.x1 + scale.body, whole.y1 - 0.3 * scale.body
    )
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
        return (
            COSTS.title_rule
            if nearest < 2 * scale.body and all(atom.kind == "title" for atom in above)
            else COSTS.level_rule
        )
    return COSTS.level_rule


def _upright_cost(rule: Rule, pieces: Sequence[Atom], scale: Scale) -> float:
    box = rule.box
    beside = [atom for atom in pieces if atom.box.down(box) > min(3 * scale.body, 0.6 * atom.box.height)]
    left = [atom for atom in beside if atom.box.middle[0] < box.x0]
    right = [atom for atom in beside if atom.box.middle[0] > box.x0]
    if box.height < 5 * scale.body or not left or not right:
        return 0.0
    return COSTS.upright_rule
