"""Physical lines and what they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from epubmaker.model.roles import Role
from epubmaker.model.spans import Span

WRITTEN = 0.5  # share of the text, by width, of whose rows its form says how they stand, from which it was written so
Joint = Literal["start", "blank", "newline", "space"]


@dataclass(frozen=True, slots=True)
class Line:
    """One physical line of the printed page: the smallest piece that is moved.

    number  its index in the tuple of lines, in source order
    span    where it stands in the source, without surrounding white space
    text    the source characters of the span; of a row in bold type (`**words**`) those between the marks
    joint   what stands before it in the source: start of text, an empty row (or, in a text of a plain form, what parts as
            much), a row end, or a space inside a row
    row     index of the source row it stands in
    block   index of the run of rows between empty rows
    width   set width in em (half for ASCII, one for the rest)
    measure width in em of the column it seems to be set in; 0 where unknown
    indent  leading white space in em, as found in the source
    opens   whether the form of the text says that a paragraph opens here, or goes on; None where it says nothing
    apart   whether an empty row stands before it in the source, or more of them than between most rows
    bold    whether the source marks all of it as set in bold type
    again   where the source sets it a second time: a title in bold type that is drawn as two copies, of which one is read
    """

    number: int
    span: Span
    text: str
    joint: Joint
    row: int
    block: int
    width: float
    measure: float = 0.0
    indent: float = 0.0
    opens: bool | None = None
    again: Span | None = None
    apart: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """What a line is taken to be: its role, how sure that is (0..1), and the rule that decided."""

    role: Role
    confidence: float
    rule: str


def is_written(lines: Sequence[Line]) -> bool:
    """Say whether the form of a text is plain to see: of the rows that hold most of it, it says how they stand for paragraphs."""
    return sum(line.width for line in lines if line.opens is not None) > WRITTEN * sum(
        line.width for line in lines
    )


def set_width(text: str) -> float:
    """Return the width of `text` in em as a newspaper sets it: half for ASCII, one for everything else."""
    return len(text) - 0.5 * len(text.encode("ascii", "ignore"))
