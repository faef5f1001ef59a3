"""Logistic regression for a few signs, with a ridge."""

from __future__ import annotations

import numpy as np

RIDGE = 3.0  # signs are scaled to one: a weight must earn its size on some rows


def ridge_logistic(signs: np.ndarray, truth: np.ndarray, ridge: float = RIDGE) -> np.ndarray:
    """Learn a logistic regression by Newton's method; the first sign is the constant and bears no penalty."""
    scale = np.where(signs.std(0) < 1e-6, 1.0, signs.std(0))
    scale[0] = 1.0
    scaled = signs / scale
    penalty = np.full(scaled.shape[1], ridge)
    penalty[0] = 1e-3
    weights = np.zeros(scaled.shape[1])
    for _ in range(60):
        chance = 1 / (1 + np.exp(-np.clip(scaled @ weights, -30, 30)))
        slope = scaled.T @ (chance - truth) + penalty * weights
        curve = (scaled * (chance * (1 - chance))[:, None]).T @ scaled + np.diag(penalty)
        weights -= np.linalg.solve(curve, slope)
    return weights / scale
