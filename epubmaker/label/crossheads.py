"""Crossheads (小标题): titles inside an article, told from headlines by their likeness to each other or by numbers."""

from collections.abc import Collection, Sequence

from epubmaker.label.rows import LabelRow
from epubmaker.label.titles import NUMBERED
from epubmaker.model import Label, Role

LONGEST = 18  # em: a crosshead fits the column or nearly so
FURTHEST = 40  # rows between two crossheads of one article
MANY, SHORT = (
    3,
    10,
)  # titles without marks that are of one length by more than chance; characters of a title that hardly heads an item


def mark_crossheads(rows: Sequence[LabelRow], labels: dict[int, Label], possible: Collection[int]) -> None:
    """Label the crossheads among the rows that could be one (`possible`, by index), in place.

    Crossheads of one article are written as a set: the same number of characters, the same marks at the same places, each
    alone between two paragraphs, no byline beside it. Without a mark inside, they are a set if no other title stands among
    them and they are short or three: two long titles of one length may be those of two items. A numbered title is one by itself.
    """
    inner = [row for row in rows if row.index in possible and _stands_between_paragraphs(row, rows, labels)]
    for row in inner:
        if NUMBERED.match(row.text.strip()):
            labels[row.index] = Label(Role.CROSSHEAD, 0.9, "numbered")
    for members in _sets(inner):
        titles = sum(members[0].index <= index <= members[-1].index for index in possible)
        first = members[0].text.strip()
        few = titles < MANY and len(first) > SHORT
        if _marks(first) or (len(members) == titles and not few):
            labels.update({row.index: Label(Role.CROSSHEAD, 0.88, "parallel") for row in members})


def _sets(rows: Sequence[LabelRow]) -> list[list[LabelRow]]:
    """Return the runs of two and more rows, each like the one before it and not far behind."""
    sets: list[list[LabelRow]] = []
    for row in rows:
        before = sets[-1][-1] if sets else None
        near = before is not None and row.index - before.index <= FURTHEST
        if before is not None and near and _alike(before.text.strip(), row.text.strip()):
            sets[-1].append(row)
        else:
            sets.append([row])
    return [members for members in sets if len(members) > 1]


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
