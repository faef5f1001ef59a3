"""The lines of a page, numbered in source order."""

from dataclasses import replace
from itertools import accumulate

from epubmaker.model import Line, SourceText, Span, set_width
from epubmaker.model.lines import Joint
from epubmaker.segment.doubled import doubled_rows
from epubmaker.segment.form import openings
from epubmaker.segment.joints import are_spaces_joints, split_row
from epubmaker.segment.jumps import jumps_in_rows
from epubmaker.segment.measure import column_measures
from epubmaker.segment.rows import Row, rows_apart, split_rows
from epubmaker.segment.run_in import run_in_titles
from epubmaker.text.marks import bold_words, ends_sentence

# Share of the text of whose rows its form says how they stand, from which it is one of paragraphs.
WRITTEN = 0.5


def split_lines(source: SourceText) -> tuple[Line, ...]:
    """Split the source into physical lines.

    Every character that is not blank is in exactly one line, or in the second copy of one. Linear in the text.
    """
    text = source.text
    rows = tuple(split_rows(source))
    joined = are_spaces_joints(rows, text)
    opens = (None,) * len(rows) if joined else openings(rows, text)
    told = sum(len(row.span) for row, known in zip(rows, opens, strict=True) if known is not None)
    written = told > WRITTEN * sum(len(row.span) for row in rows)
    sentences = any(ends_sentence(row.span.of(text)) for row in rows)
    copies, once = doubled_rows(rows, text, in_rows=not joined and not (written and sentences))
    run_in = {} if joined else run_in_titles(rows, opens, text)
    parted = {} if joined else {**run_in, **jumps_in_rows(rows, text)}
    titled = {at: parts for at, parts in parted.items() if at not in once}
    copied = {span.start for span in copies.values()}
    placed: list[tuple[Span, int, Joint]] = []
    for index, row in enumerate(rows):
        if row.span.start in copied:
            continue
        own = replace(row, span=once.get(index, row.span))
        spans = split_row(own, text) if joined else titled.get(index, (own.span,))
        for position, span in enumerate(spans):
            within: Joint = "blank" if index in titled else "space"  # the text behind a title is a paragraph
            placed.append((span, index, _joint(rows, opens, index) if position == 0 else within))
    words = [bold_words(span.of(text)) for span, _, _ in placed]
    widths = [set_width(bold or span.of(text)) for bold, (span, _, _) in zip(words, placed, strict=True)]
    blocks = list(accumulate(joint == "blank" for _, _, joint in placed))
    groups = [index if joined else blocks[number] for number, (_, index, _) in enumerate(placed)]
    measures, apart = column_measures(widths, groups), rows_apart(rows)
    return tuple(
        Line(
            number=number,
            span=span,
            text=words[number] or span.of(text),
            joint=joint,
            row=index,
            block=groups[number],
            width=widths[number],
            measure=measures[number],
            indent=rows[index].indent if joint != "space" else 0.0,
            opens=opens[index] if joint != "space" else None,
            again=copies.get(index) if joint != "space" else None,
            apart=joint != "space" and apart[index],
            bold=bool(words[number]),
        )
        for number, (span, index, joint) in enumerate(placed)
    )


def _joint(rows: tuple[Row, ...], opens: tuple[bool | None, ...], index: int) -> Joint:
    """Return what stands before a row."""
    if index == 0:
        return "start"
    parted = opens[index] or rows[index].block != rows[index - 1].block
    return "blank" if parted else "newline"
