"""What is reckoned of all pairs of a page as a table is what is reckoned of them one by one."""

from __future__ import annotations

from math import exp, log

import numpy as np
import pytest

from epubmaker.seams.candidates import Pairs, weighed

LINES = 9


def all_pairs(lines=LINES):
    left, right = np.divmod(np.arange(lines * lines), lines)
    return Pairs(left[left != right], right[left != right], lines)


def some_pairs(lines=LINES):
    """Return all pairs but one: a page of which not every pair is asked about."""
    whole = all_pairs(lines)
    return Pairs(whole.left[1:], whole.right[1:], lines)


@pytest.mark.parametrize("pairs", [all_pairs(), some_pairs(), all_pairs(3)])
def test_means_and_averages_are_those_of_the_pairs_of_one_line(pairs):
    values = np.random.default_rng(3).normal(0, 2, len(pairs.left))
    told = {
        (side, name): getattr(pairs, f"{side}_{name}")(values)
        for side in ("row", "column")
        for name in ("means", "averages")
    }
    for side, lines in (("row", pairs.left), ("column", pairs.right)):
        for at, line in enumerate(lines):
            own = [values[k] for k in range(len(lines)) if lines[k] == line]
            assert told[side, "means"][at] == pytest.approx(sum(own) / len(own))
            others = [values[k] for k in range(len(lines)) if lines[k] == line and k != at]
            expected = log(sum(map(exp, others)) / len(others))
            assert told[side, "averages"][at] == pytest.approx(expected)


@pytest.mark.parametrize("pairs", [all_pairs(), some_pairs(), all_pairs(3)])
@pytest.mark.parametrize("ties", [False, True])
def test_the_best_pairs_of_a_line_are_marked_and_of_equal_ones_the_first(pairs, ties):
    scores = np.random.default_rng(4).normal(0, 2, len(pairs.left))
    scores = np.round(scores) if ties else scores
    for marked, lines in ((pairs.best(scores, 2), pairs.left), (pairs.best_of_right(scores, 2), pairs.right)):
        for line in range(pairs.lines):
            own = [k for k in range(len(lines)) if lines[k] == line]
            expected = sorted(own, key=lambda k: (-scores[k], k))[:2]
            assert [k for k in own if marked[k]] == sorted(expected)


def test_features_are_weighed_column_by_column():
    features = np.array([[1, 2, 3], [4, 5, 6]], np.float32)
    assert weighed(features, np.array([1.0, 0.0, -0.5])).tolist() == [-0.5, 1.0]
    assert weighed(features[:0], np.array([1.0, 0.0, -0.5])).tolist() == []
