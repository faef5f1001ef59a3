"""Whether confidence means what it says: expected calibration error over ten equal bins of confidence.

Guo et al., "On Calibration of Modern Neural Networks" (2017), define the error: the distance between confidence and share
right in each bin, weighed by how many joins fall into it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from epubmaker.model import probability

if TYPE_CHECKING:
    from epubmaker.pipeline import Reconstruction

BINS = 10


@dataclass(frozen=True, slots=True)
class Calibration:
    """Joins by bin of confidence: how many, the sum of their confidences, how many are right."""

    counts: tuple[int, ...] = (0,) * BINS
    confidences: tuple[float, ...] = (0.0,) * BINS
    rights: tuple[int, ...] = (0,) * BINS

    @classmethod
    def of(cls, joins: Iterable[tuple[float, bool]]) -> Calibration:
        """Count joins given as confidence and whether they are right."""
        counts, confidences, rights = [0] * BINS, [0.0] * BINS, [0] * BINS
        for confidence, right in joins:
            k = min(BINS - 1, int(confidence * BINS))
            counts[k] += 1
            confidences[k] += confidence
            rights[k] += right
        return cls(tuple(counts), tuple(confidences), tuple(rights))

    @property
    def value(self) -> float | None:
        """Return the expected calibration error, 0 at best; `None` without joins."""
        total = sum(self.counts)
        if not total:
            return None
        gaps = (abs(c - r) for c, r in zip(self.confidences, self.rights, strict=True))
        return sum(gaps) / total

    @property
    def joins(self) -> int:
        """Return how many joins were counted."""
        return sum(self.counts)

    def __add__(self, other: Calibration) -> Calibration:
        return Calibration(
            tuple(a + b for a, b in zip(self.counts, other.counts, strict=True)),
            tuple(a + b for a, b in zip(self.confidences, other.confidences, strict=True)),
            tuple(a + b for a, b in zip(self.rights, other.rights, strict=True)),
        )


def confidences_of(reconstruction: Reconstruction) -> dict[int, float]:
    """Return the confidence of every join of a reconstruction, by the source offset at which its right line begins.

    An edition states those below .9 and the moved ones; the seam table knows the others too.
    """
    known: dict[int, float] = {}
    lines, seams = reconstruction.lines, reconstruction.seams
    for article in reconstruction.plan.articles:
        for chain in article.chains:
            noted = {(join.left, join.right): join.confidence for join in chain.joins}
            for left, right in zip(chain.lines, chain.lines[1:], strict=False):
                confidence = noted.get((left, right))
                if confidence is None and right == left + 1 and seams.in_order:
                    confidence = probability(seams.in_order[left])
                if confidence is not None:
                    known[lines[right].span.start] = confidence
    return known
