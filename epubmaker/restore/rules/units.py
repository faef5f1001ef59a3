"""Units: `10°C` is `10℃`."""

from collections.abc import Iterator

from epubmaker.restore.characters import GAP, HAN
from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText
from epubmaker.text import patterns as re

CELSIUS = re.compile(f"(?<=[0-9])[{GAP}]?[°º˚][{GAP}]?[CＣ](?![A-Za-z])")
LETTER = re.compile("[A-Za-z\u00c0-\u024f]{2}")
CHINESE = re.compile(f"[{HAN}]")
PER_CENT = re.compile(f"(?<=[0-9])[{GAP}]+(?=[%‰℃])")


def units(tracked: TrackedText, _setting: Setting) -> Iterator[Change]:
    """Set degrees Celsius as one character, and close signs up to their number, as Chinese text has them and others have not.

    A text of figures alone (a cell) is read as Chinese.
    """
    if LETTER.search(tracked.text) and not CHINESE.search(tracked.text):
        return
    for match in CELSIUS.finditer(tracked.text):
        yield Change(match.start(), match.end(), "℃", "unit")
    for match in PER_CENT.finditer(tracked.text):
        yield Change(match.start(), match.end(), "", "unit")
