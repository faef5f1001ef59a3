"""Fits the weights and costs of assembly to gathered signs."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields, replace
from typing import Any

import numpy as np

from epubmaker.assemble.graph import OrderCosts
from epubmaker.training.assembly_signs import (
    SIGNS,
    PageRepairs,
    RepairFigures,
    Table,
    TextPage,
    page_repairs,
    repair_figures,
)
from epubmaker.training.logistic import ridge_logistic
from epubmaker.training.weights import auc, calibration_error

# Repairs worth making: right as often as this, and hardly ever at the cost of a join that was right.
LEAST_PRECISION = 0.88
LEAST_KEPT = 0.995
THRESHOLDS = (0.0, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7)
# Where order costs are sought, in log-odds.
RANGES = {
    "move": (1.0, 3.5),
    "far": (0.0, 0.6),
    "cross": (0.5, 3.0),
    "edge": (0.2, 0.9),
    "limit": (2.0, 5.0),
    "keep": (0.3, 2.0),
    "paragraph": (-1.0, 1.0),
    "inside": (-4.0, -1.0),
    "support": (0.2, 0.9),
    "supported": (3.0, 8.0),
    "closes": (-1.0, 2.5),
}


def named(kind: type, weights: np.ndarray) -> dict[str, float]:
    """This names weights by the fields of their class."""
    names: tuple[str, ...] = getattr(kind, "_fields", None) or tuple(sign.name for sign in fields(kind))
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def values_of(weights: Any) -> tuple[float, ...]:
    """This returns weights, a dataclass or a named tuple, in order."""
    return weights if isinstance(weights, tuple) else astuple(weights)


def told(table: Table, weights: Sequence[float] | np.ndarray) -> str:
    """This says how well weights decide the rows of a table."""
    truth = table.truth()
    log_odds = table.signs() @ np.asarray(weights, float)
    missed, wrong = int(((log_odds <= 0) & truth).sum()), int(((log_odds > 0) & ~truth).sum())
    chance = 1 / (1 + np.exp(-np.clip(log_odds, -30, 30)))
    error = calibration_error(chance, truth, np.ones(len(truth), bool))
    return (
        f"{len(truth)} rows, {truth.mean():.2f} true: {missed} missed, {wrong} wrong, "
        f"AUC {auc(log_odds, truth):.3f}, calibration error {error:.3f}"
    )


def learn_joins(pages: Sequence[PageRepairs]) -> np.ndarray:
    """This learns the weights of the joins that repairs make."""
    repairs = [repair for page in pages for repair in page.repairs if len(repair.right)]
    if not repairs:
        return np.zeros(SIGNS)
    signs = np.concatenate([repair.signs for repair in repairs])
    return ridge_logistic(signs, np.concatenate([repair.right for repair in repairs]))


@dataclass(frozen=True)
class Choice:
    """This is a set of order costs with the threshold that suits it and the figures it comes to."""

    costs: OrderCosts
    threshold: float
    figures: RepairFigures


def judge(costs: OrderCosts, pages: Sequence[TextPage]) -> Choice | None:
    """This returns the best threshold of some costs; the join weights of either half of the pages judge the other half.

    None if the costs make too many wrong repairs at every threshold.
    """
    suggested = [page_repairs(page, costs) for page in pages]
    halves = suggested[::2], suggested[1::2]
    weights = [learn_joins(half) for half in halves]
    best: Choice | None = None
    for threshold in THRESHOLDS:
        figures = repair_figures(halves[1], weights[0], threshold) + repair_figures(
            halves[0], weights[1], threshold
        )
        if figures.precision < LEAST_PRECISION or figures.kept < LEAST_KEPT:
            continue
        if best is None or figures.repaired > best.figures.repaired:
            best = Choice(costs, threshold, figures)
    return best


def search_costs(pages: Sequence[TextPage], trials: int, seed: int = 5) -> Choice | None:
    """This changes one to three costs of the best so far at random, and keeps what repairs more."""
    rng = random.Random(seed)
    costs = OrderCosts()
    best = judge(costs, pages)
    for _ in range(trials):
        changed = rng.sample(sorted(RANGES), rng.randint(1, 3))
        tried = replace(costs, **{name: round(rng.uniform(*RANGES[name]), 2) for name in changed})
        found = judge(tried, pages)
        if found and (best is None or found.figures.repaired > best.figures.repaired):
            best, costs = found, tried
            print("  ", found.figures, found.threshold, found.costs, flush=True)
    return best
