"""A sheet of paper: rows of places in columns, text run into them, lines, rules and pictures put down."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .typography import em, row_end, title_rows, tokens_of, wrapped
from .values import Line, Page, Part, Piece

NARROWEST = 5  # em: no row beside a picture is narrower


class Box(NamedTuple):
    """A place on the sheet, in points from the top left."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """Return the lower edge."""
        return self.y + self.h

    def inset(self, by: float) -> Box:
        """Return the box within a margin on all sides."""
        return Box(self.x + by, self.y + by, self.w - 2 * by, self.h - 2 * by)


class Slot(NamedTuple):
    """A place for one row of text."""

    x: float
    y: float
    w: float
    column: int


@dataclass(frozen=True)
class Row:
    """A row of running text that has found its slot."""

    tokens: tuple[tuple[str, Part], ...]
    slot: Slot
    shift: float
    last: bool


class Sheet:
    """The page that is being set: its measures, and everything that is put on it."""

    def __init__(self, page: Page, rng: random.Random, margin: float):
        self.page, self.rng, self.house, self.margin = page, rng, page.house, margin
        self.size, self.leading = page.house.size, page.house.leading
        self.gutter = page.house.gutter * self.size
        self.place = 0
        self.joint = rng.choice(["　", "　", " ", ""])  # between parts that stand on one row

    # -- marks on paper ------------------------------------------------------------------------------------------------
    def put(self, text: str, part: Part, box: Box, size: float, align: str = "left", font: str = "") -> None:
        """Put one row of a part within the width of a box, at its top."""
        natural = em(text) * size
        x = box.x + max(0, box.w - natural) * {"left": 0, "justify": 0, "center": 0.5, "right": 1}[align]
        self._add((Piece(text, part, len(part.pieces)),), x, box.y, natural, size, font or part.font)
        part.pieces.append(text)

    def put_down(self, text: str, part: Part, x: float, y: float, size: float) -> None:
        """Put a row of a title that runs from top to bottom."""
        piece = Piece(text, part, len(part.pieces))
        part.pieces.append(text)
        self.page.lines.append(
            Line(
                (piece,),
                round(x, 2),
                round(y, 2),
                round(size, 2),
                round(size, 2),
                part.font,
                True,
                self.place,
            )
        )

    def _add(self, pieces: tuple[Piece, ...], x: float, y: float, w: float, size: float, font: str) -> None:
        self.page.lines.append(
            Line(pieces, round(x, 2), round(y, 2), round(w, 2), round(size, 2), font, False, self.place)
        )

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a straight rule."""
        self.page.rules.append((round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)))

    def frame(self, box: Box) -> None:
        """Draw the four sides of a box."""
        x, y, right, bottom = box.x, box.y, box.right, box.bottom
        for side in (
            (x, y, right, y),
            (x, bottom, right, bottom),
            (x, y, x, bottom),
            (right, y, right, bottom),
        ):
            self.rule(*side)

    def picture(self, box: Box) -> None:
        """Leave a place for a picture; it is painted when the page is written."""
        self.page.pictures.append(tuple(round(v, 1) for v in (box.x, box.y, box.right, box.bottom)))  # type: ignore[arg-type]

    # -- running text into columns -------------------------------------------------------------------------------------
    def columns_in(self, width: float) -> int:
        """Return how many of the page's columns a width holds, at least one."""
        return max(1, round((width + self.gutter) / self.house.unit))

    def slots(self, box: Box, columns: int, holes: Iterable[Box] = (), leading: float = 0) -> list[Slot]:
        """Return the places for rows in a box, cut and narrowed round the holes: titles, pictures, other boxes."""
        step, wide = leading or self.leading, (box.w - (columns - 1) * self.gutter) / columns
        found, holes = [], list(holes)
        for column in range(columns):
            top, left = box.y, box.x + column * (wide + self.gutter)
            if self.house.grid and not leading:
                top = self.margin + math.ceil((box.y - self.margin) / step - 1e-6) * step
            while top + self.size <= box.bottom + 0.01:
                a, b = _narrowed(left, left + wide, top, top + self.size, holes)
                if b - a >= NARROWEST * self.size:
                    found.append(Slot(a, top, b - a, column))
                top += step
        return found

    def flow(self, runs: Sequence[Sequence[Part]], slots: list[Slot]) -> tuple[list[Row], int]:
        """Run paragraphs into slots; each run is one paragraph of one part, or of several that stand on the same row.

        Return the rows and the slots left over, or minus the number that is wanting; rows without a slot are not returned.
        """
        rows: list[Row] = []
        widths = [slot.w for slot in slots] or [NARROWEST * self.size]
        spare, at = sum(widths) / len(widths), 0
        for run in runs:
            at = self._run(run, slots, at, spare, rows)
        return rows, len(slots) - at

    def _run(self, run: Sequence[Part], slots: list[Slot], at: int, spare: float, rows: list[Row]) -> int:
        """Run one paragraph in from slot `at` on; return the slot behind it."""
        first = run[0]
        if first.role in ("headline", "crosshead") and len(run) == 1 and at < len(slots):
            return self._title_run(first, slots, at, rows)
        tokens = [(token, part) for part in run for token in tokens_of(part.text)]
        if len(run) > 1 and self.joint:
            tokens.insert(len(tokens_of(first.text)), (self.joint, first))
        size, start = first.size * self.size, 0
        while start < len(tokens):
            at = _past_foot(slots, at, first.rows)
            slot = slots[at] if at < len(slots) else Slot(0, 0, spare, -1)
            shift = first.indent * size if not start and first.align in ("justify", "left") else 0
            shift = shift if slot.w - shift > 3 * size else 0
            ahead = [token for token, _ in tokens[start : start + int(slot.w / size * 3) + 4]]
            end = row_end(ahead, 0, (slot.w - shift) / size) + start
            if slot.column >= 0:
                rows.append(Row(tuple(tokens[start:end]), slot, shift, end >= len(tokens)))
            start, at = end, at + first.rows
        return at

    def _title_run(self, part: Part, slots: list[Slot], at: int, rows: list[Row]) -> int:
        """Run a title in that stands between paragraphs: rows of about equal length, none of them alone at a column's foot."""
        size = part.size * self.size
        at = _past_foot(slots, at, part.rows + 1)
        slot = slots[at]
        room = (slot.w - part.indent * size * (part.align == "left")) / size
        texts = title_rows(part.text, room, 4) or wrapped(part.text, room)
        step = self.steps(part)
        high = (len(texts) - 1) * step + part.rows
        at = _past_foot(slots, at, high + 1)
        for number, text in enumerate(texts):
            if at + number * step < len(slots):
                shift = part.indent * size if part.align == "left" else 0
                rows.append(Row(((text, part),), slots[at + number * step], shift, number == len(texts) - 1))
        return at + high

    def steps(self, part: Part) -> int:
        """Return the rows of text from one row of a part to its next."""
        return math.ceil(part.size * 1.05 / self.house.pitch)

    def print(self, rows: Iterable[Row]) -> None:
        """Put the rows of running text on the paper."""
        for row in rows:
            first = row.tokens[0][1]
            pieces: list[Piece] = []
            texts: dict[int, tuple[str, Part]] = {}
            for token, part in row.tokens:
                texts[id(part)] = (texts.get(id(part), ("", part))[0] + token, part)
            for text, part in texts.values():
                kept = text.strip(" 　")
                if kept:
                    pieces.append(Piece(kept, part, len(part.pieces)))
                    part.pieces.append(kept)
            if pieces:
                self._print_row(row, first, tuple(pieces))

    def _print_row(self, row: Row, first: Part, pieces: tuple[Piece, ...]) -> None:
        joint = self.joint if len(pieces) > 1 else ""
        size, text = first.size * self.size, joint.join(piece.text for piece in pieces)
        natural, room = em(text) * size, row.slot.w - row.shift
        full = first.align == "justify" and (not row.last or natural > room)
        width = room if full and abs(room - natural) < 0.35 * natural else natural
        x = row.slot.x + row.shift + max(0, room - width) * {"center": 0.5, "right": 1}.get(first.align, 0)
        if first.align == "right":
            x -= first.indent * size if room - width > first.indent * size else 0
        down = min((first.rows - 1) * self.leading * 0.4, max(0, (first.rows * self.leading - size) / 2))
        self._add(pieces, x, row.slot.y + down, width, size, first.font)
        self.page.lines[-1].joint = joint


def _narrowed(a: float, b: float, top: float, bottom: float, holes: list[Box]) -> tuple[float, float]:
    """Return what the holes leave of the row from `a` to `b`, the wider side of each."""
    for hole in holes:
        if hole.y < bottom and top < hole.bottom and hole.x < b and a < hole.right:
            a, b = (max(a, hole.right), b) if hole.x - a < b - hole.right else (a, min(b, hole.x))
    return a, b


def _past_foot(slots: list[Slot], at: int, rows: int) -> int:
    """Return the slot where `rows` rows stand in one column: the next column's first where this one's foot is too near."""
    if rows < 2 or at >= len(slots):
        return at
    end = min(len(slots), at + rows)
    return next((k for k in range(at + 1, end) if slots[k].column != slots[at].column), at)
