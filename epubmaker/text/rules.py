"""Marks round rows that say nothing: lines drawn in characters (`————`, `***`) part what stands above and below, `>` quotes."""

from __future__ import annotations

from epubmaker.text import patterns as re
from epubmaker.text.cleaning import Cleaning
from epubmaker.text.tables import MARKUP

# One character three times and more, with blanks between or not. An ellipsis is text however long.
_RULE = re.compile(
    r"^[ \t\u3000]*(([-－—–―=＝_＿~～─━═*＊★☆◆◇#])(?:[ \t\u3000]*\2){2,}|--)[ \t\u3000]*(?=\r?\n|\Z)",
    re.MULTILINE,
)


# A mail quotes what it answers or sends on with such a sign before each row.
_QUOTED = re.compile(r"^((?:[>＞][ \t]?)+)(?=[^\n]*$)", re.MULTILINE)
LEAST_QUOTED = 3  # rows; one may begin with the sign for another reason
_MARKDOWN = re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)  # in such a text one row is enough (CommonMark 5.1)


def rule_marks(text: str) -> list[Cleaning]:
    """Return the lines drawn in characters, each read as an empty row, and the signs of quotation, in order. Linear in the text."""
    rules = [Cleaning(match.start(1), match.end(1), "", MARKUP) for match in _RULE.finditer(text)]
    quoted = [Cleaning(match.start(1), match.end(1), "", MARKUP) for match in _QUOTED.finditer(text)]
    if len(quoted) < LEAST_QUOTED and not _MARKDOWN.search(text):
        return rules
    return sorted([*rules, *quoted], key=lambda mark: mark.start)
