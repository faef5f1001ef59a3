"""Rows of lines, the unit that gets a role: a headline, a byline, a paragraph stands on rows of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from epubmaker.model import Line
from epubmaker.text.jump_marks import is_jump
from epubmaker.text.marks import ends_sentence, starts_with_dateline


@dataclass(frozen=True, slots=True)
class LabelRow:
    """One source row with its lines.

    index    its position among the rows
    run      counts the runs of rows between blank rows
    text     its source characters, spaces kept
    measure  the column measure of the body text around it, in em
    widest   the widest such measure of the texts next to it, in em
    """

    index: int
    run: int
    lines: tuple[Line, ...]
    text: str
    measure: float
    widest: float

    @property
    def width(self) -> float:
        """Return the width of its widest line in em."""
        return max(line.width for line in self.lines)

    @property
    def joined(self) -> bool:
        """Say whether the row holds several physical lines."""
        return len(self.lines) > 1


def rows_hold_paragraphs(lines: Sequence[Line]) -> bool:
    """Say whether the source prints paragraphs on a row, so that a row end is a paragraph or column end."""
    return sum(line.joint == "space" for line in lines) > 0.3 * len(lines)


def is_cut_dateline(line: Line, after: Line) -> bool:
    """Say whether a row of a wrapped text is a dateline behind which the text goes on in the next row, which need not open.

    A row that ends no sentence may be a title below a byline (记者张三报道).
    """
    goes_on = after.opens is None and after.joint == "newline" and ends_sentence(after.text)
    return goes_on and starts_with_dateline(line.text) and not ends_sentence(line.text)


def group_rows(lines: Sequence[Line]) -> tuple[LabelRow, ...]:
    """Group lines into rows, in source order; a jump beside a text in its row is a row by itself."""
    rows: list[LabelRow] = []
    run = -1
    for index, (_, members) in enumerate(groupby(zip(_parts(lines), lines, strict=True), key=itemgetter(0))):
        own = tuple(line for _, line in members)
        if own[0].joint in ("start", "blank"):
            run += 1
        text = " ".join(line.text for line in own)
        rows.append(LabelRow(index, run, own, text, 0.0, 0.0))
    measures = _body_measures(rows)
    return tuple(
        LabelRow(row.index, row.run, row.lines, row.text, *measure)
        for row, measure in zip(rows, measures, strict=True)
    )


def _parts(lines: Sequence[Line]) -> Iterator[int]:
    """Yield for each line the number of its row, jumps counted as rows."""
    part = 0
    for before, line in zip((None, *lines), lines, strict=False):
        if before is not None:
            part += line.row != before.row or is_jump(line.text) or is_jump(before.text)
        yield part


def _body_measures(rows: Sequence[LabelRow]) -> list[tuple[float, float]]:
    """Give every row the measure of the nearest text set in a column, and the widest near it."""
    by_run: dict[int, list[float]] = {}
    for row in rows:
        by_run.setdefault(row.run, []).extend(line.width for line in row.lines)
    columns = {}
    for run, widths in by_run.items():
        ordered = sorted(widths)
        upper = ordered[(3 * len(ordered)) // 4]
        if len(ordered) >= 4 and sum(abs(width - upper) <= 1.5 for width in ordered) >= len(ordered) / 2:
            columns[run] = upper
    order = list(by_run)
    forward, backward = _carried(order, columns), _carried(order[::-1], columns)
    near = {run: (columns.get(run, 0.0), forward[run], backward[run]) for run in order}
    return [(next(filter(None, near[row.run]), 0.0), max(near[row.run])) for row in rows]


def _carried(order: Sequence[int], columns: Mapping[int, float]) -> dict[int, float]:
    """Give every run the measure of the last run before it that shows one."""
    carried, last = {}, 0.0
    for run in order:
        carried[run] = last
        last = columns.get(run, last)
    return carried
