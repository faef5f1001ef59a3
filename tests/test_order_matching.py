"""The best assignment and the best successors, each on examples small enough to check by hand."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epubmaker.order.matching import best_assignment, priced_assignment
from epubmaker.order.successors import END, Successors, best_successors, find_ring


@given(st.lists(st.lists(st.integers(-5, 9), min_size=4, max_size=4), min_size=1, max_size=4))
@settings(deadline=None)
def test_assignment_is_as_good_as_the_best_of_all(gains):
    matched = best_assignment([dict(enumerate(row)) for row in gains])
    found = sum(gains[row][column] for row, column in enumerate(matched) if column is not None)
    best = max(
        sum(max(0, gains[row][column]) for row, column in enumerate(order))
        for order in permutations(range(4), len(gains))
    )
    assert found == best
    taken = [column for column in matched if column is not None]
    assert len(taken) == len(set(taken))


def test_a_column_costs_what_the_next_row_would_gain_by_it():
    assert priced_assignment([{0: 5.0}, {1: 3.0}]) == ([0, 1], {})
    assert priced_assignment([{0: 5.0}, {0: 3.0}]) == ([0, None], {0: 3.0})


@given(st.lists(st.lists(st.integers(-5, 9), min_size=4, max_size=4), min_size=1, max_size=6))
@settings(deadline=None)
def test_prices_prove_that_no_assignment_is_better(gains):
    """What rows gain at most above the prices, and the prices, are together what the assignment gains: strong duality."""
    rows = [dict(enumerate(row)) for row in gains]
    matched, prices = priced_assignment(rows)
    found = sum(gains[row][column] for row, column in enumerate(matched) if column is not None)
    above = sum(max(0, *(gain - prices.get(column, 0) for column, gain in row.items())) for row in rows)
    assert above + sum(prices.values()) == pytest.approx(found)


def test_an_open_end_is_matched_by_elimination():
    # Both 0 and 1 are best followed by 2, but only 1 has another choice.
    assert best_successors([{2: 5.0}, {2: 6.0, 3: 4.5}, {}, {}]) == [2, 3, END, END]


@given(st.lists(st.dictionaries(st.integers(0, 6), st.floats(0.1, 9), max_size=4), min_size=7, max_size=7))
def test_successors_make_chains_and_no_line_follows_two(gains):
    gains = [{right: gain for right, gain in row.items() if right != left} for left, row in enumerate(gains)]
    chosen = best_successors(gains)
    followed = [right for right in chosen if right != END]
    assert len(followed) == len(set(followed))
    assert not find_ring({left: right for left, right in enumerate(chosen) if right != END})


@given(
    st.lists(st.dictionaries(st.integers(4, 7), st.floats(0.1, 9), max_size=4), min_size=4, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), st.integers(4, 7)), max_size=5),
)
def test_what_is_withdrawn_leaves_the_best_of_the_rest(gains, withdrawn):
    gains = [*gains, {}, {}, {}, {}]  # lines 4 to 7 are followed by none, so there are no rings
    successors = Successors(gains)
    successors.withdraw(withdrawn)
    rest = [
        {right: gain for right, gain in row.items() if (left, right) not in withdrawn}
        for left, row in enumerate(gains)
    ]

    def worth(chosen):
        return sum(gains[left][right] for left, right in enumerate(chosen) if right != END)

    assert not {(left, right) for left, right in enumerate(successors.chosen)} & set(withdrawn)
    assert worth(successors.chosen) == pytest.approx(worth(best_successors(rest)))
