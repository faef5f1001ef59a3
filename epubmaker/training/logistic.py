"""Logistic regression for a few signs: with a ridge, and with weights that may not turn against what their sign means."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

RIDGE = 3.0  # signs are scaled to one: a weight must earn its size on some rows


def ridge_logistic(signs: np.ndarray, truth: np.ndarray, ridge: float = RIDGE) -> np.ndarray:
    """This learns a logistic regression by Newton's method; the first sign is the constant and bears no penalty."""
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


def signed_logistic(signs: np.ndarray, truth: np.ndarray, way: Sequence[int]) -> np.ndarray:
    """This learns a logistic regression whose weights may not fall below zero where `way` is 1, nor rise above where it is -1.

    The sign that turns the most is left out until none does. signs  (rows, n), the constant first;  truth  (rows,)
    """
    ways = np.asarray(way)
    kept = np.ones(len(ways), bool)
    while True:
        weights = np.zeros(len(ways))
        weights[kept] = ridge_logistic(signs[:, kept], truth)
        turned = -ways * weights * signs.std(0)
        if turned.max() <= 0:
            return weights
        kept[turned.argmax()] = False
