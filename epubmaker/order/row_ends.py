"""What the ends of rows say of paragraphs, in a text wrapped at one width (`segment/wrapped.py`).

A row behind one that leaves room opens a paragraph, and so does a byline. Any other row behind a full one goes on, unless that
ends a sentence, or is a title that happens to fill its row; of these the words are asked, and where they do not tell, nothing is
said.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from epubmaker.label.bylines import written_by
from epubmaker.model import Line, SeamTable
from epubmaker.model.lines import Joint
from epubmaker.segment.wrapped import Wrap, wrap_of
from epubmaker.text.marks import LEFT_OPEN, ends_sentence

MOST_ROWS = 0.95  # of the lines are rows by themselves: others were joined by spaces
PARTED = (
    0.9  # share of rows with room left that an empty row follows, in a text whose paragraphs are parted so
)
IN_ORDER = (
    0.9  # share of full rows followed by the next one, from which a text wrapped at one width is in order
)
CLOSED = "）)】]〕"  # a text may end so: （完）, [详细], （新华社）
MOST, WIDE = 12.0, 40.0  # log-odds and em: what counts at most
WEIGHTS = Path(__file__).parent / "data" / "row_ends.json"
SPACE = "　"  # an em of white space


@dataclass(frozen=True, slots=True)
class RowEnds:
    """The rows of a text wrapped at one width, by their numbers, with the white space before them."""

    wrap: Wrap
    rows: Mapping[int, str]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> RowEnds | None:
        """Return the rows of a text, None where it is not wrapped at one width."""
        rows = {line.row: "" for line in lines}
        for line in lines:
            rows[line.row] += SPACE * round(line.indent if line.joint != "space" else 1) + line.text
        wrap = wrap_of(list(rows.values())) if len(rows) >= MOST_ROWS * len(lines) else None
        return cls(wrap, rows) if wrap else None

    def is_full(self, before: Line, line: Line) -> bool | None:
        """Say whether the row before a line is full; None where widths do not tell."""
        return self.wrap.is_full(self.rows[before.row], line.text)

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

    def told(self, lines: Sequence[Line], seams: SeamTable) -> tuple[Line, ...]:
        """Return the lines of an ordered text with `opens` told by the ends of its rows. Linear in the text."""
        free = [
            line.joint == "blank"
            for before, line in pairwise(lines)
            if line.row != before.row and self.is_full(before, line) is False
        ]
        parted = sum(free) >= PARTED * len(free)
        told = [lines[0]]
        for line in lines[1:]:
            before = told[-1]
            opens = self._opens(before, line, seams, parted=parted) if line.row != before.row else line.opens
            joint: Joint = "blank" if opens and line.joint == "newline" else line.joint
            told.append(replace(line, opens=opens, joint=joint, block=before.block + (joint == "blank")))
        return tuple(told)

    def _opens(self, before: Line, line: Line, seams: SeamTable, *, parted: bool) -> bool | None:
        if self.is_full(before, line) is False and not self.wrap.is_torn(self.rows[before.row]):
            return True
        if before.text[-1] in CLOSED and line.opens is False:
            return None  # （完） ends a text as a stop does, and a title may follow
        if line.opens is not None or line.joint == "blank":
            return line.opens
        if written_by(line.text):
            return True
        if ends_sentence(before.text) or before.text[-1] in CLOSED:
            return False if parted else None
        return False if _goes_on(before, line, seams) > 0 else None


class RowEndWeights(NamedTuple):
    """What says that a full row which ends no sentence goes on; `data/row_ends.json` says where the numbers come from."""

    one: float
    seam: float
    closes: float
    opens: float
    in_order: float
    unmarked: float
    begins: float
    width: float


@lru_cache(maxsize=1)
def row_end_weights(path: Path = WEIGHTS) -> RowEndWeights:
    """Return the shipped weights, read once a process."""
    stored = json.loads(path.read_text("utf-8"))
    del stored["origin"]
    return RowEndWeights(**stored)


def row_end_signs(before: Line, line: Line, seams: SeamTable) -> tuple[float, ...]:
    """Return what speaks for a full row going on in the next one, in the order of `RowEndWeights`."""
    left, right = before.number, line.number
    odds = (seams.log_odds(left, right), seams.closes[left], seams.opens[right], seams.in_order[left])
    return (
        1.0,
        *(min(MOST, max(-MOST, value)) for value in odds),
        float(LEFT_OPEN.isdisjoint(before.text)),
        float(before.opens is True),
        min(line.width, WIDE) / WIDE,
    )


def _goes_on(before: Line, line: Line, seams: SeamTable) -> float:
    """Return the log-odds of a full row going on in the next one."""
    signs = row_end_signs(before, line, seams)
    return sum(weight * sign for weight, sign in zip(row_end_weights(), signs, strict=True))
