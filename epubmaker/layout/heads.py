"""The rows of a title group get their parts: label, kicker, headline, deck, byline. Small titles open items or are crossheads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log

from epubmaker.layout.bylines import is_byline
from epubmaker.layout.naming import names_speaker
from epubmaker.layout.telling import Kind, Told
from epubmaker.model.placed import PlacedLine
from epubmaker.text.marks import SUBTITLE

TITLES = (Kind.HEADLINE, Kind.KICKER, Kind.DECK, Kind.LABEL, Kind.CROSSHEAD)
SMALLER = (Kind.KICKER, Kind.DECK, Kind.LABEL)
PARTS = (Kind.HEADLINE, Kind.KICKER, Kind.DECK, Kind.LABEL, Kind.BYLINE)
# How likely a row must be a title: where its size and weight say so; where they do not; and where its size is only measured, so
# that a wrong box looks like larger type.
SET_AS_TITLE, LIKELY, MEASURED = 0.2, 0.6, 0.8
SURE = 0.75
LEAST = 0.02  # of likelihood, on either side: nothing is certain
SAME, TIGHT = 0.02, 0.6  # of the size: what rows of one part differ by at most, and how far they stand apart
SIDE = 0.5  # of the size: rows that lap over each other as far stand beside each other
FURTHER = 0.1  # of the size: how much more white stands between parts than between the rows of one; less is rounding
ONE_SIZE = 0.9  # of the headline's size: a smaller row is another part
HEAVIER = 2.0  # what a heavy row counts for where rows of two typefaces claim to be the headline
LEVEL = 0.7  # of the headline's size: a piece on its level


@dataclass(slots=True)
class Head:
    """The rows of a title group by part, each part in reading order."""

    column: list[int] = field(default_factory=list)
    kicker: list[int] = field(default_factory=list)
    headline: list[int] = field(default_factory=list)
    deck: list[int] = field(default_factory=list)
    byline: list[int] = field(default_factory=list)


def titles_told(numbers: set[int], set_as_titles: set[int], told: Told, *, exact: bool) -> set[int]:
    """Return the rows that are titles: by size, weight and white, as far as nothing else speaks against it, or by all signs."""
    least = LIKELY if exact else MEASURED
    return {
        number
        for number in numbers
        if told.of(number, *TITLES) >= (SET_AS_TITLE if number in set_as_titles else least)
    }


def opening_odds(rows: Sequence[int], told: Told) -> float:
    """Return the log-odds that a title opens an article, rather than stands in one as a crosshead."""
    opens = told.mean(rows, Kind.HEADLINE, Kind.KICKER, Kind.DECK, Kind.LABEL)
    inside = told.mean(rows, Kind.CROSSHEAD, Kind.TEXT, Kind.QUESTION, Kind.NOTE)
    return log((opens + LEAST) / (inside + LEAST))


def head_of(rows: Sequence[int], lines: Sequence[PlacedLine], told: Told, further: float = FURTHER) -> Head:
    """Return the parts of a title group; `further` is how much more white parts them than rows. There is always a headline."""
    parts = _parts_of_runs(rows, PARTS, lines, told, further)
    if Kind.HEADLINE not in parts.values():
        titles = [number for number in rows if parts[number] is not Kind.BYLINE] or list(rows)
        best = max(
            titles, key=lambda number: (lines[number].size, told.of(number, Kind.HEADLINE, Kind.CROSSHEAD))
        )
        for number in titles:
            if lines[number].size > 0.95 * lines[best].size and parts[number] is parts[best]:
                parts[number] = Kind.HEADLINE
    main = [number for number in rows if parts[number] is Kind.HEADLINE]
    parts.update(_parts_of_runs(_of_other_type(main, lines, told), SMALLER, lines, told, further))
    main = [number for number in main if parts[number] is Kind.HEADLINE]
    for number in rows:
        if _is_level(lines[number], main, lines):
            parts[number] = Kind.HEADLINE
        elif parts[number] is Kind.LABEL and names_speaker(lines[number].text):
            parts[number] = Kind.KICKER
    _open_deck(rows, parts, lines)
    _part_by_distance(rows, parts, lines, told, further)
    made = Head()
    places = {
        Kind.LABEL: made.column,
        Kind.KICKER: made.kicker,
        Kind.HEADLINE: made.headline,
        Kind.DECK: made.deck,
        Kind.BYLINE: made.byline,
    }
    for number in rows:
        places[parts[number]].append(number)
    return made


def _open_deck(rows: Sequence[int], parts: dict[int, Kind], lines: Sequence[PlacedLine]) -> None:
    """Make the rows of a headline from a double dash on its deck, where other rows of it stand above (GB/T 15834)."""
    main = [number for number in rows if parts[number] is Kind.HEADLINE]
    at = next((at for at, number in enumerate(main) if at and SUBTITLE.match(lines[number].text)), len(main))
    parts.update(dict.fromkeys(main[at:], Kind.DECK))


def _part_by_distance(
    rows: Sequence[int], parts: dict[int, Kind], lines: Sequence[PlacedLine], told: Told, further: float
) -> None:
    """Leave one headline of those that more white parts than their rows: what stands above is its kicker, below its deck."""
    main = _by_distance([number for number in rows if parts[number] is Kind.HEADLINE], lines, further)
    best = max(main, key=lambda part: sum(told.of(number, Kind.HEADLINE) for number in part))
    for at, part in enumerate(main):
        if part is not best:
            parts.update(dict.fromkeys(part, Kind.KICKER if at < main.index(best) else Kind.DECK))


def _parts_of_runs(
    rows: Sequence[int], kinds: Sequence[Kind], lines: Sequence[PlacedLine], told: Told, further: float
) -> dict[int, Kind]:
    """Return the likeliest part of every row; rows of one type that follow each other are one part, whatever each seems alone.

    Bylines may be set in the type of a deck, labels in that of a headline.
    """
    parts: dict[int, Kind] = {}
    for run in _runs_of(rows, lines, further):
        if len(run) > 1 and is_byline("".join(lines[number].text for number in run)):
            parts.update(dict.fromkeys(run, Kind.BYLINE))
            continue
        own = {number: _likeliest(number, kinds, told) for number in run}
        if Kind.BYLINE not in own.values() and all(told.of(number, Kind.LABEL) < LIKELY for number in run):
            own = dict.fromkeys(run, _likeliest_of_all(run, kinds, told))
        parts.update(own)
    return parts


def _runs_of(rows: Sequence[int], lines: Sequence[PlacedLine], further: float) -> list[list[int]]:
    """Return the rows of a title group in runs of one type and distance; a double dash opens another one (GB/T 15834)."""
    runs: list[list[int]] = []
    for number in rows:
        line = lines[number]
        if runs and _is_one_type(lines[runs[-1][-1]], line) and not SUBTITLE.match(line.text):
            runs[-1].append(number)
        else:
            runs.append([number])
    return [part for run in runs for part in _by_distance(run, lines, further)]


def _by_distance(run: Sequence[int], lines: Sequence[PlacedLine], further: float) -> list[list[int]]:
    """Return the rows of one type in parts: rows of one part stand closer to each other than to the next part.

    Pieces on one level and vertical rows, where foreign letters are no middle, show no distances.
    """
    gaps = [_gap(lines[upper], lines[lower]) for upper, lower in pairwise(run)]
    if any(lines[number].vertical for number in run) or min(gaps, default=0.0) < -SIDE * lines[run[0]].size:
        return [list(run)]
    parts = [[run[0]]]
    for number, gap in zip(run[1:], gaps, strict=True):
        if gap > min(gaps) + further * lines[number].size:
            parts.append([number])
        else:
            parts[-1].append(number)
    return parts


def _likeliest_of_all(run: Sequence[int], kinds: Sequence[Kind], told: Told) -> Kind:
    return max(kinds, key=lambda kind: sum(log(told.of(number, kind) + LEAST) for number in run))


def _is_one_type(upper: PlacedLine, lower: PlacedLine) -> bool:
    """Say whether two rows below each other are set in one type as rows of one part are: same typeface, size and distance."""
    return (
        upper.font == lower.font != ""
        and upper.vertical == lower.vertical
        and abs(upper.size - lower.size) <= SAME * upper.size
        and _gap(upper, lower) < TIGHT * upper.size
    )


def _gap(upper: PlacedLine, lower: PlacedLine) -> float:
    """Return the white between two rows of a title."""
    return upper.box.x0 - lower.box.x1 if upper.vertical else lower.box.y0 - upper.box.y1


def _likeliest(number: int, kinds: Sequence[Kind], told: Told) -> Kind:
    return max(kinds, key=lambda kind: told.of(number, kind))


def _of_other_type(main: Sequence[int], lines: Sequence[PlacedLine], told: Told) -> list[int]:
    """Return the rows of a headline that are set smaller than the rest of it, or in another typeface: they are another part."""
    top = max(lines[number].size for number in main)
    large = [number for number in main if lines[number].size >= ONE_SIZE * top]
    weights: dict[str, float] = {}
    for number in large:
        line = lines[number]
        weights[line.font] = weights.get(line.font, 0.0) + told.of(number, Kind.HEADLINE) * (
            HEAVIER if line.bold else 1.0
        )
    font = max(weights, key=lambda name: weights[name])
    return [number for number in main if number not in large or lines[number].font != font]


def _is_level(line: PlacedLine, main: Sequence[int], lines: Sequence[PlacedLine]) -> bool:
    """Say whether a title's piece stands on one level with its largest: boxes of quotation marks are higher than others."""
    if line.vertical:
        return False
    return any(
        line.size > LEVEL * lines[number].size and lines[number].box.down(line.box) > 0.6 * line.box.height
        for number in main
    )
