"""Cells of a row of a table: what parts them in the source becomes a tab."""

from collections.abc import Iterator

from epubmaker.restore.setting import Setting
from epubmaker.restore.tracked import Change, TrackedText
from epubmaker.text.cells import CELL, cell_gaps


def cells(tracked: TrackedText, setting: Setting) -> Iterator[Change]:
    """Set a tab between the cells of a row."""
    if setting.cells:
        yield from (
            Change(start, end, CELL, "cell")
            for start, end in cell_gaps(tracked.text)
            if tracked.text[start:end] != CELL
        )
