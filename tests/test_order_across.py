"""The second reading of a page that was read across its columns: what it asks, what it says, and that no line is lost."""

from array import array
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from epubmaker.forests import Forest
from epubmaker.model import Line, Reading, Seam, SeamTable, Span, Subjects
from epubmaker.order import across, read_order
from epubmaker.order.across import is_across, possible_joins, read_across, reading_of, stretches_of
from epubmaker.order.again import AGAIN_SIGNS, ScoredAgain, WordsAgain
from epubmaker.order.alignment import order_numbers
from epubmaker.order.decode import first_successors, read_through
from epubmaker.order.joins import SIGNS, join_signs
from epubmaker.order.stage import read_lines
from epubmaker.order.stretches import NONE, Rivals, Stretches
from epubmaker.order.successors import END

SURE, STRANGER = 6.0, -6.0
COLUMNS, ROWS = 4, 12
columns_across = [[row * COLUMNS + column for row in range(ROWS)] for column in range(COLUMNS)]


def lines_of(count, text="他们在镇上走了一天"):
    return tuple(
        Line(k, Span(10 * k, 10 * k + 9), text, "newline" if k else "start", k, 0, 9.0, 9.0)
        for k in range(count)
    )


def table(count, pairs, open_at=()):
    """Seams that know which line continues which; lines of `open_at` open a paragraph, and those before them close one."""
    rows = [[] for _ in range(count)]
    for left, right in pairs:
        rows[left].append(Seam(left, right, SURE))
    opens = tuple(4.0 if k in open_at else -4.0 for k in range(count))
    return SeamTable(tuple(map(tuple, rows)), opens, (-4.0,) * count, STRANGER)


def page_of(count, seams):
    numbers = order_numbers()
    lines = lines_of(count)
    weighed, chosen = first_successors(seams, numbers)
    sequence = read_through(chosen)
    held = stretches_of(weighed, chosen, numbers)
    return reading_of(lines, seams, weighed, held, by_place(seams, sequence))


def by_place(seams, sequence):
    """Return the same seams, numbered by the places of their lines in a reading order."""
    place = {line: at for at, line in enumerate(sequence)}
    scored = SeamTable(
        tuple(
            tuple(Seam(place[seam.left], place[seam.right], seam.log_odds) for seam in seams.candidates[line])
            for line in sequence
        ),
        tuple(seams.opens[line] for line in sequence),
        tuple(seams.closes[line] for line in sequence),
        seams.floor,
    )
    return ScoredAgain(sequence, scored)


def read_twice(count, seams):
    return read_order(lines_of(count), seams, lambda order: by_place(seams, order.sequence))


def within_columns():
    return [pair for column in columns_across for pair in pairwise(column)]


def test_a_text_in_order_was_not_read_across_nor_was_a_short_one():
    assert not is_across(range(500))
    assert not is_across([3, 0, 4, 1, 5, 2])
    assert is_across([line for column in columns_across for line in column])


@pytest.mark.parametrize(("places", "again"), [(0, False), (3, False), (8, True)])
def test_a_page_is_read_again_where_some_of_its_columns_were_read_across(places, again):
    """Of 400 rows some places hold two columns of ten rows, row by row; what stands between and below is in order."""
    across = {first + at for first in range(0, 40 * places, 40) for at in range(20)}
    pairs = [(at, at + 1) for at in range(399) if at not in across]
    pairs += [(at, at + 2) for at in across if at + 2 in across]
    pairs += [
        pair
        for first in range(0, 40 * places, 40)
        for pair in ((first + 18, first + 1), (first + 19, first + 20))
    ]
    asked = []
    seams = table(400, pairs)

    def scored(order):
        asked.append(order)
        return by_place(seams, order.sequence)

    order = read_order(lines_of(400), seams, scored)
    assert bool(asked) == again
    assert sorted(order.sequence) == list(range(400))


def test_columns_that_go_on_at_the_head_of_the_next_are_one_text():
    count = COLUMNS * ROWS
    over = [(left[-1], right[0]) for left, right in pairwise(columns_across)]
    order = read_twice(count, table(count, within_columns() + over))
    assert order.sequence == tuple(line for column in columns_across for line in column)
    assert set(over) <= set(pairwise(order.sequence))


def test_a_paragraph_ends_in_a_column_and_the_next_goes_on_below_as_the_columns_beside_it_do():
    count, torn = COLUMNS * ROWS, [(column[5], column[6]) for column in columns_across[1:3]]
    pairs = [pair for pair in within_columns() if pair not in torn]
    order = read_twice(count, table(count, pairs, {right for _, right in torn}))
    assert set(torn) <= set(pairwise(order.sequence))


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_whatever_the_words_say_every_line_is_read_once(data):
    count = data.draw(st.integers(20, 70))
    line = st.integers(0, count - 1)
    pairs = data.draw(
        st.sets(st.tuples(line, line).filter(lambda pair: pair[0] != pair[1]), max_size=2 * count)
    )
    page = page_of(count, table(count, pairs))
    chosen = read_across(page, order_numbers().likelier)
    assert sorted(read_through(chosen)) == list(range(count))
    followed = [right for right in chosen if right != END]
    assert len(followed) == len(set(followed))
    kept = np.flatnonzero(page.held.kept != END)
    assert [chosen[left] for left in kept] == page.held.kept[kept].tolist()


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_what_is_asked_are_ends_of_stretches_and_heads_of_others_once_each(data):
    count = data.draw(st.integers(20, 60))
    line = st.integers(0, count - 1)
    pairs = data.draw(
        st.sets(st.tuples(line, line).filter(lambda pair: pair[0] != pair[1]), max_size=2 * count)
    )
    page = page_of(count, table(count, pairs))
    asked = [
        pair
        for left, right in possible_joins(page)
        for pair in zip(left.tolist(), right.tolist(), strict=True)
    ]
    assert len(asked) == len(set(asked))
    held = page.held
    for left, right in asked:
        assert left in held.tails
        assert right in held.heads
        assert held.stretch[left] != held.stretch[right]


