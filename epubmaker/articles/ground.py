"""What is known of a page before its articles are looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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

    measures   (lines,) the width that the lines around each one fill
    places     where the lines stand in the source
    in_source  what that says of titles; None of a text that stands as it is read
    titled     (lines,) how likely each line is a headline's row
    """

    lines: Sequence[Line]
    seams: SeamTable
    odds: Floats
    kin: Kin
    measures: Floats
    places: Standing
    in_source: TitlesInSource | None
    titled: Floats

    @classmethod
    def of(cls, lines: Sequence[Line], seams: SeamTable, odds: Floats, kin: Kin) -> Ground:
        """Prepare a page."""
        measures = near_measures(np.array([line.width for line in lines]))
        places = Standing.of(lines)
        in_source = TitlesInSource(places) if places.is_across and not is_written(lines) else None
        return cls(lines, seams, odds, kin, measures, places, in_source, odds[:, list(HEADS)].sum(axis=1))
