"""What stands in the middle of a column, and the sentence above it runs on below: words of the text set large, pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from epubmaker.layout.atoms import Atom
from epubmaker.layout.bylines import may_be_byline
from epubmaker.layout.scale import INDENT, Scale
from epubmaker.layout.telling import Kind, Told
from epubmaker.model.placed import Box, PlacedLine, Rule, bounds
from epubmaker.text.marks import ends_sentence, starts_with_dateline

LARGEST = 2.0  # sizes: what is larger is a headline
BEFORE = 2.2  # pitches of white between a picture and the text above and below it
FULL = 1.3  # sizes that a row which fills its column may leave free
NEAR = 3.5  # pitches between such words and the rows above and below them
STICKS_OUT = 0.6  # sizes: how far they reach out of their column, and how far its rows begin and end apart
LONGER = 3.0  # sizes that a rule reaches beyond the column
TEXT = 0.5  # how likely the rows around must be text


@dataclass(frozen=True, slots=True)
class Quote:
    """A group of title rows that stands in running text, between two of its rows."""

    group: Atom
    above: int
    below: int


def pulled_quotes(
    groups: Sequence[Atom],
    text: Iterable[int],
    lines: Sequence[PlacedLine],
    rules: Sequence[Rule],
    scale: Scale,
    told: Told,
) -> list[Quote]:
    """Return the title groups that no text ends above and none begins below, on a page whose paragraphs are indented."""
    if not scale.indents:
        return []
    rows = [number for number in text if told.of(number, Kind.TEXT) > TEXT and not lines[number].vertical]
    likely = [group for group in groups if _may_be_quote(group, lines)]
    found = [quote for group in likely if (quote := _quote(group, rows, lines, scale)) is not None]
    return [quote for quote in found if not _is_ruled_off(quote, lines, rules, scale)]


def _may_be_quote(group: Atom, lines: Sequence[PlacedLine]) -> bool:
    """Say whether a title group stands in quotation marks, no larger than words of a text are set."""
    words = "".join(lines[number].text for number in group.lines)
    said = words[:1] in "“「『" and words.rstrip("。！？…")[-1:] in "”」』"
    return said and group.rank <= LARGEST and not lines[group.lines[0]].vertical and not may_be_byline(words)


def _is_ruled_off(quote: Quote, lines: Sequence[PlacedLine], rules: Sequence[Rule], scale: Scale) -> bool:
    """Say whether a rule that is longer than the column is wide lies between both rows: it parts articles."""
    column: Box = bounds([lines[quote.above].box, lines[quote.below].box])
    return any(
        rule.axis == "h"
        and column.y0 < rule.box.y0 < column.y1
        and rule.box.across(column) > 0
        and rule.box.width > column.width + LONGER * scale.body
        for rule in rules
    )


def _quote(group: Atom, rows: Sequence[int], lines: Sequence[PlacedLine], scale: Scale) -> Quote | None:
    """Return a group as a quote where the sentence above it runs on below."""
    reach = NEAR * scale.pitch
    near = [number for number in rows if lines[number].box.across(group.box) > scale.body]
    above = [number for number in near if 0 < group.box.y0 - lines[number].box.y0 < reach]
    below = [number for number in near if 0 < lines[number].box.y1 - group.box.y1 < reach]
    if not above or not below:
        return None
    upper = max(above, key=lambda number: lines[number].box.y0)
    lower = min(below, key=lambda number: lines[number].box.y0)
    spoken = "".join(lines[number].text for number in group.lines).rstrip("”’』」").endswith("。")
    if not (
        _is_one_column(lines[upper], lines[lower], scale)
        and (spoken or _runs_on(lines[upper], lines[lower], scale))
    ):
        return None
    slack = STICKS_OUT * scale.body
    column = bounds([lines[upper].box, lines[lower].box])
    inside = column.x0 - slack <= group.box.x0 and group.box.x1 <= column.x1 + slack
    return Quote(group, upper, lower) if inside else None


def _is_one_column(upper: PlacedLine, lower: PlacedLine, scale: Scale) -> bool:
    """Say whether two rows are set in one type and begin as rows of one column do."""
    shift = lower.box.x0 - upper.box.x0
    return (
        upper.font == lower.font
        and abs(upper.size - lower.size) < 0.05 * upper.size
        and abs(shift) <= INDENT[1] * scale.body
    )


def _runs_on(upper: PlacedLine, lower: PlacedLine, scale: Scale) -> bool:
    """Say whether a row breaks off in the middle of a sentence and goes on in another one, which is not indented."""
    return (
        lower.box.x0 - upper.box.x0 <= STICKS_OUT * scale.body
        and not ends_sentence(upper.text)
        and not starts_with_dateline(lower.text)
    )


def around_figures(
    blocks: Sequence[Atom], figures: Sequence[Atom], lines: Sequence[PlacedLine], scale: Scale
) -> list[Atom]:
    """Return blocks of text, those in one between which nothing but a picture stands and a sentence runs on."""
    made = list(blocks)
    for figure in figures if scale.indents else ():
        reach = BEFORE * scale.pitch
        for upper in [block for block in made if -scale.body < figure.box.y0 - block.box.y1 < reach]:
            lower = next(
                (block for block in made if _goes_on_below(upper, block, figure, lines, scale)), None
            )
            if lower is not None:
                quoted = [*upper.quoted, *lower.quoted]
                box = bounds([upper.box, lower.box])
                made[made.index(upper)] = Atom(
                    "text", box, [*upper.lines, *lower.lines], upper.rank, quoted=quoted
                )
                made.remove(lower)
    return made


def _goes_on_below(upper: Atom, lower: Atom, figure: Atom, lines: Sequence[PlacedLine], scale: Scale) -> bool:
    """Say whether a block right below a picture goes on the one right above it, in the same column."""
    slack = STICKS_OUT * scale.body
    last, first = lines[upper.lines[-1]], lines[lower.lines[0]]
    return (
        -scale.body < lower.box.y0 - figure.box.y1 < BEFORE * scale.pitch
        and figure.box.across(upper.box) > 0.5 * upper.box.width
        and last.box.x1 > upper.box.x1 - FULL * scale.body
        and (len(upper.lines) == 1 or abs(upper.box.x0 - first.box.x0) < slack)
        and (len(lower.lines) == 1 or abs(upper.box.x1 - lower.box.x1) < FULL * scale.body)
        and _is_one_column(last, first, scale)
        and _runs_on(last, first, scale)
    )


def around_quotes(blocks: Sequence[Atom], quotes: Sequence[Quote]) -> tuple[list[Atom], list[Atom]]:
    """Return blocks of text, those in one that run on around a quote, which belongs to that block; and the groups so placed."""
    made, placed = list(blocks), []
    for quote in quotes:
        upper = next((block for block in made if quote.above in block.lines), None)
        lower = next((block for block in made if quote.below in block.lines), None)
        if upper is None or lower is None or upper is lower:
            continue
        box = bounds([upper.box, lower.box, quote.group.box])
        quoted = [*upper.quoted, *lower.quoted, (upper.lines[-1], quote.group.lines)]
        joined = Atom("text", box, [*upper.lines, *lower.lines], upper.rank, quoted=quoted)
        made[made.index(upper)] = joined
        made.remove(lower)
        placed.append(quote.group)
    return made, placed


__all__ = ["Quote", "around_figures", "around_quotes", "pulled_quotes"]
