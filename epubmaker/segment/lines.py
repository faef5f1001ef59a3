"""The lines of a page, numbered in source order."""

from itertools import accumulate

from epubmaker.model import Line, SourceText, Span, set_width
from epubmaker.model.lines import Joint
from epubmaker.segment.form import openings
from epubmaker.segment.joints import are_spaces_joints, split_row
from epubmaker.segment.measure import column_measures
from epubmaker.segment.rows import Row, split_rows


def split_lines(source: SourceText) -> tuple[Line, ...]:
    """Split the source into physical lines.

    Every character that is not blank is in exactly one line. Linear in the text.
    """
    text = source.text
    rows = tuple(split_rows(source))
    joined = are_spaces_joints(rows, text)
    opens = (None,) * len(rows) if joined else openings(rows, text)
    placed: list[tuple[Span, int, Joint]] = []
    for index, row in enumerate(rows):
        for position, span in enumerate(split_row(row, text) if joined else (row.span,)):
            placed.append((span, index, _joint(rows, opens, index) if position == 0 else "space"))
    widths = [set_width(span.of(text)) for span, _, _ in placed]
    blocks = list(accumulate(joint == "blank" for _, _, joint in placed))
    groups = [index if joined else blocks[number] for number, (_, index, _) in enumerate(placed)]
    measures = column_measures(widths, groups)
    return tuple(
        Line(
            number=number,
            span=span,
            text=span.of(text),
            joint=joint,
            row=index,
            block=groups[number],
            width=widths[number],
            measure=measures[number],
            indent=rows[index].indent if joint != "space" else 0.0,
            opens=opens[index] if joint != "space" else None,
        )
        for number, (span, index, joint) in enumerate(placed)
    )


def _joint(rows: tuple[Row, ...], opens: tuple[bool | None, ...], index: int) -> Joint:
    """Return what stands before a row."""
    if index == 0:
        return "start"
    parted = opens[index] or rows[index].block != rows[index - 1].block
    return "blank" if parted else "newline"
