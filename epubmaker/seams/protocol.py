"""What a seam scorer is, so that a stronger one can take the shipped one's place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from epubmaker.model import Label, Line, SeamTable

if TYPE_CHECKING:
    from epubmaker.seams.pair_evidence import PairEvidence


class SeamScorer(Protocol):
    """Scorer of which line of a page continues which."""

    def score(self, lines: Sequence[Line], labels: Sequence[Label], ahead: int = 1) -> SeamTable:
        """Return the table of seams of a page; `labels[k]` belongs to `lines[k]`.

        Of every line the seams with the `ahead` lines that stand next in the source are in it, however little they are worth.
        """
        ...


@runtime_checkable
class EvidenceScorer(SeamScorer, Protocol):
    """Scorer that can also say what each kind of evidence says of a pair."""

    def score_with_evidence(
        self, lines: Sequence[Line], labels: Sequence[Label], ahead: int = 1
    ) -> tuple[SeamTable, PairEvidence]:
        """Return the table of seams of a page, and what was weighed of its pairs."""
        ...
