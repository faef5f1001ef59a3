"""Markdown: marks before headings and items and around bold words and links go, the words stay (CommonMark 4.2, 5.2, 6.2-6.4)."""

from collections.abc import Iterator

from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText
from epubmaker.text import patterns as re
from epubmaker.text.marks import BULLET, HEADING
from epubmaker.text.surnames import SURNAMES

# Closed in the same row, with words right inside: stars between figures (`3 ** 2`) and lone ones stay.
BOLD = re.compile(r"(?<!\*)\*\*(?=[^\s*])([^*\n]{1,200})(?<=[^\s*])\*\*(?!\*)")
# `[words](address)`, `![words](picture)`, with a title behind the address or none.
LINK = re.compile(
    r"""(!?)\[([^\[\]\n]{0,200})\]\(([A-Za-z0-9_\-./%?=&#~:+@]{1,400})(?:[ \t]+"[^"\n]{0,200}")?\)"""
)

OPENS, CLOSES = "“‘《（「『【〈(", "”’》）」』】〉)"
LONGEST_BETWEEN = 4  # characters between two names that are kept: 王**和李**


def markup(tracked: TrackedText, setting: Setting) -> Iterator[Change]:
    """Drop the marks of a heading before a title or a masthead, of an item at its start, and the stars around bold words."""
    heading = HEADING.match(tracked.text) if setting.kind in ("heading", "matter") else None
    if setting.item:
        heading = BULLET.match(tracked.text)
    if heading:
        yield Change(0, heading.end(), "", "markup", 0.99)
    yield from _links(tracked.text, setting)
    for bold in BOLD.finditer(tracked.text):
        if not _is_bold(tracked.text, bold):
            continue
        yield Change(bold.start(), bold.start() + 2, "", "markup", 0.99)
        yield Change(bold.end() - 2, bold.end(), "", "markup", 0.99)


def _links(text: str, setting: Setting) -> Iterator[Change]:
    """Keep the words of links, in running text with the address in brackets; of a picture's mark its words, or its name, stay."""
    for link in LINK.finditer(text):
        is_picture, address = bool(link[1]), link[3]
        if not is_picture and not address.startswith(("http://", "https://")):
            continue
        if not link[2]:
            yield Change(link.start(), link.start(3), "", "markup", 0.99)
            yield Change(link.end(3), link.end(), "", "markup", 0.99)
            continue
        yield Change(link.start(), link.start(2), "", "markup", 0.99)
        if is_picture or setting.kind != "prose" or address == link[2]:
            yield Change(link.end(2), link.end(), "", "markup", 0.99)
        else:
            yield Change(link.end(2), link.start(3), "（", "markup", 0.99)
            yield Change(link.end(3), link.end(), "）", "markup", 0.99)


def _is_bold(text: str, bold: re.Match[str]) -> bool:
    """Say whether stars stand around bold words and not for the rest of a name that a paper keeps: 网民“王**”、李**.

    Bold words do not begin with a mark right behind a word (CommonMark 6.2), and a quotation that ends in them begins in them.
    """
    words, before = bold[1], text[max(0, bold.start() - 1) : bold.start()]
    if not words[0].isalnum() and before.isalnum() and words[0] not in OPENS:
        return False
    if before in SURNAMES and words[-1] in SURNAMES and len(words) <= LONGEST_BETWEEN:
        return False
    opened = 0
    for mark in words:
        opened += (mark in OPENS) - (mark in CLOSES)
        if opened < 0:
            return False
    return opened == 0
