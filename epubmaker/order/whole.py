"""Rows that the form of a text says go on are one line, as it was before it was wrapped.

Where a text in order shows where its paragraphs open (`Line.opens`), nothing is left to be decided between its rows: a
paragraph, or a title, is one line to all stages behind, as in a text kept a paragraph a row. The plan is led back to the rows of the
source (`arrange.arranged_plan`), so that restoration, corrections and the proof desk speak of those.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from epubmaker.model import Line, Role, SeamTable, Span, set_width
from epubmaker.model.lines import Joint
from epubmaker.segment.measure import column_measures
from epubmaker.segment.wrapped import wrap_of
from epubmaker.text.marks import LEFT_OPEN, ends_sentence


MOST_ROWS = 0.95  # of the lines are rows by themselves: others were joined by spaces
MOST, WIDE = 12.0, 40.0  # log-odds and em: what counts at most
WEIGHTS = Path(__file__).parent / "data" / "row_ends.json"
SPACE = "　"  # an em of white space


def whole_lines(
    lines: Sequence[Line], seams: SeamTable, given: Mapping[int, Role]
) -> tuple[tuple[Line, ...], tuple[int, ...]]:
    """Return the lines made whole and how many rows each holds; nothing is counted in a text that is not wrapped at one width.

    Rows to which a person gives different roles (`given`) stay apart. Linear in the text.
    """
    told = with_row_ends(lines, seams)
    if told is None:
        return tuple(lines), ()
    groups: list[list[Line]] = []
    for line in told:
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


def with_row_ends(lines: Sequence[Line], seams: SeamTable) -> tuple[Line, ...] | None:
    """Return the lines of an ordered text with `opens` told by the ends of its rows; None where it is not wrapped at one width.

    A row behind one that leaves room opens; one behind a full row goes on, unless that ends a sentence, of which nothing is known beside
    what white space has told, or the words say that it may be a title which happens to fill its row. Linear in the text.
    """
    rows = {line.row: "" for line in lines}
    for line in lines:
        rows[line.row] += SPACE * round(line.indent if line.joint != "space" else 1) + line.text
    found = wrap_of(list(rows.values())) if len(rows) >= MOST_ROWS * len(lines) else None
    if found is None:
        return None
    weights = row_end_weights()
    told = [lines[0]]
    for line in lines[1:]:
        before, opens = told[-1], line.opens
        if line.row != before.row:
            full = found.is_full(rows[before.row], line.text)
            if full is False:
                opens = True
            elif line.joint != "blank" and opens is None and not ends_sentence(before.text) and _goes_on(before, line, seams, weights) > 0:
                opens = False
        joint: Joint = "blank" if opens and line.joint == "newline" else line.joint
        told.append(replace(line, opens=opens, joint=joint, block=before.block + (joint == "blank")))
    return tuple(told)


class RowEndWeights(NamedTuple):
    """What says that a full row which ends no sentence goes on; `data/row_ends.json` says where the numbers come from."""

    one: float
    seam: float
    closes: float
    opens: float
    in_order: float
    unmarked: float
    begins: float
    width: float


@lru_cache(maxsize=1)
def row_end_weights(path: Path = WEIGHTS) -> RowEndWeights:
    """Return the shipped weights, read once a process."""
    stored = json.loads(path.read_text("utf-8"))
    del stored["origin"]
    return RowEndWeights(**stored)


def row_end_signs(before: Line, line: Line, seams: SeamTable) -> tuple[float, ...]:
    """Return what speaks for a full row going on in the next one, in the order of `RowEndWeights`."""
    left, right = before.number, line.number
    odds = (seams.log_odds(left, right), seams.closes[left], seams.opens[right], seams.in_order[left])
    return (
        1.0,
        *(min(MOST, max(-MOST, value)) for value in odds),
        float(LEFT_OPEN.isdisjoint(before.text)),
        float(before.opens is True),
        min(line.width, WIDE) / WIDE,
    )


def _goes_on(before: Line, line: Line, seams: SeamTable, weights: RowEndWeights) -> float:
    return sum(weight * sign for weight, sign in zip(weights, row_end_signs(before, line, seams), strict=True))


def _whole(rows: Sequence[Line], number: int) -> Line:
    text = rows[0].text
    for row in rows[1:]:
        between = " " if text[-1].isascii() and text[-1].isalnum() and row.text[0].isascii() and row.text[0].isalnum() else ""
        text += between + row.text
    return replace(
        rows[0], number=number, text=text, span=Span(rows[0].span.start, rows[-1].span.end), row=number, width=set_width(text)
    )
