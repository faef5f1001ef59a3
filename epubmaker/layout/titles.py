"""Title lines and the groups that they make: by size, weight and the white around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from epubmaker.layout.atoms import Atom, is_parted
from epubmaker.layout.scale import Scale
from epubmaker.layout.telling import Kind, Told
from epubmaker.model.placed import Box, PlacedLine, Rule, bounds
from epubmaker.text import patterns as re
from epubmaker.text.marks import ends_sentence

# Sizes of titles in units of the text. Where sizes are exact (a PDF says them) every size that is not that of the text is
# meant; a recogniser's boxes differ by a tenth, so that a title must be far larger, or stand in white space.
EXACT = 1.08
LARGE = 1.85
MIDDLE = 1.35
MEASURED = 1.22  # where a typeface other than that of the text is known, and sizes are measured
ABOVE, BELOW = 2.2, 6.0  # sizes of white above, text no further below, around a title of middle size
# How close rows of one group stand, in sizes of the smaller one: below each other, rows of exactly
# one size and typeface below each other, and beside each other.
DOWN, ALIKE, BESIDE = 0.95, 1.25, 1.0
LIKELIER = 0.5
WITH = 1.6  # sizes of the text between a title and the byline set with it
TOUCHING = 0.6  # sizes of the text between groups that are one
APART, ONE = -2.0, 2.0  # log-odds that two rows are of two articles, of one
WIDER = 1.6  # times the usual distance: rows that all signs give to one article
# How likely a headline and its deck are such, how large the deck is at most, and how many sizes of the headline may part them then.
SURE, ONE_SIZE, ROOMY = 0.5, 0.9, 2.0
MOST_BOLD = 4  # rows of the text's size that may be one title; more is text in bold
CELL = 6  # characters of a word in the head of a table
LONGEST = 46  # characters of a title's row; a longer one is text set large (a comment, a lead)


def title_lines(numbers: Sequence[int], lines: Sequence[PlacedLine], scale: Scale) -> set[int]:
    """Return the lines that are set as titles are."""
    found = {number for number in numbers if _is_large(lines[number], numbers, lines, scale)}
    if scale.knows_fonts and not scale.bold:
        found |= _bold_titles([number for number in numbers if number not in found], lines, scale)
    return found - _runs_of_text(found, lines, scale)


def _is_large(line: PlacedLine, numbers: Sequence[int], lines: Sequence[PlacedLine], scale: Scale) -> bool:
    rank = line.size / scale.body
    if len(line.text) > LONGEST or rank < EXACT:
        return False
    if rank >= LARGE or (scale.exact and rank >= EXACT):
        return True
    if scale.knows_fonts and rank >= MEASURED and line.font != scale.font and not line.vertical:
        return True
    return rank >= MIDDLE and not line.vertical and _stands_free(line, numbers, lines, scale)


def _stands_free(line: PlacedLine, numbers: Sequence[int], lines: Sequence[PlacedLine], scale: Scale) -> bool:
    """Say whether a line has white above and text below, and is long for its height."""
    around = [
        lines[other].box
        for other in numbers
        if lines[other].size < MIDDLE * scale.body
        and lines[other].box.across(line.box) > 0.4 * min(lines[other].box.width, line.box.width)
    ]
    slack = 0.3 * scale.body
    above = max((box.y1 for box in around if box.y1 <= line.box.y0 + slack), default=-1e9)
    below = min((box.y0 for box in around if box.y0 >= line.box.y1 - slack), default=1e9)
    white = line.box.y0 - above > ABOVE * scale.body and below - line.box.y1 < BELOW * scale.body
    return white and line.box.width > 5 * line.box.height


def _bold_titles(numbers: Sequence[int], lines: Sequence[PlacedLine], scale: Scale) -> set[int]:
    """Return the rows in a heavy typeface, of the size of the text, that stand in a run too short to be text."""
    bold = [number for number in numbers if lines[number].bold and lines[number].size > 0.85 * scale.body]
    cells = _header_cells(bold, lines, scale)
    bold = [number for number in bold if number not in cells]
    found: set[int] = set()
    for run in _stacks(bold, lines, scale):
        if len(run) <= MOST_BOLD and not _is_question(run, lines):
            found.update(run)
    return found


def _header_cells(bold: Sequence[int], lines: Sequence[PlacedLine], scale: Scale) -> set[int]:
    """Return the bold words that stand side by side, three or more: the head of a table."""
    short = [number for number in bold if len(lines[number].text) <= CELL]
    cells: set[int] = set()
    for number in short:
        box = lines[number].box
        level = [other for other in short if abs(lines[other].box.y0 - box.y0) < 0.3 * scale.body]
        if len(level) >= 3:
            cells.update(level)
    return cells


def _is_question(run: Sequence[int], lines: Sequence[PlacedLine]) -> bool:
    text = "".join(lines[number].text for number in run).strip()
    spoken = text[:1] in "问問" or "：" in text[:6] or "　" in text[:6]
    return spoken and (text[-1:] in "？?。" or len(text) > 30)


def _stacks(numbers: Sequence[int], lines: Sequence[PlacedLine], scale: Scale) -> list[list[int]]:
    """Return lines in runs that stand one below the other at the distance of rows."""
    runs: list[list[int]] = []
    for number in sorted(numbers, key=lambda number: lines[number].box.y0):
        box = lines[number].box
        for run in runs:
            last = lines[run[-1]].box
            if 0 < box.y0 - last.y0 < 1.35 * scale.pitch and last.across(box) > 0.4 * min(
                last.width, box.width
            ):
                run.append(number)
                break
        else:
            runs.append([number])
    return runs


def _runs_of_text(found: set[int], lines: Sequence[PlacedLine], scale: Scale) -> set[int]:
    """Return the lines among titles that are text set large: many rows of one measure, with sentences that end."""
    text: set[int] = set()
    for run in _stacks(sorted(found), lines, scale):
        if len(run) <= MOST_BOLD + 1 or max(lines[number].size for number in run) > LARGE * scale.body:
            continue
        if sum(ends_sentence(lines[number].text) or "，" in lines[number].text for number in run) * 2 > len(
            run
        ):
            text.update(run)
    return text


def title_groups(
    found: set[int],
    lines: Sequence[PlacedLine],
    rules: Sequence[Rule],
    scale: Scale,
    told: Told,
    tails: Mapping[int, int],
) -> list[Atom]:
    """Return the groups of title lines that stand together; `tails` are rows that go on others for certain."""
    numbers = sorted(found, key=lambda number: (lines[number].box.y0, lines[number].box.x0))
    parents = {number: number for number in numbers}

    def root(number: int) -> int:
        while parents[number] != number:
            number = parents[number]
        return number

    texts = [line.box for number, line in enumerate(lines) if number not in found]
    for at, one in enumerate(numbers):
        for other in numbers[at + 1 :]:
            link = told.links.get((one, other), told.links.get((other, one), 0.0))
            led = _is_led(one, other, lines, told)
            if (
                (link > APART or led)
                and _belong(lines[one], lines[other], scale, wide=link > ONE, led=led)
                and not is_parted(lines[one].box, lines[other].box, rules)
                and not _is_interrupted(lines[one].box, lines[other].box, texts)
            ):
                parents[root(one)] = root(other)
    for tail, row in tails.items():
        parents[root(tail)] = root(row)
    groups: dict[int, list[int]] = {}
    for number in numbers:
        groups.setdefault(root(number), []).append(number)
    return [title_atom(members, lines, scale) for members in groups.values()]


def _is_led(one: int, other: int, lines: Sequence[PlacedLine], told: Told) -> bool:
    """Say whether two rows are a headline and its deck below, or its kicker above, by all signs."""
    upper, lower = (one, other) if lines[one].box.y0 <= lines[other].box.y0 else (other, one)
    small, large = sorted((upper, lower), key=lambda number: lines[number].size)
    part = Kind.KICKER if small == upper else Kind.DECK
    return (
        told.of(large, Kind.HEADLINE) > SURE
        and told.of(small, part) > SURE
        and lines[small].size < ONE_SIZE * lines[large].size
    )


def _is_interrupted(one: Box, other: Box, texts: Sequence[Box]) -> bool:
    """Say whether a row of text stands between two rows, one below the other."""
    upper, lower = (one, other) if one.y0 <= other.y0 else (other, one)
    if lower.y0 - upper.y1 < 0.5 * min(one.height, other.height):
        return False
    start, end = max(one.x0, other.x0), min(one.x1, other.x1)
    return any(
        upper.y1 < box.middle[1] < lower.y0 and min(box.x1, end) - max(box.x0, start) > 0.3 * (end - start)
        for box in texts
    )


def title_atom(members: Sequence[int], lines: Sequence[PlacedLine], scale: Scale) -> Atom:
    """Return a title group of some lines, in reading order."""
    vertical = all(lines[number].vertical for number in members)
    ordered = (
        sorted(members, key=lambda number: -lines[number].box.x0) if vertical else _by_rows(members, lines)
    )
    rank = max(lines[number].size for number in members) / scale.body
    return Atom("title", bounds([lines[number].box for number in members]), list(ordered), rank)


def _by_rows(members: Sequence[int], lines: Sequence[PlacedLine]) -> list[int]:
    """Return lines from the top down, those on one level from left to right."""
    rows: list[list[int]] = []
    for number in sorted(members, key=lambda number: lines[number].box.middle[1]):
        box = lines[number].box
        if rows and box.down(lines[rows[-1][0]].box) > 0.5 * min(box.height, lines[rows[-1][0]].box.height):
            rows[-1].append(number)
        else:
            rows.append([number])
    return [number for row in rows for number in sorted(row, key=lambda number: lines[number].box.x0)]


def _belong(one: PlacedLine, other: PlacedLine, scale: Scale, *, wide: bool, led: bool) -> bool:
    """Say whether two rows stand as close as rows of one title; `wide` where other signs speak for that too.

    A headline and the row that leads to it or explains it (`led`) may stand apart as far as two rows of the headline.
    """
    if one.vertical != other.vertical:
        return False
    small, large = sorted((one.size, other.size))
    if one.vertical:
        side = max(one.box.x0, other.box.x0) - min(one.box.x1, other.box.x1)
        return one.box.down(other.box) > 0.3 * min(one.box.height, other.box.height) and side <= 1.2 * small
    if one.box.across(other.box) > 0.3 * min(one.box.width, other.box.width):
        gap = max(one.box.y0, other.box.y0) - min(one.box.y1, other.box.y1)
        same = 1.03 if scale.exact else 1.15
        alike = large <= same * small and one.font == other.font and scale.knows_fonts
        reach = (
            max(ALIKE * small, 2.05 * scale.pitch - small if small < LARGE * scale.body else 0)
            if alike
            else DOWN * max(small, 0.6 * large)
        )
        reach = max(WIDER * reach if wide else reach, ROOMY * large if led else 0.0)
        return -0.6 * small <= gap <= reach and _is_set_under(one.box, other.box, scale)
    level = one.box.down(other.box) > 0.5 * min(one.box.height, other.box.height)
    gap = max(one.box.x0, other.box.x0) - min(one.box.x1, other.box.x1)
    even = abs(one.box.y0 - other.box.y0) < 0.2 * small
    near = BESIDE if small > 1.4 * scale.body and large < 1.1 * small else 0.7
    return level and even and gap <= near * small


def _is_set_under(one: Box, other: Box, scale: Scale) -> bool:
    """Say whether two rows are set to one middle or one edge, as rows of a title are."""
    slack = 2.5 * scale.body + 0.1 * max(one.width, other.width)
    middles = abs(one.middle[0] - other.middle[0])
    return min(middles, abs(one.x0 - other.x0), abs(one.x1 - other.x1)) <= slack


def take_bylines(
    groups: Sequence[Atom],
    free: set[int],
    lines: Sequence[PlacedLine],
    rules: Sequence[Rule],
    scale: Scale,
    told: Told,
) -> set[int]:
    """Add to title groups the bylines that are set with them, and return the numbers of the lines taken."""
    bylines = {
        number for number in free if told.of(number, Kind.BYLINE) > LIKELIER and not lines[number].vertical
    }
    taken: set[int] = set()
    for group in groups:
        if lines[group.lines[0]].vertical:
            continue
        while True:
            near = [number for number in bylines - taken if _is_set_with(group, lines[number], rules, scale)]
            if not near:
                break
            number = min(near, key=lambda number: abs(lines[number].box.y0 - group.box.y1))
            taken.add(number)
            group.lines = title_atom([*group.lines, number], lines, scale).lines
            group.box = bounds([group.box, lines[number].box])
    return taken


def _is_set_with(group: Atom, line: PlacedLine, rules: Sequence[Rule], scale: Scale) -> bool:
    """Say whether a line stands right below a title group, with no rule between them; above it stands the end of another text."""
    gap = line.box.y0 - group.box.y1
    shared = line.box.across(group.box) >= 0.6 * min(line.box.width, group.box.width)
    return (
        shared and -0.5 * scale.body <= gap <= WITH * scale.body and not is_parted(group.box, line.box, rules)
    )


def merge_touching_groups(
    groups: list[Atom], lines: Sequence[PlacedLine], rules: Sequence[Rule], scale: Scale
) -> list[Atom]:
    """Return title groups, those in one whose rows have come to touch by the lines set with them: label, kicker, headline."""
    merged = sorted(groups, key=lambda group: group.box.y0)
    at = 0
    while at < len(merged):
        upper = merged[at]
        lower = next((other for other in merged[at + 1 :] if _touch(upper, other, lines, rules, scale)), None)
        if lower is None:
            at += 1
        else:
            merged.remove(lower)
            merged[at] = title_atom([*upper.lines, *lower.lines], lines, scale)
    return merged


def _touch(
    upper: Atom, lower: Atom, lines: Sequence[PlacedLine], rules: Sequence[Rule], scale: Scale
) -> bool:
    if lines[upper.lines[0]].vertical or lines[lower.lines[0]].vertical or len(upper.lines) > 3:
        return False
    gap = lower.box.y0 - upper.box.y1
    shared = upper.box.across(lower.box) > 0.3 * min(upper.box.width, lower.box.width)
    near = -0.3 * scale.body <= gap <= TOUCHING * scale.body and upper.rank <= 1.1 * lower.rank
    return (
        shared
        and near
        and _is_set_under(upper.box, lower.box, scale)
        and not is_parted(upper.box, lower.box, rules)
    )


LABEL_RANK = 2.4  # sizes: labels of sections are no larger
SECTION = 8  # characters: a title that names a section is no longer
_NO_SECTION = re.compile(r"[，。、：；“”《》？！]")


def may_be_label(atom: Atom, lines: Sequence[PlacedLine]) -> bool:
    """Say whether a piece may be the label of a section: a short title of no great size that names something."""
    return (
        atom.kind == "title"
        and not atom.inline
        and atom.rank < LABEL_RANK
        and names_section(atom.lines, lines)
    )


def names_section(numbers: Sequence[int], lines: Sequence[PlacedLine]) -> bool:
    """Say whether title lines may name a section of the page: a few characters without marks."""
    words = "".join(lines[number].text for number in numbers)
    return len(words) <= SECTION and not _NO_SECTION.search(words)
