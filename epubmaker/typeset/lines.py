"""Composed text: lines of units with the distance after each."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from epubmaker.typeset.units import Unit


class SetLine(NamedTuple):
    """One set line; lengths in em of its text.

    units   what stands on the line, in order; a space at the line end is kept with no width
    gaps    distance added after each unit but the last
    spread  the part of every opened gap that is the same for the whole line
    start   where the first unit's own em begins, from the column edge (indent, less a trimmed opening mark)
    end     where the ink side of the last unit ends
    last    whether it is the last line of its paragraph
    fault   why it does not end on the edge or breaks a word: "", `overfull`, `loose` or `torn`
    """

    units: tuple[Unit, ...]
    gaps: tuple[float, ...]
    spread: float = 0.0
    start: float = 0.0
    end: float = 0.0
    last: bool = False
    fault: str = ""

    @property
    def text(self) -> str:
        """Return the characters of the line."""
        return "".join([unit.text for unit in self.units])

    def cut(self, places: Collection[int]) -> Iterator[tuple[float, "SetLine"]]:
        """Cut the line after these numbers of characters; yield where each piece begins, and the piece."""
        first, begin, along, at = 0, self.start, self.start, 0
        for last, unit in enumerate(self.units):
            at += len(unit.text)
            along += unit.width
            gap = self.gaps[last] if last < len(self.gaps) else 0.0
            if at in places or last == len(self.units) - 1:
                units = self.units[first : last + 1]
                yield (
                    begin,
                    SetLine(
                        units,
                        self.gaps[first:last],
                        self.spread,
                        0.0,
                        along + min(gap, 0.0) - begin,
                        self.last,
                    ),
                )
                first, begin = last + 1, along + gap
            along += gap


class Composed(NamedTuple):
    """One paragraph set to a measure, in em."""

    lines: tuple[SetLine, ...]
    measure: float

    @property
    def faults(self) -> tuple[SetLine, ...]:
        """Return the lines that could not be set by the rules."""
        return tuple(line for line in self.lines if line.fault)
