"""Rows that the form of a text says go on are one line, as it was before it was wrapped.

Where a text in order shows by its row ends where paragraphs end (`row_ends.py`), nothing is left to be decided between its rows:
a paragraph, or a title, is one line to all stages behind, as in a text kept a paragraph a row. The plan is led back to the rows of
the source (`arrange.arranged_plan`), so that restoration, corrections and the proof desk speak of those.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from epubmaker.model import Line, Role, Span, set_width
from epubmaker.segment.measure import column_measures


def whole_lines(lines: Sequence[Line], given: Mapping[int, Role]) -> tuple[tuple[Line, ...], tuple[int, ...]]:
    """Return the lines made whole, numbered so, and how many rows each holds.

    Rows to which a person gives different roles (`given`) stay apart. Linear in the text.
    """
    groups: list[list[Line]] = []
    for line in lines:
        goes_on = groups and line.opens is False and line.joint == "newline"
        if goes_on and given.get(line.number) == given.get(groups[-1][-1].number):
            groups[-1].append(line)
        else:
            groups.append([line])
    made = [_whole(group, number) for number, group in enumerate(groups)]
    measures = column_measures([line.width for line in made], [line.block for line in made])
    return (
        tuple(replace(line, measure=measure) for line, measure in zip(made, measures, strict=True)),
        tuple(map(len, groups)),
    )


def _whole(rows: Sequence[Line], number: int) -> Line:
    text = rows[0].text
    for row in rows[1:]:
        text += " " * (_is_word(text[-1]) and _is_word(row.text[0])) + row.text
    span = Span(rows[0].span.start, rows[-1].span.end)
    return replace(rows[0], number=number, text=text, span=span, row=number, width=set_width(text))


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()
