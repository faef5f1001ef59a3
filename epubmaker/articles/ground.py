"""What is known of a page before its articles are looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from epubmaker.articles.kin import Kin
from epubmaker.articles.places import Standing
from epubmaker.articles.standing import TitlesInSource
from epubmaker.model import Line, SeamTable, is_written
from epubmaker.roles.signs import near_measures
from epubmaker.roles.tags import HEADS

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Ground:
    """What is known of a page before anything is decided: its lines, seams, odds of tags, and kin.

    measures  (lines,) the width that the lines around each one fill
    ranks     (lines,) the place of each line in the source
    moved     the share of lines that the source has in another place
    standing, in_source  where the lines stand in the source, and what that says of titles; None of a text that stands as it is read
    titled    (lines,) how likely each line is a headline's row
    """

    lines: Sequence[Line]
    seams: SeamTable
    odds: Floats
    kin: Kin
    measures: Floats
    ranks: NDArray[np.int64]
    moved: float
    standing: Standing | None
    in_source: TitlesInSource | None
    titled: Floats

    @classmethod
    def of(cls, lines: Sequence[Line], seams: SeamTable, odds: Floats, kin: Kin) -> Ground:
        """Prepare a page."""
        moved = (
            np.mean([right.span.start < left.span.end for left, right in pairwise(lines)])
            if len(lines) > 1
            else 0.0
        )
        ranks = np.argsort(np.argsort([line.span.start for line in lines]))
        measures = near_measures(np.array([line.width for line in lines]))
        found = Standing.of(lines)
        standing = found if found.is_across and not is_written(lines) else None
        titled = odds[:, list(HEADS)].sum(axis=1)
        in_source = TitlesInSource(standing) if standing is not None else None
        return cls(lines, seams, odds, kin, measures, ranks, float(moved), standing, in_source, titled)
