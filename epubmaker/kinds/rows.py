"""An article's text as rows: what the kinds of text are told from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from epubmaker.model import Chain, Line, Role


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a paragraph as the source has it.

    lines   its lines, in reading order
    text    its words, pieces that a space parts by a space
    chain   which block of the article it stands in
    opens, closes   whether it is the first, the last row of that block
    apart   whether an empty row stands before it
    """

    lines: tuple[int, ...]
    text: str
    chain: int
    opens: bool
    closes: bool
    apart: bool

    @property
    def alone(self) -> bool:
        """Say whether the row is a block by itself."""
        return self.opens and self.closes


def rows_of(chains: Sequence[Chain], lines: Sequence[Line]) -> list[Row]:
    """Return the rows of the paragraphs among some blocks, in order."""
    rows = []
    for place, chain in enumerate(chains):
        if chain.kind is not Role.BODY:
            continue
        members = _by_row(chain.lines, lines)
        for number, own in enumerate(members):
            rows.append(row_of(own, lines, place, opens=number == 0, closes=number == len(members) - 1))
    return rows


def row_of(
    own: tuple[int, ...], lines: Sequence[Line], chain: int, *, opens: bool = True, closes: bool = True
) -> Row:
    """Return some lines as one row."""
    first = lines[own[0]]
    parted = first.apart if first.opens is not None else lines[first.number - 1].block != first.block
    return Row(
        own,
        " ".join(lines[number].text for number in own),
        chain,
        opens,
        closes,
        first.number > 0 and parted,
    )


def _by_row(numbers: Sequence[int], lines: Sequence[Line]) -> list[tuple[int, ...]]:
    """Return lines by the row of the source that they are pieces of."""
    rows: list[list[int]] = []
    for number in numbers:
        if rows and number == rows[-1][-1] + 1 and lines[number].joint == "space":
            rows[-1].append(number)
        else:
            rows.append([number])
    return [tuple(row) for row in rows]
