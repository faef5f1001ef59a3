"""What a page gains by breaking a join, on a handful of lines with known seams; and a forest of two trees by hand."""

from __future__ import annotations

import json

import pytest

from epubmaker.assemble.assurance import assurance_forest
from epubmaker.assemble.assurance_signs import SIGNS
from epubmaker.assemble.exchanges import Exchanges
from epubmaker.assemble.forest import LEAF, forest_of, read_forest
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
    # read 0 1 3 4 2 5: line 2 strayed from its place between 4 and 5
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


TWO = {"start": 0.5, "trees": [[0, 0.0, -1.0, 1.0], [1, 2.0, 0.25, [0, 5.0, 4.0, 8.0]]]}


@pytest.mark.parametrize(
    ("signs", "log_odds"), [((-1, 0), -0.25), ((1, 2), 1.75), ((1, 3), 5.5), ((6, 3), 9.5)]
)
def test_every_tree_adds_its_leaf(signs, log_odds):
    assert forest_of(TWO).log_odds(signs) == log_odds


def test_a_forest_is_read_as_it_was_written(tmp_path):
    stored = tmp_path / "forest.json"
    stored.write_text(json.dumps(TWO), "utf-8")
    assert read_forest(stored) == forest_of(TWO)


def test_the_shipped_forest_asks_for_signs_that_there_are():
    def asked(tree):
        sign, _, low, high = tree
        return set() if sign == LEAF else {sign} | asked(low) | asked(high)

    signs = set().union(*map(asked, assurance_forest().trees))
    assert signs <= set(range(len(SIGNS)))
    assert len(signs) > len(SIGNS) // 2
