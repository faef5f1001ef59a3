"""News items in brief (简讯) in one region: many below a label or below nothing, where each begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from itertools import pairwise

from epubmaker.layout.atoms import Atom
from epubmaker.layout.columns import is_indented
from epubmaker.layout.telling import Kind, Told
from epubmaker.model.placed import PlacedLine
from epubmaker.text import patterns as re
from epubmaker.text.marks import ends_sentence, starts_with_dateline
from epubmaker.text.offices import names_office
from epubmaker.text.short_news import names_short_news

ROW = 0.6  # how likely a row must be a byline or a jump line to be no row of the text
LABELLED = 0.5  # how likely a title is a label
MANY_ITEMS = 4  # paragraphs without a title that are items of their own
FEW_ITEMS = 2  # the same below the name of a column of short news
# Log-odds that two rows are of one article: above, a paragraph goes on the item above it, although nearly each is one (41 of 42).
TIED = 5.0
TORN = -2.0  # log-odds that two rows are of one article: below, they are of two (of 8,000 pairs of text on 49 pages 20 were not)
TORN_INSIDE = -4.0  # the same below a headline where no news opens: a text is one, unless that is far surer
SAME = 0.02  # of the size: what rows of one type differ by at most
CLOSING = "）)】〕"  # behind who signs a text
ALL_TORN = 0.8  # share of the paragraphs of a list that begin an item
DATED = 0.25  # share of them that open as news does, stand behind a signed one or are torn, where there is no label either
_SIGNED = re.compile(r"[（(]([^（()）]{2,30})[）)]$")  # who wrote the text that ends so


class Items(Enum):
    """What a text holds: no items in brief, or such as open as news does or behind a signed one, or one in each paragraph."""

    NONE = auto()
    SHOWN = auto()
    EACH = auto()


def openings(
    atom: Atom,
    before: Sequence[int],
    extent: tuple[float, float],
    lines: Sequence[PlacedLine],
    told: Told,
    items: Items,
) -> Iterator[tuple[int, bool]]:
    """Yield the rows of a block, each with whether an item begins there; `before` are the rows above it.

    Whether two rows below each other are of two articles the row network knows besides.
    """
    in_brief = items is not Items.NONE
    above = list(before)
    for number in atom.lines:
        upper = above[-1] if above else -1
        opens = in_brief and _opens_item(number, above, extent, lines, told, items)
        dated = in_brief or starts_with_dateline(lines[number].text)
        torn = _is_torn(upper, number, told, TORN if dated else TORN_INSIDE)
        yield number, opens or (torn and (dated or not _runs_on(lines[upper], lines[number], atom)))
        above.append(number)


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
    number: int,
    above: Sequence[int],
    extent: tuple[float, float],
    lines: Sequence[PlacedLine],
    told: Told,
    items: Items,
) -> bool:
    """Say whether a row opens an item in brief."""
    line = lines[number]
    if told.of(number, Kind.BYLINE, Kind.SIGNATURE) > ROW:
        return False
    if starts_with_dateline(line.text):
        return True
    tied = bool(above) and told.links.get((above[-1], number), 0.0) > TIED
    return is_indented(line, extent) and (_is_signed(above, lines) or (items is Items.EACH and not tied))


def _is_signed(above: Sequence[int], lines: Sequence[PlacedLine]) -> bool:
    """Say whether the rows above end with who wrote them, in brackets that may open a row further up."""
    found = _SIGNED.search("".join(lines[number].text for number in above[-2:]).strip())
    return found is not None and names_office(found[1])


def is_list_of_items(
    title: Atom | None,
    texts: Sequence[Atom],
    extents: Mapping[int, tuple[float, float]],
    lines: Sequence[PlacedLine],
    told: Told,
) -> bool:
    """Say whether the paragraphs below a title, or below none, are items, each of them.

    They are many below a label, several below the name of a column of short news, or several open as news does or stand
    behind a signed one, which are not few, counted with those that the network tears from the row above.
    """
    rows = [(number, extents[id(atom)]) for atom in texts for number in atom.lines]
    numbers = [number for number, _ in rows]
    dated = [starts_with_dateline(lines[number].text) for number in numbers]
    starts = [
        at for at, (number, extent) in enumerate(rows) if dated[at] or is_indented(lines[number], extent)
    ]
    sure = {at for at in starts if dated[at] or _is_signed(numbers[:at], lines)}
    inner = [
        pair
        for atom in texts
        for pair in pairwise(atom.lines)
        if is_indented(lines[pair[1]], extents[id(atom)])
    ]
    torn = {lower for upper, lower in inner if _is_torn(upper, lower, told)}
    if len(torn) >= max(2, ALL_TORN * len(inner)):
        return True
    told_apart = sum(at in sure or numbers[at] in torn for at in starts)
    shown = len(sure) >= 2 and told_apart >= DATED * len(starts)
    if title is None or starts[:1] != [0]:  # what breaks off above is none
        return shown and len(starts) >= MANY_ITEMS
    named = names_short_news("".join(lines[number].text for number in title.lines))
    labelled = named or told.mean(title.lines, Kind.LABEL) > LABELLED
    return (labelled or shown) and len(starts) >= (FEW_ITEMS if named else MANY_ITEMS)
