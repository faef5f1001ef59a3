"""The page's own measures: the size of its text, its leading, its typeface. Everything else is in units of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from epubmaker.model.placed import PlacedLine

# Lines closer than this (in sizes of the text) may follow each other in a column: double leading and a little.
CLOSE = 1.25
USUAL_LEADING = 1.5  # sizes, where no two lines follow each other
INDENT = (1.2, 3.2)  # sizes: the first row of a paragraph stands so far to the right
# Share of columns' rows that stand indented where a newspaper marks paragraphs so; a page of lists has none.
FEW_INDENTS = 0.02
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
    """

    body: float
    pitch: float
    font: str
    bold: bool
    indents: bool = True
    exact: bool = False

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
    return Scale(body, _pitch(text, body), font, heavy, _has_indents(text, body), _is_exact(level, body))


def _is_exact(lines: Sequence[PlacedLine], body: float) -> bool:
    near = [line for line in lines if 0.85 * body <= line.size <= 1.16 * body]
    return sum(abs(line.size - body) <= 0.01 * body for line in near) > EXACT_SHARE * len(near)


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


def _pitch(text: Sequence[PlacedLine], body: float) -> float:
    steps = [lower.box.y0 - upper.box.y0 for upper, lower in following(text, body)]
    return median(steps) if steps else USUAL_LEADING * body


def _has_indents(text: Sequence[PlacedLine], body: float) -> bool:
    shifts = [(lower.box.x0 - upper.box.x0) / body for upper, lower in following(text, body)]
    return sum(INDENT[0] <= shift <= INDENT[1] for shift in shifts) > FEW_INDENTS * len(shifts)
