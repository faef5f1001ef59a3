"""What the ends of rows say of paragraphs, in a text wrapped at one width (`segment/wrapped.py`).

A row behind one that leaves room opens a paragraph, and so do a byline and a double dash below a title (副题). Any other row
behind a full one goes on, unless that may end a text: then nothing is said. A title that happens to fill its row is taken for
one that goes on; in whole articles, wrapped, that is three full rows of a thousand (180 of 56,847), and a regression on seams and
marks told 23 of these and 22 others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from epubmaker.label.bylines import written_by
from epubmaker.model import Line
from epubmaker.model.lines import Joint
from epubmaker.segment.wrapped import TOLD, Wrap, wrap_of
from epubmaker.text.marks import SUBTITLE, ends_sentence

MOST_ROWS = 0.95  # of the lines are rows by themselves: others were joined by spaces
PARTED = (
    0.9  # share of rows with room left that an empty row follows, in a text whose paragraphs are parted so
)
IN_ORDER = (
    0.9  # share of full rows followed by the next one, from which a text wrapped at one width is in order
)
CLOSED = "）)】]〕"  # a text may end so: （完）, [详细], （新华社）
SPACE = "　"  # an em of white space


@dataclass(frozen=True)
class RowEnds:
    """The rows of a text wrapped at one width, by their numbers, with the white space before them."""

    wrap: Wrap
    rows: Mapping[int, str]

    @cached_property
    def leaves_titles(self) -> bool:
        """Say whether titles were left as they are: some are wider than the text."""
        return any(map(self.wrap.is_apart, self.rows.values()))

    @classmethod
    def of(cls, lines: Sequence[Line]) -> RowEnds | None:
        """Return the rows of a text, None where it is not wrapped at one width."""
        rows = {line.row: "" for line in lines}
        for line in lines:
            rows[line.row] += SPACE * round(line.indent if line.joint != "space" else 1) + line.text
        wrap = wrap_of(list(rows.values())) if len(rows) >= MOST_ROWS * len(lines) else None
        return cls(wrap, rows) if wrap else None

    def is_full(self, before: Line, line: Line) -> bool | None:
        """Say whether the row before a line is full; None where widths do not tell, False of a row that was not wrapped."""
        row = self.rows[before.row]
        return False if self.wrap.is_apart(row) else self.wrap.is_full(row, line.text)

    def are_in_order(self, lines: Sequence[Line], sequence: Sequence[int]) -> bool:
        """Say whether nearly all full rows that break off in a sentence are followed by the next one in a reading order.

        Then the whole text is: what moved are rows that say the same twice, and titles.
        """
        after = dict(pairwise(sequence))
        full = [
            before.number
            for before, line in pairwise(lines)
            if line.row != before.row and not ends_sentence(before.text) and self.is_full(before, line)
        ]
        return sum(after.get(number) == number + 1 for number in full) >= IN_ORDER * len(full)

    def told(self, lines: Sequence[Line]) -> tuple[Line, ...]:
        """Return the lines of an ordered text with `opens` told by the ends of its rows. Linear in the text."""
        free = [
            line.joint == "blank"
            for before, line in pairwise(lines)
            if line.row != before.row and self.is_full(before, line) is False
        ]
        parted = sum(free) >= PARTED * len(free)
        apart = any(line.joint == "blank" for line in lines)
        told = [lines[0]]
        for above, line in pairwise(lines):
            before = told[-1]
            opens = self._opens(before, line, parted=parted) if line.row != before.row else line.opens
            first = above.joint in ("start", "blank") if apart else before.opens or above.joint == "start"
            if opens is False and first and self.leaves_titles and not TOLD.search(above.text):
                opens = line.opens  # behind a title that happens to fill its row
            joint: Joint = "blank" if opens and line.joint == "newline" else line.joint
            told.append(replace(line, opens=opens, joint=joint, block=before.block + (joint == "blank")))
        return tuple(told)

    def _opens(self, before: Line, line: Line, *, parted: bool) -> bool | None:
        left = self.is_full(before, line) is False and not self.wrap.is_torn(self.rows[before.row])
        if left or self.wrap.is_apart(self.rows[line.row]):
            return True
        if before.text[-1] in CLOSED and line.opens is False:
            return None  # （完） ends a text as a stop does, and a title may follow
        begun = before.opens or before.joint in ("start", "blank")
        if begun and SUBTITLE.match(line.text) and not TOLD.search(before.text):
            return True
        if line.opens is not None or line.joint == "blank":
            return line.opens
        if written_by(line.text):
            return True
        may_end = ends_sentence(before.text) or before.text[-1] in CLOSED
        return None if may_end and not parted else False
