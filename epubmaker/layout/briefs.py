"""News items in brief (简讯) in one region: many below a label or below nothing, where each begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from epubmaker.layout.atoms import Atom
from epubmaker.layout.columns import is_indented
from epubmaker.layout.telling import Kind, Told
from epubmaker.model.placed import PlacedLine
from epubmaker.text.marks import ends_sentence, starts_with_dateline

ROW = 0.6  # how likely a row must be a byline or a jump line to be no row of the text
LABELLED = 0.5  # how likely a title is a label
MANY_ITEMS = 4  # paragraphs without a title that are items of their own
TORN = -2.0  # log-odds that two rows are of one article: below, they are of two (of 8,000 pairs of text on 49 pages 20 were not)
TORN_INSIDE = -4.0  # the same below a headline where no news opens: a text is one, unless that is far surer
SAME = 0.02  # of the size: what rows of one type differ by at most
CLOSING = "）)】〕"  # behind who signs a text
ALL_TORN = 0.8  # share of the paragraphs of a list that begin an item
DATED = 0.25  # share of them that open as news does, where there is no label either


def openings(
    atom: Atom,
    before: int,
    extent: tuple[float, float] | None,
    lines: Sequence[PlacedLine],
    told: Told,
    *,
    in_brief: bool,
) -> Iterator[tuple[int, bool]]:
    """Yield the rows of a block, each with whether an item begins there; `before` is the row above it, -1 for none.

    Items in brief stand under one label or under none, and open as news does, or each paragraph is one. Whether two rows
    below each other are of two articles the row network knows besides.
    """
    for number in atom.lines:
        opens = in_brief and _opens_item(number, extent, lines, told)
        dated = in_brief or starts_with_dateline(lines[number].text)
        torn = _is_torn(before, number, told, TORN if dated else TORN_INSIDE)
        yield number, opens or (torn and (dated or not _runs_on(lines[before], lines[number], atom)))
        before = number


def _is_torn(upper: int, lower: int, told: Told, least: float = TORN) -> bool:
    """Say whether a row of text begins another article than the row right above it."""
    return told.links.get((upper, lower), 0.0) < least and told.of(lower, Kind.TEXT) > ROW


def _runs_on(upper: PlacedLine, lower: PlacedLine, block: Atom) -> bool:
    """Say whether a row breaks off in a sentence that the next one goes on, in the same type and without an indent."""
    if is_indented(lower, (block.box.x0, block.box.x1)):
        return False
    one_type = upper.font == lower.font and abs(upper.size - lower.size) < SAME * upper.size
    return one_type and not ends_sentence(upper.text) and upper.text.strip()[-1:] not in CLOSING


def _opens_item(
    number: int, extent: tuple[float, float] | None, lines: Sequence[PlacedLine], told: Told
) -> bool:
    """Say whether a row opens as news does; or any paragraph, where every one is an item: its column is given then."""
    line = lines[number]
    if told.of(number, Kind.BYLINE, Kind.SIGNATURE) > ROW:
        return False
    return starts_with_dateline(line.text) or (extent is not None and is_indented(line, extent))


def is_list_of_items(
    main: Atom | None,
    order: Sequence[Atom],
    extents: Mapping[int, tuple[float, float]],
    lines: Sequence[PlacedLine],
    told: Told,
) -> bool:
    """Say whether paragraphs without a title are items, each of them: many below a label, or several that open as news does."""
    if any(atom.kind == "title" for atom in order):
        return False
    rows = [(number, extents[id(atom)]) for atom in order for number in atom.lines]
    dated = [starts_with_dateline(lines[number].text) for number, _ in rows]
    opening = sum(
        news or is_indented(lines[number], extent) for news, (number, extent) in zip(dated, rows, strict=True)
    )
    labelled = main is not None and told.mean(main.lines, Kind.LABEL) > LABELLED
    inner = [
        pair
        for atom in order
        for pair in pairwise(atom.lines)
        if is_indented(lines[pair[1]], extents[id(atom)])
    ]
    torn = sum(_is_torn(upper, lower, told) for upper, lower in inner)
    if torn >= max(2, ALL_TORN * len(inner)):
        return True
    return opening >= MANY_ITEMS and (labelled or sum(dated) >= max(2, DATED * opening))
