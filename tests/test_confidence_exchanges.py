"""What a page gains by breaking a join, on a handful of lines with known seams."""

from __future__ import annotations

from epubmaker.confidence.exchanges import ExchangeCosts, Exchanges
from epubmaker.model import ArticlePlan, Chain, Role, Seam, SeamTable

FREE = ExchangeCosts(move=0.0, far=0.0, cross=0.0, edge=0.0)  # seams alone


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
    found = exchanges(6, true | stray, ExchangeCosts(move=1.0, far=0.0, cross=0.0, edge=0.0))
    assert found.gain(1, 2) == 12.0 - 3.0
