"""What the reading order weighs: small pages, each number worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from math import log

import numpy as np
import pytest
from test_order_across import CountingScorer, by_place, lines_of, table
from test_segment_wrapped import articles, plain, wrapped

from epubmaker import read_string
from epubmaker.model import Line, Seam, SeamTable, Span
from epubmaker.order import ReadingOrder, arranged_lines
from epubmaker.order.across import is_across, reading_of
from epubmaker.order.alignment import Pairs, followed_gains, order_numbers, possible_pairs
from epubmaker.order.decode import order_of, read_through
from epubmaker.order.joins import SIGNS, join_signs
from epubmaker.order.parallel import with_parallels
from epubmaker.order.row_ends import RowEnds
from epubmaker.order.stage import LONG, TOLD, read_lines
from epubmaker.order.stretches import Stretches, Table
from epubmaker.order.successors import END, find_rings
from epubmaker.segment import split_lines

NUMBERS = order_numbers()


def worths(pairs):
    return dict(
        zip(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True), pairs.worth.tolist(), strict=True)
    )


def test_pairs_are_seams_and_near_lines_and_are_worth_what_words_or_ends_say():
    seams = SeamTable(
        ((Seam(0, 3, 9.0),), (Seam(1, 2, -5.0),), (Seam(2, 2, 3.0), Seam(2, 0, 1.0)), ()),
        opens=(-4.0, -4.0, 4.0, -4.0),
        closes=(-4.0, 6.0, -4.0, -4.0),
    )
    pairs = possible_pairs(seams, replace(NUMBERS, longest=2))
    # A seam counts from -4 to 8, nothing known -.9; the end of a paragraph half of what both say, less one, from -5 to 2.5.
    assert worths(pairs) == {
        (0, 1): -0.9, (0, 2): -0.9, (0, 3): 8.0, (1, 2): 2.5, (1, 3): 0.0, (2, 0): 1.0, (2, 3): -0.9,
    }  # fmt: skip
    assert pairs.lags.tolist() == [1, 2, 3, 1, 2, -2, 1]
    assert possible_pairs(SeamTable((), (), ()), NUMBERS).lags.tolist() == []


def test_a_far_pair_is_worth_its_words_less_what_going_far_costs():
    count = 40
    left, right = np.array([*range(count - 1), 39, 3]), np.array([*range(1, count), 0, 30])
    pairs = Pairs(left, right, np.array([3.0] * (count - 1) + [4.0, -1.0]), count)
    gains = followed_gains(pairs, NUMBERS)
    assert gains[-2:].tolist() == pytest.approx([4.0 - 6.0 + 5.0, -1.0 - 6.0 + 5.0])


def test_on_a_page_in_order_the_line_after_the_next_gains_nothing():
    left, right = np.array([*range(39), 20]), np.array([*range(1, 40), 22])
    gains = followed_gains(Pairs(left, right, np.full(40, 3.0), 40), NUMBERS)
    assert gains[-1] == pytest.approx(3.0 + NUMBERS.without + log(NUMBERS.unlikely), abs=0.1)
    assert gains[20] == pytest.approx(3.0 + NUMBERS.without + log(1 + NUMBERS.unlikely), abs=0.1)


# Chains of successors


@pytest.mark.parametrize(
    ("chosen", "sequence", "joined"),
    [
        ([END, END, END], (0, 1, 2), set()),
        ([1, 2, END], (0, 1, 2), set()),
        ([END, END, END, 0], (1, 2, 3, 0), {0}),  # two lines, neither a run: it stands where it begins
        ([1, 2, END, END, END, 0], (5, 0, 1, 2, 3, 4), {0}),  # it stands where its longest run begins
        ([2, 3, END, END], (0, 2, 1, 3), {2, 3}),
        ([3, END, 1, 4, END], (2, 1, 0, 3, 4), {3, 1}),
        ([2, END, 3, END, 1], (0, 2, 3, 4, 1), {2, 1}),
    ],
)
def test_chains_are_read_where_they_stand_on_the_page(chosen, sequence, joined):
    assert read_through(chosen) == sequence
    assert order_of(chosen) == ReadingOrder(sequence, frozenset(joined))


@pytest.mark.parametrize(
    ("successors", "rings"),
    [
        ({}, []),
        ({0: 1, 1: 2}, []),
        ({0: 1, 1: 0}, [[0, 1]]),
        ({0: 1, 1: 2, 2: 1}, [[1, 2]]),
        ({5: 5}, [[5]]),
        ({0: 1, 1: 0, 2: 3, 3: 4, 4: 2}, [[0, 1], [2, 3, 4]]),
    ],
)
def test_rings_of_successors(successors, rings):
    assert find_rings(successors) == rings


def test_a_reading_is_parted_into_legs_of_near_joins():
    held = Stretches.of([1, 2, 5, 4, END, 0], np.ones(6, bool), 2)
    assert held.kept.tolist() == [1, 2, END, 4, END, END]
    assert held.leg.tolist() == [0, 0, 0, 1, 1, 2]
    assert (held.top.tolist(), held.bottom.tolist()) == ([0, 3, 5], [2, 4, 5])
    assert held.place.tolist() == [0, 1, 2, 0, 1, 0]
    assert held.lag.tolist() == [1, 1, 3, 1, 0, -5]
    assert held.predecessor.tolist() == [5, 0, 1, END, 3, 2]
    assert held.length.tolist() == held.size.tolist() == [3, 2, 1]
    assert held.unsure == 0.5
    assert held.row.tolist() == [0, 1, 2, 2, 3, 3]
    assert held.step.tolist() == [1] * 6


def test_a_join_as_far_on_as_the_longest_is_near_and_one_further_is_not():
    near = Stretches.of([3, END, END, END], np.ones(4, bool), 3)
    assert near.leg.tolist() == [0, 1, 2, 0]
    assert near.step.tolist() == [3] * 4
    assert Stretches.of([3, END, END, END], np.ones(4, bool), 2).leg.tolist() == [0, 1, 2, 3]


def test_the_step_of_a_line_is_the_median_of_the_joins_around():
    # Twenty joins one line on, then twenty two lines on: seven on either side of a join are asked.
    chosen = [*range(1, 21), *range(22, 42), END, END]
    held = Stretches.of(chosen, np.ones(42, bool), 24)
    assert held.step[[0, 12, 19, 20, 27, 41]].tolist() == [1, 1, 1, 2, 2, 2]


# The signs of a join: two columns of three rows, read row by row


def small_page():
    widths = [9.0, 8.0, 9.0, 8.0, 5.0, 8.0]
    texts = ["河东镇的新桥昨天通车", "记者昨天走进阅览室"] * 2 + ["不再绕路。", "座位常常不够用"]
    lines = tuple(
        Line(k, Span(20 * k, 20 * k + 9), text, "newline" if k else "start", k, 0, wide, 9.0)
        for k, (text, wide) in enumerate(zip(texts, widths, strict=True))
    )
    seams = replace(table(6, [(0, 2), (1, 3), (2, 4), (3, 5)]), opens=(-4.0, 4.0, *[-4.0] * 4))
    pairs = possible_pairs(seams, NUMBERS)
    chosen = [2, 3, 4, 5, END, END]
    held = Stretches.of(chosen, np.ones(6, bool), 24)
    return reading_of(lines, seams, Table.of(pairs, pairs.worth), held, by_place(seams, read_through(chosen)))


SAID = {
    # (from the foot of the first column to the head of the second, inside a row, over a column)
    "worth": (-3.0, -0.9, -0.9),
    "told": (0, 1, 1),
    "gain": (-9.0, -0.9, -0.9),
    "rank_left": (30, 1, 4),
    "closes": (-4, -4, -4),
    "opens": (4, -4, -4),
    "lag": (-3, 1, 5),  # of two columns read row by row, each line goes on two lines on
    "off_step_left": (-5, -1, 3),
    "off_step_right": (-5, -1, 3),
    "step_left": (2, 2, 2),
    "step_right": (2, 2, 2),
    "rows_down": (-2, 0, 2),
    "rows_from_top": (0, 1, 2),
    "rows_to_bottom": (0, 1, 2),
    "lines_from_top": (1, 3, 5),
    "lines_to_bottom": (1, 1, 1),
    "tops": (1, 1, 1),
    "bottoms": (0, 0, 0),
    "right_of_left": (1, 1, 1),
    "right_of_right": (1, 1, 1),
    "left_of_left": (2 / 3, 2 / 3, 2 / 3),
    "left_of_right": (2 / 3, 2 / 3, 2 / 3),
    "second_right": (0, 0, 0),
    "size_left": (3, 3, 3),
    "size_right": (3, 3, 3),
    "leg_left": (3, 3, 3),
    "leg_right": (3, 3, 3),
    "below_left": (0, 1, 2),
    "above_right": (0, 1, 2),
    "width_left": (9, 9, 9),
    "width_right": (8, 8, 8),
    "last_width": (5, 9, 9),
    "first_width": (8, 8, 8),
    "narrower": (1, 1, 1),
    "shorter": (4, 0, 0),
    "subject": (0, 0, 0),
    "ends": (1, 0, 0),
    "source_rows": (-3, 1, 5),
    "chosen": (0, 0, 0),
    "alike_beside": (0, 0, 0),
    "alike_far": (0, 0, 0),
    "crossed": (0, 0, 2),
    "crossed_sure": (0, 0, 2),
    "words_below": (-3, -0.9, -3),
    "words_above": (-3, -0.9, -3),
    "words_beside": (-3, -0.9, -3),
    "other_left": (-61, 1, -3),
    "other_right": (-61, -1, 3),
    "stretches": (2, 2, 2),
    "lines": (6, 6, 6),
}


@pytest.fixture
def said():
    signs = join_signs(small_page(), np.array([4, 2, 0]), np.array([1, 3, 5]))
    return dict(zip(SIGNS, signs.T.tolist(), strict=True))


@pytest.mark.parametrize("sign", SAID)
def test_what_a_sign_says_of_three_pairs(said, sign):
    assert said[sign] == pytest.approx(SAID[sign])


def test_what_the_first_reading_chose_and_who_else_goes_as_far_on():
    signs = join_signs(small_page(), np.array([0, 2]), np.array([2, 4]))
    told = dict(zip(SIGNS, signs.T.tolist(), strict=True))
    assert told["chosen"] == [1, 1]
    assert told["rank_left"] == told["rank_right"] == [0, 0]
    assert told["worth"] == [6, 6]
    assert told["lead_left"] == pytest.approx([6.9, 6.9])
    assert told["alike_beside"] == [3, 3]  # all others of the four joins
    assert told["alike_far"] == [0, 0]  # they are near
    assert told["words_below"] == pytest.approx([6, 6])
    assert told["words_above"] == pytest.approx([-3, 6])


def test_the_middle_width_of_an_even_number_of_lines_is_between_the_two():
    page = small_page()
    held = Stretches.of([2, END, END, 5, END, END], np.ones(6, bool), 24)
    lines = tuple(
        replace(line, width=wide) for line, wide in zip(page.lines, (9, 8, 6, 8, 5, 4), strict=True)
    )
    assert replace(page, lines=lines, held=held).leg_width.tolist() == [7.5, 8, 6, 5]


# Parallels


FEW = replace(NUMBERS, longest=2, beside=1)


@pytest.mark.parametrize(
    ("gains", "chosen", "made"),
    [
        # 0 goes far on, to 5: 1 to 6 is known, and gains five.
        ([{5: 3.0}, {6: -2.0}, {}, {}, {}, {}, {}, {}], [5, *[END] * 7], {(0, 5): 3.0, (1, 6): 3.0}),
        # 0 and 2 do, which says of 1 to 6, of which nothing is known, that it does, too: -.9 - 6 + 5 + 5.
        (
            [{5: 3.0}, {}, {7: 3.0}, {}, {}, {}, {}, {}],
            [5, END, 7, *[END] * 5],
            {(0, 5): 3.0, (2, 7): 3.0, (1, 6): 3.1},
        ),
        # Once is not enough.
        ([{5: 3.0}, {}, {}, {}, {}, {}, {}, {}], [5, *[END] * 7], {(0, 5): 3.0}),
        # Backwards is far, too.
        ([{}, {}, {}, {1: -4.0}, {2: 2.0}], [END, END, END, END, 2], {(3, 1): 1.0, (4, 2): 2.0}),
    ],
)
def test_lines_beside_a_far_join_are_likelier_to_go_as_far(gains, chosen, made):
    found = with_parallels(gains, chosen, FEW)
    flat = {(left, right): gain for left, row in enumerate(found) for right, gain in row.items()}
    assert flat == {pair: pytest.approx(gain) for pair, gain in made.items()}


@pytest.mark.parametrize(
    ("gains", "chosen"),
    [
        ([{5: 1.9}, {6: -2.0}, {}, {}, {}, {}, {}, {}], [5, *[END] * 7]),  # shown from two on
        ([{2: 3.0}, {3: -2.0}, {}, {}], [2, END, END, END]),  # no further than the longest lag
        ([{}, {}], [END, END]),
    ],
)
def test_where_nothing_goes_far_nothing_changes(gains, chosen):
    assert with_parallels(gains, chosen, FEW) is None


# Lines and rows


def test_lines_that_moved_open_a_row_of_their_own():
    page = tuple(
        Line(k, Span(3 * k, 3 * k + 2), "文字", joint, k, block, 2.0)
        for k, (joint, block) in enumerate(
            [("start", 0), ("newline", 0), ("blank", 1), ("newline", 1), ("newline", 1)]
        )
    )
    arranged = arranged_lines(page, ReadingOrder((0, 1, 3, 4, 2), frozenset({3})))
    assert [line.joint for line in arranged] == ["start", "newline", "newline", "newline", "newline"]
    assert [line.row for line in arranged] == [0, 1, 2, 3, 4]
    assert [line.block for line in arranged] == [0, 0, 0, 0, 0]
    kept = arranged_lines(page, ReadingOrder((1, 2, 0, 3, 4), frozenset()))
    assert [line.joint for line in kept] == ["start", "blank", "newline", "newline", "newline"]
    assert [line.block for line in kept] == [0, 1, 1, 1, 1]


@pytest.mark.parametrize("width", [19, 24])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_ends_of_rows_tell_where_paragraphs_begin(width, between):
    lines = split_lines(read_string(plain(width, between=between)))
    told = RowEnds.of(lines).told(lines)
    counts = [len(wrapped(part, width, False)) for title, texts in articles() for part in (title, *texts)]
    begins = [0]
    for count in counts[:-1]:
        begins.append(begins[-1] + count)
    assert [line.number for line in told if line.joint in ("start", "blank")] == begins
    assert [line.number for line in told if line.opens is not False] == begins
    assert [line.block for line in told] == [part for part, count in enumerate(counts) for _ in range(count)]
    ends = RowEnds.of(lines)
    assert ends.are_in_order(lines, range(len(lines)))
    assert not ends.are_in_order(lines, [*range(0, len(lines), 2), *range(1, len(lines), 2)])


def test_rows_joined_by_spaces_show_no_ends():
    lines = [replace(line, row=line.row // 2) for line in split_lines(read_string(plain(24)))]
    assert RowEnds.of(lines) is None


# Whole pages


@pytest.mark.parametrize(
    ("sequence", "across"),
    [
        (range(40), False),
        ([*range(1, 41), 0], True),  # one step back of forty: .025
        ([*range(1, 42), 0], False),  # of forty-one: .0244
        ([*range(1, 19), 0], False),  # a page of columns has twenty lines
        ([*range(1, 20), 0], True),
        ([0, *range(2, 40), 1], True),
        ([*range(20, 40), *range(20)], True),
    ],
)
def test_jumps_back_show_that_a_page_was_read_across(sequence, across):
    assert is_across(sequence) is across


class Talkative(CountingScorer):
    """Names eight strangers more for the first line of a page."""

    def score(self, lines, labels, ahead=1):
        told = super().score(lines, labels, ahead)
        strangers = tuple(Seam(0, 8 + k, -6.0) for k in range(8))
        first = tuple(seam for seam in told.candidates[0]) + strangers
        return replace(told, candidates=(first, *told.candidates[1:]), _index={})


@pytest.mark.parametrize(
    ("rows", "kept"), [(12, 9), (LONG // 4 + 1, TOLD)], ids=["a page", "longer than a page"]
)
def test_all_seams_of_a_page_are_told_and_the_best_of_a_longer_text(rows, kept):
    page = read_lines(lines_of(4 * rows), Talkative(rows))
    assert not page.order.is_source_order
    assert len(page.source_seams.candidates[0]) == kept
    assert page.source_seams.candidates[0][0].right == 4
