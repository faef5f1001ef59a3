"""Reading order: rows of columns, columns that begin and end anywhere, strays; and text in order, where nothing may move."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epubmaker.model import ArticlePlan, Chain, Join, Line, Plan, Role, Seam, SeamTable, Span
from epubmaker.order import (
    ReadingOrder,
    arranged_lines,
    arranged_numbers,
    arranged_plan,
    in_source_order,
    read_order,
)

SURE, STRANGER = 6.0, -6.0


def lines_of(count, joint="newline"):
    return tuple(
        Line(k, Span(3 * k, 3 * k + 2), "文字", joint if k else "start", k, 0, 2.0, 2.0) for k in range(count)
    )


def table(count, pairs):
    """Seams that know which line continues which; no line opens or closes a paragraph."""
    rows = [[] for _ in range(count)]
    for left, right in pairs:
        rows[left].append(Seam(left, right, SURE))
    inside = (-6.0,) * count
    return SeamTable(tuple(map(tuple, rows)), inside, inside, STRANGER)


def read_rows(columns):
    """Return the count, and each column's lines, of columns read row by row; a column is (first row, height)."""
    numbers, members = 0, [[] for _ in columns]
    for row in range(max(first + height for first, height in columns)):
        for column, (first, height) in enumerate(columns):
            if first <= row < first + height:
                members[column].append(numbers)
                numbers += 1
    return numbers, members


def neighbours(columns):
    return [pair for column in columns for pair in pairwise(column)]


@pytest.mark.parametrize(
    "columns",
    [
        [(0, 12), (0, 12)],
        [(0, 20), (0, 20), (0, 20), (0, 20), (0, 20)],
        [(0, 20), (0, 14), (0, 17)],  # columns end at different rows
        [(0, 20), (6, 14), (0, 20)],  # one begins later
        [(0, 8), (0, 20), (9, 11), (0, 20)],  # one ends, another begins in its place
    ],
)
def test_rows_of_columns_are_read_column_by_column(columns):
    count, members = read_rows(columns)
    order = read_order(lines_of(count), table(count, neighbours(members)))
    assert sorted(order.sequence) == list(range(count))
    follows = set(pairwise(order.sequence))
    assert set(neighbours(members)) <= follows


def test_seams_that_are_missing_are_filled_by_the_columns_around():
    count, members = read_rows([(0, 20), (0, 20), (0, 20)])
    pairs = neighbours(members)
    known = [pair for place, pair in enumerate(pairs) if place % 4]
    order = read_order(lines_of(count), table(count, known))
    follows = set(pairwise(order.sequence))
    assert set(pairs) <= follows


def test_a_stray_line_goes_home():
    # 0 1 2 3 4 8 5 6 7 9 ...: line 8 of the text came out before 5
    true = list(range(30))
    source = [*true[:5], 8, 5, 6, 7, *true[9:]]
    place = {number: at for at, number in enumerate(source)}
    pairs = [(place[left], place[left + 1]) for left in true[:-1]]
    order = read_order(lines_of(30), table(30, pairs))
    assert [source[at] for at in order.sequence] == true


@given(st.integers(1, 60), st.data())
@settings(deadline=None, max_examples=40)
def test_text_in_order_is_left_as_it_is(count, data):
    # whatever some seams say, as long as no line goes on better elsewhere
    known = data.draw(st.sets(st.integers(0, max(0, count - 2)), max_size=count))
    pairs = [(left, left + 1) for left in known if left + 1 < count]
    assert read_order(lines_of(count), table(count, pairs)).is_source_order


@given(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19), st.floats(-6, 9)), max_size=60))
@settings(deadline=None, max_examples=60)
def test_every_line_is_read_once(found):
    rows = [[] for _ in range(20)]
    for left, right, odds in found:
        if left != right and all(seam.right != right for seam in rows[left]):
            rows[left].append(Seam(left, right, odds))
    inside = (0.0,) * 20
    order = read_order(lines_of(20), SeamTable(tuple(map(tuple, rows)), inside, inside, STRANGER))
    assert sorted(order.sequence) == list(range(20))


def test_a_form_that_says_how_its_rows_stand_is_in_order():
    lines = tuple(
        Line(k, Span(3 * k, 3 * k + 2), "文字", "newline", k, 0, 2.0, 2.0, opens=True) for k in range(10)
    )
    count, members = read_rows([(0, 5), (0, 5)])
    assert read_order(lines, table(count, neighbours(members))).is_source_order


@pytest.mark.parametrize("count", [0, 1])
def test_pages_of_no_or_one_line(count):
    assert read_order(lines_of(count), table(count, [])).sequence == tuple(range(count))


ORDER = ReadingOrder((2, 0, 1), frozenset({0}))


def test_lines_are_numbered_by_their_place_and_back():
    lines = lines_of(3)
    arranged = arranged_lines(lines, ORDER)
    assert [line.number for line in arranged] == [0, 1, 2]
    assert [line.span for line in arranged] == [lines[k].span for k in (2, 0, 1)]
    assert in_source_order(["c", "a", "b"], ORDER) == ("a", "b", "c")
    assert arranged_numbers({2: "c", 1: "b"}, ORDER) == {0: "c", 2: "b"}


def test_rows_and_joints_are_those_of_the_new_neighbours():
    page = tuple(
        Line(k, Span(3 * k, 3 * k + 2), "文字", "space" if k % 2 else "blank", k // 2, k // 2, 2.0)
        for k in range(4)
    )
    moved = ReadingOrder((0, 3, 1, 2), frozenset({3}))
    arranged = arranged_lines(page, moved)
    # line 3 follows 0 by the words: it stands in its row; line 1 has lost its row, and opens one
    assert [line.joint for line in arranged] == ["start", "space", "blank", "blank"]
    assert [line.row for line in arranged] == [0, 0, 1, 2]


def test_a_plan_comes_back_in_numbers_of_the_source():
    chain = Chain(Role.BODY, (0, 1, 2), (Join(0, 1, 0.8, moved=False), Join(1, 2, 0.9, moved=False)))
    plan = arranged_plan(
        Plan((ArticlePlan("article", headline=(0,), chains=(chain,)),), unplaced=(1, 0)), ORDER
    )
    (article,) = plan.articles
    assert article.headline == (2,)
    assert article.chains[0].lines == (2, 0, 1)
    assert [join.moved for join in article.chains[0].joins] == [True, False]
    assert plan.unplaced == (0, 2)


def columns_going_on(known):
    """Return the joints from column to column of one text in four columns, of which some are sure; and which were found."""
    count, members = read_rows([(0, 30)] * 4)
    joints = [(one[-1], other[0]) for one, other in pairwise(members)]
    rows = [list(row) for row in table(count, neighbours(members)).candidates]
    for place, (left, right) in enumerate(joints):
        rows[left].append(Seam(left, right, SURE if place in known else -3.0))
    inside = (-6.0,) * count
    order = read_order(lines_of(count), SeamTable(tuple(map(tuple, rows)), inside, inside, STRANGER))
    return [right in order.joined for _, right in joints]


@pytest.mark.parametrize("doubtful", [0, 1, 2])
def test_a_column_goes_on_in_the_next_as_those_beside_it_do(doubtful):
    assert columns_going_on({0, 1, 2} - {doubtful}) == [True, True, True]


def test_what_no_other_column_shows_is_not_believed():
    assert columns_going_on(set()) == [False, False, False]
