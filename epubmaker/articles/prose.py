"""What the paragraphs of a layout are by themselves."""

from __future__ import annotations

import numpy as np

from epubmaker.articles.genres import TextGenres
from epubmaker.articles.ground import Ground
from epubmaker.articles.layout import Layout

MOST = 12.0  # log-odds and counts: what counts at most


class Prose:
    """First lines and ends of paragraphs, their texts, the lengths of these summed up, their kinds."""

    def __init__(self, ground: Ground, layout: Layout) -> None:
        self.starts = np.array([*layout.starts, len(ground.lines)], np.int64)
        self.ends = np.array([paragraph.lines[-1] + 1 for paragraph in layout.paragraphs], np.int64)
        self.texts = ["".join([ground.lines[line].text for line in one.lines]) for one in layout.paragraphs]
        self.lengths = np.array([0, *np.cumsum([len(text) for text in self.texts])])
        self.genres = TextGenres(self.texts)


def bounded(value: float) -> float:
    """Return a value, or what counts at most either way."""
    return float(max(-MOST, min(MOST, value)))
