"""A forest of small decision trees (gradient boosting): every tree adds its leaf's log-odds to the sum."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

AT_ONCE = 1000  # rows, so that memory stays bounded


@dataclass(frozen=True, slots=True)
class Forest:
    """This judges rows of signs. All arrays but `start` are of shape (trees, nodes), the root of a tree first.

    feature    the sign a node asks for, -1 in a leaf
    threshold  a row goes left where its sign is no greater
    left, right  the nodes below
    value      log-odds of a leaf
    start      log-odds before any tree
    """

    start: float
    feature: np.ndarray
    threshold: np.ndarray
    left: np.ndarray
    right: np.ndarray
    value: np.ndarray

    def log_odds(self, signs: np.ndarray) -> np.ndarray:
        """This returns the log-odds of every row; signs (rows, n) -> (rows,)."""
        parts = [self._judged(signs[at : at + AT_ONCE]) for at in range(0, len(signs), AT_ONCE)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _judged(self, signs: np.ndarray) -> np.ndarray:
        known = signs.astype(np.float32)
        rows, trees = np.arange(len(known))[:, None], np.arange(len(self.feature))[None, :]
        node = np.zeros((len(known), len(self.feature)), np.int32)
        while True:
            feature = self.feature[trees, node]
            inner = feature >= 0
            if not inner.any():
                return np.asarray(self.start + self.value[trees, node].sum(1, dtype=np.float64))
            goes_left = known[rows, feature] <= self.threshold[trees, node]
            below = np.where(goes_left, self.left[trees, node], self.right[trees, node])
            node = np.where(inner, below, node)


def read_forest(path: Path) -> Forest:
    """This reads a forest from an npz file that holds its fields by name."""
    with np.load(path, allow_pickle=False) as stored:
        return Forest(
            float(stored["start"]),
            *(stored[name] for name in ("feature", "threshold", "left", "right", "value")),
        )
