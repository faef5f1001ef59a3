"""Rows that are lines drawn in characters (`————`, `=====`, `***`): they part what stands above and below, and say nothing."""

from __future__ import annotations

import re

from epubmaker.text.cleaning import Cleaning
from epubmaker.text.tables import MARKUP

# One character three times and more, with blanks between or not. An ellipsis is text however long.
_RULE = re.compile(
    r"^[ \t\u3000]*(([-－—–―=＝_＿~～─━═*＊★☆◆◇#])(?:[ \t\u3000]*\2){2,})[ \t\u3000]*(?=\r?\n|\Z)", re.M
)


def rule_marks(text: str) -> list[Cleaning]:
    """Return the lines drawn in characters, each read as an empty row, in order. Linear in the text."""
    return [Cleaning(match.start(1), match.end(1), "", MARKUP) for match in _RULE.finditer(text)]
