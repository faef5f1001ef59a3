"""What a page gains by breaking a join, on a handful of lines with known seams; and a forest of two trees by hand."""

from __future__ import annotations

import numpy as np
import pytest

from epubmaker.assemble.exchanges import Exchanges
from epubmaker.assemble.forest import Forest, read_forest
from epubmaker.assemble.graph import OrderCosts
from epubmaker.model import ArticlePlan, Chain, Role, Seam, SeamTable

FREE = OrderCosts(move=0.0, far=0.0, cross=0.0, edge=0.0)  # seams alone


def exchanges(count, seams, costs=FREE):
    """Lines in one paragraph in source order; `seams` are (left, right): log-odds, all others are strangers."""
    rows = [
        tuple(Seam(left, right, odds) for (left, right), odds in seams.items() if left == line)
        for line in range(count)
    ]
    table = SeamTable(tuple(rows), (0.0,) * count, (0.0,) * count)
    article = ArticlePlan("article", chains=(Chain(Role.BODY, tuple(range(count))),))
    return Exchanges([article], table, costs)


def test_a_join_that_stands_well_loses_by_being_broken():
    assert exchanges(2, {(0, 1): 3.0}).gain(0, 1) == -3.0


def test_a_stray_line_is_missed_where_it_came_from():
    # 0 1 (3) 2 | 4 5: line 3 of the other column stands between 1 and 2 as line 2 here
    true = {(0, 1): 5.0, (1, 3): 5.0, (4, 2): 5.0, (2, 5): 5.0}
    stray = {(1, 2): 1.0, (2, 3): 1.0, (4, 5): 1.0, (3, 4): 5.0}
    found = exchanges(6, true | stray)
    assert found.gain(1, 2) == found.gain(2, 3) == found.gain(4, 5) == 15.0 - 3.0
    assert found.gain(0, 1) < 0
    assert found.gain(3, 4) < 0


def test_leaving_source_order_costs():
    true = {(0, 1): 5.0, (1, 3): 5.0, (4, 2): 5.0, (2, 5): 5.0}
    stray = {(1, 2): 1.0, (2, 3): 1.0, (4, 5): 1.0, (3, 4): 5.0}
    found = exchanges(6, true | stray, OrderCosts(move=1.0, far=0.0, cross=0.0, edge=0.0))
    assert found.gain(1, 2) == 12.0 - 3.0


def two_trees():
    return Forest(
        0.5,
        feature=np.array([[0, -1, -1], [1, -1, -1]], np.int8),
        threshold=np.array([[0.0, 0, 0], [2.0, 0, 0]], np.float32),
        left=np.array([[1, 0, 0], [1, 0, 0]], np.uint8),
        right=np.array([[2, 0, 0], [2, 0, 0]], np.uint8),
        value=np.array([[0, -1.0, 1.0], [0, 0.25, 4.0]], np.float32),
    )


def test_every_tree_adds_its_leaf():
    signs = np.array([[-1.0, 0.0], [1.0, 2.0], [1.0, 3.0]])
    assert two_trees().log_odds(signs).tolist() == [-0.25, 1.75, 5.5]
    assert two_trees().log_odds(np.zeros((0, 2))).tolist() == []


def test_many_rows_are_judged_as_one_by_one():
    signs = np.random.default_rng(1).normal(size=(2500, 2)) * 3
    together = two_trees().log_odds(signs)
    assert together[[0, 1234, 2499]].tolist() == [
        pytest.approx(two_trees().log_odds(signs[k : k + 1])[0]) for k in (0, 1234, 2499)
    ]


def test_a_forest_is_read_as_it_was_written(tmp_path):
    forest = two_trees()
    fields = ("start", "feature", "threshold", "left", "right", "value")
    np.savez_compressed(tmp_path / "f.npz", **{name: getattr(forest, name) for name in fields})
    signs = np.array([[1.0, 3.0]])
    assert read_forest(tmp_path / "f.npz").log_odds(signs).tolist() == [5.5]
