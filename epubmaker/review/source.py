"""The source with its lines, left on the page."""

from __future__ import annotations

from epubmaker.model import Role
from epubmaker.review.markup import Html, tag
from epubmaker.review.sheet import Sheet
from epubmaker.review.wording import role_word, word

TOGETHER = 60  # lines that a browser lays out together: far less than a long page, more than a screen


def source_section(sheet: Sheet) -> Html:
    """This shows the lines in source order, each with its number, its role where it is not text, and its text's name."""
    rows = [_row(number, sheet) for number in range(len(sheet.made.lines))]
    parts = [
        tag("ol", *rows[start : start + TOGETHER], class_="lines", start=start)
        for start in range(0, len(rows), TOGETHER)
    ]
    return tag(
        "section",
        tag("h2", word("source")),
        *parts,
        id="source",
        tabindex=0,
        aria_label="原文",
        data_label="source",
    )


def _row(number: int, sheet: Sheet) -> Html:
    line, label = sheet.made.lines[number], sheet.made.labels[number]
    role = tag("span", role_word(label.role), class_="role") if label.role is not Role.BODY else ""
    return tag(
        "li",
        tag("span", line.text, class_="t"),
        role,
        id=f"l{number}",
        value=number,
        data_home=sheet.homes.get(number),
        class_="gap" if line.joint == "blank" else None,
    )
