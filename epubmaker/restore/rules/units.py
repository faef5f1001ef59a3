"""Units: `10°C` is `10℃`."""

from collections.abc import Iterator

from epubmaker.restore.characters import GAP
from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText
from epubmaker.text import patterns as re

CELSIUS = re.compile(f"(?<=[0-9])[{GAP}]?[°º˚][{GAP}]?[CＣ](?![A-Za-z])")
PER_CENT = re.compile(f"(?<=[0-9])[{GAP}]+(?=[%‰℃])")


def units(tracked: TrackedText, _setting: Setting) -> Iterator[Change]:
    """Set degrees Celsius as the one character Chinese text has for it, and close signs up to their number."""
    for match in CELSIUS.finditer(tracked.text):
        yield Change(match.start(), match.end(), "℃", "unit")
    for match in PER_CENT.finditer(tracked.text):
        yield Change(match.start(), match.end(), "", "unit")
