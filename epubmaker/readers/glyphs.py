"""Characters of a page into lines.

A content stream prints a line in pieces of any size, down to single characters, and lines in any order. What stands close
together on one base line is one line: pieces that follow each other in the stream first, then what else lies beside them.
Distances are in units of the size of the type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from epubmaker.model.placed import Box, PlacedLine, Rule, bounds
from epubmaker.readers.gaps import BlankGaps
from epubmaker.readers.rows_by_columns import are_of_rows, ends_of
from epubmaker.text.ideographs import is_ideograph

SAME_BASE = 0.25  # difference of base lines within one line
SAME_SIZE = 1.3  # ratio of sizes within one line: a foreign word may be set in another typeface
# Characters of one line stand no further apart; the narrowest gutters of newspapers are 0.9 and more.
NEAR = 0.45
# How far characters of one line may lap over each other; wide marks are pressed into half their width where two of them meet.
# Of a mark that closes and one that opens, the white halves face each other: both may go, and the boxes lie upon each other.
LAPPED, PRESSED, FACING = 0.35, 0.6, 1.05
OPENING = frozenset("“‘（《〈「『【〔［｛")
CLOSING = frozenset("，。、；：？！”’）》〉」』】〕］｝·…")
SPREAD = 2.3  # distance of characters that are spread evenly, as titles of few characters are
EVEN = 0.12  # how far even distances may differ
WORD_GAP = 0.18  # between letters or figures: a space that was not printed as one
ASCENT = 0.88  # of the size above the base line (ideographic em box)
NEXT_DOWN = (0.6, 1.9)  # from one base line to the next in vertical lines
EXACTLY = 0.02  # of the size: rounding
RUN_IN = 2  # ideographs in a heavy typeface before ordinary ones: one with a mark behind it may be a speaker (问：)
SAME_PLACE = 0.35  # a character printed twice to look bold is no second one


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character as it is printed.

    x, y   origin on the base line; box is as wide as the character is set
    angle  direction of its line, degrees clockwise
    spaced PDFium saw a space before it; ideographic spaces are told in no other way
    """

    text: str
    x: float
    y: float
    box: Box
    size: float
    angle: float = 0.0
    font: str = ""
    bold: bool = False
    hidden: bool = False
    spaced: bool = False


@dataclass(slots=True)
class _Run:
    """Characters that follow each other in one direction."""

    glyphs: list[Glyph]
    vertical: bool = False
    box: Box = field(init=False)

    def __post_init__(self) -> None:
        self.box = bounds([cell_of(glyph) for glyph in self.glyphs])

    @property
    def size(self) -> float:
        return self.glyphs[0].size

    @property
    def base(self) -> float:
        return self.glyphs[0].y


def set_lines(glyphs: Sequence[Glyph], rules: Sequence[Rule] = ()) -> tuple[PlacedLine, ...]:
    """Return the lines that the characters of a page make, in the order in which they are printed."""
    level = [glyph for glyph in _once(glyphs) if abs(glyph.angle) < 20 or abs(glyph.angle) > 160]
    kept = {id(glyph) for glyph in level}
    turned = [glyph for glyph in glyphs if id(glyph) not in kept and 45 < abs(glyph.angle) < 135]
    runs = _spread(_level_again(_runs(level)))
    whole = _beside(runs, [rule.box for rule in rules if rule.axis == "v"])
    lines = [_line(part) for run in whole for part in _by_weight(run)]
    lines += [_turned_line(run) for run in _turned_runs(turned)]
    return tuple(line for line in lines if line is not None)


