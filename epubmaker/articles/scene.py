"""What the search for articles passes on: a layout with what is known of it, readings of it, and what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from epubmaker.articles.evidence import Evidence, Run
from epubmaker.articles.layout import Bare, Layout

Floats = NDArray[np.float64]
Cuts = tuple[int, ...]


@dataclass
class Scene:
    """One layout with what its cuts and borders are worth; matches are weighed when they are asked for."""

    bare: Bare
    layout: Layout
    evidence: Evidence
    cut_odds: list[float]
    border_odds: dict[int, float]
    spent: float
    toggled: frozenset[int]
    matches: dict[Run, Floats] = field(default_factory=dict)
    gains: dict[Run, dict[int, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading of a page: where its articles begin, by paragraph, which title each has, and what it is worth.

    `prices` has, of titles that several texts want, what the next of them would gain by one; `above` what runs of paragraphs
    gain above these prices at most, as far as it was asked for.
    """

    cuts: Cuts
    titles: tuple[int | None, ...]
    worth: float
    prices: Mapping[int, float] = field(default_factory=dict)
    above: dict[Run, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Move:
    """A move that was made and what the page gained by it, for `inspect`."""

    name: str
    line: int
    gain: float


@dataclass(frozen=True, slots=True)
class Found:
    """What the search found. `homes` says of runs without a title with which other run's article they go on."""

    scene: Scene
    reading: Reading
    moves: tuple[Move, ...]
    homes: Mapping[int, int]

    @property
    def runs(self) -> list[Run]:
        """Return the runs of paragraphs between the cuts."""
        return runs_between(self.reading.cuts, len(self.scene.layout.paragraphs))


def runs_between(cuts: Cuts, count: int) -> list[Run]:
    """Return the runs of paragraphs between cuts; none where a page has no paragraph."""
    return list(zip(cuts, (*cuts[1:], count), strict=True)) if count else []
