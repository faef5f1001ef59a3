"""What a seam scorer is, so that a stronger one can take the shipped one's place."""

from collections.abc import Sequence
from typing import Protocol

from epubmaker.model import Label, Line, SeamTable


class SeamScorer(Protocol):
    """Scorer of which line of a page continues which."""

    def score(self, lines: Sequence[Line], labels: Sequence[Label], ahead: int = 1) -> SeamTable:
        """Return the table of seams of a page; `labels[k]` belongs to `lines[k]`.

        Of every line the seams with the `ahead` lines that stand next in the source are in it, however little they are worth.
        """
        ...
