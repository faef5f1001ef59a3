"""Gradient boosted trees (LightGBM) as the arrays that `forests.py` reads."""

from __future__ import annotations

from typing import Any

import numpy as np
from lightgbm import Dataset, LGBMClassifier, train

# Of forests twice and four times as large, on pages held apart, the error falls by another hundredth at most; of half as large, it
# rises by a tenth. Depth bounds the time that a forest takes to answer.
TREES, LEAVES, DEEPEST, RATE = 300, 31, 12, 0.05


def learn_forest(signs: np.ndarray, truth: np.ndarray) -> dict[str, np.ndarray]:
    """Learn a forest that tells true rows of signs from false ones; return its arrays."""
    model = LGBMClassifier(
        n_estimators=TREES,
        learning_rate=RATE,
        num_leaves=LEAVES,
        max_depth=DEEPEST,
        min_child_samples=20,
        reg_lambda=1.0,
        colsample_bytree=0.5,
        subsample=0.8,
        subsample_freq=1,
        n_jobs=1,
        random_state=0,
        deterministic=True,
        force_row_wise=True,
        verbose=-1,
    ).fit(signs.astype(np.float32), truth)
    return forest_arrays(model.booster_.dump_model())


def learn_beside(
    signs: np.ndarray, start: np.ndarray, truth: np.ndarray, *, trees: int, leaves: int = 15, deepest: int = 8
) -> dict[str, np.ndarray]:
    """Learn a small forest whose log-odds are added to others; return its arrays.

    start  (rows,) the log-odds that it starts from
    truth  (rows,) 0 or 1
    """
    settings = {
        "objective": "binary",
        "learning_rate": 0.08,
        "num_leaves": leaves,
        "max_depth": deepest,
        "min_child_samples": 40,
        "lambda_l2": 2.0,
        "feature_fraction": 0.5,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "num_threads": 1,
        "seed": 0,
        "deterministic": True,
        "force_row_wise": True,
        "verbose": -1,
    }
    rows = Dataset(signs.astype(np.float32), truth, init_score=start)
    return forest_arrays(train(settings, rows, trees).dump_model())


def forest_arrays(dumped: dict[str, Any]) -> dict[str, np.ndarray]:
    """Return the arrays of a dumped model. Thresholds are rounded down to four bytes: signs have four bytes too."""
    asked: list[int] = []
    threshold: list[float] = []
    child: list[int] = []
    value: list[float] = []
    roots: list[int] = []
    deepest = 0

    def grow() -> int:
        for column in (asked, child):
            column.append(0)
        threshold.append(np.inf)
        value.append(0.0)
        return len(asked) - 1

    for tree in dumped["tree_info"]:
        roots.append(grow())
        todo = [(tree["tree_structure"], roots[-1], 0)]
        while todo:
            node, at, depth = todo.pop()
            deepest = max(deepest, depth)
            if "split_feature" not in node:
                child[at], value[at] = at, node["leaf_value"]
                continue
            asked[at], threshold[at] = node["split_feature"], node["threshold"]
            child[at] = grow()
            todo += [(node["left_child"], child[at], depth + 1), (node["right_child"], grow(), depth + 1)]
    return {
        "asked": np.array(asked, np.int16),
        "threshold": _rounded_down(np.array(threshold)),
        "child": np.array(child, np.int32),
        "value": np.array(value, np.float32),
        "roots": np.array(roots, np.int32),
        "start": np.zeros(dumped["num_tree_per_iteration"], np.float32),
        "deepest": np.array(deepest),
    }


def _rounded_down(values: np.ndarray) -> np.ndarray:
    short = values.astype(np.float32)
    return np.where(short > values, np.nextafter(short, np.float32(-np.inf)), short).astype(np.float32)


def write_forests(path: str, forests: dict[str, dict[str, np.ndarray]]) -> None:
    """Write forests by name into one file."""
    arrays: dict[str, Any] = {
        f"{name}.{part}": array for name, parts in forests.items() for part, array in parts.items()
    }
    np.savez_compressed(path, **arrays)
