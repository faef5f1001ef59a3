"""Crossheads (小标题): titles inside an article, told from headlines by their likeness to each other or by numbers."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from epubmaker.label.rows import LabelRow
from epubmaker.label.titles import NUMBERED
from epubmaker.model import Label, Role

LONGEST = 18  # em: a crosshead fits the column or nearly so
FURTHEST = 40  # rows between two crossheads of one article


def mark_crossheads(rows: Sequence[LabelRow], labels: dict[int, Label], possible: Collection[int]) -> None:
    """Label the crossheads among the rows that could be one (`possible`, by index), in place.

    Crossheads of one article are written as a set: the same number of characters, the same marks, each alone between two
    paragraphs, no byline beside it. A numbered title is one by itself.
    """
    inner = [row for row in rows if row.index in possible and _stands_between_paragraphs(row, rows, labels)]
    for row in inner:
        if NUMBERED.match(row.text.strip()):
            labels[row.index] = Label(Role.CROSSHEAD, 0.9, "numbered")
    for first, second in pairwise(inner):
        if second.index - first.index <= FURTHEST and _alike(first.text.strip(), second.text.strip()):
            labels[first.index] = Label(Role.CROSSHEAD, 0.88, "parallel")
            labels[second.index] = Label(Role.CROSSHEAD, 0.88, "parallel")


def _stands_between_paragraphs(row: LabelRow, rows: Sequence[LabelRow], labels: dict[int, Label]) -> bool:
    """Say whether a short title of one row stands alone with text right before and right after it."""
    if row.width > max(LONGEST, row.measure) or not 0 < row.index < len(rows) - 1:
        return False
    return rows[row.index - 1].index not in labels and rows[row.index + 1].index not in labels


def _alike(first: str, second: str) -> bool:
    """Say whether two titles have the same length and the same marks at the same places."""
    return len(first) == len(second) >= 4 and _marks(first) == _marks(second)


def _marks(text: str) -> tuple[tuple[int, str], ...]:
    return tuple((place, character) for place, character in enumerate(text) if not character.isalnum())
