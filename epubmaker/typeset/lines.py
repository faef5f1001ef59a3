"""Composed text: lines of units with the distance after each."""

from dataclasses import dataclass

from epubmaker.typeset.units import Unit


@dataclass(frozen=True, slots=True)
class SetLine:
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


@dataclass(frozen=True, slots=True)
class Composed:
    """One paragraph set to a measure, in em."""

    lines: tuple[SetLine, ...]
    measure: float

    @property
    def faults(self) -> tuple[SetLine, ...]:
        """Return the lines that could not be set by the rules."""
        return tuple(line for line in self.lines if line.fault)