def _once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the characters without the copies that are printed almost in the same place."""
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    kept: list[Glyph] = []
    for glyph in glyphs:
        if glyph.text.isspace():
            kept.append(glyph)
            continue
        step = max(glyph.size, 1.0)
        column, row = int(glyph.x // step), int(glyph.y // step)
        near = (
            other
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other in seen.get((glyph.text, column + dx, row + dy), ())
        )
        reach = min(SAME_PLACE * step, glyph.box.width / 2)
        if any(abs(other.x - glyph.x) < reach and abs(other.y - glyph.y) < reach for other in near):
            continue
        seen.setdefault((glyph.text, column, row), []).append(glyph)
        kept.append(glyph)
    return kept


def cell_of(glyph: Glyph) -> Box:
    """Return the em box of a character, the same for all typefaces."""
    top = glyph.y - ASCENT * glyph.size
    return Box(glyph.box.x0, top, max(glyph.box.x1, glyph.box.x0 + 0.1), top + glyph.size)


def _runs(glyphs: Iterable[Glyph]) -> list[_Run]:
    """Return the pieces of lines that follow each other in the stream."""
    runs: list[list[Glyph]] = []
    vertical = False
    for glyph in glyphs:
        own = runs[-1] if runs else None
        if own and _goes_on(own[-1], glyph) and not (vertical and len(own) > 1):
            own.append(glyph)
            vertical = False
        elif (
            own and _goes_down(own[-1], glyph) and (vertical or (len(own) == 1 and _may_begin(own[0], glyph)))
        ):
            own.append(glyph)
            vertical = True
        else:
            if own and vertical and not _is_column(own):
                runs[-1:] = [[single] for single in own]
            runs.append([glyph])
            vertical = False
    if runs and vertical and not _is_column(runs[-1]):
        runs[-1:] = [[single] for single in runs[-1]]
    return [
        _Run(own, vertical=len(own) > 2 and _goes_down(own[0], own[1]))
        for own in runs
        if any(not glyph.text.isspace() for glyph in own)
    ]


def _level_again(runs: Sequence[_Run]) -> list[_Run]:
    """Return pieces, vertical ones taken apart whose characters each begin or end a level piece: rows printed by columns."""
    level = [run for run in runs if not run.vertical]
    ends = ends_of(glyph for run in runs if run.vertical for glyph in run.glyphs)
    made: list[_Run] = []
    for run in runs:
        if run.vertical and (
            are_of_rows(run.glyphs, ends)
            or all(any(_abuts(glyph, other) for other in level) for glyph in run.glyphs)
        ):
            made += [_Run([glyph]) for glyph in run.glyphs]
        else:
            made.append(run)
    return made


def _abuts(glyph: Glyph, run: _Run) -> bool:
    """Say whether a character stands right beside a level piece, as the next one of its row does."""
    return _goes_on(glyph, run.glyphs[0]) or _goes_on(run.glyphs[-1], glyph)


def _is_column(own: Sequence[Glyph]) -> bool:
    """Say whether characters one below the other are a vertical line: two may be a row's end and the next one's beginning."""
    return len(own) > 2


def _goes_on(left: Glyph, right: Glyph) -> bool:
    size = max(left.size, right.size)
    gap = right.box.x0 - left.box.x1
    return (
        abs(left.y - right.y) <= SAME_BASE * size
        and size <= SAME_SIZE * min(left.size, right.size)
        and -_lap_of(left.text, right.text) * size <= gap <= NEAR * size
    )


def _lap_of(left: str, right: str) -> float:
    """Return how far the boxes of two characters of a line may lap, in em: half the width of marks of wide type is white."""
    if left in CLOSING and right in OPENING:
        return FACING
    return PRESSED if {left, right} & (OPENING | CLOSING) else LAPPED


def _goes_down(upper: Glyph, lower: Glyph) -> bool:
    size = upper.size
    narrow = abs(upper.x - lower.x) <= EXACTLY * size  # marks and letters that are not as wide as the rest
    return (
        (narrow or abs(upper.box.middle[0] - lower.box.middle[0]) <= 0.3 * size)
        and abs(upper.size - lower.size) <= 0.1 * size
        and NEXT_DOWN[0] * size <= lower.y - upper.y <= NEXT_DOWN[1] * size
    )


def _may_begin(upper: Glyph, lower: Glyph) -> bool:
    """Say whether two characters may begin a vertical line; foreign letters and figures only where they stand close."""
    return not (upper.text.isascii() and lower.text.isascii()) or lower.y - upper.y <= 1.25 * upper.size


def _spread(runs: Sequence[_Run]) -> list[_Run]:
    """Join characters that are spread evenly: three or more, each by itself, at the same distance."""
    joined: list[_Run] = []
    group: list[_Run] = []
    for run in runs:
        if group and not (len(run.glyphs) == 1 and _stands_evenly(group, run)):
            joined += _closed(group)
            group = []
        if len(run.glyphs) == 1:
            group.append(run)
        else:
            joined.append(run)
    return joined + _closed(group)


def _stands_evenly(group: Sequence[_Run], run: _Run) -> bool:
    last = group[-1]
    gap = run.box.x0 - last.box.x1
    if abs(run.base - last.base) > SAME_BASE * run.size or abs(run.size - last.size) > 0.1 * run.size:
        return False
    if not 0 < gap <= SPREAD * run.size:
        return False
    return len(group) < 2 or abs(gap - (last.box.x0 - group[-2].box.x1)) <= EVEN * run.size


def _closed(group: list[_Run]) -> list[_Run]:
    if len(group) < 3:
        return group
    return [_Run([glyph for run in group for glyph in run.glyphs])]


def _beside(runs: Sequence[_Run], rules: Sequence[Box]) -> list[_Run]:
    """Join pieces that stand beside each other on one base line, whatever their place in the stream."""
    order = {id(run): number for number, run in enumerate(runs)}
    rows = [_joined(row, order, lambda left, right: _are_one(left, right, rules)) for row in _rows(runs)]
    level = sorted((run for row in rows for run in row), key=lambda run: run.base)
    gaps = BlankGaps([(run.box, run.size) for run in level])
    spread: set[int] = set()

    def are_words(left: _Run, right: _Run) -> bool:
        blank = gaps.is_blank(left.box, right.box, right.size) or id(right) in spread
        return _same_type(left, right) and blank and not _parted(left, right, rules)

    kept = [run for run in runs if run.vertical]
    for row in rows:
        words = gaps.words_of([(run.box, run.size, run.glyphs[0].font) for run in row])
        spread |= {id(row[number]) for number in words}
        kept += _joined(row, order, are_words)
    return sorted(kept, key=lambda run: order[id(run)])


def _rows(runs: Sequence[_Run]) -> list[list[_Run]]:
    """Return level pieces by base line, each row from left to right."""
    rows: list[list[_Run]] = []
    for run in sorted((run for run in runs if not run.vertical), key=lambda run: (run.base, run.box.x0)):
        near = (row for row in reversed(rows[-40:]) if abs(row[-1].base - run.base) <= 0.2 * run.size)
        row = next(near, None)
        if row is None:
            rows.append([run])
        else:
            row.append(run)
    for row in rows:
        row.sort(key=lambda run: run.box.x0)
    return rows


def _joined(row: Sequence[_Run], order: dict[int, int], are_one: Callable[[_Run, _Run], bool]) -> list[_Run]:
    made = [row[0]]
    for run in row[1:]:
        if are_one(made[-1], run):
            first = min(order[id(made[-1])], order[id(run)])
            made[-1] = _Run([*made[-1].glyphs, *run.glyphs])
            order[id(made[-1])] = first
        else:
            made.append(run)
    return made


def _same_type(left: _Run, right: _Run) -> bool:
    return max(left.size, right.size) <= 1.05 * min(left.size, right.size)


def _are_one(left: _Run, right: _Run, rules: Sequence[Box]) -> bool:
    if not _goes_on(left.glyphs[-1], right.glyphs[0]):
        return False
    return not _parted(left, right, rules)


def _parted(left: _Run, right: _Run, rules: Sequence[Box]) -> bool:
    """Say whether an upright rule stands between two pieces."""
    a, b = left.box.x1, right.box.x0
    middle = (left.box.y0 + left.box.y1) / 2
    return any(
        a - 0.2 * left.size <= rule.x0 and rule.x1 <= b + 0.2 * left.size and rule.y0 <= middle <= rule.y1
        for rule in rules
    )


def _by_weight(run: _Run) -> list[_Run]:
    """Part a level line that begins in a heavy typeface and goes on in an ordinary one: a title that runs in with its text."""
    if run.vertical:
        return [run]
    heavy = [glyph.bold for glyph in run.glyphs]
    written = [at for at, glyph in enumerate(run.glyphs) if is_ideograph(glyph.text)]
    plain = [at for at in written if not heavy[at]]
    before = sum(at < plain[0] for at in written) if plain else 0
    if not before:
        return [run]
    cut = 1 + max(at for at in range(plain[0]) if heavy[at])
    if any(heavy[cut:]) or (before < RUN_IN and not is_ideograph(run.glyphs[cut - 1].text)):
        return [run]
    return [_Run(run.glyphs[:cut]), _Run(run.glyphs[cut:])]


def _line(run: _Run) -> PlacedLine | None:
    if run.vertical:
        glyphs = [glyph for glyph in run.glyphs if not glyph.text.isspace()]
        half = run.size / 2
        centre = median(glyph.box.middle[0] for glyph in glyphs)
        cells = [Box(centre - half, cell_of(glyph).y0, centre + half, cell_of(glyph).y1) for glyph in glyphs]
        edges = (*(cell.y0 for cell in cells), cells[-1].y1)
        text = "".join(glyph.text for glyph in glyphs)
        return _placed(text, bounds(cells), glyphs, edges, vertical=True)
    text, edges = _spelled(run.glyphs)
    inner = [glyph for glyph in run.glyphs if not glyph.text.isspace()]
    return (
        _placed(text, bounds([cell_of(glyph) for glyph in inner]), inner, edges, vertical=False)
        if inner
        else None
    )


def _placed(
    text: str, box: Box, glyphs: Sequence[Glyph], edges: tuple[float, ...], *, vertical: bool
) -> PlacedLine:
    size = median(glyph.size for glyph in glyphs)
    names = [glyph.font for glyph in glyphs if is_ideograph(glyph.text)] or [glyph.font for glyph in glyphs]
    font = max(dict.fromkeys(names), key=names.count)
    bold = sum(glyph.bold for glyph in glyphs) * 2 > len(glyphs)
    return PlacedLine(text, box, size, font, bold, vertical, edges=edges)


def _spelled(glyphs: Sequence[Glyph]) -> tuple[str, tuple[float, ...]]:
    """Return the text of a line with the spaces that are only seen, and where each character begins."""
    first = next(at for at, glyph in enumerate(glyphs) if not glyph.text.isspace())
    last = max(at for at, glyph in enumerate(glyphs) if not glyph.text.isspace())
    shown = glyphs[first : last + 1]
    text, edges = [shown[0].text], [shown[0].box.x0]
    spread = median(
        [max(0.0, right.box.x0 - left.box.x1) / right.size for left, right in pairwise(shown)] or [0.0]
    )
    for left, right in pairwise(shown):
        gap = (right.box.x0 - left.box.x1) / right.size
        seen = right.spaced or (_is_word(left.text) and _is_word(right.text))
        if gap - spread > NEAR or (gap - spread > WORD_GAP and seen):
            text.append("\u3000" if gap - spread > NEAR and not left.text.isspace() else " ")
            edges.append(left.box.x1)
        text.append(right.text)
        edges.append(right.box.x0)
    letters = "".join(text)
    if len(letters) != len(edges):  # a ligature that stands for several letters
        return letters, ()
    return letters, (*edges, shown[-1].box.x1)


def _is_word(text: str) -> bool:
    return text.isascii() and text.isalnum()


def _turned_runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return the pieces of lines that are printed sideways."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and abs(last.x - glyph.x) <= SAME_BASE * glyph.size
            and abs(last.y - glyph.y) <= (1 + SPREAD) * glyph.size
            and abs(last.size - glyph.size) < 0.2 * glyph.size
        ):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _turned_line(glyphs: Sequence[Glyph]) -> PlacedLine | None:
    inner = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not inner:
        return None
    text = "".join(glyph.text for glyph in glyphs).strip()
    return _placed(text, bounds([glyph.box for glyph in inner]), inner, (), vertical=True)
