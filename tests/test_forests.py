"""Forests of decision trees say of every row what a walk down each tree by itself comes to."""

from __future__ import annotations

import numpy as np
import pytest

from epubmaker.forests import AT_ONCE, MANY, TABLED, Forest

# A chain that asks of sign 0 whether it is above 0.5, 1.5 ... 5.5, and a tree that asks once of sign 1.
STEPS = 6


def chain_and_stump(classes):
    asked, threshold, child, value = [], [], [], []
    for step in range(STEPS):  # node 2 * step asks; node 2 * step + 1 is the leaf of who goes no further
        asked += [0, 0]
        threshold += [step + 0.5, np.inf]
        child += [2 * step + 1, 2 * step + 1]
        value += [0.0, float(step)]
    asked += [0, 1, 0, 0]
    threshold += [np.inf, 10.0, np.inf, np.inf]
    child += [2 * STEPS, 2 * STEPS + 2, 2 * STEPS + 2, 2 * STEPS + 3]
    value += [float(STEPS), 0.0, 100.0, 200.0]
    return Forest(
        np.array(asked, np.intp),
        np.array(threshold, np.float32),
        np.array(child, np.intp),
        np.array(value, np.float32),
        np.array([0, 2 * STEPS + 1], np.intp),
        np.full(classes, 0.25, np.float32),
        STEPS,
    )


@pytest.mark.parametrize(
    ("signs", "chain", "stump"),
    [
        ((0, 0), 0, 100),
        ((1, 10), 1, 100),
        ((0.5, 10.5), 0, 200),  # a threshold itself is not above it
        ((3.7, 11), 4, 200),
        ((4.6, -1), 5, 100),
        ((5.5, 0), 5, 100),
        ((99, 99), 6, 200),
    ],
)
def test_a_row_is_worth_the_leaves_it_comes_to(signs, chain, stump):
    row = np.array([signs], np.float32)
    assert chain_and_stump(1).log_odds(row).tolist() == [[chain + stump + 0.25]]
    assert chain_and_stump(2).log_odds(row).tolist() == [[chain + 0.25, stump + 0.25]]


def test_no_row_changes_another_however_many_there_are():
    forest, count = chain_and_stump(2), AT_ONCE + 3
    firsts, seconds = np.arange(count) % 9, np.arange(count) % 23
    told = forest.log_odds(np.stack([firsts, seconds], axis=1).astype(np.float32))
    assert told.shape == (count, 2)
    assert (told[:, 0] == np.minimum(firsts, STEPS) + 0.25).all()
    assert (told[:, 1] == np.where(seconds > 10, 200, 100) + 0.25).all()


def test_of_no_rows_nothing_is_told():
    assert chain_and_stump(2).log_odds(np.zeros((0, 2), np.float32)).shape == (0, 2)


def many_trees(count, leaves):
    """Return a forest of chains: tree `k` asks sign `k % 3` whether it is above `k / count`, then above one more, and so on."""
    asked, threshold, child, value, roots = [], [], [], [], []
    for tree in range(count):
        roots.append(len(asked))
        for step in range(leaves - 1):
            at = len(asked)
            asked += [tree % 3, 0]
            threshold += [step + tree / count, np.inf]
            child += [at + 1, at + 1]
            value += [0.0, float(step)]
        asked.append(0)
        threshold.append(np.inf)
        child.append(len(asked) - 1)
        value.append(float(leaves - 1))
    return Forest(
        np.array(asked, np.intp),
        np.array(threshold, np.float32),
        np.array(child, np.intp),
        np.array(value, np.float32),
        np.array(roots, np.intp),
        np.zeros(1, np.float32),
        leaves - 1,
    )


@pytest.mark.parametrize("leaves", [32, 33])  # as many as a table holds, and one more
def test_many_rows_are_told_what_each_is_told_alone(leaves):
    forest = many_trees(TABLED, leaves)
    drawn = np.random.default_rng(5).uniform(-2, 36, (3 * MANY, 3)).astype(np.float32)
    drawn[::7] = np.round(drawn[::7])  # thresholds themselves
    drawn[5] = [np.nan, np.inf, -np.inf]
    drawn[6] = -0.0
    alone = np.concatenate([many_trees(TABLED, leaves).log_odds(row[None]) for row in drawn])
    together = forest.log_odds(drawn)
    assert together.tolist() == alone.tolist()
    assert forest.log_odds(drawn[:1]).tolist() == alone[:1].tolist()  # few rows, asked behind many
    assert forest.log_odds(drawn[:0]).shape == (0, 1)
    # By hand: of 0.5, tree 0 (thresholds 0, 1, ...) comes to leaf 1, the last of them (thresholds .995, ...) to leaf 0.
    half = forest.log_odds(np.full((MANY, 3), 0.5, np.float32))[0, 0]
    assert half == TABLED // 2  # trees with a threshold below .5
