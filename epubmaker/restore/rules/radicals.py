"""Radicals that stand for the character they are the radical of (⽇ for 日): PDFs of browsers and of macOS hold them."""

from collections.abc import Iterator

from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText
from epubmaker.text.ideographs import unified


def radicals(tracked: TrackedText, _setting: Setting) -> Iterator[Change]:
    """Set the character for every radical."""
    for at, character in enumerate(tracked.text):
        if character > "\u2e7f" and (plain := unified(character)) != character:
            yield Change(at, at + 1, plain, "radical")
