"""Titles of the size of the text: told by another typeface, or by being set over several columns."""

from __future__ import annotations

from collections.abc import Sequence

from epubmaker.layout.scale import Scale
from epubmaker.model.placed import PlacedLine
from epubmaker.text.marks import ends_sentence, starts_with_dateline
from epubmaker.text.offices import names_office

MOST_ROWS = 4
LONGEST = 40  # characters of one row
BELOW = 2.4  # pitches: the text of a title begins no further below, a byline between them
SHORT_RUN = 3  # rows that may stand alone
CLOSE = 1.12  # pitches: from row to row inside a run
WHITE = 1.2  # pitches: more than this below a row is white
NARROWEST = 6.0  # sizes: columns of text are no narrower; cells of a table are
ABOVE = 1.3  # pitches: text that ends closer above runs on into the row


def plain_titles(numbers: Sequence[int], lines: Sequence[PlacedLine], scale: Scale) -> set[int]:
    """Return rows of the text's size that are set as titles are, though neither large nor heavy."""
    near = _Neighbours(numbers, lines, scale)
    found: set[int] = set()
    for number in numbers:
        line = lines[number]
        if (
            line.vertical
            or line.bold
            or len(line.text) > LONGEST
            or starts_with_dateline(line.text)
            or ends_sentence(line.text)
        ):
            continue
        if not 0.85 * scale.body <= line.size <= 1.17 * scale.body or names_office(line.text):
            continue
        if near.signs(number):
            continue
        other = scale.knows_fonts and line.font != scale.font
        if (
            (scale.exact and near.spans_columns(number))
            or (other and near.heads_other_type(number))
            or near.heads_news(number)
            or (scale.exact and scale.indents and near.stands_alone(number))
        ):
            found.add(number)
    return found


