"""The source with its lines, left on the page."""

from __future__ import annotations

from collections.abc import Sequence

from epubmaker.model import Line, Replacement, Role
from epubmaker.review.drawing import drawing_section
from epubmaker.review.markup import Html, tag
from epubmaker.review.sheet import TOGETHER, Sheet
from epubmaker.review.wording import role_word, word
from epubmaker.text.cells import shown_borders


def source_section(sheet: Sheet) -> Html:
    """Show the lines in source order, each with its number, its role where it is not text, and its text's name."""
    rows = [_row(number, sheet) for number in range(len(sheet.made.lines))]
    parts = [
        tag("ol", *rows[start : start + TOGETHER], class_="lines", start=start)
        for start in range(0, len(rows), TOGETHER)
    ]
    return tag(
        "section",
        tag("h2", word("source")),
        drawing_section(sheet),
        *parts,
        id="source",
        tabindex=0,
        aria_label="原文",
        data_label="source",
    )


def _row(number: int, sheet: Sheet) -> Html:
    line, label = sheet.made.lines[number], sheet.made.labels[number]
    typed = _retyped(line, [change for change in sheet.made.plan.replacements if change.line == number])
    role = tag("span", role_word(label.role), class_="role") if label.role is not Role.BODY else ""
    return tag(
        "li",
        tag("span", shown_borders(line.text), class_="t", data_typed=typed and shown_borders(typed)),
        role,
        *_copy(line, sheet),
        id=f"l{number}",
        value=number,
        data_role=None if label.role is Role.BODY else str(label.role),
        data_home=sheet.homes.get(number),
        class_="gap" if line.joint == "blank" else None,
    )


def _copy(line: Line, sheet: Sheet) -> tuple[Html, ...]:
    """Show the second copy of a title that the source sets twice: it is read once."""
    if line.again is None:
        return ()
    copy = line.again.of(sheet.made.source.text)
    return (tag("del", copy, class_="again"), tag("span", word("twice"), class_="role"))


def _retyped(line: Line, changes: Sequence[Replacement]) -> str | None:
    """Return a line as a person retyped it, None where nobody did."""
    text = line.text
    for change in sorted(changes, key=lambda change: -change.start):
        text = text[: change.start] + change.after + text[change.end :]
    return text if changes else None
