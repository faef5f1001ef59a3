"""Markdown: the marks before headings and items and around bold words go, the words stay (CommonMark 4.2, 5.2, 6.2)."""

import re
from collections.abc import Iterator

from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText
from epubmaker.text.marks import BULLET, HEADING

# Closed in the same row, with words right inside: stars between figures (`3 ** 2`) and lone ones stay.
BOLD = re.compile(r"(?<!\*)\*\*(?=[^\s*])([^*\n]{1,200})(?<=[^\s*])\*\*(?!\*)")


def markup(tracked: TrackedText, setting: Setting) -> Iterator[Change]:
    """Drop the marks of a heading at the start of a title, of an item at its start, and the stars around bold words."""
    heading = HEADING.match(tracked.text) if setting.kind == "heading" else None
    if setting.item:
        heading = BULLET.match(tracked.text)
    if heading:
        yield Change(0, heading.end(), "", "markup", 0.99)
    for bold in BOLD.finditer(tracked.text):
        yield Change(bold.start(), bold.start() + 2, "", "markup", 0.99)
        yield Change(bold.end() - 2, bold.end(), "", "markup", 0.99)
