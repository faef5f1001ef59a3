"""How likely a line goes on at each of the next ones, by all others: `order.alignment`."""

from dataclasses import replace
from itertools import pairwise
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epubmaker.order.alignment import NEVER, Pairs, aligned, followed_gains, order_numbers

SKIPPED = 2.5


def page(count, longest, known):
    """Return worths of a page: those that are known, little for the other lines that stand near."""
    worth = np.full((count, longest + 1), NEVER)
    for line in range(count):
        for lag in range(1, min(longest, count - 1 - line) + 1):
            worth[line, lag] = known.get((line, line + lag), -2.0)
    return worth


@pytest.mark.parametrize("columns", [1, 2, 3, 5])
def test_a_page_of_columns_goes_on_in_the_next_row(columns):
    count = columns * 12
    known = {
        (line, line + columns): 3.0 for line in range(count - columns) if line % 4
    }  # one in four is not known
    told, by_others = aligned(page(count, 8, known), SKIPPED)
    for line in range(columns, count - 2 * columns):
        assert told[line].argmax() == columns
        assert by_others[line].argmax() == columns


def test_a_column_that_ends_is_passed_over():
    # three columns of six rows, then the first two of them for six more
    upper = [range(line, line + 3) for line in range(0, 18, 3)]
    lower = [range(line, line + 2) for line in range(18, 30, 2)]
    pairs = {pair for rows in pairwise([*upper, *lower]) for pair in zip(*rows, strict=False)}
    told, _ = aligned(page(30, 8, dict.fromkeys(pairs, 3.0)), SKIPPED)
    assert told[17].sum() < 0.3  # the last line of the third column
    assert all(told[left].argmax() == right - left for left, right in pairs)


@given(st.integers(2, 12), st.data())
@settings(deadline=None, max_examples=50)
def test_a_line_goes_on_once_and_follows_once(count, data):
    longest = 4
    known = {
        (left, right): data.draw(st.floats(-6, 8))
        for left in range(count)
        for right in range(left + 1, min(count, left + longest + 1))
    }
    told, by_others = aligned(page(count, longest, known), SKIPPED)
    assert (told >= 0).all()
    assert (told.sum(axis=1) <= 1 + 1e-9).all()
    followed = np.zeros(count)
    for lag in range(1, min(longest, count - 1) + 1):
        followed[lag:] += told[: count - lag, lag]
    assert (followed <= 1 + 1e-9).all()
    assert ((by_others >= 0) & (by_others <= 1)).all()


def test_what_a_line_says_itself_is_not_counted_by_the_others():
    known = {(line, line + 1): 3.0 for line in range(9)}
    _, sure = aligned(page(10, 4, known), SKIPPED)
    _, against = aligned(page(10, 4, known | {(4, 5): -4.0}), SKIPPED)
    assert against[4, 1] == pytest.approx(sure[4, 1], abs=0.02)


def test_nothing_stands_behind_the_last_line():
    told, by_others = aligned(page(1, 24, {}), SKIPPED)
    assert told.shape == (1, 25)
    assert not told.any()
    assert np.isfinite(by_others).all()


def test_on_a_page_that_is_in_order_the_next_line_is_sure_by_the_others():
    """However little a line itself says of the next one, and however much of the one behind that."""
    numbers = replace(order_numbers(), settled=8.0)
    pairs = [(line, line + 1, -1.0 if line in (20, 21) else 3.0) for line in range(39)] + [(20, 22, 3.0)]
    left, right, worth = map(np.array, zip(*pairs, strict=True))
    gains = followed_gains(Pairs(left, right, worth, 40), numbers)
    certain = numbers.without + log(1 + numbers.unlikely)  # as `by the others` is 1
    assert gains[20] == pytest.approx(-1.0 + certain, abs=0.05)
    assert gains[19] == pytest.approx(3.0 + certain, abs=0.1)
    assert gains[39] == pytest.approx(
        3.0 + numbers.without + log(numbers.unlikely), abs=0.05
    )  # by the others, not at all
