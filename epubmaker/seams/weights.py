"""The learnt weights of the linear model, by the name of each feature."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from epubmaker.seams.alphabet import DATA
from epubmaker.seams.evidence import PAIR_FEATURES
from epubmaker.seams.shortlist import ALL_FEATURES


@dataclass(frozen=True, slots=True)
class SeamWeights:
    """The weights of the features by group.

    groups  shortlist (which pairs are read again); pairs; calibration (of the pairs' scores, with what either side
            shows); opens; closes; in_order
    floor   the log likelihood ratio of a pair that was not worth asking about
    """

    groups: Mapping[str, Mapping[str, float]]
    floor: float

    def vector(self, group: str, names: Sequence[str]) -> NDArray[np.float64]:
        """Return the weights of a group in the order of `names`; a feature without one weighs nothing."""
        return np.array([self.groups[group].get(name, 0.0) for name in names])

    def shortlist_vector(self) -> NDArray[np.float64]:
        """Return the weights that choose the pairs to read again."""
        return self.vector("shortlist", PAIR_FEATURES)

    def pair_vector(self) -> NDArray[np.float64]:
        """Return the weights of the features of pairs, those of the second reading last."""
        return self.vector("pairs", ALL_FEATURES)


def read_weights(path: Path) -> SeamWeights:
    """Read weights from a JSON file."""
    stored = json.loads(path.read_text("utf-8"))
    return SeamWeights(stored["groups"], stored["floor"])


@lru_cache(maxsize=1)
def shipped_weights() -> SeamWeights:
    """Return the shipped weights, read once a process."""
    return read_weights(DATA / "weights.json")
