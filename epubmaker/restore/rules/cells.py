"""Cells of a row of a table: what parts them in the source becomes a tab. Marked borders go first, since nothing prints of them."""

from collections.abc import Iterator

from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText
from epubmaker.text.cells import BAR, BORDER, CELL, cell_gaps


def borders(tracked: TrackedText, setting: Setting) -> Iterator[Change]:
    """Set a tab for a border that the text marks; outside tables, as in a headline, the bar that it was."""
    if BORDER in tracked.text:
        after = CELL if setting.cells else BAR
        yield from (Change(start, end, after, "markup", 0.99) for start, end in cell_gaps(tracked.text))


def cells(tracked: TrackedText, setting: Setting) -> Iterator[Change]:
    """Set a tab between the cells of a row."""
    if setting.cells:
        yield from (
            Change(start, end, CELL, "cell")
            for start, end in cell_gaps(tracked.text)
            if tracked.text[start:end].strip(CELL)
        )
