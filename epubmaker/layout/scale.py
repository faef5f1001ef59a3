"""The page's own measures: the size of its text, its leading, its typeface. Everything else is in units of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from epubmaker.model import set_width
from epubmaker.model.placed import PlacedLine
from epubmaker.text.ideographs import is_ideograph

# Lines closer than this (in sizes of the text) may follow each other in a column: double leading and a little.
CLOSE = 1.25
USUAL_LEADING = 1.5  # sizes, where no two lines follow each other
INDENT = (1.2, 3.2)  # sizes: the first row of a paragraph stands so far to the right
# Share of columns' rows that stand indented where a newspaper marks paragraphs so; a page of lists has none.
LEAST = 4  # ideographs of a row that show its size by their width
LIKELY = (
    0.7,
    1.35,
)  # of the box's height: a size beyond that comes of a row that is spread, or of a wrong box
FEW_INDENTS = 0.02
DEVIATION = 1.4826  # of the median distance from the median: the standard deviation, whatever a few rows do
EXACT_SHARE = 0.75  # rows of exactly the size of the text; boxes of recognisers differ by a tenth


@dataclass(frozen=True, slots=True)
class Scale:
    """What is usual on a page.

    body      size of the text
    pitch     from one row of text to the next
    font      typeface of the text, empty where none is known
    bold      the text itself is set in a heavy typeface
    indents   paragraphs begin with an indent
    exact     sizes are those that were set, not measured on paper: most rows of text have one and the same
    stray     share of its size by which a row stands off its place (the deviation), as the rows of text show it
    """

    body: float
    pitch: float
    font: str
    bold: bool
    indents: bool = True
    exact: bool = False
    stray: float = 0.0

    @property
    def knows_fonts(self) -> bool:
        """Say whether typefaces are known."""
        return bool(self.font)


def scale_of(lines: Sequence[PlacedLine]) -> Scale:
    """Return the measures of a page; its lines are weighed by their characters."""
    level = [line for line in lines if not line.vertical] or list(lines)
    sizes = sorted((line.size, max(1, len(line.text))) for line in level)
    body = _weighted_median(sizes)
    text = [line for line in level if 0.85 * body <= line.size <= 1.15 * body]
    fonts: Counter[str] = Counter()
    for line in text:
        fonts[line.font] += len(line.text)
    font = fonts.most_common(1)[0][0] if fonts else ""
    heavy = sum(len(line.text) for line in text if line.bold) * 2 > sum(len(line.text) for line in text)
    pitch, stray = _pitch(text, body)
    return Scale(body, pitch, font, heavy, _has_indents(text, body), _is_exact(level, body), stray)


def _is_exact(lines: Sequence[PlacedLine], body: float) -> bool:
    near = [line for line in lines if 0.85 * body <= line.size <= 1.16 * body]
    return sum(abs(line.size - body) <= 0.01 * body for line in near) > EXACT_SHARE * len(near)


def with_measured_sizes(lines: Sequence[PlacedLine]) -> list[PlacedLine]:
    """Return lines whose sizes are told from the width of their characters, where a recogniser only gives boxes.

    Heights of boxes differ by a tenth and more, with the characters a line happens to hold; ideographs are all as wide as
    high, so that the width of a row divided by their number is far more exact. Rows that are spread are a little too wide.
    """
    return [replace(line, size=_size_by_width(line)) for line in lines]


def _size_by_width(line: PlacedLine) -> float:
    ideographs = sum(is_ideograph(character) for character in line.text)
    if ideographs < LEAST or ideographs < 0.6 * len(line.text):
        return line.size
    along = line.box.height if line.vertical else line.box.width
    wide = set_width(line.text)
    size = along / wide
    return size if LIKELY[0] * line.size <= size <= LIKELY[1] * line.size else line.size


def _weighted_median(sizes: Sequence[tuple[float, int]]) -> float:
    half, total = sum(weight for _, weight in sizes) / 2, 0
    for size, weight in sizes:
        total += weight
        if total >= half:
            return size
    return 1.0


def following(lines: Sequence[PlacedLine], body: float) -> list[tuple[PlacedLine, PlacedLine]]:
    """Return the pairs of lines that stand one right below the other."""
    ordered = sorted(lines, key=lambda line: line.box.y0)
    pairs = []
    for at, upper in enumerate(ordered):
        for lower in ordered[at + 1 :]:
            if lower.box.y0 - upper.box.y1 > CLOSE * body:
                break
            beneath = lower.box.y0 > upper.box.y0 + 0.6 * body
            if beneath and upper.box.across(lower.box) > 0.5 * min(upper.box.width, lower.box.width):
                pairs.append((upper, lower))
                break
    return pairs


def _pitch(text: Sequence[PlacedLine], body: float) -> tuple[float, float]:
    """Return how far rows of text stand apart, and how much of their size that strays."""
    steps = [lower.box.y0 - upper.box.y0 for upper, lower in following(text, body)]
    pitch = median(steps) if steps else USUAL_LEADING * body
    return pitch, DEVIATION * median([abs(step - pitch) for step in steps] or [0.0]) / body


def _has_indents(text: Sequence[PlacedLine], body: float) -> bool:
    shifts = [(lower.box.x0 - upper.box.x0) / body for upper, lower in following(text, body)]
    return sum(INDENT[0] <= shift <= INDENT[1] for shift in shifts) > FEW_INDENTS * len(shifts)