class _Neighbours:
    """What stands right above and below a row."""

    def __init__(self, numbers: Sequence[int], lines: Sequence[PlacedLine], scale: Scale) -> None:
        self._lines, self._scale = lines, scale
        self._order = sorted(numbers, key=lambda number: lines[number].box.y0)

    def _within(self, number: int, low: float, high: float) -> list[PlacedLine]:
        """Return the rows that share some width with a row and begin between so many pitches below it."""
        own, pitch = self._lines[number].box, self._scale.pitch
        return [
            self._lines[other]
            for other in self._order
            if other != number
            and low * pitch < self._lines[other].box.y0 - own.y0 <= high * pitch
            and self._lines[other].box.across(own) > 0.5 * self._scale.body
        ]

    def signs(self, number: int) -> bool:
        """Say whether a row stands right under the end of a text, at the right edge of its column: a signature."""
        box, body = self._lines[number].box, self._scale.body
        return any(
            abs(other.box.x1 - box.x1) < 0.7 * body and box.x0 > other.box.x0 + 3 * body
            for other in self._within(number, -2 * ABOVE, -0.3)
        )

    def spans_columns(self, number: int) -> bool:
        """Say whether a row stands over two columns of text: over the gutter between them."""
        line, body = self._lines[number], self._scale.body
        below = self._within(number, 0.5, BELOW)
        if not below or any(
            other.box.width > 0.9 * line.box.width and _covers(other, line) for other in below
        ):
            return False
        if self._runs_on_above(line, self._within(number, -ABOVE, -0.3)):
            return False
        for left in below:
            for right in below:
                level = abs(left.box.y0 - right.box.y0) < 0.4 * body
                gap = right.box.x0 - left.box.x1
                wide = min(left.box.width, right.box.width) > NARROWEST * body
                if (
                    wide
                    and level
                    and 0.6 * body < gap < 4 * body
                    and line.box.x0 + body < left.box.x1
                    and right.box.x0 < line.box.x1 - body
                ):
                    return True
        return False

    def heads_other_type(self, number: int) -> bool:
        """Say whether a row, or a few alike, stands above text in another typeface, and nothing runs on into it."""
        line = self._lines[number]
        if self._runs_on_above(line, self._within(number, -ABOVE, -0.3)):
            return False
        if self._is_paragraph(number):
            return False
        rows = 1
        current = number
        while rows <= MOST_ROWS:
            below = [other for other in self._order if other != current and self._is_next(current, other)]
            if not below:
                return False
            current = min(below, key=lambda other: self._lines[other].box.y0)
            if self._lines[current].font != line.font:
                return self._lines[current].font == self._scale.font or not self._lines[current].vertical
            rows += 1
        return False

    def _is_paragraph(self, number: int) -> bool:
        """Say whether a row belongs to a run in its typeface that is text: a sentence ends in it, or it opens with an indent."""
        run, current = [number], number
        while len(run) <= MOST_ROWS:
            above = self._beside(current, -1)
            if above is None:
                break
            run.append(above)
            current = above
        if len(run) > MOST_ROWS or any("。" in self._lines[one].text for one in run):
            return True
        return len(run) > 1 and self._is_indented(self._lines[run[-1]])

    def heads_news(self, number: int) -> bool:
        """Say whether the next row below opens as news does, and no text runs on into a row from above."""
        line = self._lines[number]
        close = self._within(number, -ABOVE, -0.3)
        if any(other.box.width > 4 * self._scale.body for other in close):
            return False
        below = [other for other in self._order if other != number and self._is_next(number, other)]
        if not below:
            return False
        text = self._lines[min(below, key=lambda other: self._lines[other].box.y0)]
        return starts_with_dateline(text.text) and line.box.x0 < text.box.x0 + self._scale.body

    def _is_next(self, upper: int, lower: int) -> bool:
        one, other = self._lines[upper].box, self._lines[lower].box
        step = other.y0 - one.y0
        return 0.5 * self._scale.body < step <= BELOW * self._scale.pitch and one.across(other) > 0.3 * min(
            one.width, other.width
        )

    def _runs_on_above(self, line: PlacedLine, above: Sequence[PlacedLine]) -> bool:
        """Say whether text above goes on in a row: set to its edges, and not to its middle as rows of a title are."""
        body = self._scale.body
        for other in above:
            if (
                other.font != line.font
                or ends_sentence(other.text)
                or other.box.width <= 0.8 * line.box.width
            ):
                continue
            edges = abs(other.box.x0 - line.box.x0) < 0.6 * body, abs(other.box.x1 - line.box.x1) < 0.6 * body
            centred = abs(other.box.middle[0] - line.box.middle[0]) <= 0.4 * body
            if len(other.text) > 3 and (all(edges) or (any(edges) and not centred)):
                return True
        return False

    def stands_alone(self, number: int) -> bool:
        """Say whether a row, or up to three, has white above and more than usual below, where a paragraph begins."""
        pitch, body = self._scale.pitch, self._scale.body
        run = [number]
        for step in (-1, 1):
            current: int | None = number
            while current is not None and len(run) <= SHORT_RUN:
                current = self._beside(current, step)
                if current is not None:
                    run.append(current)
        if len(run) > SHORT_RUN:
            return False
        first = min(run, key=lambda one: self._lines[one].box.y0)
        last = max(run, key=lambda one: self._lines[one].box.y0)
        if self._within(first, -1.5, -0.3) or any("。" in self._lines[one].text for one in run):
            return False
        below = [other for other in self._order if other != last and self._is_next(last, other)]
        if not below:
            return False
        text = self._lines[min(below, key=lambda other: self._lines[other].box.y0)]
        widest = min(self._lines[one].box.x0 for one in run)
        gap = (text.box.y0 - self._lines[last].box.y0) / pitch
        indented = text.box.x0 - widest > 1.2 * body or self._is_indented(text)
        return gap > WHITE and indented and text.box.width > 5 * body

    def _beside(self, number: int, step: int) -> int | None:
        """Return the row of the same type right above (-1) or below (1), at the usual distance."""
        line, pitch = self._lines[number], self._scale.pitch
        low, high = (0.5, CLOSE) if step > 0 else (-CLOSE, -0.5)
        for other in self._order:
            found = self._lines[other]
            away = (found.box.y0 - line.box.y0) / pitch
            if (
                other != number
                and low <= away <= high
                and found.font == line.font
                and found.box.across(line.box) > body_half(line)
            ):
                return other
        return None

    def _is_indented(self, line: PlacedLine) -> bool:
        """Say whether the row below begins further left."""
        return any(
            1.2 * line.size <= line.box.x0 - self._lines[other].box.x0 <= 3.2 * line.size
            for other in self._order
            if 0.5 * self._scale.pitch < self._lines[other].box.y0 - line.box.y0 < CLOSE * self._scale.pitch
            and self._lines[other].box.across(line.box) > body_half(line)
        )


def body_half(line: PlacedLine) -> float:
    """Return half the width of a line: what another must share to stand in the same column."""
    return 0.5 * line.box.width


def _covers(one: PlacedLine, other: PlacedLine) -> bool:
    return one.box.across(other.box) > 0.9 * other.box.width