def test_most_pairs_are_spared_most_trees_and_none_that_is_worth_joining(monkeypatch):
    page = page_of(COLUMNS * ROWS, table(COLUMNS * ROWS, within_columns()))
    walked = []
    log_odds = Forest.log_odds

    def counted(forest, signs):
        walked.append(len(forest.roots) * len(signs))
        return log_odds(forest, signs)

    monkeypatch.setattr(Forest, "log_odds", counted)
    spared, few = read_across(page, order_numbers().likelier), sum(walked)
    walked.clear()
    monkeypatch.setattr(across, "SPARED", ())
    across.forests.cache_clear()
    try:
        assert read_across(page, order_numbers().likelier) == spared
    finally:
        across.forests.cache_clear()
    assert few < 0.7 * sum(walked)


def test_signs_are_numbers_one_row_a_pair():
    count = COLUMNS * ROWS
    page = page_of(count, table(count, within_columns()))
    left, right = np.array([44, 47, 3]), np.array([1, 0, 7])
    signs = join_signs(page, left, right)
    assert signs.shape == (3, len(SIGNS))
    assert np.isfinite(signs).all()
    told = dict(zip(SIGNS, signs.T.tolist(), strict=True))
    assert told["lag"] == [-43, -47, 4]
    assert told["told"] == [0, 0, 1]  # the words were asked of lines up to 24 on, and of what the table knows
    assert told["worth"][2] == pytest.approx(SURE)


def test_a_leg_is_parted_where_a_join_is_not_sure():
    chosen = [3, 4, 5, 6, 7, 8, END, END, END]
    sure = np.array([True, True, True, False, True, True, False, False, False])
    held = Stretches.of(chosen, sure, 24)
    assert held.leg.tolist() == [0, 1, 2, 0, 1, 2, 0, 1, 2]
    assert (held.top.tolist(), held.bottom.tolist()) == ([0, 1, 2], [6, 7, 8])
    assert held.place.tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert (held.heads.tolist(), held.tails.tolist()) == ([0, 1, 2, 6], [3, 7, 8, 6])
    assert held.stretch.tolist() == [0, 1, 2, 0, 1, 2, 3, 1, 2]
    assert held.row.tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert held.step.tolist() == [3] * 9


def test_rivals_are_ranked_by_their_gains():
    line, gains = np.array([0, 0, 0, 2]), np.array([1.0, 5.0, 3.0, 2.0])
    rivals = Rivals.of(line, gains, 3, -9.0)
    assert rivals.rank.tolist() == [2, 0, 1, 0]
    assert rivals.best.tolist() == [5.0, -9.0, 2.0]
    assert rivals.lead(line, gains, rivals.rank).tolist() == [-4.0, 2.0, -2.0, 11.0]


def test_what_leads_up_to_a_line_is_compared_with_what_goes_on_from_the_other():
    """Two columns, read across: the first speaks of one thing, the second of another; the last two joins are crossed."""
    same = Reading(((1.0, 0.0), (0.0, 1.0)), (0.0, 0.0))
    count, speaks = 20, array("f", [1.0, 0.0, 0.0, 1.0] * 10)
    seams = replace(
        table(count, [(16, 19), (17, 18)]), subjects=Subjects(speaks, 2, same, same, same, (1.0, 1.0))
    )
    successor = np.array([line + 2 for line in range(16)] + [19, 18, END, END])
    predecessor = np.array([END, END] + [line - 2 for line in range(2, 18)] + [17, 16])
    again = WordsAgain.of(ScoredAgain(range(count), seams), successor, predecessor)
    left, right = np.array([16, 16]), np.array([18, 19])
    told = dict(zip(AGAIN_SIGNS, again.signs(left, right), strict=True))
    assert told["words_again"].tolist() == [STRANGER, SURE]
    assert told["again_left"].tolist() == pytest.approx([NONE - SURE, SURE - NONE])
    assert told["kin_near"].tolist() == pytest.approx([1.0, 0.0])
    assert told["kin_wide"].tolist() == pytest.approx([1.0, 0.0])
    assert told["kin_left"].tolist() == pytest.approx(
        [1.0, 0.0]
    )  # 16 goes on with 19 so far, which speaks of the other thing
    assert told["kin_right"].tolist() == pytest.approx([1.0, 0.0])


class CountingScorer:
    """Knows the joins within four columns that were read across; counts how often it is asked."""

    def __init__(self, rows):
        self.rows, self.asked = rows, 0

    def score(self, lines, labels, ahead=1):
        self.asked += 1
        place = {line.span.start // 10: line.number for line in lines}
        rows = [[] for _ in lines]
        for line in range(COLUMNS * (self.rows - 1)):
            rows[place[line]].append(Seam(place[line], place[line + COLUMNS], SURE))
        return SeamTable(tuple(map(tuple, rows)), (-4.0,) * len(lines), (-4.0,) * len(lines), STRANGER)


@pytest.mark.parametrize(
    ("rows", "again"), [(ROWS, True), (510, False)], ids=["a page", "longer than a page"]
)
def test_seams_are_scored_again_of_pages_and_not_of_longer_texts(rows, again):
    scorer = CountingScorer(rows)
    page = read_lines(lines_of(COLUMNS * rows), scorer)
    assert set(pairwise(page.order.sequence)) >= {
        (line, line + COLUMNS) for line in range(COLUMNS * (rows - 1))
    }
    assert (scorer.asked > 2) is again  # in the order of the source, in the one that is read
