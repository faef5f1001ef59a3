"""Texts whose rows say where they come from: offsets, role, article, block, printed line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from .values import Line, Page, Part


class Mark(NamedTuple):
    """Which part of a page some characters of a text are; `role` is None where nothing is known."""

    start: int
    end: int
    role: str | None
    article: int | None
    block: int | None
    index: int | None  # type: ignore[assignment]  # the name of the file's column; nobody asks a row for `tuple.index`


@dataclass(frozen=True)
class Form:
    """A flattened page: its text, the marks of its pieces in the text's order, and the share of the print that is placed."""

    text: str
    marks: tuple[Mark, ...]
    placed: float = 1.0


@dataclass
class Writing:
    """A text in the making; pieces are added with their marks, everything else without."""

    page: Page
    text: str = ""
    marks: list[Mark] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._known = self.page.marks()

    def add(self, text: str, part: Part, index: int) -> None:
        """Add the characters of a piece."""
        start = len(self.text) + len(text) - len(text.lstrip())
        self.text += text
        end = len(self.text) - (len(text) - len(text.rstrip()))
        if end > start:
            self.marks.append(Mark(start, end, *self._known[id(part)], index))

    def add_line(self, line: Line, texts: list[str] | None = None) -> None:
        """Add a printed line, as it is or as it was read."""
        for number, piece in enumerate(line.pieces):
            self.blank(line.joint if number else "")
            self.add(texts[number] if texts else piece.text, piece.part, piece.index)

    def blank(self, text: str) -> None:
        """Add white space, or marks of markup that no page holds."""
        self.text += text

    def form(self) -> Form:
        """Return the text with its marks."""
        return Form(self.text, tuple(self.marks))
