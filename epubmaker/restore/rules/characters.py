"""Characters that stand for others, and those that print nothing (`text.cleaning`).

Sources are cleaned before any stage reads them; here is cleaned what a person retyped, what becomes several characters, and
a text that is restored by itself.
"""

from collections.abc import Iterator

from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText
from epubmaker.text.cleaning import cleanings


def characters(tracked: TrackedText, _setting: Setting) -> Iterator[Change]:
    """Set plain characters for radicals, ligatures, decomposed letters and entities; drop what prints nothing."""
    for found in cleanings(tracked.text):
        yield Change(found.start, found.end, found.after, found.rule)
