"""What matches of titles and texts are worth, as far as it was weighed: by the rows of the title and the lines of the text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from epubmaker.articles.layout import TitleGroup

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
Span = tuple[int, int]


class KnownMatches:
    """The log-odds of matches in all layouts of one page; NaN stands for what was not weighed."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[object, ...], int] = {}
        self._known: dict[Span, Floats] = {}

    def numbers(self, titles: Sequence[TitleGroup]) -> Indices:
        """Return the number of each title: titles of the same rows, read as the same, have one in all layouts."""
        numbers = self._numbers
        return np.array([numbers.setdefault((one.lines, one.tags), len(numbers)) for one in titles], np.int64)

    def of(self, texts: Sequence[Span], titles: Indices) -> Floats:
        """Return what is known of texts (first and last lines) and numbered titles, (texts, titles)."""
        return np.array([self._row(text)[titles] for text in texts]).reshape(len(texts), len(titles))

    def keep(self, texts: Sequence[Span], titles: Indices, odds: Floats) -> None:
        """Remember what matches of texts and titles are worth, (texts, titles)."""
        for text, row in zip(texts, odds, strict=True):
            self._row(text)[titles] = row

    def _row(self, text: Span) -> Floats:
        """Return what is known of a text and all titles that have a number."""
        row, most = self._known.get(text), len(self._numbers)
        if row is None or len(row) < most:
            longer = np.full(2 * most, np.nan)
            if row is not None:
                longer[: len(row)] = row
            row = self._known[text] = longer
        return row
