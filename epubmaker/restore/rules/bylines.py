"""Gaps in bylines and credits: `■记 者 李小明  王 刚` is `■记者　李小明　王刚`."""

from collections.abc import Iterator

from epubmaker.restore.characters import GAP, HAN
from epubmaker.restore.names import close_up
from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText
from epubmaker.text import patterns as re

RUN = re.compile(f"[{HAN}·]+")
BULLETS = "■●◆□◇▲△★☆"
BLANKS = re.compile(f"[{GAP}\r\n]+")


def byline_gaps(tracked: TrackedText, setting: Setting) -> Iterator[Change]:
    """Close up spread names and offices and set one full-width space between them, as newspapers print it."""
    if setting.kind != "byline":
        return
    text = tracked.text
    inside = close_up(text)
    for gap in BLANKS.finditer(text):
        left, right = text[gap.start() - 1 : gap.start()], text[gap.end() : gap.end() + 1]
        together = gap.start() in inside or left in BULLETS or not (_names(left) and _names(right))
        if left.isascii() and right.isascii() and left.isalpha() and right.isalpha():
            continue
        yield Change(gap.start(), gap.end(), "" if together else "\u3000", "byline")


def _names(character: str) -> bool:
    """Say whether a character can stand at the edge of a name or an office."""
    return bool(RUN.match(character)) or character.isalnum() or character in "■●◆□◇▲△★☆）)/"
